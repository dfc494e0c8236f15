"""The noun Answer: what was said, where it stands, who put it into words, and what was decided since."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from corpus.documents import Source

NOT_DIRECTLY = "Arkivet sier ikke dette direkte. Nærmest:"
NO_GROUND = "Det finner jeg ikke grunnlag for i arkivet."
HIDDEN = "sladdet i den offentlige versjonen"
Writer: TypeAlias = Literal["archive", "model"]


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence of the answer rests on: a place that resolves, and the document's method id and date."""

    source: Source
    method_id: str
    dated: str = ""

    @property
    def json(self) -> dict[str, Any]:
        """As the command line gives it; the quote is the running text."""
        return {
            "document": self.source.name,
            "method_id": self.method_id,
            "page": self.source.page,
            "quote": " ".join(self.source.quote.split()),
        }


@dataclass(frozen=True, slots=True)
class Later:
    """A decision made on a matter after what an answer about it rests on.

    Attributes:
        date: ISO date.
        citation: its number among the answer's citations; None when its place could not be found again.
    """

    method_id: str
    date: str
    outcome: str
    forum: str
    citation: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a refusal with the nearest passages.

    Attributes:
        answer: bokmål; each sentence ends with the numbers of its citations, «[1]».
        abstained: true when the archive gives no ground, or hides the value.
        citations: numbered from 1 in their order.
        nearest: the places of what is nearest, when the archive does not answer.
        note: what the user should know (not all is embedded yet, the model did not answer …), or empty.
        verbatim: true when the sentences are the archive's own, which a model may write better; what the register and
            the tables answer is exact and stays.
        writer: who put the answer into words.
        later: the decisions made since, each also said in the answer.
        why: lines that say what weighed, for «--why».
    """

    answer: str
    abstained: bool
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    note: str = ""
    verbatim: bool = False
    writer: Writer = "archive"
    later: tuple[Later, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def own_citations(self) -> tuple[Citation, ...]:
        """What the answer itself rests on: the citations but those of later decisions."""
        since = {later.citation for later in self.later}
        return tuple(citation for n, citation in enumerate(self.citations, start=1) if n not in since)

    @property
    def json(self) -> dict[str, Any]:
        """As the command line gives it."""
        return {
            "answer": self.answer,
            "abstained": self.abstained,
            "writer": self.writer,
            "note": self.note,
            "later": [asdict(later) for later in self.later],
            "citations": [citation.json for citation in self.citations],
            "nearest": [citation.json for citation in self.nearest],
        }


def norwegian_date(iso: str) -> str:
    """«2021-11-22» → «22.11.2021»; what is not a whole date is given back as it is."""
    parts = iso.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else iso


def dated_words(dated: str) -> str:
    """« (notat av 14.05.2025)», or nothing when the date is not known."""
    return f" (notat av {norwegian_date(dated)})" if dated else ""
