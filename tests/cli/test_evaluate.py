"""`prisnotat evaluate` as a user runs it: JSON, exit codes, one HTML file, one line for bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.metrics import BY_KEY
from tests.cli.conftest import Prisnotat, assert_one_line_refusal
from tests.eval.ruler import CASES, folder_of_notes


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of_notes(tmp_path_factory.mktemp("tidligere"))


def test_a_run_in_json_against_itself_and_against_a_better_one(
    prisnotat: Prisnotat, notes: Path, tmp_path: Path
) -> None:
    first = prisnotat("evaluate", "--notes", notes, "--json")
    assert first.code == 0, first.err
    assert f"[{'#' * 24}] {len(CASES)} av {len(CASES)} notater" in first.err
    result = first.json
    assert len(result["notes"]) == len(CASES)
    assert set(result["totals"]) <= set(BY_KEY)
    assert result["intervals"]["total"]["low"] <= result["totals"]["total"] <= result["intervals"]["total"]["high"]
    assert all(section["scores"] for note in result["notes"] for section in note["sections"])
    assert result["totals"]["leaks"] == 0

    earlier = tmp_path / "tidligere.json"
    earlier.write_text(first.out, "utf-8")
    again = prisnotat("evaluate", "--notes", notes, "--against", earlier, "--html", "rapport.html")
    assert again.code == 0
    assert "TAP" not in again.out
    page = (tmp_path / "rapport.html").read_text("utf-8")
    assert "<svg" in page
    assert "Notatet som ble sendt" in page
    assert "http" not in page.replace("http://www.w3.org", "")

    better = json.loads(first.out)
    for note in better["notes"]:
        note["scores"]["chrf"] += 0.1
    earlier.write_text(json.dumps(better), "utf-8")
    worse = prisnotat("evaluate", "--notes", notes, "--against", earlier)
    assert worse.code == 1
    assert "TAP" in worse.out


def test_bad_input_is_one_line(prisnotat: Prisnotat, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "feil.json").write_text("{}", "utf-8")
    assert_one_line_refusal(prisnotat("evaluate", "--notes", "borte"), "borte", "Mappen finnes ikke")
    assert_one_line_refusal(prisnotat("evaluate", "--notes", notes, "--against", "feil.json"), "feil.json")
    assert_one_line_refusal(prisnotat("evaluate", "--notes", notes, "--model", "tull"), "tull")


@pytest.mark.shared
def test_both_real_notes_are_measured(prisnotat: Prisnotat, shared: Path) -> None:
    found = prisnotat("evaluate", "--notes", shared / "notes", "--json")
    assert found.code == 0, found.err
    scores = {note["method_id"]: note["scores"] for note in found.json["notes"]}
    assert set(scores) == {"ID2021_047", "ID2022_075"}
    for note in scores.values():
        assert note["leaks"] == 0
        assert note["figures_right"] == 1
        assert note["figures_found"] > 0.4
