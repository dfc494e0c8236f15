"""Filled sections and figures as HTML; every text is escaped, and only what the audience may see comes in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html import escape
from itertools import groupby

from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.confidentiality.hiding.audience import MARKER
from drafting.confidentiality.hiding.hidden import owner_names
from drafting.note.note import FilledBlock, FilledSection, Span, Spans

TIED = re.compile(r"(?<=\d) (?=\d|NOK|QALY|år|%)")  # a space inside a number or before its unit: no line break there

SIGN = re.compile(r"[\\`*_{}\[\]<>#$~|:&]")
BEGINS = re.compile(r"^([-+=])")  # a list, a rule, or a heading of the line above
NUMBERED = re.compile(r"^(\d+)([.)])")
# «:name:», «https://», «www.», «a@b» and «--», «->», «<-», once each, with the backslashes that stand there by now.
FOUND_LATE = re.compile(r":(?=\S)|www(?=\.)|@(?=\S)|-(?=-|\\>)|<(?=-)|/(?=/)", re.IGNORECASE)
JOINER = "\u2060"


def plain(text: str) -> str:
    """Text that Markdown leaves as it is: nothing in it is fetched, run, linked, drawn or set in a colour.

    Signs of Markdown get a backslash. Streamlit moreover looks for addresses, emoji, icons and arrows when the
    backslashes are gone; an invisible joiner inside them stops that, and has no width where the text is shown.
    """
    lines = (BEGINS.sub(r"\\\1", SIGN.sub(r"\\\g<0>", line.strip(" \t\f\v"))) for line in text.splitlines())
    return FOUND_LATE.sub(f"\\g<0>{JOINER}", "\n".join(NUMBERED.sub(r"\1\\\2", line) for line in lines))


def section_html(section: FilledSection, by_model: Collection[int] = ()) -> str:
    """A section as it will read; the blocks at the places `by_model` get a line in the margin."""
    parts = []
    for kind, blocks in groupby(enumerate(section.blocks), key=lambda pair: pair[1].kind):
        inner = [
            f'<div class="by-model">{_block(block)}</div>' if place in by_model else _block(block)
            for place, block in blocks
        ]
        tag = {"bullet": "ul", "numbered": "ol"}.get(kind)
        parts.append(f"<{tag}>{''.join(inner)}</{tag}>" if tag else "".join(inner))
    return f'<div class="note">{"".join(parts) or "<p><em>Delen er tom.</em></p>"}</div>'


def _block(block: FilledBlock) -> str:
    if block.kind == "table":
        return _table(block)
    text = spans_html(block.rows[0][0]).replace("\n", "<br>")
    tag = {"subheading": "h3", "bullet": "li", "numbered": "li"}.get(block.kind, "p")
    shown = f"<{tag}>{text}</{tag}>"
    if block.kind == "quote":
        shown = f"<blockquote>{shown}</blockquote>"
    notes = "".join(
        f'<p class="footnote">{n}) {spans_html(note)}</p>' for n, note in enumerate(block.footnotes, start=1)
    )
    return shown + notes


def _table(block: FilledBlock) -> str:
    rows = []
    for place, row in enumerate(block.rows):
        tag = "th" if block.heading and place == 0 else "td"
        cells = [
            f"<{tag}{_class(tag, n in block.numeric_columns)}>{spans_html(cell)}</{tag}>" for n, cell in enumerate(row)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<p><strong>{spans_html(block.caption)}</strong></p>" if block.caption else ""
    return f'{caption}<div class="scroll"><table class="grid">{"".join(rows)}</table></div>'


def _class(tag: str, numeric: bool) -> str:
    return ' class="number"' if numeric and tag == "td" else ""


def spans_html(spans: Spans) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    text = escape(TIED.sub("\u00a0", span.text) if span.value else span.text)
    if span.hidden:
        return f'<span class="hidden">{text}</span>'
    if span.owner:
        return f'<mark class="secret" title="Unntatt offentlighet. Eier: {escape(span.owner)}">{text}</mark>'
    return text.replace("[mangler", '<mark class="missing">[mangler</mark>') if "[mangler" in text else text


def figures_html(figures: Iterable[Figure], case: Case, *, secrets: bool) -> str:
    """Figures as a table; a confidential one without `secrets` shows the marker and nothing of its value.

    Args:
        figures: what to show, in order.
        case: names the owners.
        secrets: whether the reader may see confidential values.
    """
    rows = [_figure_row(figure, case, secrets) for figure in figures]
    heading = "<th>Tall</th><th>Verdi</th><th>Eier</th>"
    return f'<div class="scroll"><table class="grid"><tr>{heading}</tr>{"".join(rows)}</table></div>'


def _figure_row(figure: Figure, case: Case, secrets: bool) -> str:
    value = escape(figure.display)
    owners = escape(", ".join(owner_names(case, figure.owners)))
    if figure.confidential:
        value = f'<mark class="secret">{value}</mark>' if secrets else f'<span class="hidden">{MARKER}</span>'
    label = figure.label[:1].upper() + figure.label[1:]
    name = f'<td>{escape(label)}<br><span class="key">{escape(figure.key)}</span></td>'
    cells = [name, f'<td class="number">{value}</td>']
    owner = owners if figure.confidential and secrets else ("unntatt" if figure.confidential else "offentlig")
    return f"<tr>{''.join(cells)}<td>{owner}</td></tr>"
