"""Sentences about a secret that carry a number or a relation and that the audit did not understand.

What an outsider learns from such a sentence nobody here can say, so «nothing follows» would be untrue: it is told as
not understood, and blocks. The closed text (`confidentiality.closed`) says which sentences could tell something; the
audit says which of them it read to the end; the public figures of the case say which are of something public.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.bokmal.price_terms import NEGOTIATED
from corpus.bokmal.sentences import sentence_spans
from corpus.bokmal.written_numbers import folded
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.confidentiality.audit.statements.mentions import mentions
from drafting.confidentiality.audit.statements.published import Reader
from drafting.confidentiality.audit.statements.wording import ABOUT, ABOVE, BELOW, LEAST, MOST, OTHER_DRUG, has
from drafting.confidentiality.closed.free import covered
from drafting.confidentiality.closed.measures import measures, numbers
from drafting.confidentiality.closed.stops import Around, Stop, stops
from drafting.findings import Finding

CODE = "B004"
# A deal spoken of by other words than the names of its price; what a report says of it is the supplier's own.
DEAL = re.compile(rf"{NEGOTIATED.pattern}|\brabatt\w*|\bprisavslag\w*|\bavtalt\w*|\bfremforhandl\w*", re.IGNORECASE)
UNIT_AFTER = re.compile(
    r"\s*(?:NOK|kr\.?|kroner|%|prosent|mill\w*\.?|mrd\.?|tusen|,-|år|måneder)*\s*(?:(?:per|pr\.?|i)\s+\w+)?",
    re.IGNORECASE,
)
BEFORE = 30


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A sentence that was not understood: in which text (from 1), how it begins without its numbers, and itself."""

    text: int
    opening: str
    sentence: str = field(repr=False)

    @property
    def message(self) -> str:
        return (
            f"Forstår ikke hva setningen som begynner «{self.opening}», sier om prisen. Skriv den om, ta den ut, eller "
            "la en annen vurdere hva den røper."
        )


@dataclass(frozen=True, slots=True)
class KnownSentences:
    """What of a text needs no understanding.

    Attributes:
        names: names of the case, as written.
        numbers: numbers that are public in their own right.
        house: whether a sentence is the program's own, the same whatever the secrets are.
        told: whether the audit stops at a sentence by itself: what it says was worked out.
    """

    names: tuple[str, ...]
    numbers: frozenset[Decimal]
    house: Callable[[str], bool]
    told: Callable[[str], bool]


def not_understood(
    texts: Sequence[str],
    case: Case,
    figures: Mapping[str, Figure],
    known: KnownSentences,
    public: Collection[int] = (),
) -> tuple[NotUnderstood, ...]:
    """The sentences of the texts that say something of a secret nobody worked out.

    Args:
        texts: what outsiders can read.
        case, figures: the case and all its figures.
        known: what is known of the case beforehand.
        public: which texts (from 1) are documents of others that are public already, such as DMP's report: there only
            what speaks of the deal is about a secret.
    """
    if not any(figure.confidential for figure in figures.values()):
        return ()
    reader, found, named = Reader(case, figures), [], known.names
    for place, text in enumerate(texts, start=1):
        for sentence in _sentences(text):
            if known.house(sentence) or has(OTHER_DRUG, sentence) or (place in public and not DEAL.search(sentence)):
                continue
            stop = _telling(sentence, named, known.numbers, fence=place not in public)
            if (
                stop
                and not _is_public(sentence, reader, named)
                and not _is_understood(sentence, reader, named, known.told)
            ):
                found.append(NotUnderstood(place, stop.opening, sentence))
    return tuple(dict.fromkeys(found))


def _sentences(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text):
        for start, end in sentence_spans(block):
            yield " ".join(block[start:end].split())


def _telling(sentence: str, names: tuple[str, ...], known: frozenset[Decimal], *, fence: bool) -> Stop | None:
    """The stop of a sentence that carries a number or a relation; one of mere words carries none."""
    found = next(iter(stops(sentence, Around(names=tuple(names), known=known), fence=fence)), None)
    if found is None or found.kind != "word" or found.words == sentence:  # the last: alike those that tell
        return found
    return None


def _is_public(sentence: str, reader: Reader, names: tuple[str, ...]) -> bool:
    """Whether all that a sentence states is the case's public amounts, and it names no deal."""
    if DEAL.search(sentence):
        return False
    stated = [mention for mention in mentions(folded(sentence)) if mention.unit != "years"]
    left = _left_over(sentence, [(mention.start, mention.end) for mention in stated], names)
    return bool(stated) and not left and all(reader.explains(mention) for mention in stated)


def _is_understood(sentence: str, reader: Reader, names: tuple[str, ...], told: Callable[[str], bool]) -> bool:
    """Whether the audit stops at a sentence, or read all that it counts and compares."""
    read = list(reader.read(folded(sentence), 1))
    if not read:
        return False
    spans = [statement.span for statement in read if statement.span]
    return told(sentence) or (bool(spans) and not _left_over(sentence, spans, names))


def _left_over(sentence: str, spans: Iterable[tuple[int, int]], names: tuple[str, ...]) -> bool:
    """Whether a sentence counts or compares outside the given numbers, their units and the words that bound them."""
    text = covered(folded(sentence), (), names)
    whole = [(_bound_before(text, start), end + len(UNIT_AFTER.match(text, end)[0])) for start, end in spans]  # type: ignore[index]
    return any(
        not any(start <= place < end for start, end in whole)
        for _, _, place in (*numbers(text, money=True), *measures(text))
    )


def _bound_before(text: str, start: int) -> int:
    """Where the words begin that bound or round the number at a place."""
    before = text[max(0, start - BEFORE) : start]
    found = [
        match.start()
        for pattern in (ABOUT, LEAST, MOST, ABOVE, BELOW)
        for match in pattern.finditer(before)
        if not re.search(r"\w", re.sub(r"(?i)\b(?:NOK|kr|enn|på|til|av)\b", "", before[match.end() :]))
    ]
    return start - len(before) + min(found) if found else start


def unclear_findings(found: Iterable[NotUnderstood]) -> tuple[Finding, ...]:
    """Each sentence as a B004, which blocks; the message holds no number of it."""
    return tuple(Finding(CODE, "error", f"kjent tekst {one.text}", one.message) for one in found)
