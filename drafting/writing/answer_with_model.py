"""An answer written by a model from the passages, each sentence held against a sentence of the archive.

`answer_with_model(question, archive, model, …) -> Answer`. The model never answers what the extractive answer refuses,
hides or takes from the register. A sentence stands only when the guard finds it a faithful rewriting of one sentence of
a passage that it cites; the others are dropped. Unless the sentence that answers is among those that stand, the
extractive answer is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.archive import Archive
from corpus.documents import Passage, Source
from corpus.errors import UserError
from corpus.quotes import located_in
from corpus.search import search
from corpus.sentences import sentences
from drafting.checks.digits import loose_numbers
from drafting.checks.guard import Sentence, guard
from drafting.checks.quotes import folded
from drafting.writing.answers import Answer, Citation, ask, carried, dated_words
from drafting.writing.gateway import Model, request
from drafting.writing.prompts import load_prompt

SYSTEM = "Du svarer på spørsmål om prisnotater for en fagrådgiver, på bokmål og bare ut fra utdragene du får."
PASSAGES = 6
MOST_TOKENS = 600
MOST_SENTENCES = 4
RESTS_ON = re.compile(r"\s*\[(u\d{1,2}(?:\s*,\s*u\d{1,2})*)\]\s*\.?\s*$")
FOOTNOTE = re.compile(r"\[\^\d+\]")


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence of the model's that stands, and the place in the archive it is a rewriting of."""

    text: str
    source: Source
    passage: Passage


def answer_with_model(
    question: str,
    archive: Archive,
    model: Model,
    *,
    local: bool = False,
    confidential: bool = False,
    before: date | None = None,
    earlier: Sequence[str] = (),
    prompts_folder: Path | None = None,
) -> Answer:
    """The answer in the model's words where they stand, else the extractive one.

    Args:
        local: whether the settings call the model local; confidential passages, and the questions of those who may see
            them, go to no other.
        confidential, before, earlier: as in `ask`.
    """
    extractive = ask(question, archive, confidential=confidential, before=before, earlier=earlier)
    if not extractive.verbatim or (confidential and not local):
        return extractive
    asked = carried(question, earlier, archive)
    found = search(archive, asked, limit=PASSAGES, confidential=confidential, before=before)
    passages = {f"u{n}": hit.passage for n, hit in enumerate(found.hits, start=1)}
    shown = "\n\n".join(f"[{name}] {passage.section}: {passage.text}" for name, passage in passages.items())
    user = load_prompt("answer", prompts_folder).filled(sporsmal=asked, utdrag=shown)
    public = not any(passage.confidential for passage in passages.values())
    try:
        wanted = request(SYSTEM, user, lambda _: public or local, most_tokens=MOST_TOKENS)
        reply = model.complete(wanted, lambda _: None, lambda: False)
    except UserError as error:
        return replace(extractive, note=error.line)
    stands = list(standing(reply.text, passages, archive))[:MOST_SENTENCES]
    answering = {_place(citation.source) for citation in extractive.citations}
    if not any(_place(one.source) in answering for one in stands):
        return extractive
    return _answer(stands, extractive.note)


def standing(reply: str, passages: dict[str, Passage], archive: Archive) -> Iterator[Standing]:
    """The sentences of a reply that are faithful to a sentence of a passage they cite."""
    for line in _cited_sentences(reply):
        mark = RESTS_ON.search(line)
        if not mark:
            continue
        text = line[: mark.start()].strip().rstrip(".") + "."
        for name in re.split(r"\s*,\s*", mark[1]):
            passage = passages.get(name)
            source = _supporting(text, passage, archive) if passage else None
            if passage and source:
                yield Standing(text, source, passage)
                break


def _cited_sentences(reply: str) -> Iterator[str]:
    """The reply cut after each mark of what a sentence rests on; what stands after the last mark rests on nothing."""
    start = 0
    for mark in re.finditer(r"\[u[\d, u]+\]\.?", reply):
        yield " ".join(reply[start : mark.end()].split())
        start = mark.end()


def _supporting(text: str, passage: Passage, archive: Archive) -> Source | None:
    """Where the sentence of the passage stands that a text says again, nothing left out and nothing added."""
    for sentence in sentences(passage.text.removeprefix(passage.section)):
        base = " ".join(FOOTNOTE.sub("", sentence).split()).rstrip(".") + "."
        if folded(text) != folded(base) and guard([Sentence(text)], base, {}, "answer"):
            continue
        source = located_in(archive, passage, sentence)
        if source and not loose_numbers(text, (source,)):
            return source
    return None


def _place(source: Source) -> tuple[str, int, int, int]:
    return source.document, source.page, source.start, source.end


def _answer(stands: Sequence[Standing], note: str) -> Answer:
    said = [f"{one.text[:-1]} [{n}]." for n, one in enumerate(stands, start=1)]
    said[-1] = f"{said[-1][:-1]}{dated_words(stands[0].passage.dated)}."
    citations = tuple(Citation(one.source, one.passage.method_id, one.passage.dated) for one in stands)
    return Answer(" ".join(said), abstained=False, citations=citations, note=note)
