"""The tables of document kinds and of formats: each room has its part for each row."""

from __future__ import annotations

import io
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import docx
import pytest

from corpus.reading import formats
from corpus.reading.document_kinds import BY_KEY, ENOUGH, KINDS, DocumentKind, Feed
from corpus.reading.formats import FORMATS, Format, give, named, suffixes, upload_types
from corpus.reading.read import parse
from drafting.confidentiality.opened.opened import READERS
from drafting.offers.table import read_offer

ROOT = Path(__file__).parents[2]
BEGINNINGS = Counter(
    row["kind"] for row in tomllib.loads((ROOT / "tests/tables/document_kinds.toml").read_text("utf-8"))["document"]
)
SAMPLES = ROOT / "corpus" / "samples"
KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
FORMAT = pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.key)


@KIND
def test_a_kind_has_examples_and_feeds_that_are_known(kind: DocumentKind) -> None:
    assert BEGINNINGS[kind.key], f"tests/tables/document_kinds.toml has no beginning of {kind.name}"
    assert kind.feeds <= set(get_args(Feed))


@KIND
def test_a_kind_can_be_known_by_its_signs(kind: DocumentKind) -> None:
    """Together its signs reach what is asked; only what is of no known kind has none."""
    most = sum(max(sign.points, sign.most) for sign in kind.evidence)
    assert (most >= ENOUGH) == (kind.key != "other")
    assert len({sign.what for sign in kind.evidence}) == len(kind.evidence)


def test_every_beginning_is_of_a_kind_of_the_table() -> None:
    assert set(BEGINNINGS) == set(BY_KEY)


@FORMAT
def test_a_format_is_searched_or_named_as_unread(one: Format) -> None:
    assert one.search in get_args(formats.Search)
    assert one.search == "none" or one.search in READERS


@FORMAT
def test_what_the_archive_takes_has_a_reader(one: Format) -> None:
    assert one.reader in get_args(formats.Reader)
    if one.uses & {"report", "note", "archive"}:
        assert one.reader, f"nobody reads {one.name}"


@FORMAT
def test_every_suffix_leads_back_to_its_row(one: Format) -> None:
    for suffix in one.suffixes:
        assert named(f"fil{suffix}") is one
    for use in one.uses:
        assert set(one.suffixes) <= set(suffixes(use))
        assert {suffix.removeprefix(".") for suffix in one.suffixes} <= set(upload_types(use))
        assert give(use)


def test_no_suffix_stands_in_two_rows() -> None:
    counted = Counter(suffix for one in FORMATS for suffix in one.suffixes)
    assert [suffix for suffix, times in counted.items() if times > 1] == []


def _word() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Noe som står her.")
    document.save(out)
    return out.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "pdf": (SAMPLES / "ID2099_001.pdf").read_bytes,
    "docx": _word,
    "html": lambda: b"<!doctype html><html><body><p>Noe som st&aring;r her.</p></body></html>",
    "txt": "Noe som står her.".encode,
}


@pytest.mark.parametrize("reader", [reader for reader in get_args(formats.Reader) if reader])
def test_every_reader_reads(reader: str) -> None:
    row = next(one for one in FORMATS if one.reader == reader)
    pages = parse(MADE[reader](), f"fil{row.suffixes[0]}").pages
    assert any(page.text.strip() for page in pages)


@pytest.mark.parametrize("suffix", suffixes("offer"))
def test_an_offer_is_read_from_what_the_table_says(suffix: str) -> None:
    from corpus.errors import UserError
    from drafting.offers.table import WRONG_KIND

    with pytest.raises(UserError) as refusal:
        read_offer(b"ikke noe tilbud", f"tilbud{suffix}", "Firma")
    assert WRONG_KIND not in refusal.value.line
