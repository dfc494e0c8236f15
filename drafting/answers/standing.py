"""Which sentences of a model's answer stand: those that repeat a sentence of a passage that they cite.

`Checked(passages, archive, answering).of(reply)` gives the same sentences, in the same order, for a reply that is whole
and for one that is still arriving; what stands when half has come stands when all has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from corpus.archive.archive import Archive
from corpus.bokmal.sentences import sentences
from corpus.documents import Passage, Source
from corpus.search.quotes import located_in
from drafting.checks.draft.digits import loose_numbers
from drafting.checks.draft.quotes import folded

Place: TypeAlias = tuple[str, int, int, int]  # document, page, start, end
MOST_SENTENCES = 4
MARK = re.compile(r"\[(u\d{1,2}(?:\s*,\s*u\d{1,2})*)\]")  # what a sentence rests on, as the prompt asks for it
BETWEEN = " \n\t.-*•"  # what may stand between a mark and the next sentence
FOOTNOTE = re.compile(r"\[\^\d+\]")


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence of the model's that stands, and the place in the archive that it repeats."""

    text: str
    source: Source
    passage: Passage


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of a reply, whole or not yet judged, with the ids of the passages it is said to rest on."""

    text: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Checked:
    """The sentences of one reply, each checked once, however the reply arrives.

    Attributes:
        passages: what the model was shown, by id.
        answering: the places that answer the question; a reply that says none of them again is no answer.
        judged: sentence → what it stands on, or None.
    """

    passages: Mapping[str, Passage]
    archive: Archive
    answering: frozenset[Place]
    judged: dict[Cited, Standing | None] = field(default_factory=dict)

    def of(self, reply: str) -> tuple[Standing, ...]:
        """The sentences of a reply that stand, no place twice; none unless one of them answers the question."""
        stands: dict[Place, Standing] = {}
        for cited in cited_sentences(reply):
            if cited not in self.judged:
                self.judged[cited] = self._standing(cited)
            if (one := self.judged[cited]) is not None and len(stands) < MOST_SENTENCES:
                stands.setdefault(place_of(one.source), one)
        return tuple(stands.values()) if self.answering & stands.keys() else ()

    def _standing(self, cited: Cited) -> Standing | None:
        text = cited.text.rstrip(". ") + "."
        for name in cited.names:
            passage = self.passages.get(name)
            source = _supporting(text, passage, self.archive) if passage else None
            if passage and source:
                return Standing(text, source, passage)
        return None


def cited_sentences(reply: str) -> Iterator[Cited]:
    """The sentences of a reply with the mark that follows them; what stands after the last mark rests on nothing."""
    start = 0
    for mark in MARK.finditer(reply):
        text = " ".join(reply[start : mark.start()].lstrip(BETWEEN).split())
        names = tuple(re.split(r"\s*,\s*", mark[1]))
        yield from (Cited(sentence, names) for sentence in sentences(text))
        start = mark.end()


def place_of(source: Source) -> Place:
    """Where a source stands, whatever the file is called."""
    return source.document, source.page, source.start, source.end


def _supporting(text: str, passage: Passage, archive: Archive) -> Source | None:
    """Where the sentence of the passage stands that a text repeats, nothing left out and nothing added.

    Word for word: prose of the archive is about anything, and no rule can tell whether other words say the same.
    """
    for sentence in sentences(passage.text.removeprefix(passage.section)):
        if folded(text) == folded(" ".join(FOOTNOTE.sub("", sentence).split()).rstrip(".") + "."):
            source = located_in(archive, passage, sentence)
            if source and not loose_numbers(text, (source,)):
                return source
    return None
