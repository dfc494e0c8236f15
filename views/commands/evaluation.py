"""The command `evaluate`, and its bar of progress."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from views.commands.shown import AsJson, show

if TYPE_CHECKING:
    from eval.backtest import Progress as BacktestProgress


def evaluate(  # noqa: PLR0913 (one parameter for each option)
    *,
    notes: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="MAPPE",
            help="Tidligere notater med saksfiler i cases og rapporter i reports; kan gjentas. "
            "Ellers eksemplene som følger med programmet.",
        ),
    ] = None,
    model: Annotated[str, typer.Option(metavar="MODELL", help="Hvem som skriver: openai:NAVN, eller none.")] = "none",
    writer: Annotated[str, typer.Option(metavar="NAVN", help="Hva skriveren kalles i resultatet.")] = "",
    judge: Annotated[str, typer.Option(metavar="MODELL", help="En dommermodell; den teller ikke i samlet mål.")] = "",
    against: Annotated[
        list[Path] | None, typer.Option(metavar="FIL", help="Et tidligere resultat (JSON); kan gjentas.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv rapporten som én HTML-fil.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=32, help="Prosesser.")] = 2,
    fresh: Annotated[bool, typer.Option(help="Bruk ikke det som er målt før.")] = False,
    phrases: Annotated[
        bool, typer.Option(help="Skriv med fraser som går igjen i de notatene som er eldre enn hvert notat.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Mål utkast mot tidligere notater: hvert notat skrives slik det kunne vært skrevet den dagen det er datert."""
    from eval.evaluation import Asked, evaluated
    from eval.evaluation import shown as shown_evaluation

    asked = Asked(tuple(notes or ()), model, writer, judge, tuple(against or ()), jobs, fresh, phrases)
    found = evaluated(asked, on_progress=show_bar)
    if html is not None:
        from corpus.machine.written_files import write_files
        from eval.html_report import report_html

        write_files(html.parent, {html.name: report_html(found.run, found.earlier).encode()})
    show(found.json, as_json, shown_evaluation(found))
    if found.blocks:
        raise typer.Exit(1)


def show_bar(progress: BacktestProgress) -> None:
    """A bar on stderr with the time left; on a terminal it stays on its line."""
    width = 24
    filled = width * progress.done // progress.total
    left = f", om lag {progress.seconds_left:.0f} s igjen" if progress.seconds_left else ""
    bar = f"[{'#' * filled}{'.' * (width - filled)}] {progress.done} av {progress.total} notater{left}"
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{bar:<70}", end=end, file=sys.stderr, flush=True)
    else:
        print(bar, file=sys.stderr, flush=True)
