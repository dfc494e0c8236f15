"""What goes out is the same, byte for byte, whatever the secrets are: nothing in it can tell one price from another.

The secrets are drawn from all that they can be (above 0, at most Maks-AUP), and from where something turns: a
comparator cheaper or dearer, a duration that is reached or not, an impact that changes sign, one krone, and the very
number of something public.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import InvalidCase
from drafting.calculations.calculation import calculate
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.case.file import parse_case
from drafting.confidentiality.checklist import checklist
from drafting.confidentiality.hiding.audience import MARKER, filled_note
from drafting.confidentiality.hiding.hidden import without_secrets
from drafting.confidentiality.hiding.slot_values import UNREACHED
from drafting.confidentiality.leaks.leaks import find_leaks, secrets_of
from drafting.drafts.draft import Draft, draft_note
from drafting.export.markdown import markdown
from drafting.export.pdf import pdf_bytes
from drafting.export.word import docx_bytes
from drafting.export.workbook.workbook import workbook_bytes
from drafting.publishing.draft_files import trace, write_draft
from drafting.publishing.gate import write_workbook
from tests.calculations.case_strategies import blocks
from tests.calculations.conftest import quick_case

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
CASES = [SAMPLES / "demo.yaml", *sorted((SAMPLES / "cases").glob("*.yaml"))]
SHARED = ROOT.parent / "shared"
SHARED_CASES = [*sorted((SHARED / "cases").rglob("*.yaml")), *sorted((SHARED / "inputs").glob("*.yaml"))]
PLAIN = ("public.docx", "public.pdf", "checklist.md", "trace.json", "public.xlsx")
SECRET = re.compile(r"((?:\bsecret|rhf_aup): *)(\d[\d.]*)")
MAXIMUM = re.compile(r"max_aup: *(\d[\d.]*)")


def with_prices(text: str, prices: Callable[[Decimal], Decimal]) -> str:
    """The case with every secret amount replaced by `prices(its Maks-AUP)`."""

    def another(match: re.Match[str]) -> str:
        before = MAXIMUM.findall(text[: match.start()]) or MAXIMUM.findall(text)
        return f"{match[1]}{prices(Decimal(before[-1])):f}"

    return SECRET.sub(another, text)


def public_texts(draft: Draft) -> dict[str, str]:
    """Everything readable that goes out or follows the case out of the house."""
    parts = (draft.note, draft.case_file, draft.figures, draft.facts)
    return {
        "public.md": markdown(filled_note(*parts, audience="public")),
        "checklist.md": checklist(*parts),
        "trace.json": json.dumps(trace(draft), ensure_ascii=False, indent=1),
    }


def public_bytes(draft: Draft) -> dict[str, bytes]:
    filled = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, audience="public")
    book = workbook_bytes(draft.case_file.case, draft.figures, "public")
    return {"public.docx": docx_bytes(filled), "public.pdf": pdf_bytes(filled), "public.xlsx": book}


def drawn_prices(data: st.DataObject, text: str) -> str:
    """The case with secrets drawn from all that they can be."""
    public = [Decimal(found) for found in re.findall(r"(?<![\d.])\d{2,}(?:\.\d+)?(?![\d.-])", SECRET.sub("", text))]

    def price(top: Decimal) -> Decimal:
        small = [number for number in public if 0 < number <= top] or [top]
        return data.draw(
            st.one_of(
                st.sampled_from((top, Decimal("0.01"), Decimal(1), top / 2, *small)),
                st.decimals(Decimal("0.01"), top, places=2),
                st.integers(0, 7).map(lambda power: max(Decimal("0.01"), round(top / 10**power, 2))),
            )
        )

    return with_prices(text, price)


def same_whatever_the_secrets(data: st.DataObject, path: Path) -> None:
    text = path.read_text("utf-8")
    first, second = (draft_note(parse_case(drawn_prices(data, text), path.name)) for _ in range(2))
    assert public_texts(first) == public_texts(second)
    books = [workbook_bytes(draft.case_file.case, draft.figures, "public") for draft in (first, second)]
    assert books[0] == books[1]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_goes_out_depends_on_a_secret(path: Path, data: st.DataObject) -> None:
    same_whatever_the_secrets(data, path)


@pytest.mark.shared
@pytest.mark.parametrize("path", SHARED_CASES, ids=lambda path: path.stem)
@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_of_a_given_case_depends_on_a_secret(path: Path, data: st.DataObject) -> None:
    try:
        parse_case(path.read_text("utf-8"), path.name)
    except InvalidCase:
        pytest.skip("a case that is refused as it stands")
    same_whatever_the_secrets(data, path)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_files_themselves_at_the_edges(path: Path) -> None:
    text = path.read_text("utf-8")
    edges: tuple[Callable[[Decimal], Decimal], ...] = (
        lambda top: top,
        lambda _: Decimal("0.01"),
        lambda _: Decimal(1),
        lambda top: round(top / 3, 2),
    )
    made = [public_bytes(draft_note(parse_case(with_prices(text, edge), path.name))) for edge in edges]
    assert all(files == made[0] for files in made)


@settings(deadline=None, max_examples=150)
@given(chosen=blocks(), data=st.data())
def test_what_the_public_side_knows_is_the_same(chosen: dict[str, Any], data: st.DataObject) -> None:
    """Random cases: the same keys, labels, owners and public values, and the same of them hidden."""
    before, after = quick_case(chosen), quick_case({key: redrawn(value, data) for key, value in chosen.items()})
    assert known_outside(before) == known_outside(after)


def redrawn(value: Any, data: st.DataObject) -> Any:
    """The same blocks with every secret drawn anew."""
    if isinstance(value, dict):
        if set(value) == {"secret", "owner"}:
            return {**value, "secret": data.draw(st.decimals(Decimal("0.01"), Decimal(10**8), places=2))}
        return {key: redrawn(item, data) for key, item in value.items()}
    return [redrawn(item, data) for item in value] if isinstance(value, list) else value


def known_outside(case: Case) -> dict[str, tuple[Any, ...]]:
    return {
        key: (figure.label, figure.unit, figure.owners, figure.value if isinstance(figure, Figure) else None)
        for key, figure in without_secrets(calculate(case)).items()
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_written_files_hold_no_secret(path: Path, tmp_path: Path) -> None:
    draft = draft_note(parse_case(path.read_text("utf-8"), path.name))
    assert write_draft(draft, tmp_path).blocked == ()
    write_workbook(draft.case_file.case, draft.figures, tmp_path / "public.xlsx", "public")
    secrets = secrets_of(draft.case_file.case, draft.figures)
    assert [leak for name in PLAIN for leak in find_leaks(tmp_path / name, secrets)] == []


# ---- whether a break-even exists ----

COMPARATORS = ("1", "1000", "100000", "1000000", "3000000")


@pytest.mark.parametrize("cost", COMPARATORS)
def test_whether_a_duration_is_reached_is_for_the_house_only(cost: str) -> None:
    text = (SAMPLES / "cases" / "threshold.yaml").read_text("utf-8")
    text = re.sub(r"(annual_cost_rhf_aup: \{secret: )\d[\d.]*", rf"\g<1>{cost}", text)
    draft = draft_note(parse_case(text, "threshold.yaml"))
    reached = "threshold.rhf_aup.years" in draft.figures
    assert reached == (cost == "3000000" or cost == "1000000"), cost
    told = public_texts(draft)
    assert UNREACHED not in "".join(told.values())
    assert "T001" not in told["trace.json"]
    assert "ikke nådd" not in "".join(told.values())
    assert "tjenes ikke inn" not in "".join(told.values())
    assert f"dersom effekten varer i om lag {MARKER}" in told["public.md"].replace("\\", "")
    parts = (draft.note, draft.case_file, draft.figures, draft.facts)
    assert (UNREACHED in markdown(filled_note(*parts, audience="internal")).replace("\\", "")) == (not reached)
    assert bool([found for found in draft.all_findings if found.code == "T001" and found.secret]) == (not reached)


def test_a_public_duration_that_is_not_reached_is_said_openly() -> None:
    text = (SAMPLES / "cases" / "threshold.yaml").read_text("utf-8")
    text = re.sub(r"(annual_cost_max_aup: )\d[\d.]*", r"\g<1>1000", text)
    draft = draft_note(parse_case(text, "threshold.yaml"))
    assert "ikke kostnadsnøytral innen de to hundre årene" in public_texts(draft)["public.md"]
    assert "T001" in public_texts(draft)["trace.json"]


# ---- a secret that is the number of something public ----


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_maks_aup_is_printed_when_the_offer_is_maks_aup(path: Path) -> None:
    text = path.read_text("utf-8")
    ordinary = public_texts(draft_note(parse_case(text, path.name)))
    assert public_texts(draft_note(parse_case(with_prices(text, lambda top: top), path.name))) == ordinary


def test_a_public_input_stays_when_a_secret_is_the_same_number() -> None:
    text = (SAMPLES / "demo.yaml").read_text("utf-8")
    for number in re.findall(r"(?:max_aup|other_incremental_cost): *(\d[\d.]*)", text):
        draft = draft_note(parse_case(with_prices(text, lambda _, number=number: Decimal(number)), "demo.yaml"))  # type: ignore[misc]
        assert public_texts(draft) == public_texts(draft_note(parse_case(text, "demo.yaml")))


# ---- findings ----


def test_a_number_typed_by_hand_does_not_tell_in_the_trace_whether_it_is_a_secret() -> None:
    text = (SAMPLES / "demo.yaml").read_text("utf-8")
    told = []
    for price in ("30655.80", "20000"):
        draft = draft_note(parse_case(with_prices(text, lambda _, price=price: Decimal(price)), "demo.yaml"))  # type: ignore[misc]
        section = draft.note.sections[0]
        finding = replace(draft.all_findings[0], message="Tallet 30 655,80 står utenfor et felt.", place=section.key)
        told.append(trace(replace(draft, findings=(finding,)))["findings"])
    assert told[0] == told[1]
    assert "30" not in told[0][0]["message"]


# ---- the hash of the case ----


@pytest.mark.parametrize("price", ["1", "29", "2025", "18", "100", "30655.80", "48217.50"])
def test_the_hash_of_the_case_tells_no_price(price: str) -> None:
    text = (SAMPLES / "demo.yaml").read_text("utf-8")
    other = with_prices(text, lambda _: Decimal(price))
    assert parse_case(other).hash == parse_case(text).hash
    assert parse_case(other + f"\n# prisen er {price}\n").hash == parse_case(text).hash
    assert parse_case(text.replace("max_aup: 48217.50", "max_aup: 48217.60")).hash != parse_case(text).hash
