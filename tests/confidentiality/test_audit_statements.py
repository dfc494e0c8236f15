"""The audit on statements in many wordings, on texts that teach nothing, and with each owner as the reader."""

from __future__ import annotations

import json
import time
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.archive.catalogue import Entry
from corpus.archive.passages import About
from corpus.reading.read import read_pages
from drafting.calculations.calculation import calculate
from drafting.case.case import Case
from drafting.case.file import parse_case, read_case
from drafting.confidentiality.audit.back_calculation import audit
from drafting.confidentiality.audit.readers import audit_readers, worst
from drafting.confidentiality.audit.statements.archive_texts import on_the_drug
from drafting.confidentiality.audit.statuses import OUTSIDER, SecretStatus, audit_findings, status_json

TABLE = tomllib.loads((Path(__file__).parents[1] / "tables/bounding_statements.toml").read_text(encoding="utf-8"))
PLANTED = [(base, *row) for base, rows in TABLE["statements"].items() for row in rows]
DEMO = Path(__file__).parents[2] / "corpus/samples/demo.yaml"
BLIND = json.loads((Path(__file__).parent / "blind/bounds.json").read_text(encoding="utf-8"))
BLIND_FOUND = {0: 27, 1: 18}  # of 48 each: index even (read while the audit was mended), odd (never read)


def case_of(base: str) -> Case:
    return parse_case(TABLE["bases"][base], base).case


@pytest.mark.parametrize(("base", "text", "key", "low", "high"), PLANTED, ids=[row[1][:60] for row in PLANTED])
def test_a_statement_bounds_its_secret(base: str, text: str, key: str, low: int, high: int) -> None:
    case = case_of(base)
    figures = calculate(case)
    assert low <= figures[key].value <= high, "the row itself is untrue"
    status = next(status for status in audit(case, figures, [text]) if status.key == key)
    found = None if status.low is None or status.high is None else status.high - status.low
    assert status.blocks or (found is not None and found <= Decimal("1.5") * (high - low))
    assert status.low is None or status.low <= figures[key].value
    assert status.high is None or figures[key].value <= status.high


@pytest.mark.parametrize(
    "text",
    [
        "Maks-AUP for Lumafex er 48 000 NOK per pakning, og betasetin koster 96 400 NOK i året med Maks-AUP.",
        "Med Maks-AUP koster behandlingen 584 400 NOK i året, 1 600 NOK per dag og 800 NOK per tablett.",
        "Lumafex koster over 20 000 NOK per pakning.",  # so does Maks-AUP
        "RHF-AUP er om lag 30 000 NOK.",  # untrue
        "Rabatten er over 60 prosent.",  # untrue
        "Dersom rabatten hadde vært 50 prosent, ville prisen vært rundt 24 000 NOK.",
        "Et annet legemiddel koster rundt 21 500 NOK.",
        "45 % av pasientene fikk redusert dose, og 55 % fullførte behandlingen.",
        "18 pasienter fikk behandling i 30 dager, 20 i år 2.",
    ],
)
def test_what_teaches_nothing(text: str) -> None:
    case = case_of("tab")
    assert not [status for status in audit(case, calculate(case), [text]) if status.blocks]


def by_key(found: tuple[SecretStatus, ...]) -> dict[str, list[SecretStatus]]:
    keys: dict[str, list[SecretStatus]] = {}
    for status in found:
        keys.setdefault(status.key, []).append(status)
    return keys


IMPACT = "Budsjettvirkningen i år 1 blir 46 500 000 NOK med RHF-AUP."


def test_an_owner_works_out_what_no_outsider_can() -> None:
    case = case_of("gene")
    found = by_key(audit_readers(case, calculate(case), [IMPACT]))
    comparator = found["comparator.annual.rhf_aup"]
    assert [(status.reader, status.blocks) for status in comparator] == [
        (OUTSIDER, False),
        ("leverandøren av Alfagen", True),
    ]
    price = found["price.000001.rhf_aup"]
    assert price[-1].reader == "leverandøren av Betafaktor"
    assert price[-1].status == "determined"
    (message,) = (f.message for f in audit_findings(comparator) if f.code == "B001")
    assert message.startswith("Leverandøren av Alfagen, som kjenner sin egen pris, kan regne ut comparator.annual")
    assert "1 500" not in message
    assert "46 500" not in message


def test_an_owner_is_not_told_of_his_own_secret() -> None:
    case = case_of("gene")
    found = by_key(audit_readers(case, calculate(case), [IMPACT]))
    assert "leverandøren av Alfagen" not in {status.reader for status in found["price.000001.rhf_aup"]}


