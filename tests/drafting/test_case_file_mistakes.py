"""What a mistake in a case file is called, so that whoever made it finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import InvalidCase
from drafting.case.file import parse_case, read_case

HEAD = """method_id: ID2099_001
title: T
note_date: 2099-06-01
product: {name: A, substance: a, company: A AS}
report: {track: threshold}
"""
PACKAGE = '{item_number: "000001", description: x, max_aup: %s, rhf_aup: 5}'


@pytest.mark.parametrize("price", ["6210,40", "6210,4", "34277,05", "0,50"])
def test_a_decimal_comma_is_named(price: str) -> None:
    with pytest.raises(InvalidCase, match=r"max_aup» står et komma i et tall. Skriv desimaltall med punktum"):
        parse_case(f"{HEAD}offer: {{packages: [{PACKAGE % price}]}}\n")


@pytest.mark.parametrize("block", ["budget: {new_patients: [1.250]}", f"offer: {{packages: [{PACKAGE % '48.217'}]}}"])
def test_a_point_with_two_readings_gives_no_other_number_as_example(block: str) -> None:
    with pytest.raises(InvalidCase, match="kan leses på to måter") as caught:
        parse_case(f"{HEAD}{block}\n")
    assert "34277" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + HEAD.encode("utf-16-be"), "UTF-16"),
        (b"%PDF-1.7\n\xe5", "en PDF"),
        (b"PK\x03\x04\xff", "Word"),
        ("title: å".encode("latin-1"), "Latin-1"),
    ],
)
def test_a_file_that_is_no_case_file_is_called_what_it_is(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "sak.yaml").write_bytes(content)
    with pytest.raises(InvalidCase, match=words):
        read_case(tmp_path / "sak.yaml")
