"""A question to an answer with citations, or to a refusal.

Signatures others rely on:

* `ask(question, archive, *, confidential=False, before=None, earlier=()) -> Answer`
* `Answer.json` is the JSON of `prisnotat ask`: answer, abstained, writer, note,
  citations [{document, method_id, page, quote}], nearest [{document, method_id, page}].

Counting, listing and filtering are answered from the register, exactly; prices from the price tables that were read;
the rest from the sentence that says it. Without a model the answer is the archive's own words. No support, no answer:
`NO_GROUND` is the constant that code and tests look for. A hidden price is never guessed: the answer says «sladdet» and
cites the place of the hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from corpus.archive import Archive
from corpus.documents import Passage, Source
from corpus.ranking import Question
from corpus.search import Found, search
from corpus.words import keys

NO_GROUND = "Det finner jeg ikke grunnlag for i arkivet."
HIDDEN = "sladdet i den offentlige versjonen"
LOOKED_AT = 24  # passages from which a sentence may answer
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
class Answer:
    """An answer, or a refusal with the nearest passages.

    Attributes:
        answer: bokmål; each sentence ends with the numbers of its citations, «[1]».
        abstained: true when the archive gives no ground, or hides the value.
        citations: numbered from 1 in their order.
        nearest: what the archive has that is nearest, when it gives no ground.
        note: what the user should know (not all is embedded yet, the model did not answer …), or empty.
        verbatim: true when the sentences are the archive's own, which a model may write better; what the register and
            the tables answer is exact and stays.
        writer: who put the answer into words.
    """

    answer: str
    abstained: bool
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Passage, ...] = ()
    note: str = ""
    verbatim: bool = False
    writer: Writer = "archive"

    @property
    def json(self) -> dict[str, Any]:
        """As the command line gives it."""
        return {
            "answer": self.answer,
            "abstained": self.abstained,
            "writer": self.writer,
            "note": self.note,
            "citations": [citation.json for citation in self.citations],
            "nearest": [
                {"document": passage.source.name, "method_id": passage.method_id, "page": passage.source.page}
                for passage in self.nearest
            ],
        }


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
    from drafting.writing.answer_from_passages import from_passages
    from drafting.writing.answer_from_register import from_register
    from drafting.writing.answer_from_tables import from_tables, hidden_value

    names = archive.snapshot().names
    asked = Question.of(carried(question, earlier, archive), names)
    found = search(archive, asked.asked, limit=LOOKED_AT, confidential=confidential, before=before)
    for way in (hidden_value, from_tables, from_register, from_passages):
        answer = way(asked, archive, found, confidential=confidential, before=before)
        if answer is not None:
            return replace(answer, note=found.note)
    return refused(found)


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


def norwegian_date(iso: str) -> str:
    """«2021-11-22» → «22.11.2021»; what is not a whole date is given back as it is."""
    parts = iso.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else iso


def dated_words(dated: str) -> str:
    """« (notat av 14.05.2025)», or nothing when the date is not known."""
    return f" (notat av {norwegian_date(dated)})" if dated else ""
