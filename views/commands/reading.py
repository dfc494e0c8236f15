"""Commands that read one document: `read` and `facts`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from views.commands.shown import AsJson, show


def read(file: Annotated[Path, typer.Argument(metavar="FIL")], as_json: AsJson = False) -> None:
    """Les en rapport eller et prisnotat, og vis hva som ble funnet."""
    from corpus.reading.read import read_pages
    from views.commands.reading_json import document_json

    result = document_json(read_pages(file))
    parts = "\n".join(f"  side {part['page']}: {part['title']}" for part in result["sections"])
    warnings = "".join(f"\nObs: {warning}" for warning in result["warnings"])
    head = f"{result['method_id']} {result['title']}".strip() or "Fant verken metode-ID eller tittel i filen."
    show(result, as_json, f"{head}\n{parts}{warnings}")


def facts(report: Annotated[Path, typer.Argument(metavar="RAPPORT")], as_json: AsJson = False) -> None:
    """Hent fakta med side og sitat ut av en metodevurderingsrapport."""
    from drafting.drafts.draft import report_and_facts
    from drafting.facts import facts_json

    result = facts_json(report_and_facts(report)[1])
    rows = [f"{fact['key']} = {fact['value']} {fact['unit']} (side {fact['page']})" for fact in result["facts"]]
    rows += [f"Uenighet i rapporten: {conflict['key']}" for conflict in result["conflicts"]]
    rows += [
        f"Kandidat: {one['key']} = {one['value']} {one['unit']} (side {one['page']}): {'; '.join(one['against'])}"
        for one in result["candidates"]
    ]
    rows += [f"Ikke funnet: {', '.join(result['not_found'])}"] if result["not_found"] else []
    show(result, as_json, "\n".join(rows + [f"Obs: {warning}" for warning in result["warnings"]]))
