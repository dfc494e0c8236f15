"""Answers that are a piece of the archive: the sentence, row or log line with most evidence, or what is nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.archive.archive import Archive
from corpus.bokmal.price_terms import DISCOUNT, MAXIMUM, NEGOTIATED
from corpus.documents import Passage
from corpus.search.ranking import Question
from corpus.search.search import Found
from drafting.answers.answer import HIDDEN, Answer, Citation, dated_words
from drafting.answers.from_tables import hidden_value
from drafting.answers.refusal import nearest_quotes, refused
from drafting.answers.weighing.choosing import Choice, chosen
from drafting.answers.weighing.explaining import explained
from drafting.answers.weighing.premise import AMOUNT_ASKED

ENOUGH = -0.6  # log odds from which a piece answers
ALONE = 0.0  # the same for a question that names no drug and no id
NEAREST = -2.5  # log odds from which what is nearest is worth showing
BESIDE = 0.8  # how much less evidence a second sentence of the same document may have
FOLLOWING = 1.6  # the same of one that follows it at once
MOST_SENTENCES = 2
OFFERED = re.compile(r"\btilb[uø]d|\brabatt", re.IGNORECASE)
FOOTNOTE = re.compile(r"\[\^\d+\]")


def from_passages(
    asked: Question, archive: Archive, found: Found, *, confidential: bool, before: date | None
) -> Answer:
    """The answer, «sladdet», the nearest quotes, or a refusal: one of them always."""
    ranked = chosen(asked, archive, found, confidential=confidential)
    why = explained(ranked)
    if ranked.fitting and ranked.fitting[0].hole:
        return _hidden(ranked.fitting[0], why)
    if _asks_negotiated(asked) and (not ranked.fitting or not _gives_amount(ranked.fitting[0])):
        if hidden := hidden_value(asked, archive, confidential=confidential, before=before):
            return replace(hidden, why=why)
    elif ranked.odds >= (ENOUGH if asked.drugs or asked.keys else ALONE):
        return _answer(_with_beside(ranked.fitting), why)
    if ranked.odds >= NEAREST:
        return nearest_quotes([choice.piece for choice in ranked.fitting[:3]], why)
    return refused(found, ranked.refused, why)


def _asks_negotiated(asked: Question) -> bool:
    return bool(NEGOTIATED.search(asked.asked) or DISCOUNT.search(asked.asked)) and bool(
        AMOUNT_ASKED.search(asked.asked)
    )


def _gives_amount(choice: Choice) -> bool:
    """Whether a piece itself speaks of the offered price with a number; a row without told-apart heads does not."""
    text = choice.piece.text
    spoken = NEGOTIATED.search(text) or DISCOUNT.search(text) or OFFERED.search(text)
    bases = bool(spoken) + bool(MAXIMUM.search(text))  # each needs an amount of its own, or one was taken out
    return bool(spoken) and len(re.findall(r"\d ?(?:NOK|kr|mill|prosent|%)", text)) >= bases


def _with_beside(fitting: Sequence[Choice]) -> list[Choice]:
    """The first piece, and the next of the same document that has nearly as much evidence."""
    first = fitting[0]
    beside = [
        choice
        for choice in fitting[1:]
        if choice.piece.source.document == first.piece.source.document
        and choice.best >= first.best - (FOLLOWING if choice.piece.before == first.piece.text else BESIDE)
        and choice.piece.row == first.piece.row
        and not choice.hole
    ]
    return [first, *beside][:MOST_SENTENCES]


def _answer(choices: Sequence[Choice], why: tuple[str, ...]) -> Answer:
    said, citations = [], []
    for number, choice in enumerate(choices, start=1):
        citations.append(cited(choice))
        said.append(f"{FOOTNOTE.sub('', choice.piece.text).rstrip('. ')} [{number}].")
    said[-1] = f"{said[-1][:-1]}{dated_words(choices[0].piece.passage.dated)}."
    return Answer(" ".join(said), abstained=False, citations=tuple(citations), verbatim=True, why=why)


def cited(choice: Choice) -> Citation:
    """The place of a piece."""
    passage: Passage = choice.piece.passage
    return Citation(choice.piece.source, passage.method_id, passage.dated)


def _hidden(choice: Choice, why: tuple[str, ...]) -> Answer:
    passage = choice.piece.passage
    where = f"{passage.method_id or passage.source.name}, side {choice.piece.source.page}"
    text = f"Verdien er {HIDDEN} av {where} [1]."
    return Answer(text, abstained=True, citations=(cited(choice),), why=why)
