"""The ruler itself: damage of growing size moves the measure it is about, in order, and leaves unrelated ones alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from drafting.drafts.draft import Draft
from drafting.note.note import NoteTable, Paragraph
from eval.metrics import MEASURES
from eval.metrics.compared import NoteText
from eval.metrics.grounding import is_claim
from eval.scoring import NoteScores, groundings
from tests.eval.ruler import (
    CASES,
    demo_draft,
    draft_of,
    scores,
    text_of,
    with_swapped_sections,
    with_wrong_cells,
    with_wrong_digits,
    without_sentences,
)

COUNTED = tuple(measure.key for measure in MEASURES if measure.in_total)
SIZES = (0, 1, 2, 4, 8)


def curve(damage: Callable[[NoteText, int], NoteText], sizes: tuple[int, ...] = SIZES) -> list[NoteScores]:
    """The demo note against itself with growing damage."""
    draft = demo_draft()
    whole = text_of(draft)
    return [scores(whole, damage(whole, size), draft) for size in sizes]


def assert_falls(found: list[NoteScores], key: str) -> None:
    values = [item.scores[key] for item in found]
    assert None not in values
    assert all(after < before for before, after in pairwise(values) if before is not None and after is not None), (
        key,
        values,
    )


def assert_unmoved(found: list[NoteScores], *keys: str) -> None:
    for key in keys:
        assert len({item.scores[key] for item in found}) == 1, (key, [item.scores[key] for item in found])


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_identical_texts_score_full(case: Path) -> None:
    draft = draft_of(case)
    text = text_of(draft)
    found = scores(text, text, draft)
    compared = ("sections", "figures_found", "figures_right", "tables", "chrf", "rouge_l", "style")
    assert {key: found.scores[key] for key in compared if found.scores[key] is not None} == pytest.approx(
        {key: 1.0 for key in compared if found.scores[key] is not None}
    )
    assert found.scores["effort"] == 0
    assert all(section.scores["chrf"] == 1 and section.scores["effort"] == 0 for section in found.sections)


def test_the_demo_scores_full_against_itself_in_every_measure() -> None:
    draft = demo_draft()
    found = scores(text_of(draft), text_of(draft), draft)
    assert {key: found.scores[key] for key in COUNTED} == pytest.approx(dict.fromkeys(COUNTED, 1.0))
    assert found.scores["total"] == pytest.approx(1.0)


def test_wrong_digits_cost_figures_and_tables_but_not_style_or_order() -> None:
    found = curve(with_wrong_digits)
    for key in ("figures_found", "figures_right", "chrf", "total"):
        assert_falls(found, key)
    assert_unmoved(found, "sections", "style", "quotes", "citations_precise", "citations_sufficient")
    efforts = [item.scores["effort"] or 0 for item in found]
    assert efforts == sorted(efforts)
    assert len(set(efforts)) == len(SIZES)


def test_dropped_sentences_cost_words_but_make_nothing_wrong() -> None:
    found = curve(without_sentences)
    for key in ("chrf", "rouge_l", "figures_found", "total"):
        values = [item.scores[key] or 0 for item in found]
        assert values == sorted(values, reverse=True)
        assert values[-1] < values[0]
    assert_falls(found, "rouge_l")
    assert_unmoved(found, "figures_right", "tables", "sections")


def test_swapped_sections_cost_order_alone() -> None:
    found = curve(with_swapped_sections, (0, 1, 2, 3, 4))
    assert_falls(found, "sections")
    assert_unmoved(found, "figures_found", "figures_right", "tables", "chrf", "rouge_l", "effort")


def test_cells_of_another_drug_cost_the_tables() -> None:
    found = curve(with_wrong_cells)
    assert_falls(found, "tables")
    assert_unmoved(found, "sections", "figures_right", "quotes", "citations_precise")


def test_another_drugs_table_costs_every_cell_that_differs() -> None:
    one, other = draft_of(CASES[0]), draft_of(CASES[-1])
    human, stranger = text_of(one), text_of(other)
    mixed = replace(human, sections=tuple(stranger.section(item.key) or item for item in human.sections))
    assert (scores(human, mixed, one).scores["tables"] or 0) < 0.5


def damaged_quotes(draft: Draft, count: int) -> Draft:
    """The draft with one word changed in so many of its quotes."""
    left = count
    sections = []
    for section in draft.note.sections:
        blocks = []
        for block in section.blocks:
            quotes = left and isinstance(block, Paragraph) and "«" in block.text and block.sources
            left -= bool(quotes)
            blocks.append(replace(block, text=block.text.replace("«", "«Vi mener at ", 1)) if quotes else block)
        sections.append(replace(section, blocks=tuple(blocks)))
    assert left == 0
    return replace(draft, note=replace(draft.note, sections=tuple(sections)))


def shares(draft: Draft) -> dict[str, float]:
    text = text_of(draft)
    found = scores(text, text, draft).scores
    return {key: found[key] or 0.0 for key in ("quotes", "citations_precise", "citations_sufficient")}


def test_changed_quotes_cost_quotes() -> None:
    found = [shares(damaged_quotes(demo_draft(), size))["quotes"] for size in (0, 1, 2, 3)]
    assert found[0] == 1
    assert all(after < before for before, after in pairwise(found))


def moved_sources(draft: Draft, count: int, *, drop: bool) -> Draft:
    """So many claims whose sources are gone, or point beside what they quote."""
    left = count
    sections = []
    for section in draft.note.sections:
        blocks: list[Paragraph | NoteTable] = []
        for block in section.blocks:
            cites = left and isinstance(block, Paragraph) and is_claim(block)
            left -= bool(cites)
            beside = tuple(replace(source, start=source.start + 3, end=source.end + 3) for source in block.sources)
            blocks.append(replace(block, sources=() if drop else beside) if cites else block)
        sections.append(replace(section, blocks=tuple(blocks)))
    assert left == 0
    return replace(draft, note=replace(draft.note, sections=tuple(sections)))


def test_citations_that_miss_cost_precision() -> None:
    found = [shares(moved_sources(demo_draft(), size, drop=False))["citations_precise"] for size in SIZES]
    assert found[0] == 1
    assert all(after < before for before, after in pairwise(found))


def test_citations_that_are_gone_cost_sufficiency_but_not_precision() -> None:
    found = [shares(moved_sources(demo_draft(), size, drop=True)) for size in SIZES]
    values = [item["citations_sufficient"] for item in found]
    assert values[0] == 1
    assert all(after < before for before, after in pairwise(values))
    assert {item["citations_precise"] for item in found} == {1.0}


def test_contradictions_cost_consistency_alone() -> None:
    draft = demo_draft()
    whole = text_of(draft)

    def slipped(count: int) -> NoteText:
        section = whole.sections[0]
        slips = tuple(f"Punktum to ganger {word}.." for word in "abcdefgh"[:count])
        return replace(whole, sections=(replace(section, paragraphs=section.paragraphs + slips), *whole.sections[1:]))

    found = [scores(whole, slipped(size), draft) for size in SIZES]
    assert_falls(found, "consistency")
    assert_unmoved(found, "sections", "figures_found", "figures_right", "tables", "quotes")


def test_style_falls_as_the_register_goes() -> None:
    draft = demo_draft()
    whole = text_of(draft)

    def chatty(count: int) -> NoteText:
        spoken = "Ja. Nei. Kanskje det. Så da. Vi får se. Hm. " * count
        section = whole.sections[0]
        return replace(
            whole, sections=(replace(section, paragraphs=(*section.paragraphs, spoken)), *whole.sections[1:])
        )

    found = [scores(whole, chatty(size), draft) for size in SIZES]
    assert_falls(found, "style")
    assert_unmoved(found, "sections", "tables", "quotes", "citations_precise")


def test_a_leak_is_counted() -> None:
    from corpus.notes.note import read_note
    from corpus.reading.read import read_pages
    from eval.scoring import score_draft

    draft = demo_draft()
    note = read_note(read_pages(CASES[0].parents[1] / "notes" / "ID2098_011.txt"))
    secret = next(iter(draft.case_file.case.secrets.values())).value
    section = draft.note.sections[0]
    told = replace(section, blocks=(*section.blocks, Paragraph(f"Prisen er {secret:.2f} NOK.".replace(".", ","))))
    leaky = replace(draft, note=replace(draft.note, sections=(told, *draft.note.sections[1:])))
    assert score_draft(draft, note, "public").scores["leaks"] == 0
    assert (score_draft(leaky, note, "public").scores["leaks"] or 0) > 0


def test_grounding_covers_the_demo() -> None:
    found = groundings(demo_draft())
    assert sum(item.quotes.total for item in found.values()) >= 3
    assert sum(item.sufficient.total for item in found.values()) >= 5
