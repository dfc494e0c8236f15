"""Encryption of what is stored, with the keys of a `KeySource`; without them only what is public can be read."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from corpus.errors import UserError
from drafting.store.key_sources import KeyMissing, KeySource

TOKEN_START = b"gAAAAA"  # every Fernet token: version 0x80, and the high bytes of a time stamp


class Vault:
    """Encrypts and decrypts with the keys of a source, read anew each time; `locked` when they are not there."""

    def __init__(self, source: KeySource) -> None:
        self.source = source

    def __repr__(self) -> str:
        return f"Vault(locked={self.locked})"

    @property
    def locked(self) -> bool:
        try:
            return not self.source.read()
        except UserError:
            return True

    def encrypt(self, text: str) -> str:
        """The text as a token. Raises KeyMissing."""
        return self.encrypt_bytes(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """The text of a token. Raises KeyMissing when no key fits."""
        return self.decrypt_bytes(token.encode()).decode()

    def encrypt_bytes(self, content: bytes) -> bytes:
        """The bytes as a token. Raises KeyMissing."""
        return self._open().encrypt(content)

    def decrypt_bytes(self, token: bytes) -> bytes:
        """The bytes of a token. Raises KeyMissing when no key fits."""
        try:
            return self._open().decrypt(token)
        except InvalidToken:
            raise self._another_key() from None

    def rotated(self, token: bytes) -> bytes:
        """The same content as a token under the first key. Raises KeyMissing."""
        try:
            return self._open().rotate(token)
        except InvalidToken:
            raise self._another_key() from None

    def make_key(self) -> None:
        """A first key, unless there is one. Raises UserError when it cannot be made or read."""
        if not self.source.read():
            self.source.write((Fernet.generate_key(),))

    def begin_rotation(self) -> None:
        """Puts a new key before the old one; where two stand already, a rotation was begun and is gone on with.

        Raises:
            KeyMissing: there is no key. UserError: the source cannot be changed from here.
        """
        self._open()
        keys = self.source.read()
        if len(keys) == 1:
            self.source.write((Fernet.generate_key(), *keys))

    def end_rotation(self) -> None:
        """Takes the old keys away, where the program can; elsewhere the user does."""
        if self.source.changeable:
            self.source.write(self.source.read()[:1])

    def _open(self) -> MultiFernet:
        keys = self.source.read()
        if not keys:
            raise KeyMissing(
                "Fant ikke nøkkelen, så det som er unntatt offentlighet, kan ikke leses.",
                where=self.source.where,
                remedy=self.source.remedy,
            )
        return MultiFernet([Fernet(key) for key in keys])

    def _another_key(self) -> KeyMissing:
        return KeyMissing(
            "Nøkkelen passer ikke til det som er lagret.", where=self.source.where, remedy=self.source.remedy
        )


def new_key() -> str:
    """A new key, for whoever keeps it in the environment."""
    return Fernet.generate_key().decode()


def is_token(content: bytes) -> bool:
    """Whether the bytes are encrypted already."""
    return content.startswith(TOKEN_START)


def fingerprint(pepper: str, text: str) -> str:
    """A keyed hash of the text: tells whether it changed, and cannot be used to guess a price in it."""
    return hmac.new(pepper.encode(), text.encode(), hashlib.sha256).hexdigest()
