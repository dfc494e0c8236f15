"""Where the keys for secrets at rest are kept: a file, the environment, or the operating system's keyring.

Keys are Fernet keys, the newest first; one is enough, and two stand there while a change of key is under way.
`PRISNOTAT_KEY` chooses: «keyring» is the keyring, anything else is the key itself; without it the key is in a file.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol

from cryptography.fernet import Fernet

from corpus.errors import UserError
from corpus.machine.private_files import private_folder
from drafting.settings import Settings

IN_KEYRING = "keyring"
SERVICE = "prisnotat"  # the name under which a keyring lists the key


class KeyMissing(UserError):
    """Something secret is asked for, and the key is not there or is another one."""


class KeySource(Protocol):
    """One place that keeps keys.

    Attributes:
        where: the place as a user knows it; never a key.
        remedy: what to do when the key is not there.
        changeable: whether the program can put another key there.
    """

    changeable: ClassVar[bool]

    @property
    def where(self) -> str: ...
    @property
    def remedy(self) -> str: ...

    def read(self) -> tuple[bytes, ...]:
        """The keys, newest first; empty when there is none. Raises UserError: unreadable, or no key at all."""
        ...

    def write(self, keys: tuple[bytes, ...]) -> None:
        """Puts these keys in the place of the old ones, whole or not at all. Raises UserError."""
        ...


def key_source(settings: Settings) -> KeySource:
    """The place that the settings choose."""
    if not settings.key:
        return KeyFile(settings.key_file)
    return KeyInKeyring(str(settings.home)) if settings.key == IN_KEYRING else KeyInEnvironment(settings.key)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """One key a line, readable by the owner only. Read anew each time, so that a running app follows a change."""

    path: Path
    changeable: ClassVar[bool] = True

    @property
    def where(self) -> str:
        return str(self.path)

    @property
    def remedy(self) -> str:
        return "Legg tilbake nøkkelfilen, eller sett PRISNOTAT_KEY_FILE eller PRISNOTAT_KEY."

    def read(self) -> tuple[bytes, ...]:
        if not self.path.is_file():
            return ()
        try:
            text = self.path.read_bytes()
        except OSError as error:
            raise self._unusable(error) from None
        return _keys(text.decode("ascii", "replace"), self.where, "Velg riktig fil.")

    def write(self, keys: tuple[bytes, ...]) -> None:
        new = self.path.with_name(self.path.name + ".new")
        try:
            private_folder(self.path.parent)
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(b"\n".join(keys) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.path)
        except OSError as error:
            raise self._unusable(error) from None

    def _unusable(self, error: OSError) -> UserError:
        return UserError(
            f"Kan ikke lese eller skrive nøkkelfilen ({error.strerror or 'ukjent feil'}).",
            where=self.where,
            remedy="Kontroller tilgangen til mappen.",
        )


@dataclass(frozen=True, slots=True)
class KeyInEnvironment:
    """The key, or «new,old» while it is being changed. A program cannot change the environment that it was given."""

    text: str = field(repr=False)
    changeable: ClassVar[bool] = False

    @property
    def where(self) -> str:
        return "PRISNOTAT_KEY"

    @property
    def remedy(self) -> str:
        return "Sett PRISNOTAT_KEY til nøkkelen som hører til databasen."

    def read(self) -> tuple[bytes, ...]:
        return _keys(self.text, self.where, "Lag en nøkkel med prisnotat keys new, eller skriv keyring.")

    def write(self, keys: tuple[bytes, ...]) -> None:
        raise UserError(
            "Nøkkelen står i miljøet og kan ikke byttes herfra.",
            where=self.where,
            remedy="Lag en ny med prisnotat keys new, sett PRISNOTAT_KEY til «ny,gammel», kjør prisnotat keys rotate, "
            "og ta så bort den gamle.",
        )


@dataclass(frozen=True, slots=True)
class KeyInKeyring:
    """The keys in the operating system's keyring, under «prisnotat» and the address of the data folder."""

    account: str
    changeable: ClassVar[bool] = True

    @property
    def where(self) -> str:
        return f"nøkkelringen: {SERVICE}, {self.account}"

    @property
    def remedy(self) -> str:
        return f"Lås opp nøkkelringen, eller legg nøkkelen tilbake med keyring set {SERVICE} {self.account}."

    def read(self) -> tuple[bytes, ...]:
        import keyring
        from keyring.errors import KeyringError

        try:
            text = keyring.get_password(SERVICE, self.account)
        except KeyringError:
            raise self._unusable() from None
        return _keys(text, self.where, "Legg tilbake riktig nøkkel.") if text else ()

    def write(self, keys: tuple[bytes, ...]) -> None:
        import keyring
        from keyring.errors import KeyringError

        text = b",".join(keys).decode()
        try:
            keyring.set_password(SERVICE, self.account, text)
            kept = keyring.get_password(SERVICE, self.account)
        except KeyringError:
            raise self._unusable() from None
        if kept != text:  # a keyring that is switched off takes everything and keeps nothing
            raise self._unusable()

    def _unusable(self) -> UserError:
        return KeyMissing(
            "Nøkkelringen på maskinen kan ikke brukes.",
            where=self.where,
            remedy="Lås den opp, eller legg nøkkelen i en fil med PRISNOTAT_KEY_FILE.",
        )


def _keys(text: str, where: str, remedy: str) -> tuple[bytes, ...]:
    """The Fernet keys in a text, separated by commas or white space. Raises UserError, without quoting the text."""
    keys = tuple(part.encode() for part in re.split(r"[\s,]+", text) if part)
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        keys = ()
    if not keys:
        raise UserError("Her står det ikke en gyldig nøkkel.", where=where, remedy=remedy)
    return keys
