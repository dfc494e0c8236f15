"""Commands on what is kept: `keys`, `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from views.commands.shown import AsJson, Out, show


def keys(
    action: Annotated[
        Literal["rotate", "new"],
        typer.Argument(metavar="rotate|new", help="rotate: bytt nøkkel. new: skriv ut en ny til PRISNOTAT_KEY."),
    ],
    as_json: AsJson = False,
) -> None:
    """Bytt nøkkel og krypter alt som er lagret, på nytt; eller skriv ut en ny nøkkel uten å ta den i bruk."""
    from drafting.settings import settings
    from drafting.store.store import open_store
    from drafting.store.upkeep import rotate_keys

    if action == "new":
        from drafting.store.secrets_at_rest import new_key

        key = new_key()
        show({"action": action, "key": key}, as_json, key)
        return
    store = open_store(settings())
    count = rotate_keys(store)
    done = f"Ny nøkkel er i bruk; {count} tekster og rapporter er kryptert på nytt."
    left = "" if store.vault.source.changeable else " Ta nå den gamle nøkkelen ut av PRISNOTAT_KEY."
    show({"action": action, "encrypted_again": count}, as_json, done + left)


def backup(out: Out, as_json: AsJson = False) -> None:
    """Ta sikkerhetskopi; hemmelighetene er kryptert i den, og nøkkelen er ikke med."""
    from drafting.settings import settings
    from drafting.store.store import open_store
    from drafting.store.upkeep import backup as backup_store

    files = [str(path) for path in backup_store(open_store(settings()), out)]
    show({"files": files}, as_json, "\n".join(f"Skrev {path}" for path in files) + "\nTa vare på nøkkelen for seg.")


def restore(folder: Annotated[Path, typer.Argument(metavar="MAPPE")], as_json: AsJson = False) -> None:
    """Legg en sikkerhetskopi tilbake."""
    from drafting.settings import settings
    from drafting.store.upkeep import restore as restore_store

    cases = [case.method_id for case in restore_store(settings(), folder).cases()]
    show({"cases": cases}, as_json, "Lagt tilbake: " + (", ".join(cases) or "ingen saker"))
