"""What a model gets to write one section from: paragraphs, slots, passages and examples, by rank, until it is full.

Nothing here is asked to be true: every text is put past the screen before it counts, a secret value is never among
what slots are described by, and what looks like an order to a model is left out and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.documents import Source
from corpus.notes.house_sections import BY_KEY
from drafting.checks.draft.gaps import GAP
from drafting.checks.draft.negotiated import holds_negotiated_amount
from drafting.checks.draft.quotes import cut
from drafting.checks.guard import ORDERS
from drafting.checks.guard.ways import ways
from drafting.facts.told.quotable import Quotable
from drafting.model.gateway import Screen
from drafting.note.note import SLOT, Paragraph, Section, Slot, parse

if TYPE_CHECKING:
    from corpus.reports.report import Report
    from drafting.facts import Facts

CHARACTERS_A_TOKEN = 3  # bokmål, on the safe side
FEWEST_WORDS = 4  # shorter paragraphs («Lenke: …») have nothing to be written better
PASSAGE_WORDS = (6, 60)
MOST_PASSAGES = 8
MOST_WAYS = 3  # of saying a statement, offered to the model


@dataclass(frozen=True, slots=True)
class Passage:
    """One whole sentence of the report under an id."""

    id: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Brief:
    """What a model is told about one section.

    Attributes:
        paragraphs: the composer's text by id, those that are to be rewritten.
        slots: what each slot in them stands for.
        passages: the report's sentences that may be quoted, by id.
        examples: paragraphs of the same section from earlier notes.
        ways: for each paragraph, other sentences that may stand in it.
        left_out: what there was no room for, or what may not leave, in bokmål.
    """

    key: str
    paragraphs: Mapping[str, str]
    slots: Mapping[str, str]
    passages: Mapping[str, Passage]
    examples: tuple[str, ...]
    left_out: tuple[str, ...] = field(default=())
    ways: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str]:
        """The brief as the variables of a section's prompt."""
        return {
            "avsnitt": "\n\n".join(self._with_ways(name) for name in self.paragraphs),
            "felt": "\n".join(f"{name} = {what}" for name, what in self.slots.items()) or "(ingen)",
            "utdrag": "\n".join(f"[{item.id}] {item.text}" for item in self.passages.values()) or "(ingen)",
            "eksempler": "\n\n".join(self.examples) or "(ingen)",
        }

    def _with_ways(self, name: str) -> str:
        rows = [f"  kan også skrives: {text}" for text in self.ways.get(name, ())]
        return "\n".join([f"[{name}] {self.paragraphs[name]}", *rows])


def rewritable(section: Section) -> dict[str, Paragraph]:
    """The paragraphs of a section that a model may write, by id («a1» is the first block)."""
    return {
        f"a{place}": block
        for place, block in enumerate(section.blocks, start=1)
        if isinstance(block, Paragraph)
        and block.kind == "text"
        and not block.footnotes
        and not GAP.search(block.text)
        and len(re.findall(r"[^\W\d_]+", SLOT.sub(" ", cut(block.text).outside))) >= FEWEST_WORDS
        # DMP's own words stay as they were quoted.
        and not cut(block.text).inside
    }


def brief_of(
    section: Section,
    described: Callable[[Slot], str],
    report: Report | None,
    examples: Sequence[str],
    *,
    may_leave: Screen,
    room: int,
    facts: Facts | None = None,
) -> Brief:
    """The brief for a section.

    Args:
        section: as the composer wrote it.
        described: what a slot stands for, with its value only where that is public.
        report: DMP's report, or None.
        examples: paragraphs of earlier notes, best first.
        may_leave: the screen.
        room: tokens that the brief may fill, estimated; paragraphs and their slots go first, then ways of
            saying them, passages, examples.
        facts: what the report says; a sentence with a number that they cast doubt on is not offered.
    """
    left_out: list[str] = []
    size = 0

    def fits(text: str) -> bool:
        nonlocal size
        cost = len(text) // CHARACTERS_A_TOKEN + 4
        if size + cost > room:
            return False
        size += cost
        return True

    paragraphs: dict[str, str] = {}
    slots: dict[str, str] = {}
    for name, block in rewritable(section).items():
        known = {_written(slot): described(slot) for slot in parse(block.text) if isinstance(slot, Slot)}
        new = {slot: text for slot, text in known.items() if slot not in slots}
        rows = [f"{slot} = {text}" for slot, text in new.items()]
        if not all(may_leave(text) for text in (block.text, *rows)):
            left_out.append(f"Avsnitt {name} kan ikke sendes.")
        elif not fits("\n".join([block.text, *rows])):
            left_out.append(f"Avsnitt {name} fikk ikke plass.")
        else:
            paragraphs[name], slots = block.text, slots | new
    offered_ways = {name: ways(text, MOST_WAYS) for name, text in paragraphs.items()}
    shown_ways = {name: tuple(one for one in told if fits(one)) for name, told in offered_ways.items()}
    offered = _passages(section, report, facts) if paragraphs else []
    passages: dict[str, Passage] = {}
    for item in offered:
        if ORDERS.search(item.text):
            left_out.append(f"Et utdrag på side {item.source.page} ligner en instruks og er ikke sendt.")
        elif not may_leave(item.text) or not fits(item.text):
            left_out.append(f"Et utdrag på side {item.source.page} er ikke sendt.")
        else:
            passages[item.id] = item
    kept = tuple(text for text in examples if not ORDERS.search(text) and may_leave(text) and fits(text))
    if len(kept) < len(examples):
        left_out.append(f"{len(examples) - len(kept)} eksempler er ikke sendt.")
    return Brief(section.key, paragraphs, slots, passages, kept, tuple(left_out), shown_ways)


def _written(slot: Slot) -> str:
    return f"{{{{{slot.key}|{slot.form}}}}}" if slot.form else f"{{{{{slot.key}}}}}"


def _passages(section: Section, report: Report | None, facts: Facts | None) -> list[Passage]:
    """Whole sentences in the agency's own voice under a heading of the section's topic, most in common first."""
    topic = BY_KEY[section.key].topics if section.key in BY_KEY else ""
    if report is None or topic is None:
        return []
    quoted = {source.quote for source in section.sources}
    own = _stems([section.text])
    found = []
    quotable = Quotable.of(report, facts)
    for place, item in enumerate(report.statements):
        low, high = PASSAGE_WORDS
        if (
            quotable.may_stand_alone(place)
            and len(item.places) == 1
            and low <= len(item.text.split()) <= high
            and item.text.endswith(".")
            and not any(sign in item.text for sign in "{}«»[]<>|")
            and any(re.search(topic, title, re.IGNORECASE) for title in item.headings)
            and not holds_negotiated_amount(item.text)
        ):
            source = item.source(report.document)
            if source.quote not in quoted and item.text not in section.text:
                found.append((len(own & _stems([item.text])), item.text, source))
    ranked = sorted(found, key=lambda row: -row[0])[:MOST_PASSAGES]
    return [Passage(f"p{n}", text, source) for n, (_, text, source) in enumerate(ranked, start=1)]


def _stems(texts: Iterable[str]) -> set[str]:
    words = re.findall(r"[^\W\d_]{4,}", SLOT.sub(" ", " ".join(texts)).lower())
    return {word[:6] for word in words}
