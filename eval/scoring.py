"""One draft against the note that people sent: every measure that needs no judge, per section and whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from corpus.bokmal.number_style import numeric_date
from corpus.notes.note import PriceNote
from drafting.calculations.graph.figures import Figure
from drafting.checks.draft.countries import HOUSE_COUNTRIES
from drafting.confidentiality.hiding.audience import INTERNAL, PUBLIC, Audience, filled_note, note_slots, shown_values
from drafting.confidentiality.hiding.slot_values import figure_text
from drafting.confidentiality.leaks.leaks import FORMS, note_leaks, secrets_of
from drafting.drafts.draft import Draft
from drafting.model.prompts import FOLDER
from drafting.note.note import fill
from eval.metrics import total_of
from eval.metrics.compared import NoteText, SectionText, draft_text, human_text
from eval.metrics.consistency import consistency_score, contradictions
from eval.metrics.effort import per_thousand, word_edits
from eval.metrics.grounding import Grounding, grounding
from eval.metrics.items import Item, Share, found, items_in, items_of, number_item, right
from eval.metrics.structure import sections_score
from eval.metrics.style import style_distance, style_of
from eval.metrics.tables import cells_agreed
from eval.metrics.wording import chrf, rouge_l


@dataclass(frozen=True, slots=True)
class SectionScores:
    """The measures of one section. `in_human`, `in_draft` say where it stands; `words` is the human's, its weight."""

    key: str
    title: str
    scores: dict[str, float | None]
    in_human: bool = True
    in_draft: bool = True
    words: int = 0


@dataclass(frozen=True, slots=True)
class NoteScores:
    """The measures of a whole note and of its sections, and the two texts that were compared."""

    scores: dict[str, float | None]
    sections: tuple[SectionScores, ...]
    human: NoteText = field(repr=False)
    draft: NoteText = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What of a section is summed up for the whole note."""

    found: Share
    right: Share
    tables: Share
    grounding: Grounding
    contradictions: int
    edits: tuple[int, int]


def score_draft(draft: Draft, note: PriceNote, audience: Audience) -> NoteScores:
    """The draft as that audience reads it, measured against the human's note."""
    filled = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, audience)
    public = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, PUBLIC)
    leaks = note_leaks(public, secrets_of(draft.case_file.case, dict(draft.figures)))
    human, drafted = human_text(note), draft_text(filled)
    grounds = groundings(draft)
    return scored(
        human,
        drafted,
        supported=supported_items(draft, human),
        grounds=grounds,
        slips=contradictions(
            drafted,
            method_id=draft.note.method_id,
            title=filled.title,
            dated=numeric_date(draft.case_file.case.note_date),
        ),
        leaks=len(leaks),
    )


def scored(
    human: NoteText,
    draft: NoteText,
    *,
    supported: frozenset[Item],
    grounds: Mapping[str, Grounding],
    slips: Mapping[str, int],
    leaks: int = 0,
) -> NoteScores:
    """Every measure of one text against another.

    Args:
        human, draft: the two notes in the form that is compared.
        supported: the figures that are right wherever they stand.
        grounds: quotes and citations of the draft's sections.
        slips: contradictions of the draft's sections.
        leaks: secrets that can be read in the public rendering.
    """
    keys = list(dict.fromkeys((*human.keys, *draft.keys)))
    empty = Grounding(Share(0, 0), Share(0, 0), Share(0, 0))
    rows = [
        _section(human.section(key), draft.section(key), supported, grounds.get(key, empty), slips.get(key, 0))
        for key in keys
    ]
    counts, sections = [count for count, _ in rows], tuple(section for _, section in rows)
    whole: dict[str, float | None] = {
        "sections": sections_score(human.keys, draft.keys),
        **_shares(counts),
        "consistency": consistency_score(sum(slips.values())),
        "chrf": _weighted(sections, "chrf"),
        "rouge_l": _weighted(sections, "rouge_l"),
        "style": _style(human.text, draft.text),
        "effort": per_thousand(count.edits for count in counts),
        "leaks": float(leaks),
    }
    return NoteScores({"total": total_of(whole), **whole}, sections, human, draft)


