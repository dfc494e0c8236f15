"""A run as HTML: tables of writers, notes and sections, draft beside human note; and all of it as one file.

Everything is escaped, and nothing is fetched. The file holds public texts only: an internal note's are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape

from corpus.bokmal.number_style import numeric_date
from drafting.confidentiality.hiding.audience import MARKER
from eval.chart import intervals_svg
from eval.comparison import Comparison, compared
from eval.differences import Run as Piece
from eval.differences import differences
from eval.evaluation import counted, shown_interval, shown_value
from eval.intervals import FEWEST
from eval.kept import NoteResult, Run, Texts, section_means
from eval.metrics import BY_KEY, MEASURES, TOTAL
from eval.metrics.compared import BLANK

COUNTED = tuple(measure for measure in MEASURES if measure.in_total)
TRACKS = {
    "cost_utility": "kostnad-nytte",
    "cost_comparison": "kostnadssammenligning",
    "threshold": "terskelanalyse",
    "cost_minimisation": "kostnadsminimering",
    "no_health_economics": "uten helseøkonomi",
}
STYLE = """
:root {color-scheme: light dark; --line: rgba(120,140,155,.45); --changed: rgba(224,138,40,.28);}
body {font: 15px/1.5 sans-serif; margin: 1.5rem auto; max-width: 76rem; padding: 0 1rem;}
h1 {font-size: 1.6rem;} h2 {font-size: 1.2rem; margin-top: 2rem;} h3 {font-size: 1rem; margin: 1rem 0 .3rem;}
.scroll {overflow-x: auto;} table.grid {border-collapse: collapse; font-size: .9rem;}
table.grid th, table.grid td {border: 1px solid var(--line); padding: .25rem .5rem; text-align: left;
  vertical-align: top;}
table.grid td.number {text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;}
summary {cursor: pointer; padding: .3rem 0;}
"""
SIDES = """
.sides {display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem;}
.sides > div {border-left: 3px solid rgba(120,140,155,.45); padding-left: .8rem; white-space: pre-line;
  overflow-wrap: anywhere; font-size: .93rem; line-height: 1.5;}
