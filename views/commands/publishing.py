"""Commands on what leaves the house: `publish`, `accept` and `check`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from corpus.errors import UserError
from views.commands.shown import AsJson, Out, account, show


def publish(
    method_id: Annotated[str, typer.Argument(metavar="METODE-ID")],
    out: Out,
    *,
    role: Annotated[Literal["fagrådgiver", "fagsjef"], typer.Option(help="Rollen du publiserer i.")] = "fagrådgiver",
    override: Annotated[
        str, typer.Option(metavar="BEGRUNNELSE", help="Overstyr en stopp; bare fagsjef, og det loggføres.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Skriv endelige filer uten UTKAST; nektes til alt er godkjent og ingenting lekker."""
    from corpus.machine.written_files import write_files
    from drafting.editing import final_files
    from drafting.publishing.gate import Override
    from drafting.settings import settings
    from drafting.store.store import User, open_store

    user = User(account(), role)
    overriding = Override(user.name, user.role, override) if override else None
    files = final_files.publish(open_store(settings()), method_id, user, overriding)
    written = [str(path) for path in write_files(out, files)]
    show({"files": written}, as_json, "\n".join(f"Skrev {path}" for path in written))


def accept(
    method_id: Annotated[str, typer.Argument(metavar="METODE-ID")],
    number: Annotated[
        int, typer.Option("--sentence", metavar="N", help="Nummeret i listen; uten det vises listen.")
    ] = 0,
    *,
    reason: Annotated[str, typer.Option(metavar="BEGRUNNELSE", help="Hvorfor setningen kan være offentlig.")] = "",
    role: Annotated[Literal["fagrådgiver", "fagsjef"], typer.Option(help="Rollen din.")] = "fagrådgiver",
    as_json: AsJson = False,
) -> None:
    """Vis setningene som stopper den offentlige versjonen, eller godta en som en annen har skrevet."""
    from drafting.editing import saved_draft
    from drafting.publishing import accepted_sentences
    from drafting.settings import settings
    from drafting.store.store import User, open_store

    store = open_store(settings())
    try:
        saved = saved_draft.open_draft(store, method_id)
    except KeyError:
        raise UserError("Saken finnes ikke.", where=method_id, remedy="Se oversikten i appen.") from None
    if number:
        if not 1 <= number <= len(saved.stops):
            raise UserError("Det er ingen setning med det nummeret.", where=f"--sentence {number}", remedy="Se listen.")
        user = User(account(), role)
        accepted_sentences.accept(store, saved.draft, saved.stops[number - 1], user, reason)
        saved = saved_draft.open_draft(store, method_id)
    rows = accepted_sentences.listed(saved.stops, saved.accepted)
    lines = (
        f"{row['number']}. {row['place']}: {row['sentence']} ({row['accepted_by'] or 'ikke godtatt'})" for row in rows
    )
    show({"sentences": rows}, as_json, "\n".join(lines) or "Ingen setninger stopper den offentlige versjonen.")


def check(
    file: Annotated[Path, typer.Argument(metavar="FIL")],
    case: Annotated[Path | None, typer.Option("--case", metavar="SAK", help="Saksfil med hemmelighetene.")] = None,
    calendar: Annotated[
        Path | None, typer.Option(metavar="FIL", help="Møtedager i Beslutningsforum: én dato per linje, eller .ics.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Let etter hemmelige priser i en ferdig fil, i enhver form, og etter feil i notatet."""
    from drafting.case.file import read_case
    from drafting.checks.printed.meeting_calendar import read_meeting_days
    from drafting.publishing.checked_file import check_file

    meeting_days = read_meeting_days(calendar) if calendar else frozenset()
    found = check_file(file, read_case(case) if case else None, meeting_days)
    result = {
        "leaks": [asdict(leak) for leak in found.leaks],
        "findings": [asdict(finding) for finding in found.findings],
        "unread": list(found.unread),
        "read_as_note": not found.not_a_note,
        "kind_found": found.kind.kind.key,
    }
    rows = [f"{one.code} {one.place}: {one.message}" for one in found.findings if one.severity != "info"]
    if found.not_a_note:
        rows.insert(0, f"Ikke lest som prisnotat, bare søkt gjennom for hemmeligheter: {found.not_a_note}")
    elif not rows:
        rows = ["Fant ingen feil."]
    if found.not_a_note and not found.findings:
        rows.append("Fant ingen av hemmelighetene.")
    show(result, as_json, "\n".join(rows))
    if found.blocks:
        raise typer.Exit(1)
