"""Every track, with and without each optional block, gives a note that reads as a note."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UserError
from corpus.notes.house_sections import HOUSE_ORDER
from drafting.calculations.calculation import calculate
from drafting.case.file import CaseFile, parse_case
from drafting.checks.draft.review import check_note
from drafting.confidentiality.hiding.audience import Audience
from drafting.findings import Finding
from drafting.note.note import SLOT, texts
from writing.samples import DEMO, EVERY_CASE, OPTIONAL, REAL, SAMPLES, composed, printed, read, without

# What a complete note may still say: values to fill in, countries and decisions to look up, signatures.
EXPECTED = {"N003", "N012", "N013", "N016"}


def findings(case_file: CaseFile) -> tuple[Finding, ...]:
    return check_note(composed(case_file), case_file, calculate(case_file.case), None)


def unexpected(case_file: CaseFile) -> list[Finding]:
    return [finding for finding in findings(case_file) if finding.code not in EXPECTED]


@pytest.mark.parametrize("path", EVERY_CASE)
def test_sections_stand_in_house_order_and_only_those_called_for(path: Path) -> None:
    case_file = read(path)
    keys = [section.key for section in composed(case_file).sections]
    assert keys == [key for key in HOUSE_ORDER if key != "avtaleverk" or case_file.case.agreement]


@pytest.mark.parametrize("path", EVERY_CASE)
def test_a_composed_note_has_no_mistake_of_its_own(path: Path) -> None:
    assert unexpected(read(path)) == []


@pytest.mark.parametrize("missing", OPTIONAL)
@pytest.mark.parametrize("path", EVERY_CASE)
def test_without_any_one_block_it_is_still_a_good_note(path: Path, missing: str) -> None:
    case_file = without(read(path), missing)
    assert unexpected(case_file) == []


@settings(deadline=None, max_examples=60)
@given(path=st.sampled_from(SAMPLES), missing=st.lists(st.sampled_from(OPTIONAL), min_size=2, max_size=8, unique=True))
def test_without_several_blocks_it_is_still_a_good_note(path: Path, missing: list[str]) -> None:
    case_file = read(path)
    for name in missing:
        case_file = without(case_file, name)
    assert unexpected(case_file) == []


@pytest.mark.parametrize("path", EVERY_CASE)
def test_without_an_offer_the_gap_is_said(path: Path) -> None:
    case_file = read(path)
    for name in ("dosing", "treatment", "offer"):
        case_file = without(case_file, name)
    try:
        calculate(case_file.case)
    except UserError:
        pytest.skip("this case cannot be calculated without prices, and says so itself")
    assert unexpected(case_file) == []
    assert "[mangler: pristilbudet]" in printed(case_file, "public")


@pytest.mark.parametrize(
    ("missing", "gap"),
    [
        ("offer.dated", "datoen for pristilbudet"),
        ("product.indication", "godkjent indikasjon"),
        ("report.dated", "datoen for metodevurderingsrapporten"),
        ("patients", "antall aktuelle pasienter"),
        ("process.note_finished", "datoen da prisnotatet var ferdig"),
    ],
)
def test_what_is_missing_is_a_gap_in_the_text_and_a_finding_that_names_it(missing: str, gap: str) -> None:
    case_file = without(read(DEMO), missing)
    assert f"[mangler: {gap}]" in printed(case_file, "public")
    assert any(finding.code == "N003" and gap in finding.message for finding in findings(case_file))


@pytest.mark.parametrize("path", EVERY_CASE)
def test_public_and_internal_differ_only_where_a_secret_stands(path: Path) -> None:
    case_file = read(path)
    public = printed(case_file, "public")
    figures = calculate(case_file.case)
    secret = [figure.display for figure in figures.values() if figure.confidential and abs(figure.value) > 1000]
    assert secret
    assert not [shown for shown in secret if shown in public]
    assert "[unntatt offentlighet]" in public


@pytest.mark.parametrize("path", EVERY_CASE)
def test_the_abbreviation_is_introduced_once_and_used_after(path: Path) -> None:
    case_file = read(path)
    short = case_file.case.product.abbreviation
    if not short:
        return
    everything = "\n".join(text for section in composed(case_file).sections for text in texts(section))
    assert everything.count("({{case.product.abbreviation}})") == 1
    assert everything.count("{{case.product.substance}}") == 1
    assert everything.count("{{case.product.abbreviation}}") > 5


def test_before_2024_the_agency_is_named_as_it_was() -> None:
    text = DEMO.read_text().replace("dated: 2025-03-12", "dated: 2023-12-31")
    note = printed(parse_case(text), "public")
    assert "Statens legemiddelverk (SLV)" in note
    assert "DMP" not in note.replace("Direktoratet for medisinske produkter", "")


PUBLIC_NUMBERS = {
    "ID2021_047": (
        "34 277,30 NOK",
        "274 218",
        "239 941",
        "445 605",
        "479 882",
        "788 378",
        "959 764",
        "514 200",
        "1 748 100",
        "1 234 000",
        "4 627 400",
        "| 8 |",
        "| 7 |",
        "| 13 |",
        "| 14 |",
        "| 23 |",
        "| 28 |",
        "5 µg/m² per dag i 7 dager",
        "15 µg/m² per dag i 21 dager",
        "15 µg/m² per dag i 28 dager",
        "9 µg per dag i 7 dager",
        "28 µg per dag i 28 dager",
        "0,5 m² (2 år)",
        "1,07 m² (9 år)",
        "19 dager",
        "9 dager",
        "10 dager",
        "24.04.2025",
        "25.04.2025",
        "28.04.2025",
        "07.05.2025",
        "14.05.2025",
        "16.06.2025",
        "14. mai 2025",
        "01.04.2019",
        "5-10 pasienter",
    ),
    "ID2022_075": (
        "43 028 738",
        "7,5",
        "1,5",
        "265 593 782",
        "7 616 234",
        "5,65 år",
        "6,25 år",
        "6,39 år",
        "6,54 år",
        "170 dager",
        "58 dager",
        "105 dager",
        "7 dager",
        "05.05.2025",
        "02.07.2025",
        "15.10.2025",
        "22.10.2025",
        "23.04.2025",
        "17.11.2025",
        "01.01.2026",
        "22. oktober 2025",
        "25.04.2025",
        "19.06.2024",
        "12.08.2024",
        "24.07.2024",
    ),
}
# Source: docs/field.md, «What is blank in the published versions»: the figures that the internal version must show.
SECRET_FIGURES = {
    "ID2021_047": (
        "price.177099.rhf_aup",
        *(f"dosing.{group}.cycle{n}.rhf_aup" for group in ("bsa_0_5", "bsa_1_07", "over_45kg") for n in (1, 2)),
        *(f"dosing.{group}.{course}.rhf_aup" for group in ("bsa_0_5", "over_45kg") for course in ("first_two", "full")),
    ),
    "ID2022_075": (
        "price.557865.rhf_aup",
        "comparator.annual.rhf_aup",
        "threshold.rhf_aup.years",
        *(
            f"budget.rhf_aup.year{year}.{kind}"
            for year in range(1, 6)
            for kind in ("intervention", "comparator", "impact")
        ),
    ),
}


@pytest.mark.shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_public_number_of_the_field_stands_as_printed_there(path: Path) -> None:
    note = printed(read(path), "public")
    assert [number for number in PUBLIC_NUMBERS[path.stem] if number not in note] == []


@pytest.mark.shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_secret_that_the_real_note_holds_has_its_slot(path: Path) -> None:
    note = composed(read(path))
    everything = "\n".join(text for section in note.sections for text in texts(section))
    assert [key for key in SECRET_FIGURES[path.stem] if f"{{{{{key}" not in everything] == []


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("path", EVERY_CASE)
def test_nothing_of_the_machinery_is_printed(path: Path, audience: Audience) -> None:
    note = printed(read(path), audience)
    assert not re.search(r"\{\{|\}\}|None|\[mangler\]|Decimal|\w  \w", note)


@pytest.mark.shared
@pytest.mark.parametrize("path", EVERY_CASE)
def test_no_sentence_is_copied_from_the_published_notes(path: Path, shared: Path) -> None:
    published = [" ".join(file.read_text().split()) for file in (shared / "notes").glob("*.txt")]
    own = [SLOT.sub("¤", text) for section in composed(read(path)).sections for text in texts(section)]
    runs = {" ".join(words[n : n + 8]) for words in map(str.split, own) for n in range(len(words) - 7)}
    assert len(runs) > 100
    assert [run for run in runs if any(run in text for text in published)] == []


@settings(deadline=None, max_examples=25)
@given(path=st.sampled_from([*SAMPLES, DEMO]), factor=st.integers(2, 400))
def test_no_word_depends_on_a_secret(path: Path, factor: int) -> None:
    """The note with slots is the same whatever the secret amounts are, so it can tell nothing of them."""
    case_file = read(path)
    other = parse_case(
        re.sub(r"(?<=secret: )[0-9.]+", lambda match: f"{Decimal(match[0]) * factor / 100:.2f}", case_file.text)
    )
    assert other.case.secrets != case_file.case.secrets or factor == 100
    assert [list(texts(section)) for section in composed(other).sections] == [
        list(texts(section)) for section in composed(case_file).sections
    ]


def test_alternatives_stand_in_for_a_comparator_that_is_not_named() -> None:
    case_file = parse_case(read(SAMPLES[1]).text.replace("cost_minimisation", "cost_comparison"))
    note = printed(case_file, "public")
    assert "er holdt opp mot kostnaden ved furutinib og kvitvesimab." in note
    assert "[mangler: komparator" not in note
    assert unexpected(case_file) == []
