"""Markdown: the whole note as a golden file, and any text shown as it stands by a Markdown reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drafting.export.markdown import escaped, markdown, section_markdown
from drafting.export.printed_text import clean
from drafting.note.note import FilledBlock
from export.filled_notes import note, paragraph, section, table, value, whole_note

MARKUP = "[]()*_`\\<>!#-+=.|:;^~&x1 \n\t\"'/"
GOLDEN = Path(__file__).parents[1] / "golden" / "export"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(text: str) -> list[str]:
    """What a reader shows: the text of each paragraph, cell and heading."""
    found = []
    for token in READER.parse(text):
        if token.type == "inline":
            kinds = {"text": None, "softbreak": "\n", "hardbreak": "\n", "text_special": None}
            children = token.children or []
            assert all(child.type in kinds for child in children), [child.type for child in children]
            found.append("".join(kinds[child.type] or child.content for child in children))
    return found


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_note_as_its_golden_file(audience: Any) -> None:
    assert markdown(whole_note(audience)) == (GOLDEN / f"{audience}.md").read_text(encoding="utf-8")


def test_ordinary_spaces_and_no_secret_in_the_public_one() -> None:
    assert "\u00a0" not in markdown(whole_note())
    assert markdown(whole_note("public")) == markdown(whole_note("public", price="1 NOK", cost="2 NOK"))


@pytest.mark.parametrize(
    "text",
    [
        "*fet* **x** _kursiv_ __y__ `kode` ~~strek~~ \\ slutt\\",
        "[lenke](http://a) ![bilde](b) [a][b] [^1] [ ] [x] [a]: b <http://c> <b>",
        "# tittel",
        "1. liste",
        "2025. år",
        "- punkt",
        "+ punkt",
        "> sitat",
        "---",
        "===",
        "| a | b |",
        "&amp; &#65; &copy",
        "ID2021_047 og a_b_c",
        "05.05.2025*",
        "AT&T, $x$ og 5 < 6 > 4",
    ],
)
def test_markup_in_text_is_shown_as_it_stands(text: str) -> None:
    filled = section(
        paragraph(text), paragraph(text, kind="quote"), paragraph(text, kind="bullet"), table((text,), (text,))
    )
    assert shown(section_markdown(filled)) == [text] * 5


@given(
    st.lists(st.text(max_size=30) | st.text(MARKUP, max_size=20), min_size=1, max_size=3),
    st.sampled_from(["text", "quote", "bullet", "numbered", "subheading"]),
)
@settings(deadline=None, max_examples=200)
def test_any_text_is_shown_as_it_stands(texts: list[str], kind: Any) -> None:
    filled = section(paragraph(*texts, kind=kind))
    expected = re.sub(r"\s+", " ", "".join(clean(text) for text in texts).replace("\u00a0", " ")).strip()
    assert re.sub(r"\s+", " ", "".join(shown(section_markdown(filled)))).strip() == expected


def test_names_and_dates_are_left_readable() -> None:
    assert (
        escaped("ID2021_047: pris 14.05.2025 [unntatt offentlighet]")
        == "ID2021_047: pris 14.05.2025 [unntatt offentlighet]"
    )


def test_a_list_keeps_its_numbers_and_bullets() -> None:
    blocks: tuple[FilledBlock, ...] = (
        paragraph("først", kind="numbered"),
        paragraph("under", kind="bullet"),
        paragraph("så", kind="numbered"),
        paragraph("mellom"),
        paragraph("alene", kind="bullet"),
        paragraph("på nytt", kind="numbered"),
    )
    assert section_markdown(section(*blocks)) == "1. først\n   - under\n2. så\n\nmellom\n\n- alene\n\n1. på nytt"


def test_footnotes_are_numbered_through_the_note() -> None:
    one = paragraph("En[^1] og to[^2].", footnotes=("første", "andre"))
    said = markdown(note(section(one), section(paragraph("Tre[^1] [^9]", value(""), footnotes=("tredje",)))))
    assert "En[^1] og to[^2]." in said
    assert "Tre[^3] [\\^9]" not in said
    assert "Tre[^3] \\[^9]" in said
    assert said.endswith("[^1]: første\n\n[^2]: andre\n\n[^3]: tredje\n")
