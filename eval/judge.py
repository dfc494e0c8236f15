"""A judge model's opinion: does what a paragraph says follow from what it cites? Never in the total.

The judge sees slots, not values, and every text goes past the screen that knows the case's secrets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import Refused
from drafting.drafts.draft import Draft
from drafting.drafts.outgoing import screen
from drafting.model.gateway import Model, ModelFailure, request
from drafting.model.prompts import load_prompt
from drafting.note.note import Paragraph

MOST_QUESTIONS = 25  # a note; more would cost time and tell little more
SYSTEM = "Du kontrollerer om en tekst har støtte i kilden den viser til."
ANSWER = re.compile(r"\b(ja|nei|uklart)\b", re.IGNORECASE)


def opinion(draft: Draft, judge: Model, prompts_folder: Path | None = None) -> float | None:
    """The share of cited paragraphs that the judge finds support for; None when it gave no answer to any."""
    prompt = load_prompt("judge", prompts_folder)
    may_leave = screen(draft.case_file, draft.figures)
    answers = []
    for source, text in _cited(draft):
        try:
            asked = request(SYSTEM, prompt.filled(kilde=source, setning=text), may_leave, most_tokens=20)
            reply = judge.complete(asked, lambda _: None, lambda: False)
        except (Refused, ModelFailure):
            continue
        if said := ANSWER.search(reply.text):
            answers.append(said[1].casefold() == "ja")
    return sum(answers) / len(answers) if answers else None


def _cited(draft: Draft) -> Iterator[tuple[str, str]]:
    """(what is cited, the paragraph), evenly over the note when there are too many."""
    pairs = [
        ("\n".join(dict.fromkeys(source.quote for source in block.sources if source.quote)), block.text)
        for section in draft.note.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and any(source.quote for source in block.sources)
    ]
    step = max(1, -(-len(pairs) // MOST_QUESTIONS))
    yield from pairs[::step]
