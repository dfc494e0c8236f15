"""What was decided since is said and cited: for passages, tables, the register, a model; never what one may not see."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from corpus.register.later_decisions import Matter, latest_after, patients_of
from corpus.register.register import import_register
from drafting.answers.answers import ask
from drafting.answers.with_model import answer_with_model
from writing.models import FakeModel

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples" / "notes"
TABLE = tomllib.loads((ROOT / "tests" / "tables" / "later_decisions.toml").read_text(encoding="utf-8"))["answer"]
QUESTION = "Hvor mange pasienter er aktuelle for Quellivo etter minst tre tidligere behandlinger?"
RIGHT = "DMP anslår at 90 pasienter vil være aktuelle for behandling hvert år"
NOTE = "Merk: Beslutningsforum traff en senere beslutning om metoden 19.01.2099 (innført med vilkår) [2]."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(ArchiveSettings(tmp_path_factory.mktemp("hjem")), None)
    index_files(archive, [SAMPLES])
    return archive


@pytest.mark.parametrize("item", TABLE, ids=[item["question"] for item in TABLE])
def test_the_later_decision_is_said_and_cited_where_it_stands(archive: Archive, item: dict[str, Any]) -> None:
    answer = ask(item["question"], archive)
    assert not answer.abstained
    told = [(later.method_id, later.date, later.outcome) for later in answer.later]
    assert told == [(later["method_id"], later["date"], later["outcome"]) for later in item["later"]]
    assert answer.answer.count("Merk:") == len(item["later"])
    for later, expected in zip(answer.later, item["later"], strict=True):
        assert later.citation is not None
        assert f"[{later.citation}]." in answer.answer
        source = answer.citations[later.citation - 1].source
        assert source.name == expected["document"]
        page = archive.page(source.document, source.page)
        assert page is not None
        assert page.text[source.start : source.end] == source.quote
        heading = page.text[: source.start][-120:]
        assert later.method_id in heading
        assert ".".join(reversed(later.date.split("-"))) in heading
    assert all(f"[{n}]" in answer.answer for n in range(1, len(answer.citations) + 1))


def test_the_sentence_and_the_json(archive: Archive) -> None:
    answer = ask(QUESTION, archive)
    assert answer.answer == f"{RIGHT} [1] (notat av 12.03.2098). {NOTE}"
    assert answer.json["later"] == [
        {
            "method_id": "ID2098_011",
            "date": "2099-01-19",
            "outcome": "innført med vilkår",
            "forum": "Beslutningsforum",
            "citation": 2,
        }
    ]


def test_a_models_answer_says_it_as_well(archive: Archive) -> None:
    model = FakeModel(lambda user: f"{RIGHT} [u{next(n for n in range(1, 7) if RIGHT in _passage(user, n))}].")
    answer = answer_with_model(QUESTION, archive, model)
    assert (answer.writer, answer.answer) == ("model", f"{RIGHT} [1] (notat av 12.03.2098). {NOTE}")
    assert [later.date for later in answer.later] == ["2099-01-19"]


def _passage(user: str, number: int) -> str:
    return " ".join(user.partition(f"[u{number}]")[2].partition(f"[u{number + 1}]")[0].split())


def test_the_past_does_not_know_of_it(archive: Archive) -> None:
    answer = ask(QUESTION, archive, before=date(2099, 1, 1))
    assert answer.answer == f"{RIGHT} [1] (notat av 12.03.2098)."
    assert answer.later == ()


def test_a_decision_told_by_an_exempt_document_is_for_those_with_the_right(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [SAMPLES / "ID2098_011.txt"])
    index_files(archive, [SAMPLES / "ID2098_022.txt"], confidential=True)
    assert ask(QUESTION, archive).later == ()
    assert "Merk" not in ask(QUESTION, archive).answer
    assert [later.date for later in ask(QUESTION, archive, confidential=True).later] == ["2099-01-19"]


def test_a_register_kept_by_hand_counts(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [SAMPLES / "ID2098_011.txt"])
    kept = tmp_path / "register.csv"
    kept.write_text(
        "Metode-ID;Dato;Utfall;Forum\nID2098_011;02.05.2098;avbestilt;interregionalt fagdirektørmøte\n",
        encoding="utf-8",
    )
    import_register(archive, kept)
    answer = ask(QUESTION, archive)
    note = "Merk: Interregionalt fagdirektørmøte traff en senere beslutning om metoden 02.05.2098 (avbestilt) [2]."
    assert note in answer.answer
    assert answer.citations[1].source.name == "register.csv, rad 2"


DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "method_id": st.sampled_from(["ID2098_001", "ID2098_002", ""]),
            "substance": st.sampled_from(["Aksumab", "aksumab", "beksumab", ""]),
            "date": DAYS | st.just(""),
            "outcome": st.sampled_from(["innført", "ikke innført", "pågående", "ukjent"]),
            "text": st.sampled_from(
                ["Aksumab (A) innføres til behandling av eksem.", "Innføres til barn med astma.", ""]
            ),
        }
    ),
    max_size=8,
)
MATTERS = st.builds(
    Matter,
    st.sampled_from(["ID2098_001", ""]),
    st.sampled_from(["aksumab", ""]),
    st.sampled_from([frozenset[str](), frozenset({"eksem"})]),
)


@given(ROWS, MATTERS, DAYS)
def test_the_last_decision_on_the_matter_and_no_other(rows: list[dict[str, str]], matter: Matter, day: str) -> None:
    last = latest_after(rows, matter, day)
    later = [row for row in rows if row["date"] > day and row["outcome"] in ("innført", "ikke innført")]
    same = [
        row
        for row in later
        if (matter.method_id and row["method_id"] == matter.method_id)
        or (row["substance"].lower() == matter.substance != "" and "eksem" in row["text"] and matter.patients)
    ]
    assert (last is None) == (not same)
    if last is not None:
        assert last in same
        assert last["date"] == max(row["date"] for row in same)
        assert latest_after(rows, matter, last["date"]) is None
        assert latest_after(rows, matter, (date.fromisoformat(day) + timedelta(days=40000)).isoformat()) is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_fault(text: str) -> None:
    assert patients_of(text) == patients_of(" ".join(text.split()))
