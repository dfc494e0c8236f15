"""The table of finding codes and the code that gives them, walked both ways."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from drafting.findings import Finding, fault_of, finding_codes, retired_codes

ROOT = Path(__file__).parents[2]
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "drafting").rglob("*.py"))
    if "migrations" not in path.parts
}
CODES = finding_codes()
LETTERS = "".join(sorted({code[0] for code in CODES}))


def _room(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def _literals() -> dict[str, list[str]]:
    """Every string of the form of a code, with the module of each place it stands in."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and re.fullmatch(rf"[{LETTERS}]\d{{3}}", str(node.value)):
                found[str(node.value)].append(_room(path))
    return dict(found)


@cache
def _given() -> dict[str, list[tuple[str, str | None]]]:
    """The code of each `Finding(…)` that names it outright, with its module and its severity where that is outright."""
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                assert len(node.args) >= 2, f"{path}: code and severity stand first"
                code, severity = node.args[:2]
                if isinstance(code, ast.Constant):
                    outright = severity.value if isinstance(severity, ast.Constant) else None
                    found[code.value].append((_room(path), outright))
    return found


def test_every_code_that_is_written_is_in_the_table() -> None:
    assert set(_literals()) - set(CODES) == set()


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_table_is_given_in_its_room(code: str) -> None:
    rooms = _literals().get(code, [])
    assert any(room.startswith(CODES[code].room) for room in rooms), f"{code} is nowhere in {CODES[code].room}"


def test_severities_are_those_of_the_table() -> None:
    for code, places in _given().items():
        told = {severity for _, severity in places if severity is not None}
        assert told <= set(CODES[code].severity), code
        if len(told) == len(places) and len(places) == len(_literals()[code]):
            assert told == set(CODES[code].severity), f"{code} is never given as the table says"


def test_outright_findings_are_given_by_the_room_of_the_table() -> None:
    for code, places in _given().items():
        for module, _ in places:
            assert module.startswith(CODES[code].room), f"{code} is given by {module}"


def test_a_line_says_what_it_means_and_what_to_do() -> None:
    for row in CODES.values():
        assert re.fullmatch(r"[A-ZÆØÅ].{30,170}\.", row.says), row.code
        assert len(re.split(r"[.:;] ", row.says)) >= 2, f"{row.code} does not say what to do"
        assert set(row.severity) <= {"info", "warning", "error"}
        assert row.severity
    assert len({row.says for row in CODES.values()}) == len(CODES)


def test_a_number_is_never_taken_twice() -> None:
    assert not retired_codes() & set(CODES)
    by_letter = defaultdict(set)
    for code in (*CODES, *retired_codes()):
        by_letter[code[0]].add(int(code[1:]))
    gaps = {
        f"{letter}{number:03}"
        for letter, numbers in by_letter.items()
        for number in set(range(1, max(numbers))) - numbers
    }
    assert gaps == {f"F{number:03}" for number in range(15, 20)}, "a code that is no longer given stands under retired"


@pytest.mark.parametrize(
    ("code", "severity", "fault"),
    [
        ("N001", "error", ""),
        ("N014", "warning", ""),
        ("N001", "warning", "N001 may not be warning"),
        ("C001", "info", "C001 may not be info"),
        ("N011", "warning", "N011 is not in finding_codes.toml"),
        ("X001", "error", "X001 is not in finding_codes.toml"),
        ("", "error", " is not in finding_codes.toml"),
    ],
)
def test_a_wrong_finding_fails_where_it_is_made(code: str, severity: str, fault: str) -> None:
    if not fault:
        assert not fault_of(Finding(code, severity, "bakgrunn", "Noe."))  # type: ignore[arg-type]
        return
    with pytest.raises(AssertionError, match=fault):
        Finding(code, severity, "bakgrunn", "Noe.")  # type: ignore[arg-type]
