"""`prisnotat evaluate` as a user runs it: JSON, exit codes, one HTML file, one line for bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.metrics import BY_KEY
from tests.cli.conftest import Prisnotat, assert_one_line_refusal
from tests.eval.ruler import CASES, folder_of_notes

MEASURED = CASES[:5]  # so few that no process is started; as many as an interval needs


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of_notes(tmp_path_factory.mktemp("tidligere"), MEASURED)


def test_a_run_in_json_against_itself_and_against_a_better_one(
    prisnotat: Prisnotat, notes: Path, tmp_path: Path
) -> None:
    first = prisnotat("evaluate", "--notes", notes, "--json")
    assert first.code == 0, first.err
    assert f"[{'#' * 24}] {len(MEASURED)} av {len(MEASURED)} notater" in first.err
    result = first.json
    assert len(result["notes"]) == len(MEASURED)
    assert set(result["totals"]) <= set(BY_KEY)
    assert result["intervals"]["total"]["mean"] == result["totals"]["total"]
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
