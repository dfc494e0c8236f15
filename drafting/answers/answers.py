"""A question to an answer with citations, or to a refusal.

Signatures others rely on:

* `ask(question, archive, *, confidential=False, before=None, earlier=()) -> Answer`
* `Answer.json` is the JSON of `prisnotat ask`: answer, abstained, writer, note, citations [{document, method_id, page,
  quote}], later [{method_id, date, outcome, forum, citation}], nearest [{document, method_id, page}].

Counting, listing and filtering are answered from the register, exactly; prices from the price tables that were read;
the rest from the sentence that says it. Without a model the answer is the archive's own words. No support, no answer:
`NO_GROUND` is the constant that code and tests look for. A hidden price is never guessed: the answer says «sladdet» and
cites the place of the hole. What was decided on the matter since, is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.archive.archive import Archive
from corpus.archive.word_index import keys
from corpus.search.ranking import Question
from corpus.search.search import search
from drafting.answers.answer import Answer
from drafting.answers.from_passages import from_passages
from drafting.answers.from_register import from_register
from drafting.answers.from_tables import from_tables
from drafting.answers.later_decision import with_later
from drafting.answers.refusal import refused
from drafting.answers.weighing.choosing import fits

LOOKED_AT = 24  # passages from which a sentence may answer


def ask(
    question: str,
    archive: Archive,
    *,
    confidential: bool = False,
    before: date | None = None,
    earlier: Sequence[str] = (),
) -> Answer:
    """Answers a question from what the asker may see.

    Args:
        confidential: whether the asker may see confidential documents.
        before: only documents dated earlier take part.
        earlier: the questions before this one in the conversation, the newest last; a question that names no drug and
            no id of its own is about theirs.
    """
    names = archive.snapshot().names
    asked = Question.of(carried(question, earlier, archive), names)
    found = search(archive, asked.asked, limit=LOOKED_AT, confidential=confidential, before=before)
    for way in (from_tables, from_register, from_passages):
        answer = way(asked, archive, found, confidential=confidential, before=before)
        if answer is not None and way is from_tables and _about_another(asked, archive, answer):
            answer = None
        if answer is not None:
            if way is not from_register:  # which says it of each decision
                answer = with_later(answer, archive, confidential=confidential, before=before)
            return replace(answer, note=found.note)
    return refused(found)


def _about_another(asked: Question, archive: Archive, answer: Answer) -> bool:
    """Whether the documents of an exact answer are about another year, country or disease than the question."""
    return any(not fits(asked, archive, citation) for citation in answer.own_citations)


def carried(question: str, earlier: Sequence[str], archive: Archive) -> str:
    """A follow-up question with the subject it leaves out: «Og hos barn?» after a question on Noverix is on Noverix."""
    names = archive.snapshot().names
    if names.named_in(question) or keys(question):
        return question
    for before in reversed(earlier):
        drugs = names.named_in(before)
        spoken = [word.strip("?,.!»«()") for word in before.split() if names.named_in(word.strip("?,.!»«()"))]
        subject = spoken if drugs else list(keys(before))
        if subject:
            return f"{question.rstrip(' ?')} ({', '.join(dict.fromkeys(subject))})?"
    return question
