"""The backtest: the past does not know the future; stopped runs go on; nothing secret is kept in clear."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.archive.archive import ArchiveSettings
from corpus.errors import UserError
from drafting.case.file import parse_case, read_case
from drafting.model.gateway import Request
from drafting.store.key_sources import KeyFile, KeyMissing
from drafting.store.secrets_at_rest import Vault
from eval import backtest as backtest_module
from eval.backtest import Bench, Progress, backtest, measured, opened_texts
from eval.comparison import compared
from eval.kept import Kept, Run, load_run, run_json
from eval.past import Writer, draft_as_of
from eval.triples import Triple, find_triples
from tests.eval.ruler import CASES, DEMO, REPORT, ROOT, folder_of_notes
from tests.writing.models import FakeModel

THRESHOLD = ROOT / "corpus/samples/cases/threshold.yaml"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """The composer in this process, with its own folder of results and its own key."""
    Vault(KeyFile(tmp_path / "key")).make_key()
    return Bench(Writer("programmet"), Kept(tmp_path / "evaluations"), Vault(KeyFile(tmp_path / "key")), jobs=1)


# -- the past ------------------------------------------------------------------------------------------------------

CANARY = "Purpurfiolett ekorn danser over fjellvidda"


def planted(dated: str, method_id: str, word: str) -> str:
    """A note with unmistakable words in every section and an unmistakable decision, on the very track of the case."""
    said = f"{CANARY} {word} i en terskelanalyse der behandlingen er kostnadsnøytral for alle pasientene."
    decision = f"Beslutning i Beslutningsforum 15.04.2025, {method_id}:\n\n1. {word} innføres."
    titles = ("Bakgrunn", "Pristilbud", "Kostnadseffektivitet", "Budsjettkonsekvenser", "Oppsummering")
    parts = [f"{title}\n\n{said}" for title in titles]
    head = ["Notat", "Til:", "Helse Vest RHF", "Fra: Sykehusinnkjøp HF", f"Dato: {dated}"]
    title = f"{method_id}: Ekornumab ({word}) til terskelanalyse"
    return "\n\n".join([*head, title, parts[0], decision, *parts[1:]])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveSettings:
    """An archive of an earlier note, a later one, one of the same day, and the case's own under an earlier date."""
    from corpus.archive.archive import open_archive
    from corpus.archive.indexing import index_files

    folder = tmp_path_factory.mktemp("planted")
    notes = folder / "notes"
    notes.mkdir()
    for dated, method_id, word in (
        ("1. mai 2025", "ID2096_001", "Tidligeord"),
        ("25. september 2025", "ID2096_002", "Senereord"),
        ("24. september 2025", "ID2096_003", "Sammedagord"),
        ("2. mai 2025", "ID2097_203", "Egetord"),
    ):
        (notes / f"{method_id}.txt").write_text(planted(dated, method_id, word), "utf-8")
    settings = replace(ArchiveSettings(folder), embedding="none")
    index_files(open_archive(settings)[0], [notes])
    return settings


def test_nothing_of_a_later_note_reaches_the_model(archive: ArchiveSettings) -> None:
    model = FakeModel()
    case_file = read_case(THRESHOLD)
    draft = draft_as_of(case_file, None, Writer("modell", model, archive, local=True)).draft
    sent = " ".join(f"{asked.system} {asked.user}" for asked in model.asked)
    assert "Tidligeord" in sent  # examples do come, from what was known
    for word in ("Senereord", "Sammedagord", "Egetord"):
        assert word not in sent
        assert word not in " ".join(section.text for section in draft.note.sections)


def test_the_same_archive_later_does_give_the_later_note(archive: ArchiveSettings) -> None:
    """The test above can fail: with a later date the planted notes are what the model is shown."""
    model = FakeModel()
    later = THRESHOLD.read_text("utf-8").replace("note_date: 2025-09-24", "note_date: 2025-10-24")
    draft_as_of(parse_case(later, "later.yaml"), None, Writer("modell", model, archive, local=True))
    sent = " ".join(f"{asked.system} {asked.user}" for asked in model.asked)
    assert "Senereord" in sent


def test_the_composer_looks_at_no_archive(archive: ArchiveSettings) -> None:
    draft = draft_as_of(read_case(THRESHOLD), None, Writer("programmet", archive=archive)).draft
    assert CANARY.split(maxsplit=1)[0] not in " ".join(section.text for section in draft.note.sections)


def test_a_case_that_tells_a_later_decision_is_refused(tmp_path: Path, bench: Bench) -> None:
    notes = folder_of_notes(tmp_path, [THRESHOLD, CASES[0]])
    triples, _ = find_triples([notes])
    case = next(triple.case for triple in triples if triple.method_id == "ID2097_203")
    later = "\nearlier_decisions:\n  - {method_id: ID2096_013, dated: 2025-11-17, text: Senere innføres.}\n"
    case.write_text(THRESHOLD.read_text("utf-8") + later, "utf-8")
    run = backtest(triples, bench)
    assert len(run.notes) == 1
    assert "senere enn notatets dato" in run.left_out[0].reason


