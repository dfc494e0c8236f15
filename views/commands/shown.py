"""What commands have in common: the shape of their options, how a result is shown, and who runs them."""

from __future__ import annotations

import getpass
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from corpus.archive.archive import ArchiveSettings

AsJson = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument på stdout.")]
CasePath = Annotated[Path, typer.Argument(metavar="SAK", help="Saksfil (YAML).")]
Out = Annotated[Path, typer.Option("--out", metavar="MAPPE", help="Mappen filene skrives til.")]


def show(result: Any, as_json: bool, text: str) -> None:
    """The result on stdout: as one JSON document, or as text for people."""
    print(json.dumps(result, ensure_ascii=False, indent=1) if as_json else text)


def archive_settings() -> ArchiveSettings:
    """Where the archive is, from the environment."""
    from drafting.settings import settings

    return settings().archive


def account() -> str:
    """The account that runs the program, by the system's own word and not by a variable that anybody can set."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):  # another system, or an account without a name
        return getpass.getuser()
