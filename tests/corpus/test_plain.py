"""Text and HTML."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.reading.html import read_html
from corpus.reading.plain import text_pages
from corpus.reading.read import read_bytes

LONG = "Det vises til metodevurderingsrapport fra Direktoratet for medisinske produkter og til godkjent SPC for "


def text_of(text: str) -> str:
    return "\n".join(page.text for page in text_pages(text))


def test_wrapped_lines_become_a_paragraph() -> None:
    text = f"{LONG}\n\npreparatet. DMP har gjort en metodevurdering uten helseøkonomisk analyse i denne saken, "
    text += "med \n\nvurdering."
    assert "\n" not in text_of(text)


def test_short_cells_stay_apart() -> None:
    text = f"{LONG}\n\nVarenummer\n\nPakning\n\n34 277,30 NOK\n\n{LONG}"
    assert "Varenummer\n\nPakning\n\n34 277,30 NOK" in text_of(text)


def test_hyphen_at_line_end() -> None:
    assert "legemiddelkostnadene er" in text_of(f"{LONG}legemiddel-\nkostnadene er beregnet.")
    assert "B-prekursor" in text_of(f"{LONG}avansert B-\nprekursor ALL.")


def test_hyphen_that_the_document_knows() -> None:
    text = f"Philadelphia-kromosom-negativ sykdom.\n\n{LONG}Philadelphia-\nkromosom-positiv sykdom."
    assert "Philadelphia-kromosom-positiv" in text_of(text)


def test_form_feed_parts_pages() -> None:
    assert [page.text for page in text_pages("En\fTo\fTre\f")] == ["En", "To", "Tre"]


def test_footnote_is_tied_to_its_mark() -> None:
    text = f"{LONG}\n\nBeslutning 13.06.2016, ID2015_0131:\n\nTekst.\n\n\n\n1 Den opprinnelige indikasjonen er endret."
    page = text_pages(text)[0].text
    assert "ID2015_013[^1]:" in page
    assert page.endswith("[^1]: Den opprinnelige indikasjonen er endret.")


def test_number_without_a_mark_is_no_footnote() -> None:
    page = text_pages(f"{LONG}\n\nSaksbehandlingstid\n\n19 dager hvorav 9 dager")[0].text
    assert "[^" not in page


def test_units_are_no_marks() -> None:
    assert "0,5 m2" in text_pages(f"{LONG}\n\n0,5 m2\n\n\n2 Dokumentasjon er bestilt.")[0].text


def test_printed_lines_are_kept() -> None:
    assert text_pages("En linje \n\nTo")[0].lines == ("En linje", "", "To")


def test_html() -> None:
    read = read_html(
        "<html><head><title>x</title></head><body><nav>meny</nav><h1>1 Bakgrunn</h1><p>Et legemid&shy;del.</p>"
        "<ul><li>punkt</li></ul><table><caption>Tabell 3: Priser</caption><tr><th>Pakning</th><th>AUP</th></tr>"
        "<tr><td>A</td><td>1 200</td></tr></table><script>hemmelig()</script></body></html>"
    )
    assert [(part.key, part.title) for part in read.parts] == [("1", "Bakgrunn")]
    assert "Et legemiddel." in read.pages[0].text
    assert "• punkt" in read.pages[0].text
    assert "meny" not in read.pages[0].text
    assert "hemmelig" not in read.pages[0].text
    (table,) = read.tables
    assert (table.number, table.caption) == ("3", "Priser")
    assert table.rows == (("Pakning", "AUP"), ("A", "1 200"))


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=400))
def test_any_text_is_read_without_loss_of_letters(text: str) -> None:
    pages = text_pages(text)
    read = "".join(page.text for page in pages)
    wanted = [sign for sign in text if sign.isalpha()]
    assert [sign for sign in read if sign.isalpha()] == wanted


@settings(deadline=None, max_examples=150)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_end_in_text_or_a_refusal(data: bytes) -> None:
    for name in ("a.txt", "a.html"):
        with contextlib.suppress(UnreadableDocument):
            assert read_bytes(data, name).pages


@settings(deadline=None, max_examples=100)
@given(
    st.recursive(
        st.sampled_from(
            ["<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<h2>", "&#x41;", "tekst", "<script>", "<!--"]
        ),
        lambda part: st.lists(part, max_size=6).map("".join),
        max_leaves=30,
    )
)
def test_any_tags_end_in_a_page(text: str) -> None:
    assert len(read_html(text).pages) == 1
