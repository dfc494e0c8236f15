"""Every mistake in a case file gives one line that names file, line, key and remedy, and never a value."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InvalidCase
from drafting.case.file import parse_case, read_case

CASE = """\
method_id: ID2099_001
title: Testamab (Oppdiktin) til behandling av prøvesyke
note_date: 2099-06-01
product: {name: Oppdiktin, substance: testamab, company: Firma AS}
report:
  track: threshold
  dated: 2099-04-01
decision: {forum_date: 2099-06-16, available_from: 2099-07-01}
offer:
  dated: 2099-05-02
  packages:
    - item_number: "000001"
      description: Oppdiktin, 1 hetteglass
      max_aup: 34277.30
      rhf_aup: {secret: 21450.60, owner: Firma AS}
treatment: {kind: one_off, package: "000001", packages: 1}
comparator:
  name: dagens behandling
  annual_cost_max_aup: 7616233.73
  annual_cost_rhf_aup: 3900000
threshold: {payment: mid_year}
budget: {new_patients: [7.5, 1.5], years: 2}
other_countries:
  - {country: Sverige, body: NT-rådet, status: none_found}
"""

MISTAKES = [
    # what is changed, what to, what the line must say
    ("track: threshold", "trak: threshold", ["sak.yaml, linje 6", "report.trak", "«track»"]),
    ("track: threshold", "track: terskel", ["linje 6", "report.track", "cost_utility"]),
    ("ID2099_001", "ID99_1", ["linje 1", "method_id", "ID2025_001"]),
    ("max_aup: 34277.30", "max_aup: -1", ["linje 14", "max_aup", "større enn null"]),
    ("max_aup: 34277.30", "max_aup: 0", ["linje 14", "max_aup", "større enn null"]),
    ("      max_aup: 34277.30\n", "", ["linje 12", "max_aup", "mangler"]),
    ("      rhf_aup: {secret: 21450.60, owner: Firma AS}\n", "", ["linje 12", "rhf_aup", "mangler"]),
    ("max_aup: 34277.30", "max_aup: " + "7" * 40, ["linje 14", "for mange siffer"]),
    ("max_aup: 34277.30", "max_aup: 1.00000001", ["linje 14", "for mange siffer"]),
    ("max_aup: 34277.30", "max_aup: .nan", ["linje 14", "ikke et tall"]),
    ("max_aup: 34277.30", "max_aup: 34 277,30", ["linje 14", "ikke et tall"]),
    ("max_aup: 34277.30", "max_aup: 1\n      max_aup: 2", ["linje 15", "to ganger"]),
    ("owner: Firma AS}", "owner: }", ["linje 15", "eier"]),
    (", owner: Firma AS}", "}", ["linje 15", "owner"]),
    ("dated: 2099-05-02", "dated: 2099-08-02", ["linje 10", "offer.dated", "senere enn notatets dato"]),
    ("dated: 2099-05-02", "dated: 2099-13-02", ["linje 10", "åååå-mm-dd"]),
    ("dated: 2099-05-02", "dated: 02.05.2099", ["linje 10", "åååå-mm-dd"]),
    ("new_patients: [7.5, 1.5]", "new_patients: [7.5, -1]", ["linje 22", "new_patients.2", "negativt"]),
    ("years: 2", "years: 3", ["linje 22", "years"]),
    ("years: 2", "years: 2, persistence: [1, 1.2]", ["linje 22", "persistence.2", "over 1"]),
    ('package: "000001"', 'package: "000002"', ["linje 16", "000002", "ikke er i tilbudet"]),
    ("status: none_found", "status: ukjent", ["linje 24", "status", "none_found"]),
    ("title: Test", "title: &a Test", []),
    ("product: {", "product: [", ["linje", "gyldig YAML"]),
    ("packages: 1}", "packages: 0}", ["linje 16", "større enn null"]),
]


def mistake(text: str) -> str:
    with pytest.raises(InvalidCase) as error:
        parse_case(text, "sak.yaml")
    return error.value.line


@pytest.mark.parametrize(("old", "new", "said"), [row for row in MISTAKES if row[2]])
def test_a_mistake_is_one_line_that_names_place_and_remedy(old: str, new: str, said: list[str]) -> None:
    assert old in CASE
    line = mistake(CASE.replace(old, new, 1))
    assert "\n" not in line
    assert all(words in line for words in said), line
    assert "21450" not in line


def test_a_secret_is_never_repeated_in_a_message() -> None:
    assert "21450" not in mistake(CASE.replace("secret: 21450.60", "secret: -21450.60"))
    assert "21450" not in mistake(CASE.replace("secret: 21450.60", "secret: 21450.60.1"))


def test_numbers_stay_exactly_as_written() -> None:
    case = parse_case(CASE).case
    assert case.package("000001").max_aup.value == Decimal("34277.30")
    assert str(case.package("000001").max_aup.value) == "34277.30"


def test_a_plain_number_in_a_secret_place_is_secret_all_the_same() -> None:
    plain = CASE.replace("{secret: 21450.60, owner: Firma AS}", "21450.60")
    secrets = parse_case(plain).case.secrets
    assert secrets["offer.packages.000001.rhf_aup"].owner == "Firma AS"
    assert secrets["comparator.annual_cost_rhf_aup"].owner == "dagens behandling"


def test_aliases_are_refused() -> None:
    aliased = CASE.replace("title: Test", "title: &a Test").replace(
        "description: Oppdiktin, 1 hetteglass", "description: *a"
    )
    assert "Henvisninger" in mistake(aliased)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "bare tekst", "\x00", "a: [" * 2000])
def test_what_is_no_case_file_is_said_so(text: str) -> None:
    assert mistake(text).startswith("sak.yaml")


def test_latin_1_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "sak.yaml"
    path.write_bytes(CASE.encode("latin-1"))
    with pytest.raises(InvalidCase, match=r"sak\.yaml, linje 2: Saksfilen er ikke i UTF-8"):
        read_case(path)


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "stor.yaml"
    with huge.open("wb") as file:
        file.truncate(500_000_000)
    for path in (tmp_path / "ingen.yaml", tmp_path, huge):
        with pytest.raises(InvalidCase) as error:
            read_case(path)
        assert "\n" not in error.value.line


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ID2021_047", "ID2022_075"])
def test_both_real_cases_are_read(shared: Path, name: str) -> None:
    assert read_case(shared / "cases" / f"{name}.yaml").case.method_id == name


@given(st.text(max_size=60), st.integers(0, len(CASE)), st.integers(0, 40))
def test_any_damage_ends_in_a_case_or_in_one_line(noise: str, start: int, length: int) -> None:
    line = ""
    try:
        parse_case(CASE[:start] + noise + CASE[start + length :])
    except InvalidCase as error:
        line = error.line
    assert "\n" not in line


TWO_READINGS = [
    # what is changed, what to, the line and key that are named
    ("max_aup: 34277.30", "max_aup: 48.217", ["linje 14", "max_aup"]),
    ("max_aup: 34277.30", "max_aup: 1.000", ["linje 14", "max_aup"]),
    ("secret: 21450.60", "secret: 30.655", ["linje 15", "rhf_aup"]),
    ("rhf_aup: {secret: 21450.60, owner: Firma AS}", "rhf_aup: 30.655", ["linje 15", "rhf_aup"]),
    ("annual_cost_max_aup: 7616233.73", "annual_cost_max_aup: 96.400", ["linje 19", "annual_cost_max_aup"]),
    ("annual_cost_rhf_aup: 3900000", "annual_cost_rhf_aup: 390.000", ["linje 20", "annual_cost_rhf_aup"]),
    ("new_patients: [7.5, 1.5]", "new_patients: [1.200, 1.5]", ["linje 22", "new_patients.1"]),
    (
        "years: 2}",
        "years: 2}\ncost_utility: {incremental_qaly: 1, drug_cost_max_aup: 536.480}",
        ["linje 23", "drug_cost_max_aup"],
    ),
    (
        "years: 2}",
        "years: 2}\ncost_utility: {incremental_qaly: 1, drug_cost: {amount: 536.480, basis: max_aup}}",
        ["linje 23", "drug_cost"],
    ),
    (
        "years: 2}",
        "years: 2}\ncost_utility: {incremental_qaly: 1, drug_cost_max_aup: 5, other_incremental_cost: -21.560}",
        ["linje 23", "other_incremental_cost"],
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), TWO_READINGS)
def test_a_thousands_point_is_not_taken_for_a_decimal_one(old: str, new: str, said: list[str]) -> None:
    line = mistake(CASE.replace(old, new, 1))
    assert all(words in line for words in ["sak.yaml", "kan leses på to måter", "uten punktum", *said]), line


@pytest.mark.parametrize("written", ["1.234.567", "'48217.50'", "48,217", "48 217", '"1.234.567"', "48.217,50", "kr 5"])
def test_an_amount_that_is_no_number_says_how_it_is_written(written: str) -> None:
    line = mistake(CASE.replace("max_aup: 34277.30", f"max_aup: {written}", 1))
    assert all(words in line for words in ("linje 14", "max_aup", "ikke et tall", "34277.50", "uten")), line


@pytest.mark.parametrize(
    ("written", "value"),
    [("48217", 48217), ("48.22", "48.22"), ("48.2170", "48.217"), ("0.217", "0.217"), ("1234.567", "1234.567")],
)
def test_an_amount_with_one_reading_is_taken(written: str, value: object) -> None:
    text = CASE.replace("max_aup: 34277.30", f"max_aup: {written}", 1)
    assert parse_case(text).case.package("000001").max_aup.value == Decimal(str(value))


def test_three_decimals_are_ordinary_in_a_dose_a_strength_and_a_qaly() -> None:
    text = CASE.replace("max_aup: 34277.30", "max_aup: 34277.30\n      strength: {amount: 31.500, unit: mg}", 1)
    cycles = "[{label: c, steps: [{dose: 1.375, days: 1}]}]"
    text += f'dosing: {{package: "000001", groups: [{{key: g, label: g, cycles: {cycles}}}]}}\n'
    text += "cost_utility: {incremental_qaly: 1.234, drug_cost_max_aup: 5}\n"
    case = parse_case(text).case
    assert case.cost_utility is not None
    assert str(case.cost_utility.incremental_qaly) == "1.234"


@pytest.mark.shared
def test_the_case_with_points_for_thousands_is_refused(shared: Path) -> None:
    with pytest.raises(InvalidCase, match=r"linje 24.*kan leses på to måter"):
        read_case(shared / "inputs" / "18_yaml_dot_thousand" / "dotthousand.yaml")
