"""Two audiences: what each sees, and that the public note cannot depend on a secret."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.calculations.calculation import calculate
from drafting.case.file import CaseFile, parse_case
from drafting.confidentiality.hiding.audience import HIDDEN, MARKER, MARKING, filled_note, shown_values
from drafting.confidentiality.hiding.hidden import HiddenFigure, without_secrets
from drafting.confidentiality.leaks.leaks import find_leaks, note_leaks, note_text, secrets_of
from drafting.export.markdown import markdown
from drafting.export.pdf import pdf_bytes
from drafting.export.word import docx_bytes
from drafting.note.note import FilledNote, Note, NoteTable, Paragraph, Section, Slot
from drafting.writing.composing.composer import compose
from tests.confidentiality.mutations import CASES
from tests.confidentiality.test_back_calculation import TABLE

GEN = TABLE["bases"]["gen"]


def case_of(text: str = GEN) -> CaseFile:
    return parse_case(text)


def note_of(*texts: str) -> Note:
    table = NoteTable((("Pris", "RHF-AUP"), ("Alfagen", "{{price.000001.rhf_aup}}")), "Pris {{price.000001.max_aup}}")
    blocks = (*(Paragraph(text) for text in texts), table)
    return Note("ID2099_101", "{{case.title}}", (("Dato", "{{case.note_date|long}}"),), (Section("a", "A", blocks),))


def fill(case_file: CaseFile, note: Note, audience: str) -> FilledNote:
    assert audience in ("internal", "public")
    shown = "internal" if audience == "internal" else "public"
    return filled_note(note, case_file, calculate(case_file.case), None, shown)


def test_internal_shows_the_secret_with_its_owner_and_legend() -> None:
    filled = fill(
        case_of(), note_of("Pris {{price.000001.rhf_aup}}, virkning {{budget.rhf_aup.year1.impact}}"), "internal"
    )
    spans = [span for span in filled.sections[0].blocks[0].rows[0][0] if span.value]
    assert [(span.text, span.owner, span.hidden) for span in spans] == [
        ("600 000 NOK", "Alfa", False),
        ("4 500 000 NOK", "Alfa og Beta", False),
    ]
    assert filled.marking == MARKING
    assert [owner for owner, _ in filled.legend] == ["Alfa", "Beta"]
    assert filled.header == (("Dato", "14. mai 2025"),)
    assert filled.title == "Oppdiktet genterapi"


def test_the_marking_names_the_law() -> None:
    assert MARKING == ("Unntatt offentlighet, jf. offentleglova § 13, jf. forvaltningsloven § 13 første ledd nr. 2")


def test_public_shows_a_marker_of_one_width_and_no_owner() -> None:
    note = note_of("{{price.000001.rhf_aup}} {{price.000001.discount_percent}} {{budget.rhf_aup.year1.impact|om_lag}}")
    filled = fill(case_of(), note, "public")
    cell = filled.sections[0].blocks[0].rows[0][0]
    assert [span for span in cell if span.value] == [HIDDEN, HIDDEN, HIDDEN]
    assert filled.sections[0].blocks[1].rows[1][1] == (HIDDEN,)
    assert (filled.marking, filled.legend) == ("", ())
    assert MARKER == "[unntatt offentlighet]"


@pytest.mark.parametrize(
    ("slot", "shown"),
    [
        (Slot("price.000001.max_aup"), "1 000 000 NOK"),
        (Slot("price.000001.max_aup", "value"), "1 000 000"),
        (Slot("price.000001.max_aup", "om_lag"), "1 000 000 NOK"),
        (Slot("threshold.max_aup.years", "whole"), "6 år"),
        (Slot("case.note_date"), "14.05.2025"),
        (Slot("case.note_date", "long"), "14. mai 2025"),
        (Slot("case.offer.packages.000001.description"), "Alfagen"),
        (Slot("case.offer.packages.1.max_aup"), "1 000 000 NOK"),
        (Slot("case.comparator.annual_cost_rhf_aup"), MARKER),
        (Slot("case.offer.packages.000001.rhf_aup"), MARKER),
        (Slot("case.budget.new_patients"), "[mangler]"),
        (Slot("case.offer.packages.9.max_aup"), "[mangler]"),
        (Slot("price.999999.max_aup"), "[mangler]"),
        (Slot("fact.icer.dmp.rhf_aup.inc_vat"), "[mangler]"),
    ],
)
def test_forms_of_slots_for_the_public(slot: Slot, shown: str) -> None:
    case_file = case_of()
    assert shown_values(case_file, calculate(case_file.case), None, "public", [slot])[slot].text == shown


# -- the public cannot depend on a secret --------------------------------------------------------------------------


@given(price=st.integers(1, 999_998), comparator=st.integers(60_000, 199_998))
@settings(deadline=None, max_examples=6)
def test_public_files_are_the_same_whatever_the_secrets_are(price: int, comparator: int) -> None:
    first = case_of()
    other = case_of(GEN.replace("600000", str(price)).replace("150000", str(comparator)))
    files = []
    for case_file in (first, other):
        figures = calculate(case_file.case)
        filled = filled_note(compose(case_file, figures, None, None), case_file, figures, None, "public")
        files.append((docx_bytes(filled), pdf_bytes(filled), markdown(filled)))
    assert files[0] == files[1]


def test_the_public_note_is_filled_without_the_values() -> None:
    case_file = case_of()
    figures = calculate(case_file.case)
    note = compose(case_file, figures, None, None)
    bare = without_secrets(figures)
    assert all(isinstance(bare[key], HiddenFigure) == figures[key].confidential for key in figures)
    assert filled_note(note, case_file, bare, None, "public") == filled_note(note, case_file, figures, None, "public")
    hidden = bare["price.000001.rhf_aup"]
    assert not hasattr(hidden, "value")
    assert "600" not in repr(hidden)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_public_files_of_every_track_hold_no_secret_and_internal_ones_do(path: object) -> None:
    from drafting.case.file import read_case

    case_file = read_case(path)  # type: ignore[arg-type]
    figures = calculate(case_file.case)
    note, secrets = compose(case_file, figures, None, None), secrets_of(case_file.case, figures)
    public = filled_note(note, case_file, figures, None, "public")
    internal = filled_note(note, case_file, figures, None, "internal")
    for content in (docx_bytes(public), pdf_bytes(public), markdown(public).encode(), note_text(public).encode()):
        assert find_leaks(content, secrets, "public") == ()
    shown = {slot.key for slot in _slots(note) if figures.get(slot.key) and figures[slot.key].confidential}
    for content in (docx_bytes(internal), pdf_bytes(internal), markdown(internal).encode()):
        found = {leak.key for leak in find_leaks(content, secrets)}
        assert {key for key in shown if figures[key].unit.startswith("NOK") and figures[key].value} <= found


def _slots(note: Note) -> list[Slot]:
    from drafting.confidentiality.hiding.audience import note_slots

    return list(note_slots(note))


# -- both roles ----------------------------------------------------------------------------------------------------


def test_a_figure_that_is_public_in_its_own_right_is_printed_also_when_a_secret_is_the_same_number() -> None:
    text = GEN.replace("annual_cost_max_aup: 200000", "annual_cost_max_aup: 600000")
    case_file = case_of(text)
    figures = calculate(case_file.case)
    hidden = {key for key, figure in without_secrets(figures).items() if isinstance(figure, HiddenFigure)}
    assert hidden == {key for key, figure in figures.items() if figure.confidential}
    note = note_of("{{comparator.annual.max_aup}} {{case.comparator.annual_cost_max_aup}} {{price.000001.rhf_aup}}")
    shown = [span.text for span in fill(case_file, note, "public").sections[0].blocks[0].rows[0][0] if span.value]
    assert shown == ["600 000 NOK", "600 000 NOK", MARKER]
    assert "comparator.annual.max_aup" not in {secret.key for secret in secrets_of(case_file.case, figures)}


# -- typed by hand -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["600 000 NOK", "600000", "600 000,00", "0,6 mill. kroner", "seks hundre tusen kroner", "40,0 % rabatt"]
)
def test_a_secret_typed_by_hand_is_a_leak(typed: str) -> None:
    case_file = case_of()
    secrets = secrets_of(case_file.case, calculate(case_file.case))
    assert note_leaks(fill(case_file, note_of("Ingenting her."), "public"), secrets) == ()
    filled = fill(case_file, note_of(f"Prisen er {typed} etter avtalen."), "public")
    leaks = note_leaks(filled, secrets)
    assert {leak.place for leak in leaks} == {"a"}
    for content in (docx_bytes(filled), pdf_bytes(filled)):
        assert find_leaks(content, secrets)


def test_a_derived_secret_may_equal_what_is_rightly_public() -> None:
    """Year 2 at RHF-AUP happens to cost what year 1 costs at Maks-AUP: the public number may stand, the other not."""
    text = GEN.replace("[10, 5]", "[3, 5]")
    case_file = case_of(text)
    figures = calculate(case_file.case)
    assert figures["budget.rhf_aup.year2.intervention"].value == figures["budget.max_aup.year1.intervention"].value
    secrets = secrets_of(case_file.case, figures)
    public = fill(case_file, note_of("Med Maks-AUP: {{budget.max_aup.year1.intervention}}."), "public")
    assert note_leaks(public, secrets) == ()
    public = fill(case_file, note_of("År 1 koster {{budget.max_aup.year1.intervention}}."), "public")
    assert note_leaks(public, secrets) == ()
    typed = fill(case_file, note_of("Med RHF-AUP koster år 2 3 000 000 NOK."), "public")
    assert {leak.key for leak in note_leaks(typed, secrets)} == {"budget.rhf_aup.year2.intervention"}


def test_amounts_keep_their_own_decimals() -> None:
    case_file = case_of(GEN.replace("600000", "600000.5"))
    figures = calculate(case_file.case)
    slot = Slot("price.000001.rhf_aup")
    assert shown_values(case_file, figures, None, "internal", [slot])[slot].text == "600 000,50 NOK"
    moved = replace(figures[slot.key], decimals=0)
    assert shown_values(case_file, {slot.key: moved}, None, "internal", [slot])[slot].text == "600 001 NOK"
    assert moved.value == Decimal("600000.5")
