"""The hits to the pieces that may answer: ranked by evidence, those about something else left out and said why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.archive.archive import Archive
from corpus.search.nearness import Near, nearness, squeezed
from corpus.search.ranking import Question
from corpus.search.search import Found
from drafting.answers.answer import Citation
from drafting.answers.weighing.candidates import Candidate, candidates
from drafting.answers.weighing.evidence import HOLE, features, score
from drafting.answers.weighing.named import Named, Place, mismatches
from drafting.answers.weighing.premise import false_premise

TITLE = 250  # characters of a title that are read; a longer one is text that was taken for one
LOOKED_AT = 30  # ranked pieces whose documents are held against what the question names
WANTED = 6  # fitting pieces after which no more are looked at


@dataclass(frozen=True, slots=True)
class Choice:
    """A piece that is about what is asked.

    Attributes:
        evidence: name of a number → the number.
        best: how well it answers beside the others.
        hole: whether a value was taken out of it.
    """

    piece: Candidate
    evidence: dict[str, float]
    best: float
    hole: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fitting pieces, best first; why better ranked ones were left out, in bokmål; and how many those are."""

    fitting: tuple[Choice, ...]
    refused: tuple[str, ...]
    left_out: int

    @property
    def odds(self) -> float:
        """Log odds that the first of them answers; very low when there is none."""
        if not self.fitting:
            return -99.0
        return score(answering(self.fitting, self.left_out), "answers")


def answering(fitting: Sequence[Choice], left_out: int) -> dict[str, float]:
    """The numbers by which the first piece is judged: its own, and how far it is before the next."""
    first = fitting[0]
    margin = first.best - fitting[1].best if len(fitting) > 1 else 2.0
    own = {"best": first.best / 5, "margin": min(margin, 3.0) / 3, "left out": min(left_out, 5) / 5}
    return first.evidence | own


def chosen(asked: Question, archive: Archive, found: Found, *, confidential: bool) -> Chosen:
    """The pieces of the hits that are about what is asked."""
    pieces, rows, reasons_of = judged(asked, archive, found, confidential=confidential)
    scores = [score(row, "best") for row in rows]
    named = Named.of(asked, archive.snapshot().names)
    documents = Documents(archive)
    fitting: list[Choice] = []
    refused: dict[str, None] = {}
    left_out = 0
    for at in sorted(range(len(pieces)), key=lambda at: -scores[at])[:LOOKED_AT]:
        if reasons := reasons_of(at):
            refused |= dict.fromkeys(reasons if not fitting else ())
            left_out += not fitting
        else:
            hole = named.negotiated and documents.hole_in(pieces[at])
            fitting.append(Choice(pieces[at], rows[at], scores[at], hole))
        if len(fitting) >= WANTED:
            break
    return Chosen(tuple(fitting), tuple(refused), left_out)


def judged(
    asked: Question, archive: Archive, found: Found, *, confidential: bool
) -> tuple[list[Candidate], list[dict[str, float]], Callable[[int], list[str]]]:
    """The pieces of the hits, the numbers of each, and what says why one is not about what is asked."""
    near = nearness(archive, asked, found.hits, confidential=confidential)
    pieces = [replace(one, similar=_similar(one, near.get(found.hits[one.rank].at))) for one in candidates(found.hits)]
    named = Named.of(asked, archive.snapshot().names)
    documents = Documents(archive)
    rows = features(named, found.hits, pieces)
    return pieces, rows, lambda at: list(_reasons(named, pieces[at], documents))


def _reasons(named: Named, piece: Candidate, documents: Documents) -> Iterator[str]:
    """Why a piece is not about what is asked."""
    passage = piece.passage
    about = frozenset(name.casefold() for name in (passage.product, passage.substance, passage.method_id) if name)
    said = f"{piece.heads} {piece.before} {piece.text}"
    around = f"{passage.section[:80]} {piece.heads} {piece.before} {passage.text}"
    document = documents.text(passage.source.document, passage.title)
    yield from mismatches(named, Place(said, around, document, passage.title[:TITLE], about, passage.dated))
    yield from false_premise(named, piece)


def _similar(piece: Candidate, near: Near | None) -> float | None:
    """The nearness of the sentence that a piece is, or is part of; of the whole passage for a row of a table."""
    if not near:
        return None
    own = squeezed(piece.source.quote)
    return max((how for text, how in near[1:] if own and (own in text or text in own)), default=near[0][1])


def fits(asked: Question, archive: Archive, citation: Citation) -> bool:
    """Whether the document of a citation is about what a question names; the strength is the table's own to compare."""
    named = replace(Named.of(asked, archive.snapshot().names), strengths=(), quantities=())
    told = [one for _, _, one in archive.catalogue.passages(citation.source.document)]
    if not told:
        return True
    text = Documents(archive).text(citation.source.document, told[0].title)
    about = frozenset(name.casefold() for name in (told[0].product, told[0].substance, told[0].method_id) if name)
    return not any(mismatches(named, Place(text, text, text, told[0].title[:TITLE], about, told[0].dated)))


class Documents:
    """The documents of one question's hits, each read once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._texts: dict[str, str] = {}
        self._blanks: dict[str, list[dict[str, Any]]] = {}

    def text(self, digest: str, title: str) -> str:
        """Title and passages of a document."""
        if digest not in self._texts:
            passages = (f"{one.section[:80]} {one.text}" for _, _, one in self._archive.catalogue.passages(digest))
            self._texts[digest] = " ".join((title, *passages))
        return self._texts[digest]

    def hole_in(self, piece: Candidate) -> bool:
        """Whether a value was taken out of a piece: marked so, or found by the reader where a value should stand."""
        if HOLE.search(piece.text):
            return True
        digest = piece.source.document
        if digest not in self._blanks:
            self._blanks[digest] = self._archive.catalogue.told_by(digest).get("blanks", [])
        text = squeezed(piece.source.quote)
        ends = (squeezed(blank["before"].split("[sladdet]")[-1])[-25:] for blank in self._blanks[digest])
        return any(len(end) > 5 and end in text for end in ends)
