"""Several numbers of one kind in a sentence: each with the price basis and VAT of its own part, or none of them.

«500 000 NOK per QALY uten mva. og 620 000 med mva.»: what only one part names is that part's, unless it stands before
the first number or after the last, where it is of them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from drafting.facts.fact.price_basis import bases, vats
from drafting.facts.fact.voices import number_part

Span: TypeAlias = tuple[int, int]


def bases_and_vats(text: str, spans: Sequence[Span], paragraph: str = "") -> list[tuple[str, str] | None]:
    """(basis, VAT) of each number at `spans` of a sentence; None where its words leave one of them open."""
    basis = _each(bases, text, spans, paragraph)
    vat = _each(vats, text, spans, paragraph)
    return [(one, other) if one and other else None for one, other in zip(basis, vat, strict=True)]


def _each(named: Callable[[str], tuple[str, ...]], text: str, spans: Sequence[Span], paragraph: str) -> list[str]:
    own = [named(number_part(text, *span)) for span in spans]
    if not any(own):
        common = named(text) or named(paragraph)
        return [common[0] if len(common) == 1 else ""] * len(spans)
    told = [place for place, names in enumerate(own) if names]
    if len(told) == 1 and len(own[told[0]]) == 1 and len(spans) > 1:
        before, after = named(text[: spans[0][0]]), named(text[spans[-1][1] :])
        of_all = (told[0] == 0 and before == own[0]) or (told[0] == len(spans) - 1 and after == own[-1])
        return [own[told[0]][0] if of_all or place in told else "" for place in range(len(spans))]
    return [names[0] if len(names) == 1 else "" for names in own]


def numbers_named(printed: Sequence[str], secret: bool) -> str:
    """« («500 000» og «620 000»)»; nothing at a negotiated price: warnings go to files and logs."""
    told = [f"«{' '.join(text.split())}»" for text in dict.fromkeys(printed)]
    return "" if secret or not told else f" ({' og '.join([', '.join(told[:-1]), told[-1]] if told[:-1] else told)})"
