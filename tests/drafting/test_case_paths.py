"""The one walk over a case: every value once, found again by its path, and by its line in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from drafting.case.case import Case, later_than_note
from drafting.case.file import read_case
from drafting.case.paths import dotted, get, key_path, walk
from drafting.case.values import Amount

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "corpus" / "samples").rglob("*.yaml"))
# Those that look at the kinds of fields and not at a case's values, or hash it; the closed text has its own.
NOT_WALKS = {
    "drafting/case/paths.py",
    "drafting/case/mistakes.py",
    "drafting/case/file.py",
    "drafting/confidentiality/public_text/of_note.py",
    "drafting/confidentiality/public_text/secret_numbers.py",
}
EACH = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)


@EACH
def test_every_value_is_found_again_by_its_path(path: Path) -> None:
    case = read_case(path).case
    places = list(walk(case))
    assert len({place.path for place in places}) == len(places) > 10
    for place in places:
        assert get(case, place.path) is place.value or get(case, place.path) == place.value
        assert key_path(case, place.path) == place.steps
        assert place.field in place.steps


@EACH
def test_every_line_of_the_file_with_a_value_is_walked(path: Path) -> None:
    """Nothing that the file gives is left out of the walk: each of its leaves is a place, or lies within one."""
    case_file = read_case(path)
    steps = {place.steps for place in walk(case_file.case)}
    leaves = [one for one in case_file.lines if not any(other[: len(one)] == one != other for other in case_file.lines)]
    assert leaves
    missed = [one for one in leaves if not any(one[: len(step)] == step or step[: len(one)] == one for step in steps)]
    assert [dotted(one) for one in missed if get(case_file.case, dotted(one)) not in (None, "", ())] == []


@pytest.fixture
def case() -> Case:
    return read_case(CASES[0]).case


@pytest.mark.parametrize(
    "path",
    [
        "",
        "finnes.ikke",
        "offer.packages.0",
        "offer.packages.-1",
        "offer.packages.99",
        "title.noe",
        "model_fields",
        "secrets",
        "method_id.0",
    ],
)
def test_a_path_that_leads_nowhere_gives_nothing(case: Case, path: str) -> None:
    assert get(case, path) is None


@EACH
def test_secrets_are_the_owned_amounts_of_the_walk(path: Path) -> None:
    case = read_case(path).case
    owned = {place.path: place.value for place in walk(case) if isinstance(place.value, Amount) and place.value.owner}
    assert case.secrets == owned
    assert all(name.split(".")[-1] != "max_aup" for name in owned)


@pytest.mark.parametrize(
    "changed",
    [
        {"report": {"track": "cost_utility", "dated": date(2099, 1, 2)}},
        {"report": {"track": "cost_utility", "updated": date(2099, 1, 2)}},
        {"process": {"prices_received": date(2099, 1, 2)}},
        {"agreement": {"kind": "framework", "negotiated": date(2099, 1, 2)}},
        {"other_countries": [{"country": "Sverige", "status": "ongoing", "dated": date(2099, 1, 2)}]},
        {"earlier_decisions": [{"method_id": "ID2020_001", "dated": date(2099, 1, 2), "text": "Innført."}]},
        {"offer": {"dated": date(2099, 1, 2), "packages": []}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_has_happened_is_never_later_than_the_note(changed: dict[str, object]) -> None:
    base = {"method_id": "ID2098_001", "title": "Noe", "note_date": date(2099, 1, 1)}
    product = {"name": "Noe", "substance": "noe", "company": "Noen"}
    if "offer" in changed:
        package = {"item_number": "123456", "description": "Noe", "max_aup": 2, "rhf_aup": 1}
        changed = {"offer": {"dated": date(2099, 1, 2), "packages": [package]}}
    case = Case.model_validate({"report": {"track": "cost_utility"}, "product": product, **base, **changed})
    assert [day for _, day in later_than_note(case)] == [date(2099, 1, 2)]


def test_decisions_may_lie_ahead() -> None:
    case = Case.model_validate(
        {
            "method_id": "ID2098_001",
            "title": "Noe",
            "note_date": date(2099, 1, 1),
            "product": {"name": "Noe", "substance": "noe", "company": "Noen"},
            "report": {"track": "cost_utility"},
            "decision": {"forum_date": date(2099, 2, 1), "available_from": date(2099, 2, 15)},
        }
    )
    assert later_than_note(case) == []


def test_nobody_else_walks_the_fields_of_a_case() -> None:
    walkers = {
        path.relative_to(ROOT).as_posix()
        for floor in ("corpus", "drafting", "views", "eval")
        for path in (ROOT / floor).rglob("*.py")
        if "model_fields" in path.read_text(encoding="utf-8")
    }
    assert walkers <= NOT_WALKS
