"""N017: an amount at the negotiated price that stands open in the text, as in a report's own words.

The leak search knows the secrets of the case; a report can hold others. So no text may name the negotiated price and
an amount together unless the amount is in a slot, where the audience decides.
Source: docs/field.md, «Confidentiality»: offentleglova § 13 with forvaltningsloven § 13 first paragraph no. 2.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.bokmal.price_terms import AMOUNT
from drafting.facts.fact.price_basis import bases
from drafting.findings import Finding
from drafting.note.note import SLOT, NoteTable, Section


def holds_negotiated_amount(text: str) -> bool:
    """Whether a text names the negotiated price and holds an amount outside slots."""
    open_text = SLOT.sub(" ", text)
    return "rhf_aup" in bases(open_text) and bool(AMOUNT.search(open_text))


def negotiated_findings(section: Section) -> Iterator[Finding]:
    """One N017 per paragraph, or table cell with its row, column and caption, that holds such an amount."""
    message = (
        "Teksten nevner avtalt pris sammen med et beløp som ikke står i et felt, og som derfor blir stående åpent i "
        "den offentlige versjonen. Bruk et felt, eller skriv om."
    )
    if any(holds_negotiated_amount(text) for text in _texts(section)):
        yield Finding("N017", "error", section.key, message)


def _texts(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if not isinstance(block, NoteTable):
            yield from (block.text, *block.footnotes)
            continue
        head = block.rows[0] if block.heading and block.rows else ()
        for row in block.rows[len(head) > 0 :]:
            for place, cell in enumerate(row):
                column = head[place] if place < len(head) else ""
                yield " ".join([block.caption, column, row[0], cell])
