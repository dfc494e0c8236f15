"""HTML: what a reader sees of the page, and nothing else."""

from __future__ import annotations

import pytest

from corpus.documents import Document
from corpus.reading.read import parse

STYLE = "<style>.skjult, #borte { color: red; display: none } .synlig { display: block }</style>"


def read(body: str) -> Document:
    return parse(f"<html>{STYLE}<body><p>Synlig.</p>{body}</body></html>".encode(), "r.html")


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">999</p>',
        '<p style="color:red; visibility : hidden">999</p>',
        "<p hidden>999</p>",
        '<p class="a skjult">999</p>',
        '<div id="borte"><p>999</p><br>998</div>',
        '<p style="font-size:0">999</p>',
        '<p style="opacity:0">999</p>',
        "<p><del>999</del></p>",
        "<p><s>999</s></p>",
        '<p hidden>999<p>Etter.',
    ],
)  # fmt: skip
def test_what_nobody_sees_is_no_source(hidden: str) -> None:
    document = read(hidden + "<p>Slutt.</p>")
    assert "99" not in document.pages[0].text
    assert document.pages[0].text.endswith("Slutt.")
    assert len(document.warnings) == 1


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ('<p class="synlig">40</p>', "40"),
        ("<p>om lag 40<sup>1</sup> pasienter</p>", "om lag 40[^1] pasienter"),
        ("<p>900 065<sup><a href='#n'>12</a></sup> NOK</p>", "900 065[^12] NOK"),
        ("<p>0,5 m<sup>2</sup> hud</p>", "0,5 m2 hud"),
        ("<p>40¹ pasienter</p>", "40[^1] pasienter"),
        ("<p>587 048<br>912 NOK</p>", "587 048 \ufffd 912 NOK"),
        ("<p>Linje en<br>to</p>", "Linje en to"),
        ('<p style="opacity:0.5">40</p>', "40"),
        ('<p style="font-size:0.9em">40</p>', "40"),
        ("<p>10\u200b566</p>", "10566"),
    ],
)
def test_what_is_seen_is_read(seen: str, text: str) -> None:
    assert read(seen).pages[0].text == f"Synlig.\n\n{text}"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ('<tr><td colspan=2>Tiltak<td>År 1</tr><tr><td rowspan="2">K<td>A<td>1</tr><tr><td>B<td>2</tr>',
         (("Tiltak", "", "År 1"), ("K", "A", "1"), ("", "B", "2"))),
        ("<tr><th>A</th><td>8 831 665<sup>3</sup></td></tr>", (("A", "8 831 665[^3]"),)),
        ("<tr><td>A</td><td>12 904 044<table><tr><td>100</td></tr></table></td></tr>", (("A", "12 904 044 · 100"),)),
        ("<tr><td>A</td><td>12 904<br>044</td></tr>", (("A", "12 904 · 044"),)),
        ("<tr><td>A</td><td><p>12 904</p><p>044</p></td></tr>", (("A", "12 904 · 044"),)),
        ("<tr><td>A</td><td rowspan=2>1</td></tr><tr><td>B</td></tr>", (("A", "1"), ("B", ""))),
        ("<tr><td>A</td><td hidden>9</td><td>1</td></tr>", (("A", "1"),)),
    ],
)  # fmt: skip
def test_tables(table: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read(f"<table>{table}</table>").tables[0].rows == rows
