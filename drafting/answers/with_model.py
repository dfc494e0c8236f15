"""An answer written by a model from the passages, each sentence held against a sentence of the archive.

`answer_with_model(question, archive, model, …) -> Answer` is what `prisnotat ask` and the page ask. The model never
answers what the extractive answer refuses, hides or takes from the register. A sentence stands only when the guard
finds it a faithful rewriting of one sentence of a passage that it cites; the others are dropped. Unless the sentence
that answers is among those that stand, the extractive answer is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.archive.archive import Archive
from corpus.bokmal.price_terms import tells_amount
from corpus.errors import UserError
from corpus.search.search import search
from drafting.answers.answer import Answer, Citation, dated_words
from drafting.answers.answers import ask, carried
from drafting.answers.later_decision import with_later
from drafting.answers.standing import Checked, Standing, place_of
from drafting.model.gateway import Cancel, Cancelled, Model, request
from drafting.model.prompts import load_prompt

SYSTEM = "Du svarer på spørsmål om prisnotater for en fagrådgiver, på bokmål og bare ut fra utdragene du får."
OWN_WORDS = "Svaret er arkivets egne ord."
STOPPED = f"Språkmodellen ble stoppet. {OWN_WORDS}"
EXTERNAL = f"Språkmodellen er ekstern og får ikke spørsmål om det som er unntatt offentlighet. {OWN_WORDS}"
AMOUNT_IN_QUESTION = f"Spørsmålet inneholder et beløp og er ikke sendt til språkmodellen, som er ekstern. {OWN_WORDS}"
PASSAGES = 6
MOST_TOKENS = 600


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a model has come.

    Attributes:
        checked: sentences held against their passages so far.
        stands: those that stand, as they will read in the answer; empty until the one that answers is among them.
    """

    checked: int
    stands: tuple[str, ...]


def answer_with_model(
    question: str,
    archive: Archive,
    model: Model | None,
    *,
    local: bool = False,
    confidential: bool = False,
    before: date | None = None,
    earlier: Sequence[str] = (),
    prompts_folder: Path | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Cancel = lambda: False,
) -> Answer:
    """The answer in the model's words where they stand, else the extractive one. A model's faults end in its `note`.

    Args:
        model: who writes; None for the extractive answer.
        local: whether the settings call the model local; confidential passages, and the questions of those who may see
            them, go to no other.
        confidential, before, earlier: as in `ask`.
        on_progress: told each time a sentence is checked.
        cancelled: asked several times a second while the model writes.
    """
    extractive = ask(question, archive, confidential=confidential, before=before, earlier=earlier)
    if model is None or not extractive.verbatim:
        return extractive
    if not local and (confidential or any(tells_amount(text) for text in (question, *earlier))):
        return _noted(extractive, EXTERNAL if confidential else AMOUNT_IN_QUESTION)
    asked = carried(question, earlier, archive)
    found = search(archive, asked, limit=PASSAGES, confidential=confidential, before=before)
    passages = {f"u{n}": hit.passage for n, hit in enumerate(found.hits, start=1)}
    shown = "\n\n".join(f"[{name}] {passage.section}: {passage.text}" for name, passage in passages.items())
    public = not any(passage.confidential for passage in passages.values())
    answering = frozenset(place_of(citation.source) for citation in extractive.own_citations)
    checked = Checked(passages, archive, answering)
    try:
        user = load_prompt("answer", prompts_folder).filled(sporsmal=asked, utdrag=shown)
        wanted = request(SYSTEM, user, lambda _: public or local, most_tokens=MOST_TOKENS)
        reply = model.complete(wanted, _listener(checked, on_progress), cancelled)
    except Cancelled:
        return _noted(extractive, STOPPED)
    except UserError as error:
        return _noted(extractive, f"{error.line} {OWN_WORDS}")
    stands = checked.of(reply.text)
    if not stands:
        return extractive
    return with_later(_answer(stands, extractive.note), archive, confidential=confidential, before=before)


def _listener(checked: Checked, on_progress: Callable[[Progress], None]) -> Callable[[str], None]:
    """What hears a reply in pieces and tells of it: only a piece that may end a mark can make a sentence stand."""
    heard = ""

    def hear(piece: str) -> None:
        nonlocal heard
        heard += piece
        if "]" in piece:
            stands = checked.of(heard)
            on_progress(Progress(len(checked.judged), _numbered(stands)))

    return hear


def _numbered(stands: Sequence[Standing]) -> tuple[str, ...]:
    """The sentences, each with the number of its citation."""
    return tuple(f"{one.text[:-1]} [{n}]." for n, one in enumerate(stands, start=1))


def _answer(stands: Sequence[Standing], note: str) -> Answer:
    """The sentences as one answer; the date of the document stands last, or in each when there are several."""
    several = len({one.passage.dated for one in stands}) > 1
    said = [
        f"{text[:-1]}{dated_words(one.passage.dated)}." if several or one is stands[-1] else text
        for text, one in zip(_numbered(stands), stands, strict=True)
    ]
    citations = tuple(Citation(one.source, one.passage.method_id, one.passage.dated) for one in stands)
    return Answer(" ".join(said), abstained=False, citations=citations, note=note, writer="model")


def _noted(answer: Answer, line: str) -> Answer:
    return replace(answer, note=f"{answer.note} {line}".strip())
