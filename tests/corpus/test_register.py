"""The register: one row a decision with all its sources, disagreement, what overrides it, import, export."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from corpus.register.imported import UnreadableRegister
from corpus.register.register import counts, csv_text, decisions_rows, excel_bytes, filtered, import_register, register

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(ArchiveSettings(tmp_path_factory.mktemp("hjem")), None)
    index_files(archive, [SAMPLES])
    return archive


def test_the_same_decision_in_two_notes_is_one_row_with_both(archive: Archive) -> None:
    rows = list(decisions_rows(archive, method_id="ID2095_017"))
    assert len(rows) == 1
    assert [source["document"] for source in rows[0]["sources"]] == ["ID2098_015.txt", "ID2098_023.txt"]
    assert rows[0]["disagreement"] == []


def test_disagreement_between_sources_is_shown(archive: Archive) -> None:
    (row,) = decisions_rows(archive, method_id="ID2097_052")
    assert "15.02.2098" in row["disagreement"][0]
    assert "01.03.2098" in row["disagreement"][0]


def test_a_later_decision_overrides_an_earlier_one(archive: Archive) -> None:
    first, second = decisions_rows(archive, method_id="ID2098_011")
    assert (first["outcome"], first["overridden_by"]) == ("ikke innført", "ID2098_011, 2099-01-19: innført med vilkår")
    assert second["overridden_by"] == ""
    (adults,) = decisions_rows(archive, method_id="ID2095_017")
    assert adults["overridden_by"].startswith("ID2097_052")


def test_filters_and_counts(archive: Archive) -> None:
    table = register(archive)
    assert len(table) == 14
    assert set(filtered(table, outcome="avbestilt")["method_id"]) == {"ID2096_060"}
    assert set(filtered(table, year=2097)["method_id"]) == {"ID2096_009", "ID2097_008", "ID2096_031", "ID2096_078"}
    assert len(filtered(table, drug="kastrilumab")) == len(filtered(table, drug="Noverix")) == 3
    assert set(filtered(table, before=date(2096, 10, 22))["method_id"]) == {"ID2095_017", "ID2095_044"}
    assert set(filtered(table, words="osteoporose menn")["method_id"]) == {"ID2097_021"}
    counted = counts(table)
    assert counted["decisions"].sum() == len(table)
    row = counted[(counted["year"] == "2097") & (counted["outcome"] == "innført med vilkår")]
    assert row["decisions"].tolist() == [2]


def test_a_register_kept_by_hand_adds_rows_and_sources(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [SAMPLES / "ID2098_014.txt"])
    kept = tmp_path / "register.csv"
    kept.write_text(
        "Sak;Virkestoff;Preparat;Beslutningsdato;Utfall\n"
        "ID2095_044;dormisekin;Alvessa;21.10.2096;ikke innført\n"
        "ID2090_001;eksempelin;Prøvex;2090-02-01;ja, med vilkår\n",
        encoding="cp1252",
    )
    assert import_register(archive, kept, {"method_id": "Sak"}) == 2
    assert import_register(archive, kept, {"method_id": "Sak"}) == 2  # again: replaced, not doubled
    rows = {row["method_id"]: row for row in decisions_rows(archive)}
    assert rows["ID2090_001"]["outcome"] == "innført med vilkår"
    assert len(rows["ID2095_044"]["sources"]) == 2
    assert "ikke innført" in rows["ID2095_044"]["disagreement"][0]
    book = tmp_path / "register.xlsx"
    pd.DataFrame(
        {"Metode-ID": ["ID2091_002"], "Dato": [pd.Timestamp("2091-03-04")], "Vedtak": ["Innføres ikke"]}
    ).to_excel(book, index=False)
    assert import_register(archive, book) == 1
    assert {row["method_id"]: row["outcome"] for row in decisions_rows(archive)}["ID2091_002"] == "ikke innført"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Metode-ID;Dato;Utfall\nID2095_044;31.02.2096;innført\n", "rad 2"),
        ("Metode-ID;Dato;Utfall\nID2095_044;01.02.2096;innført\nuten id;01.02.2096;innført\n", "rad 3"),
        ("Metode-ID;Dato;Utfall\nID2095_044;01.02.2096;kanskje\n", "rad 2"),
        ("Metode-ID;Dato\nID2095_044;01.02.2096\n", "rad 1"),
        ("", "tomt"),
    ],
)
def test_a_bad_register_is_refused_whole_and_says_where(tmp_path: Path, text: str, place: str) -> None:
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    file = tmp_path / "r.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableRegister) as caught:
        import_register(archive, file)
    assert place in caught.value.line
    assert "\n" not in caught.value.line
    assert decisions_rows(archive) == []


def test_csv_and_excel_hold_the_register(archive: Archive) -> None:
    table = register(archive)
    text = csv_text(table)
    assert text.startswith("Metode-ID;Virkestoff;Preparat;Indikasjon;Forum;Dato;Utfall;Vilkår")
    assert "ID2098_015.txt s. 1; ID2098_023.txt s. 1" in text
    back = pd.read_excel(io.BytesIO(excel_bytes(table)))
    assert back["Metode-ID"].tolist() == table["method_id"].tolist()


def test_a_cell_never_becomes_a_formula(archive: Archive) -> None:
    table = register(archive).head(1).copy()
    table["product"] = "=HYPERLINK(1)"
    assert "'=HYPERLINK(1)" in csv_text(table)


def test_confidential_decisions_are_seen_by_those_with_the_right_only(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [SAMPLES / "ID2098_014.txt"], confidential=True)
    assert decisions_rows(archive) == []
    assert len(decisions_rows(archive, confidential=True)) == 1


def test_what_is_kept_of_the_register_follows_the_archive(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(tmp_path / "hjem"), None)
    index_files(archive, [SAMPLES / "ID2098_014.txt"])
    first = decisions_rows(archive)
    assert decisions_rows(archive) == first
    index_files(archive, [SAMPLES / "ID2098_022.txt"], confidential=True)
    assert decisions_rows(archive) == first
    assert len(decisions_rows(archive, confidential=True)) == len(first) + 2
    kept = tmp_path / "register.csv"
    kept.write_text("Metode-ID;Dato;Utfall\nID2090_001;02.05.2090;innført\n", encoding="utf-8")
    import_register(archive, kept)
    assert len(decisions_rows(archive)) == len(first) + 1
