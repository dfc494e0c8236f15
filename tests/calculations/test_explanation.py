"""The derivation as a case handler reads it, and the JSON that the terminal gives."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafting.calculations.calculation import calculate
from drafting.calculations.graph.explanation import all_figures, as_json, derivation_rows, explained, shown_value
from drafting.calculations.graph.figures import Figure, apply, computed, written
from tests.calculations.conftest import ITEM, made_case, quick_case
from tests.calculations.full_case import FULL

ONE_OFF = {
    "treatment": {"kind": "one_off", "package": ITEM, "packages": 2},
    "comparator": {"name": "dagens behandling", "annual_cost_max_aup": 300},
    "budget": {"new_patients": [Decimal("1.5")]},
}
TREE = """\
budsjettvirkning år 1 til RHF-AUP = 1 950 NOK [unntatt offentlighet: A AS]
  regnestykke: kostnad av intervensjon år 1 til RHF-AUP − kostnad av komparator år 1 til RHF-AUP
  kilde: Regneregel for budsjettvirkning: udiskontert, inkl. mva.
  merk: komparator til Maks-AUP, siden RHF-AUP ikke er oppgitt
    kostnad av intervensjon år 1 til RHF-AUP = 2 400 NOK [unntatt offentlighet: A AS]
      regnestykke: nye pasienter år 1 × behandlingskostnad til RHF-AUP
      kilde: Regneregel for budsjettvirkning: udiskontert, inkl. mva.
        nye pasienter år 1 = 1,5 pasienter
          kilde: saksfilen: budget.new_patients.1
        behandlingskostnad til RHF-AUP = 1 600 NOK [unntatt offentlighet: A AS]
          regnestykke: RHF-AUP per pakning (000001) × antall pakninger
          kilde: Engangsbehandling: pris × pakninger
            RHF-AUP per pakning (000001) = 800 NOK [unntatt offentlighet: A AS]
              regnestykke: RHF-AUP i tilbudet (000001)
              kilde: Tilbudt pris, inkl. mva.; offentleglova § 13 jf. forvaltningsloven § 13 første ledd nr. 2
                RHF-AUP i tilbudet (000001) = 800 NOK [unntatt offentlighet: A AS]
                  kilde: saksfilen: offer.packages.000001.rhf_aup
            antall pakninger = 2 pakninger
              kilde: saksfilen: treatment.packages
    kostnad av komparator år 1 til RHF-AUP = 450 NOK
      regnestykke: pasienter i år 1 × årlig kostnad for dagens behandling til Maks-AUP
      kilde: Regneregel for budsjettvirkning: udiskontert, inkl. mva.
      merk: komparator til Maks-AUP, siden RHF-AUP ikke er oppgitt
        pasienter i år 1 = 1,5 pasienter
          regnestykke: nye pasienter år 1
          kilde: Regneregel for budsjettvirkning: udiskontert, inkl. mva.
            nye pasienter år 1 = 1,5 pasienter
              kilde: saksfilen: budget.new_patients.1
        årlig kostnad for dagens behandling til Maks-AUP = 300 NOK
          regnestykke: oppgitt kostnad per år for dagens behandling til Maks-AUP
          kilde: Komparatorens legemiddelkostnad per pasientår, inkl. mva.
            oppgitt kostnad per år for dagens behandling til Maks-AUP = 300 NOK
              kilde: saksfilen: comparator.annual_cost_max_aup"""


def test_a_derivation_reads_as_a_tree() -> None:
    assert explained(calculate(made_case(ONE_OFF))["budget.rhf_aup.year1.impact"]) == TREE


def test_every_figure_is_explained_down_to_the_case_file() -> None:
    for figure in calculate(quick_case(FULL)).values():
        rows = derivation_rows(figure)
        assert rows[0].figure is figure
        for row in rows:
            assert row.figure.label
            assert row.figure.reference
            if row.figure.term is None:
                assert row.figure.reference.startswith(("saksfilen: ", "Finansdepartementet", "alternativ"))


def test_a_figure_met_again_is_not_derived_again() -> None:
    rows = derivation_rows(calculate(quick_case(FULL))["budget.max_aup.total.impact"])
    annual = [row for row in rows if row.figure.key == "treatment.annual.max_aup"]
    assert [row.repeated for row in annual] == [False, True, True, True, True]
    text = explained(calculate(quick_case(FULL))["budget.max_aup.total.impact"])
    again = "årlig behandlingskostnad til Maks-AUP = 1 192 360 NOK (uavrundet 1 192 360,364286) (utledet over)"
    assert text.count(f"        {again}\n") == 4
    assert text.count("(utledet over)") == sum(row.repeated for row in rows)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "expected"),
    [
        ("274218.4", "NOK", None, "274 218 NOK (uavrundet 274 218,4)"),
        ("274218", "NOK", None, "274 218 NOK"),
        ("34277.30", "NOK", 2, "34 277,30 NOK"),
        ("6.391812345678", "år", None, "6,39 år (uavrundet 6,391812)"),
        ("0.04", "andel", None, "4 %"),
        ("0.025", "andel", None, "2,5 %"),
        ("1", "andel", None, "100 %"),
        ("739385", "dato", None, "14.05.2025"),
        ("4", "gruppe", None, "4"),
        ("2", "plass", None, "2"),
        ("1", "dager", None, "1 dag"),
        ("0", "dager", None, "0 dager"),
        ("-1", "dager", None, "−1 dager"),
        ("1.0", "pasienter", None, "1 pasient"),
        ("1.5", "pasienter", None, "1,5 pasienter"),
        ("1", "år", None, "1,00 år"),
        ("1", "NOK", None, "1 NOK"),
        ("1200.5", "NOK", None, "1 201 NOK (uavrundet 1 200,5)"),
        ("100.0000004", "NOK", None, "100 NOK (uavrundet 100)"),
        ("1E+3", "µg", None, "1 000 µg"),
        ("37.41", "%", None, "37,4 % (uavrundet 37,41)"),
        ("-45000", "NOK", None, "−45 000 NOK"),
        ("38.50", "µg", None, "38,5 µg"),
        ("1410.5", "µg", None, "1 410,5 µg"),
        ("-5", "NOK/QALY", None, "−5 NOK/QALY"),
    ],
)
def test_values_as_shown(value: str, unit: str, decimals: int | None, expected: str) -> None:
    assert shown_value(Figure("x", "x", Decimal(value), unit, decimals=decimals)) == expected


def leaf(label: str) -> Figure:
    return Figure(label, label, Decimal(2), "NOK")


def test_brackets_stand_only_where_they_are_needed() -> None:
    a, b, c = leaf("a"), leaf("b"), leaf("c")
    assert written((a + b) * c) == "(a + b) × c"
    assert written(a + b * c) == "a + b × c"
    assert written(a - (b - c)) == "a − (b − c)"
    assert written(a - b - c) == "a − b − c"
    assert written(a / (b / c)) == "a / (b / c)"
    assert written(a * b / c) == "a × b / c"
    assert written(1 - a / 4) == "1 − a / 4"
    assert written(5 + a) == "5 + a"
    assert written(Decimal("0.5") * a) == "0,5 × a"
    assert written(3 / a) == "3 / a"
    assert written(apply("ceil", a / b)) == "rund opp(a / b)"
    assert written(apply("min", a, b, 0)) == "minste av(a; b; 0)"
    assert written(apply("max", 1, apply("floor", a / b))) == "største av(1; rund ned(a / b))"
    assert written(apply("round_to", a, Decimal("0.10"))) == "avrund(a; til nærmeste 0,1)"
    assert written(apply("rank", a, b)) == "plassering av(a; b)"


def test_json_has_full_precision_and_the_keys_of_the_design() -> None:
    figures = calculate(quick_case(FULL))
    found = as_json(figures["threshold.rhf_aup.years"])
    assert found["key"] == "threshold.rhf_aup.years"
    assert len(str(found["value"])) > 20
    assert found["confidential"] is True
    assert found["owners"] == ["A AS", "B AS"]
    assert found["unit"] == "år"
    assert found["inputs"][:2] == ["treatment.rhf_aup", "comparator.annual.rhf_aup"]
    assert {"display", "formula", "reference"} < set(found)
    assert "E" not in str(as_json(computed("x", "x", leaf("a") * Decimal("1e10"), "NOK", reference=""))["value"])
    leaf_json = as_json(leaf("a"))
    assert (leaf_json["inputs"], leaf_json["formula"], leaf_json["owners"]) == ([], "", [])


def test_all_figures_come_after_what_they_rest_on() -> None:
    seen: set[str] = set()
    for key, figure in all_figures(calculate(quick_case(FULL))).items():
        assert {part.key for part in figure.inputs} <= seen
        seen.add(key)