.sides mark {background: rgba(224,138,40,.28); color: inherit; border-radius: 2px;}
@media (max-width: 720px) {.sides {grid-template-columns: 1fr;}}
"""


def report_html(run: Run, earlier: Sequence[Run] = ()) -> str:
    """The whole report as one HTML document."""
    runs = [run, *earlier]
    comparisons = [compared(run, old, old.writer) for old in earlier]
    parts = [
        f"<h1>Måling av utkast: {escape(run.writer)}</h1>",
        f"<p>{counted(len(run.notes))}, ferdig {moment(run)}. Programversjon {escape(run.code)}{_model(run)}.</p>",
        *(f"<p>Ikke med: {escape(item.file)}: {escape(item.reason)}</p>" for item in run.left_out),
        "<h2>Skrivere</h2>",
        writers_table(runs),
        intervals_svg(runs),
        f"<p>{interval_words(run)}</p>",
        *(part for found in comparisons for part in ("<h2>Endring</h2>", difference_table(found))),
        "<h2>De svakeste delene først</h2>",
        sections_table(run),
        "<h2>Notatene</h2>",
        notes_table(run),
        "<h2>Utkast ved siden av notat</h2>",
        *(_note_texts(note) for note in run.notes),
    ]
    title = f"Måling av utkast: {escape(run.writer)}"
    return (
        f'<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}{SIDES}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def moment(run: Run) -> str:
    """When a run ended: «26.11.2026 kl. 07.43 UTC»."""
    return f"{datetime.fromisoformat(run.finished):%d.%m.%Y kl. %H.%M} UTC"


def _model(run: Run) -> str:
    return f", modell {escape(run.model)}, ledetekster {escape(run.prompts)}" if run.model else ""


def interval_words(run: Run) -> str:
    """What the intervals in the table mean."""
    if len(run.notes) < FEWEST:
        return f"Færre enn {FEWEST} notater er for få til å si noe om usikkerheten."
    return "I parentes: 95 prosent intervall, funnet ved å trekke notatene på nytt."


def writers_table(runs: Sequence[Run]) -> str:
    """A row a measure and a column a writer."""
    intervals = [run.intervals for run in runs]
    rows = [
        [measure.label, *(shown_interval(measure, found[key]) if key in found else "–" for found in intervals)]
        for key, measure in BY_KEY.items()
        if any(key in found for found in intervals)
    ]
    return _table(["Mål", *(run.writer for run in runs)], rows)


def difference_table(comparison: Comparison) -> str:
    """What changed from an earlier run, with its verdict in words."""
    verdicts = {"loss": "tap", "gain": "bedre", "": "usikkert" if not comparison.few else "for få notater"}
    rows = [
        [
            item.measure.label,
            shown_interval(item.measure, item.change, sign=True),
            "uendret" if item.change.mean == 0 else verdicts[item.verdict],
        ]
        for item in comparison.differences
    ]
    return _table(["Mål", f"Endring fra {comparison.earlier}", "Dom"], rows)


def sections_table(run: Run) -> str:
    """A row a section, the worst first."""
    rows = [
        [title, *(_share(scores.get(measure.key)) for measure in (TOTAL, *COUNTED))]
        for _, title, scores in section_means([run])
    ]
    return _table(["Del", *(measure.label for measure in (TOTAL, *COUNTED))], rows)


def notes_table(run: Run) -> str:
    """A row a note, the worst first."""
    rows = []
    for note in sorted(run.notes, key=lambda item: item.scores.get("total") or 0.0):
        dated = numeric_date(date.fromisoformat(note.dated))
        about = [note.method_id, dated, TRACKS.get(note.track, note.track), "ja" if note.report else "nei"]
        compared_with = "internt" if note.audience == "internal" else "offentlig"
        rows.append([*about, compared_with, *(_share(note.scores.get(measure.key)) for measure in (TOTAL, *COUNTED))])
    heading = ["Metode", "Datert", "Løp", "Rapport", "Notat", *(measure.label for measure in (TOTAL, *COUNTED))]
    return _table(heading, rows)


def _share(value: float | None) -> str:
    return "–" if value is None else shown_value(TOTAL, value)


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def cell(text: str, place: int) -> str:
        number = place > 0 and text[:1] in "0123456789+−–"
        return f"<td{' class=number' if number else ''}>{escape(text)}</td>"

    head = "".join(f"<th>{escape(text)}</th>" for text in heading)
    body = "".join(f"<tr>{''.join(cell(text, n) for n, text in enumerate(row))}</tr>" for row in rows)
    return f'<div class="scroll"><table class="grid"><tr>{head}</tr>{body}</table></div>'


def _note_texts(note: NoteResult) -> str:
    if not note.texts:
        return f"<p>{escape(note.method_id)}: tekstene er unntatt offentlighet og vises ikke her.</p>"
    titles = {section.key: section.title for section in note.sections}
    inner = "".join(f"<h3>{escape(titles[key])}</h3>{side_by_side(texts)}" for key, texts in note.texts.items())
    total = _share(note.scores.get("total"))
    return f"<details><summary>{escape(note.method_id)}, samlet {total}</summary>{inner}</details>"


def side_by_side(texts: Texts) -> str:
    """A section's draft beside the human's, with what the other does not have marked."""
    draft, human = differences(texts.draft, texts.human)
    return (
        f'<div class="sides"><div><strong>Utkast</strong>\n{_pieces(draft)}</div>'
        f"<div><strong>Notatet som ble sendt</strong>\n{_pieces(human)}</div></div>"
    )


def _pieces(pieces: Sequence[Piece]) -> str:
    found = []
    for piece in pieces:
        text = escape(piece.text.replace(BLANK, MARKER).replace("\t", " | "))
        bare = text.rstrip()
        found.append(f"<mark>{bare}</mark>{text[len(bare) :]}" if piece.differs and bare else text)
    return "".join(found) or "<em>Delen finnes ikke.</em>"


def texts_in_order(note: NoteResult, texts: Mapping[str, Texts]) -> list[tuple[str, str]]:
    """(key, title with score) of the sections that have texts, the worst first."""
    scored = sorted(note.sections, key=lambda item: item.scores.get("total") or 0.0)
    return [(item.key, f"{item.title} ({_share(item.scores.get('total'))})") for item in scored if item.key in texts]
