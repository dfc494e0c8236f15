"""Commands on the archive: `index`, `ask` and `decisions`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import UserError
from views.commands.shown import AsJson, archive_settings, show


def index(
    paths: Annotated[list[Path], typer.Argument(metavar="STI…", help="Filer og mapper.")],
    confidential: Annotated[bool, typer.Option(help="Dokumentene er unntatt offentlighet.")] = False,
    background: Annotated[bool, typer.Option(help="Ikke vent til alt er embeddet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ta dokumenter inn i arkivet; uendrede filer koster ingenting."""
    from corpus.archive.indexing import Progress, index_json

    def tell(progress: Progress) -> None:
        left = f", om lag {progress.seconds_left:.0f} s igjen" if progress.seconds_left is not None else ""
        print(f"\r{progress.stage} {progress.done} av {progress.total}{left}   ", end="", file=sys.stderr, flush=True)

    result = index_json(
        archive_settings(),
        paths,
        confidential=confidential,
        background=background,
        progress=tell if sys.stderr.isatty() else None,
    )
    counts = "{added} nye, {changed} endret, {unchanged} uendret, {removed} fjernet, {passages} avsnitt".format(
        **result
    )
    failed = [f"Kunne ikke leses: {failure['file']}: {failure['reason']}" for failure in result["failed"]]
    show(result, as_json, "\n".join([counts, *failed, *([result["warning"]] if result["warning"] else [])]))
    if result["failed"]:
        raise typer.Exit(1)


def ask(
    question: Annotated[str, typer.Argument(metavar="SPØRSMÅL")],
    confidential: Annotated[bool, typer.Option(help="Svar også fra det som er unntatt offentlighet.")] = False,
    model: Annotated[
        str | None, typer.Option(metavar="MODELL", help="openai:NAVN, eller none. Ellers PRISNOTAT_MODEL.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Vis hva som talte for og mot svaret.")] = False,
    as_json: AsJson = False,
) -> None:
    """Svar fra arkivet med kilder, eller si at det ikke finnes grunnlag."""
    from corpus.archive.archive import open_archive
    from drafting.answers.with_model import answer_with_model
    from drafting.model.model_choice import chosen_model
    from drafting.settings import settings

    in_force = settings()
    door = chosen_model(in_force, model)
    answer = answer_with_model(
        question,
        open_archive(archive_settings())[0],
        door,
        local=in_force.model_trust == "local",
        confidential=confidential,
        prompts_folder=in_force.prompts,
    )
    if answer.note:
        print(answer.note, file=sys.stderr)
    cited = [
        f"  [{n}] {cite.source.name}, side {cite.source.page}: «{' '.join(cite.source.quote.split())}»"
        for n, cite in enumerate(answer.citations, start=1)
    ]
    by = ["Skrevet av språkmodellen; hver setning er kontrollert mot kilden."] if answer.writer == "model" else []
    weighed = [f"  {line}" for line in answer.why] if why else []
    show(answer.json | ({"why": answer.why} if why else {}), as_json, "\n".join([answer.answer, *cited, *by, *weighed]))


def decisions(
    csv: Annotated[bool, typer.Option("--csv", help="Skriv CSV på stdout.")] = False,
    confidential: Annotated[bool, typer.Option(help="Ta med det som er unntatt offentlighet.")] = False,
    take_in: Annotated[
        Path | None, typer.Option("--import", metavar="FIL", help="Ta inn et register (.csv eller .xlsx) først.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(metavar="FELT=KOLONNE", help="Hvilken kolonne i registeret som er hva.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vis beslutningene i arkivet, én rad hver."""
    from corpus.archive.archive import open_archive
    from corpus.register.register import csv_text, decisions_rows, import_register, register

    archive = open_archive(archive_settings())[0]
    if take_in is not None:
        pairs = [text.partition("=") for text in column or ()]
        if bad := next((name for name, sign, heading in pairs if not (sign and heading)), None):
            raise UserError("En kolonne skrives FELT=KOLONNE.", where=bad, remedy="For eksempel method_id=Sak.")
        count = import_register(archive, take_in, {name: heading for name, _, heading in pairs})
        print(f"Tok inn {count} rader fra {take_in.name}.", file=sys.stderr)
    if csv and not as_json:
        print(csv_text(register(archive, confidential=confidential)), end="")
        return
    rows = decisions_rows(archive, confidential=confidential)
    lines = [f"{row['date']} {row['method_id']} {row['substance']}: {row['outcome']}" for row in rows]
    show(
        {"rows": rows},
        as_json,
        "\n".join(lines) or "Arkivet har ingen beslutninger. Ta inn notater med prisnotat index.",
    )
