"""Encryption of what is stored: Fernet keys in a file, newest first. Without the file only what is public can be read.

The key file is one Fernet key a line, made with mode 0600 at the first run. It is never part of a backup.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from corpus.errors import UserError


class KeyMissing(UserError):
    """Something secret is asked for, and the key is not there or is another one."""


class Vault:
    """Encrypts and decrypts with the keys in a file; `locked` when the file is not there.

    The file is read anew each time, so that a running app follows when the key is changed.
    """

    def __init__(self, key_file: Path) -> None:
        self._key_file = key_file

    def __repr__(self) -> str:
        return f"Vault(locked={self.locked})"

    @property
    def locked(self) -> bool:
        return not self._key_file.is_file()

    def encrypt(self, text: str) -> str:
        """The text as a token. Raises KeyMissing."""
        return self._open().encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """The text of a token. Raises KeyMissing when no key fits."""
        try:
            return self._open().decrypt(token.encode()).decode()
        except InvalidToken:
            raise KeyMissing(
                "Nøkkelen passer ikke til det som er lagret.",
                where=str(self._key_file),
                remedy="Legg tilbake nøkkelfilen som hører til databasen.",
            ) from None

    def rotated(self, token: str) -> str:
        """The same text as a token under the first key. Raises KeyMissing."""
        try:
            return self._open().rotate(token.encode()).decode()
        except InvalidToken:
            raise KeyMissing("Nøkkelen passer ikke til det som er lagret.", where=str(self._key_file)) from None

    def _open(self) -> MultiFernet:
        if self.locked:
            raise KeyMissing(
                "Fant ikke nøkkelen, så det som er unntatt offentlighet, kan ikke leses.",
                where=str(self._key_file),
                remedy="Legg tilbake nøkkelfilen, eller sett PRISNOTAT_KEY_FILE.",
            )
        return MultiFernet([Fernet(key) for key in read_keys(self._key_file)])


def fingerprint(pepper: str, text: str) -> str:
    """A keyed hash of the text: tells whether it changed, and cannot be used to guess a price in it."""
    return hmac.new(pepper.encode(), text.encode(), hashlib.sha256).hexdigest()


def make_key(key_file: Path) -> None:
    """A new key file, unless there is one. Raises UserError when it cannot be made."""
    if not key_file.exists():
        write_keys(key_file, (Fernet.generate_key(),))


def read_keys(key_file: Path) -> tuple[bytes, ...]:
    """The keys in the file, newest first. Raises UserError when it cannot be read or holds something else."""
    try:
        keys = tuple(line.strip() for line in key_file.read_bytes().splitlines() if line.strip())
        for key in keys:
            Fernet(key)
    except OSError as error:
        raise _unusable(key_file, error) from None
    except ValueError:
        keys = ()
    if not keys:
        raise UserError("Filen inneholder ikke en gyldig nøkkel.", where=str(key_file), remedy="Velg riktig fil.")
    return keys


def write_keys(key_file: Path, keys: tuple[bytes, ...]) -> None:
    """Writes the keys, readable by the owner only, whole or not at all. Raises UserError."""
    new = key_file.with_name(key_file.name + ".new")
    try:
        key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(b"\n".join(keys) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(key_file)
    except OSError as error:
        raise _unusable(key_file, error) from None


def _unusable(key_file: Path, error: OSError) -> UserError:
    return UserError(
        f"Kan ikke lese eller skrive nøkkelfilen ({error.strerror or 'ukjent feil'}).",
        where=str(key_file),
        remedy="Kontroller tilgangen til mappen.",
    )