def test_a_report_younger_than_the_note_is_not_used() -> None:
    demo = read_case(DEMO)
    old = replace(demo, case=demo.case.model_copy(update={"note_date": date(2025, 3, 1)}))
    past = draft_as_of(old, REPORT, Writer("programmet"))
    assert past.draft.report is None
    assert "etter notatet" in past.withheld[0]
    assert draft_as_of(demo, REPORT, Writer("programmet")).draft.report is not None


# -- finding triples -----------------------------------------------------------------------------------------------


def test_triples_are_found_beside_the_notes_and_beside_the_folder(tmp_path: Path) -> None:
    notes = folder_of_notes(tmp_path, CASES[:2])
    (notes / "ID2090_999.txt").write_text("Notat", "utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "ID2090_999.pdf").write_bytes(b"%PDF-")
    found, left_out = find_triples([notes])
    assert len(found) == 2
    assert [item.file for item in left_out] == ["ID2090_999.txt"]
    assert found == find_triples([notes, notes])[0]


def test_a_note_in_pdf_is_not_its_own_report(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "ID2090_001.pdf").write_bytes(b"%PDF-")
    (reports / "ID2090_001.yaml").write_text("x", "utf-8")
    assert find_triples([reports])[0][0].report is None


def test_a_folder_without_triples_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Fant ingen notater med saksfil"):
        find_triples([tmp_path])
    with pytest.raises(UserError, match="Mappen finnes ikke"):
        find_triples([tmp_path / "borte"])


# -- running -------------------------------------------------------------------------------------------------------


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    triples, _ = find_triples([folder_of_notes(tmp_path, CASES[:3])])
    asked: list[str] = []

    def stops(triple: Triple, *rest: object) -> object:
        asked.append(triple.method_id)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return measured(triple, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(backtest_module, "measured", stops)
    with pytest.raises(KeyboardInterrupt):
        backtest(triples, bench)
    assert bench.kept.runs() == ()
    seen: list[Progress] = []
    run = backtest(triples, bench, on_progress=seen.append)
    assert asked == [*[triple.method_id for triple in triples], triples[2].method_id]
    assert seen[0].reused == 2
    assert seen[-1].done == seen[-1].total == 3
    assert [note.method_id for note in run.notes] == [triple.method_id for triple in triples]
    assert backtest(triples, bench).notes == run.notes


def test_a_changed_case_is_measured_anew(tmp_path: Path, bench: Bench) -> None:
    notes = folder_of_notes(tmp_path, CASES[:2])
    triples, _ = find_triples([notes])
    first = backtest(triples, bench)
    triples[0].case.write_text(triples[0].case.read_text("utf-8") + "\n# endret\n", "utf-8")
    second = backtest(triples, bench)
    assert first.notes[0].digest != second.notes[0].digest
    assert first.notes[1].digest == second.notes[1].digest


def test_processes_give_what_one_process_gives(tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest_module, "NOTES_A_PROCESS", 1)
    triples, _ = find_triples([folder_of_notes(tmp_path, CASES[:2])])
    alone = backtest(triples, replace(bench, jobs=1))
    together = backtest(triples, replace(bench, jobs=2, fresh=True))

    def without_time(run: Run) -> list[dict[str, float | None]]:
        return [{key: value for key, value in note.scores.items() if key != "seconds"} for note in run.notes]

    assert without_time(alone) == without_time(together)


def test_a_case_that_is_wrong_leaves_its_note_out_and_says_why(tmp_path: Path, bench: Bench) -> None:
    notes = folder_of_notes(tmp_path, CASES[:2])
    triples, _ = find_triples([notes])
    triples[0].case.write_text("method_id: [", "utf-8")
    run = backtest(triples, bench)
    assert [item.file for item in run.left_out] == [triples[0].note.name]
    assert len(run.notes) == 1
    with pytest.raises(UserError, match="Ingen av notatene kunne brukes"):
        backtest(triples[:1], bench)


def test_a_case_of_another_method_is_refused(tmp_path: Path, bench: Bench) -> None:
    triples, _ = find_triples([folder_of_notes(tmp_path, CASES[:2])])
    mixed = replace(triples[0], case=triples[1].case)
    found = measured(mixed, bench.writer)
    assert isinstance(found, UserError)
    assert "gjelder" in found.line


def test_a_model_is_counted_in_tokens_and_a_judge_stays_out_of_the_total(tmp_path: Path) -> None:
    (triple,), _ = find_triples([folder_of_notes(tmp_path, CASES[:1])])
    judge = FakeModel(answer=lambda user: "ja" if "Beslutningsforum" in user else "Nei, det står ikke der.")
    plain = measured(triple, Writer("modell", FakeModel()))
    judged = measured(triple, Writer("modell", FakeModel()), judge)
    assert not isinstance(plain, UserError)
    assert not isinstance(judged, UserError)
    assert (judged.scores["tokens"] or 0) > 0
    assert 0 < (judged.scores["judge"] or 0) < 1
    assert plain.scores["judge"] is None
    assert plain.scores["total"] == judged.scores["total"]
    assert all("Svar med ett ord" in asked.user for asked in judge.asked)


def test_a_judge_never_sees_a_secret(tmp_path: Path) -> None:
    (triple,), _ = find_triples([folder_of_notes(tmp_path, [THRESHOLD])])
    judge = FakeModel(answer=lambda _: "uklart")
    measured(triple, Writer("programmet"), judge)
    assert judge.asked
    assert "17 950 000" not in " ".join(_sent(asked) for asked in judge.asked)


def _sent(asked: Request) -> str:
    return f"{asked.system} {asked.user}"


# -- what is kept --------------------------------------------------------------------------------------------------


@pytest.fixture
def internal(tmp_path: Path) -> Path:
    """The threshold case with the note as it was sent inside the house, its prices in it."""
    return folder_of_notes(tmp_path / "internt", [THRESHOLD], audience="internal")


def kept_text(bench: Bench) -> str:
    return " ".join(path.read_text("utf-8") for path in bench.kept.folder.rglob("*.json"))


def test_an_internal_note_is_compared_with_the_internal_draft_and_kept_encrypted(internal: Path, bench: Bench) -> None:
    run = backtest(find_triples([internal])[0], bench)
    (note,) = run.notes
    assert note.audience == "internal"
    assert note.scores["figures_found"] == 1
    assert "17 950 000" in " ".join(text.human for text in opened_texts(note, bench.vault).values())
    assert "17 950 000" not in kept_text(bench)
    assert "17950000" not in kept_text(bench)
    assert "17 950 000" not in json.dumps(run_json(run), ensure_ascii=False)


def test_without_a_key_internal_texts_are_not_kept(internal: Path, bench: Bench, tmp_path: Path) -> None:
    locked = replace(bench, vault=Vault(KeyFile(tmp_path / "borte")))
    (note,) = backtest(find_triples([internal])[0], locked).notes
    assert opened_texts(note, locked.vault) == {}
    assert "17 950 000" not in kept_text(bench)


def test_another_key_does_not_open_them(internal: Path, bench: Bench, tmp_path: Path) -> None:
    (note,) = backtest(find_triples([internal])[0], bench).notes
    Vault(KeyFile(tmp_path / "other")).make_key()
    with pytest.raises(KeyMissing):
        opened_texts(note, Vault(KeyFile(tmp_path / "other")))


def test_a_run_is_read_as_it_was_kept_and_as_it_was_printed(tmp_path: Path, bench: Bench) -> None:
    run = backtest(find_triples([folder_of_notes(tmp_path, CASES[:2])])[0], bench)
    assert bench.kept.runs() == (run,)
    printed = tmp_path / "printed.json"
    printed.write_text(json.dumps({**run_json(run), "against": []}), "utf-8")
    read = load_run(printed)
    assert [note.scores for note in read.notes] == [note.scores for note in run.notes]
    assert all(found.change.mean == 0 and not found.verdict for found in compared(run, read, "x").differences)


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"writer": 1}', "\x00", '{"notes": "nei"}'])
def test_a_file_that_is_no_result_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "feil.json"
    path.write_text(content, "utf-8")
    with pytest.raises(UserError, match="ikke et resultat") as caught:
        load_run(path)
    assert "\n" not in caught.value.line


def test_real_effort_stands_beside_the_predicted(tmp_path: Path, bench: Bench, own_home: None) -> None:
    from drafting.editing.saved_draft import approve_section, edit_section, open_draft, start_case
    from drafting.editing.section_text import section_text
    from drafting.settings import settings
    from drafting.store.store import User, open_store

    user = User("Ada", "fagrådgiver")
    store = open_store(settings())
    method_id = start_case(store, CASES[0].read_text("utf-8"), user)
    triples, _ = find_triples([folder_of_notes(tmp_path, CASES[:1])])
    assert backtest(triples, bench, store=store).notes[0].scores["real_effort"] is None
    saved = open_draft(store, method_id)
    text = section_text(saved.draft.note.section("anskaffelse"))
    edit_section(store, saved, "anskaffelse", text + "\n\nTo ord.", user)
    approve_section(store, open_draft(store, method_id), "anskaffelse", user)
    words = len(f"{text} To ord.".split())
    real = backtest(triples, bench, store=store).notes[0].scores["real_effort"]
    assert real == pytest.approx(1000 * 2 / words)
    store.engine.dispose()


@pytest.mark.shared
@pytest.mark.parametrize("method_id", ["ID2021_047", "ID2022_075"])
def test_the_real_notes_are_measured(shared: Path, method_id: str) -> None:
    note, case = shared / "notes" / f"{method_id}.txt", shared / "cases" / f"{method_id}.yaml"
    found = measured(Triple(method_id, note, case), Writer("programmet"))
    assert not isinstance(found, UserError)
    assert found.audience == "public"
    assert found.scores["leaks"] == 0
    assert found.scores["figures_right"] == 1
    assert (found.scores["figures_found"] or 0) > 0.4
    assert [section.key for section in found.sections if not section.in_draft] == []