def _section(
    human: SectionText | None, draft: SectionText | None, supported: frozenset[Item], ground: Grounding, slips: int
) -> tuple[_Counts, SectionScores]:
    present = human or draft
    assert present is not None  # the key comes from one of them
    ours, theirs = human.text if human else "", draft.text if draft else ""
    counts = _Counts(
        found(ours, theirs),
        right(theirs, supported),
        cells_agreed(human.tables if human else (), draft.tables if draft else ()),
        ground,
        slips,
        word_edits(theirs, ours),
    )
    scores: dict[str, float | None] = {
        "sections": float(bool(human) == bool(draft)),
        **_shares([counts]),
        "consistency": consistency_score(slips) if draft else None,
        "chrf": chrf(ours, theirs) if human else None,
        "rouge_l": rouge_l(ours, theirs) if human else None,
        "style": _style(ours, theirs) if human else None,
        "effort": per_thousand([counts.edits]),
    }
    weight = len(ours.split())
    scored_section = SectionScores(
        present.key, present.title, {"total": total_of(scores), **scores}, bool(human), bool(draft), weight
    )
    return counts, scored_section


def _shares(counts: list[_Counts]) -> dict[str, float | None]:
    """The measures that are so many of so many, over sections."""
    none = Share(0, 0)
    return {
        "figures_found": sum((count.found for count in counts), none).score,
        "figures_right": sum((count.right for count in counts), none).score,
        "quotes": sum((count.grounding.quotes for count in counts), none).score,
        "citations_precise": sum((count.grounding.precise for count in counts), none).score,
        "citations_sufficient": sum((count.grounding.sufficient for count in counts), none).score,
        "tables": sum((count.tables for count in counts), none).score,
    }


def _weighted(sections: tuple[SectionScores, ...], key: str) -> float | None:
    """The mean over the human's sections, by their length; one that the draft does not have gives nothing."""
    known = [(value, section.words) for section in sections if (value := section.scores[key]) is not None]
    words = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / words if words else None


def _style(human: str, draft: str) -> float:
    return 1 - style_distance(style_of(human), style_of(draft))


def groundings(draft: Draft) -> dict[str, Grounding]:
    """Quotes and citations of every section of a draft."""
    shown = shown_values(draft.case_file, draft.figures, draft.facts, INTERNAL, note_slots(draft.note))

    def filled(text: str) -> str:
        return "".join(span.text for span in fill(text, shown))

    return {section.key: grounding(section, draft, filled) for section in draft.note.sections}


def supported_items(draft: Draft, human: NoteText) -> frozenset[Item]:
    """Every figure that is right: of the human's note, case, figures, facts, cited sources or glossary."""
    case = draft.case_file.case
    cited = {source.quote for section in draft.note.sections for source in section.sources if source.quote}
    facts = [text for fact in (draft.facts.facts if draft.facts else ()) for text in (fact.value, fact.source.quote)]
    texts = (human.text, *_strings(case.model_dump(mode="json")), *cited, *facts, *_house_names())
    return items_of(texts) | _figure_items(draft.figures) | _amounts(case.model_dump())


def _house_names() -> Iterator[str]:
    """The names that every note may use: of agencies, forums and terms, from the glossary and the house's countries."""
    glossary = (FOLDER / "begreper.md").read_text("utf-8")
    yield from (f"x {name}" for name in re.findall(r"\*\*([^*]+)\*\*", glossary))
    yield from (f"{country}: x {body}" for country, body in HOUSE_COUNTRIES.items())


def _figure_items(figures: Mapping[str, Figure]) -> frozenset[Item]:
    return frozenset(
        item for figure in figures.values() for form in FORMS for item in items_in(figure_text(figure, form))
    )


def _strings(data: Any) -> Iterator[str]:
    """Every text in plain data; each twice, so that a name that begins it counts as a name."""
    if isinstance(data, str):
        yield data
        yield f"x {data}"
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _strings(value)


def _amounts(data: Any) -> frozenset[Item]:
    """Every number in plain data as an item."""
    if isinstance(data, Decimal | int) and not isinstance(data, bool):
        return frozenset({number_item(Decimal(data))})
    if isinstance(data, dict):
        return frozenset(item for value in data.values() for item in _amounts(value))
    if isinstance(data, list | tuple):
        return frozenset(item for value in data for item in _amounts(value))
    return frozenset()
