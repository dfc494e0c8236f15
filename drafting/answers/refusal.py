"""The refusal of a question: no support, no answer, and what is nearest."""

from __future__ import annotations

from corpus.documents import Passage
from corpus.search.search import Found
from drafting.answers.answer import NO_GROUND, Answer


def refused(found: Found) -> Answer:
    """The refusal, with the nearest documents so that the asker can look for himself."""
    nearest: dict[str, Passage] = {}
    for hit in found.hits:
        nearest.setdefault(hit.passage.source.document, hit.passage)
    text = NO_GROUND
    if nearest:
        shown = list(nearest.values())[:3]
        text += " Nærmest: " + "; ".join(_shown(passage) for passage in shown) + "."
    return Answer(text, abstained=True, nearest=tuple(nearest.values())[:3], note=found.note)


def _shown(passage: Passage) -> str:
    what = f"{passage.method_id} {passage.product}".strip() or passage.source.name
    return f"{what}, side {passage.source.page}"
