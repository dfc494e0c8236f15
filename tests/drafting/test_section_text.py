"""The text a person edits: there and back without loss."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Source
from corpus.reports.report import read_report
from drafting.editing.section_text import edited_section, section_text
from drafting.note.note import Block, NoteTable, Paragraph, Section
from tests.documents.written import report_with

SOURCE = Source("a" * 64, 3, 0, 5, "sitat", "rapport.pdf")
WORDS = st.text(st.sampled_from("abæøå {}|\\[]^*#->1.:«»,_"), min_size=1, max_size=30).map(str.strip).filter(bool)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)


def paragraphs() -> st.SearchStrategy[Block]:
    text = st.builds(Paragraph, LINES, st.just("text"), footnotes=st.lists(WORDS, max_size=2).map(tuple))
    kinds = st.sampled_from(["subheading", "bullet", "numbered", "quote"])
    return st.one_of(text, st.builds(Paragraph, WORDS, kinds))


@st.composite
def tables(draw: st.DrawFn) -> NoteTable:
    width = draw(st.integers(1, 4))
    cell = st.one_of(st.just(""), WORDS.filter(lambda text: not text.endswith("\\")))
    rows = tuple(tuple(draw(cell) for _ in range(width)) for _ in range(draw(st.integers(1, 4))))
    numeric = tuple(sorted(draw(st.sets(st.integers(0, width - 1)))))
    return NoteTable(rows, draw(st.one_of(st.just(""), WORDS)), draw(st.booleans()), numeric)


def clear(block: Block) -> bool:
    """Runs of white space are folded, and a line that starts like a table row or rule is rare enough to leave out."""
    texts = [block.text, *block.footnotes] if isinstance(block, Paragraph) else [block.caption, *sum(block.rows, ())]
    return all("  " not in text for text in texts)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(paragraphs(), tables()).filter(clear), min_size=1, max_size=5))
def test_there_and_back(blocks: list[Block]) -> None:
    section = Section("bakgrunn", "Bakgrunn", tuple(blocks))
    assert edited_section(section_text(section), section).blocks == section.blocks


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from("ab |-:\n>#1.[]^\\{}")))
def test_any_text_is_a_section_and_its_text_is_stable(text: str) -> None:
    base = Section("k", "T", ())
    once = edited_section(text, base)
    assert edited_section(section_text(once), base).blocks == once.blocks


def test_what_is_written_is_what_is_meant() -> None:
    text = (
        "Prisen er {{price.177099.rhf_aup}}.[^1]\n[^1]: Inkl. mva.\n\n### Dosering\n\n- ett\n- to\n\n> Sitat\n\n"
        "Tabell: Priser\n| Vare | Pris |\n|---|---:|\n| a | {{price.177099.max_aup}} |"
    )
    blocks = edited_section(text, Section("k", "T", ())).blocks
    assert blocks == (
        Paragraph("Prisen er {{price.177099.rhf_aup}}.[^1]", footnotes=("Inkl. mva.",)),
        Paragraph("Dosering", "subheading"),
        Paragraph("ett", "bullet"),
        Paragraph("to", "bullet"),
        Paragraph("Sitat", "quote"),
        NoteTable((("Vare", "Pris"), ("a", "{{price.177099.max_aup}}")), "Priser", True, (1,)),
    )


def test_an_edited_section_is_human_and_keeps_the_sources_of_what_is_alike() -> None:
    old = Section(
        "k", "T", (Paragraph("DMP mener at nytten er stor for barn.", sources=(SOURCE,)), Paragraph("Annet."))
    )
    new = edited_section("DMP mener at nytten er svært stor for barn.\n\nNoe helt nytt.", old)
    assert new.writer == "human"
    assert new.blocks[0].sources == (SOURCE,)
    assert new.blocks[1].sources == ()
    unchanged = edited_section(section_text(old), old)
    assert replace(unchanged, writer="composer") == old


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_an_empty_text_is_an_empty_section(text: str) -> None:
    assert edited_section(text, Section("k", "T", (Paragraph("x"),))).blocks == ()


def test_what_a_person_quotes_from_the_report_gets_its_place_as_source() -> None:
    whole = "DMP vurderer at usikkerheten er stor, men at den avtar."
    report = read_report(report_with(f"Sammendrag\n\nUsikkerhet: {whole}", headings=(("s", "Sammendrag", 3),)))
    base = Section("bakgrunn", "Bakgrunn", ())
    (block,) = edited_section(f"Om usikkerhet skriver DMP (s. 3): «{whole}»", base, report).blocks
    assert [(source.page, source.quote) for source in block.sources] == [(3, whole)]
    made_up = "Om usikkerhet skriver DMP (s. 3): «Noe DMP aldri har skrevet i rapporten.»"
    (other,) = edited_section(made_up, base, report).blocks
    assert other.sources == ()
