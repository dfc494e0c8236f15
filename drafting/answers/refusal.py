"""What is said when the archive does not answer: what is nearest, quoted with its page, or that there is no ground."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.search.search import Found
from drafting.answers.answer import NO_GROUND, NOT_DIRECTLY, Answer, Citation
from drafting.answers.weighing.candidates import Candidate, pieces

SHORT = 300  # characters of a quote shown in the answer's text


def nearest_quotes(found: Sequence[Candidate], why: tuple[str, ...] = ()) -> Answer:
    """The second outcome: no answer, but up to three quotes that the asker can judge for himself."""
    nearest = tuple(Citation(one.source, one.passage.method_id, one.passage.dated) for one in found)
    shown = (
        f"«{_short(one.text)}» ({one.passage.method_id or one.source.name}, side {one.source.page})" for one in found
    )
    return Answer(f"{NOT_DIRECTLY} {' '.join(shown)}", abstained=True, nearest=nearest, why=why)


def refused(found: Found, reasons: Sequence[str] = (), why: tuple[str, ...] = ()) -> Answer:
    """The third outcome: no ground, with the documents that are nearest so that the asker can look for himself.

    Args:
        reasons: what the nearest pieces are not about, in bokmål.
    """
    nearest: dict[str, Citation] = {}
    for hit in found.hits:
        passage = hit.passage
        first = next((one.source for one in pieces(passage)), passage.source)
        nearest.setdefault(passage.source.document, Citation(first, passage.method_id, passage.dated))
    shown = list(nearest.values())[:3]
    text = NO_GROUND
    if reasons:
        text += f" Det som ligger nærmest, {' og '.join(reasons[:2])}."
    if shown:
        where = (f"{one.method_id or one.source.name}, side {one.source.page}" for one in shown)
        text += f" Nærmest: {'; '.join(where)}."
    return Answer(text, abstained=True, nearest=tuple(shown), note=found.note, why=why)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"