def test_each_secret_stands_once_in_the_json_with_its_gravest_reader() -> None:
    case = case_of("gene")
    statuses = worst(audit_readers(case, calculate(case), [IMPACT]))
    assert len({status.key for status in statuses}) == len(statuses)
    shown = {row["key"]: row for row in map(status_json, statuses)}
    assert shown["comparator.annual.rhf_aup"]["reader"] == "leverandøren av Alfagen"
    assert set(shown["comparator.annual.rhf_aup"]) == {
        *("key", "status", "low", "high", "from", "explanation", "blocks", "reader")
    }


def test_nothing_is_learnt_from_nothing_by_anybody() -> None:
    for base in TABLE["bases"]:
        case = case_of(base)
        assert {(s.status, s.reader) for s in audit_readers(case, calculate(case), [])} == {("safe", OUTSIDER)}


@pytest.mark.parametrize(
    ("about", "wanted"),
    [
        (About(method_id="ID2099_202"), True),
        (About(method_id="ID2001_001", product="alfagen"), True),
        (About(method_id="ID2001_001", substance="Alfagen "), True),
        (About(method_id="ID2001_001", product="Betafaktor"), False),
        (About(), False),
    ],
)
def test_which_documents_of_the_archive_are_on_the_drug(about: About, wanted: bool) -> None:
    assert on_the_drug(Entry("x", "x.pdf", about, "", ()), case_of("gene")) is wanted


# -- given documents -----------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize(("name", "blocks"), [("d1", False), ("d2", True), ("d21", True)])
def test_a_price_per_tablet_and_a_difference(shared: Path, name: str, blocks: bool) -> None:
    case = read_case(DEMO).case
    text = (shared / f"inputs/12_leak_per_tablet/{name}.txt").read_text(encoding="utf-8")
    price = next(s for s in audit(case, calculate(case), [text]) if s.key == "price.099001.rhf_aup")
    assert price.blocks is blocks


@pytest.mark.shared
@pytest.mark.parametrize("name", ["likt_tall", "paritet", "terskel_eksistens"])
def test_public_documents_on_other_drugs_block_nothing(shared: Path, name: str) -> None:
    case = read_case(shared / f"inputs/{name}.yaml").case
    texts = [(shared / f"notes/{note}.txt").read_text(encoding="utf-8") for note in ("ID2021_047", "ID2022_075")]
    texts += ["\n".join(page.text for page in read_pages(shared / "reports/ID2022_938.pdf").pages)]
    assert not [status.key for status in audit_readers(case, calculate(case), texts) if status.blocks]


@pytest.mark.shared
def test_a_hundred_pages_take_seconds(shared: Path) -> None:
    case = read_case(shared / "cases/ID2022_075.yaml").case
    report = "\n".join(page.text for page in read_pages(shared / "reports/ID2022_938.pdf").pages)
    long = report * (1 + 250_000 // len(report))
    started = time.process_time()
    audit_readers(case, calculate(case), [long])
    assert time.process_time() - started < 20  # 3-5 s on an idle machine


@pytest.mark.shared
@pytest.mark.parametrize("half", [0, 1])
def test_the_blind_statements_stay_found(shared: Path, half: int) -> None:
    """How many of the set in `blind/` bound their secret; counted, never shown, for the half that is not read."""
    cases = {name: read_case(shared / f"cases/{name}.yaml").case for name in BLIND["case"]["cases"]}
    figures = {name: calculate(case) for name, case in cases.items()}
    found = 0
    for row in BLIND["statements"][half::2]:
        key, low, high = blind_key(row, figures[row["case"]])
        status = next(s for s in audit(cases[row["case"]], figures[row["case"]], [row["text"]]) if s.key == key)
        width = None if status.low is None or status.high is None else float(status.high - status.low)
        found += status.blocks or (width is not None and width <= 1.5 * (high - low))
    assert found >= BLIND_FOUND[half]


def blind_key(row: dict, figures: dict) -> tuple[str, float, float]:  # type: ignore[type-arg]
    """The figure that a row is about, and its limits as limits of that figure."""
    key, low, high = row["secret"], row["low"], row["high"]
    if key == "comparator.discount":
        most = float(figures["comparator.annual.max_aup"].value)
        return "comparator.annual.rhf_aup", most * (1 - high / 100), most * (1 - low / 100)
    names = {"budget.year_1": "budget.rhf_aup.year1.impact", "discount": next(k for k in figures if "discount" in k)}
    return names.get(key, key), low, high
