"""The canary helper finds what it should, so that a test which uses it can fail."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from drafting.case.file import parse_case
from tests.confidentiality.canaries import CANARIES, assert_no_canary, assert_no_canary_under, with_canaries
from tests.confidentiality.carriers import png, zip_of
from tests.confidentiality.test_back_calculation import TABLE


@pytest.mark.parametrize(
    "content",
    [
        b"8361947.35",
        b"8 361 947,35",
        "8\u00a0361\u00a0947".encode(),
        zip_of({"a.txt": b"pris 7 294 816,53"}),
        png(b"zTXt", b"c\x00\x00" + zlib.compress(b"5917382,64")),
        b"\x00\x01" + b"3826491.75" + b"\x00",
    ],
)
def test_a_canary_is_heard(content: bytes) -> None:
    with pytest.raises(AssertionError, match="canary"):
        assert_no_canary(content)


def test_silence_without_a_canary(tmp_path: Path) -> None:
    assert_no_canary(b"8 361 948,35 og 7 294 818")
    (tmp_path / "a.txt").write_text("ingenting")
    assert_no_canary_under(tmp_path)
    (tmp_path / "b.txt").write_text("5917382,64")
    with pytest.raises(AssertionError):
        assert_no_canary_under(tmp_path)
    assert_no_canary_under(tmp_path, except_for=("b.txt",))


def test_canaries_are_planted_in_every_secret_place() -> None:
    case = with_canaries(parse_case(TABLE["bases"]["sml"]).case)
    assert sorted(amount.value for amount in case.secrets.values()) == sorted(CANARIES[:3])
