"""Sentences about a secret that the audit does not understand block; sentences of public figures and the rest pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.reading.read import read_bytes
from drafting.case.file import CaseFile, parse_case, read_case
from drafting.confidentiality.audit.statements.not_understood import unclear_findings
from drafting.confidentiality.hiding.audience import filled_note
from drafting.drafts.draft import draft_note
from drafting.export.pdf import pdf_bytes
from drafting.publishing.audited_case import audited_case
from tests.confidentiality.test_audit_statements import TABLE

ROOT = Path(__file__).parents[2]
BLIND = json.loads((Path(__file__).parent / "blind/bounds.json").read_text(encoding="utf-8"))
TOLD = 48  # of 48: worked out and blocking, or not understood and blocking


def table_case(base: str) -> CaseFile:
    return parse_case(TABLE["bases"][base], base)


def stops_at(case_file: CaseFile, text: str) -> bool:
    found = audited_case(case_file, [text])
    return bool(found.unclear) or any(status.blocks for status in found.statuses)


@pytest.mark.parametrize(
    "text",
    [
        "Prisen er en brøk med nevner 23 av den offentlige.",
        "Av hver hundrelapp i maksimalprisen betaler vi noe under femti.",
        "Legg sammen sifrene i prisen, og du får fjorten.",
        "Prisen ligger et sted mellom månedslønnen til en turnuslege og det halve av den.",
        "Rabatten har samme tverrsum som antallet tabletter.",
        "For prisen av to pakninger til listepris får vi nesten fem.",
        "Kvadratroten av avtaleprisen er litt under 147.",
        "RHF-AUP er noen tusenlapper rimeligere enn et halvt års komparator.",
        "Forskjellen til Maks-AUP dekker over ett års lønn i 2 prosents stilling.",
        "Prisen er den tredje laveste vi har sett i klassen.",
    ],
)
def test_what_nobody_worked_out_is_told_and_blocks(text: str) -> None:
    found = audited_case(table_case("tab"), [text])
    assert found.unclear or any(status.blocks for status in found.statuses)
    for finding in unclear_findings(found.unclear):
        assert finding.severity == "error"
        assert finding.message.startswith("Forstår ikke")
        assert not any(map(str.isdigit, finding.message))


@pytest.mark.parametrize(
    "text",
    [
        "Maks-AUP for Lumafex er 48 000 NOK per pakning.",
        "Med Maks-AUP koster behandlingen 584 400 NOK i året, 1 600 NOK per dag og 800 NOK per tablett.",
        "Betasetin koster 96 400 NOK i året med Maks-AUP.",
        "Et annet legemiddel koster rundt 21 500 NOK.",
        "18 pasienter fikk behandling i 30 dager, 20 i år 2.",
        "Studien varte i 24 måneder, og 45 av 108 pasienter hadde respons.",
        "Prisene er unntatt offentlighet.",
        "Beslutningsforum behandlet saken 26. mai 2025.",
        "Det forutsettes at prisen er lik eller lavere enn den prisen som er grunnlaget for beslutningen.",
    ],
)
def test_public_figures_and_what_is_not_of_a_price_pass(text: str) -> None:
    assert not stops_at(table_case("tab"), text)


def test_a_bound_is_not_explained_by_some_public_amount_below_it() -> None:
    text = "Per dag koster behandlingen ikke under 700 og ikke over 720 kroner."
    assert stops_at(table_case("tab"), text)


def test_in_anothers_public_document_only_what_speaks_of_the_deal_is_about_a_secret() -> None:
    case_file = table_case("tab")
    told, plain = "Etter rabatt er prisen en tredel av en turnuslønn.", "Kostnaden var 1,3 ganger kostnaden i studien."
    assert [one.sentence for one in audited_case(case_file, [f"{plain} {told}"], [1]).unclear] == [told]


CASES = [ROOT / "corpus/samples/demo.yaml", *sorted((ROOT / "corpus/samples/cases").glob("*.yaml"))]


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_the_programs_own_public_note_alarms_nobody(path: Path) -> None:
    case_file = read_case(path)
    draft = draft_note(case_file)
    filled = filled_note(draft.note, case_file, draft.figures, draft.facts, audience="public", draft=False)
    text = "\n".join(page.text for page in read_bytes(pdf_bytes(filled), "note.pdf").pages)
    found = audited_case(case_file, [text])
    assert [status.key for status in found.statuses if status.blocks] == []
    assert [one.sentence for one in found.unclear] == []
    told = f"{text}\n\nRHF-AUP er {draft.case_file.case.offer.packages[0].rhf_aup.value:f} NOK.\n"  # type: ignore[union-attr]
    assert any(status.blocks for status in audited_case(case_file, [told]).statuses)


@pytest.mark.shared
@pytest.mark.parametrize("half", [0, 1])
def test_every_blind_statement_is_worked_out_or_told_as_not_understood(shared: Path, half: int) -> None:
    """Counted, never shown, for the half that is not read."""
    cases = {name: read_case(shared / f"cases/{name}.yaml") for name in BLIND["case"]["cases"]}
    told = sum(stops_at(cases[row["case"]], row["text"]) for row in BLIND["statements"][half::2])
    assert told >= TOLD
