"""The page of evaluations, for each role: empty, one run, several; internal texts only for those with the right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drafting.settings import settings
from drafting.store.store import Store, open_store
from eval.backtest import Bench, backtest
from eval.kept import Kept, Run
from eval.past import Writer
from eval.triples import find_triples
from tests.app.test_pages import everything, fresh_caches, page, store
from tests.eval.ruler import ROOT, folder_of_notes

__all__ = ["fresh_caches", "store"]
CASES = [ROOT / "corpus/samples/cases/threshold.yaml"]
SECRET = "17 950 000"


def measured(folder: Path, audience: str, writer: str = "programmet") -> Run:
    """A run over one note, kept in the test's data folder."""
    opened = open_store(settings())
    bench = Bench(Writer(writer), Kept(settings().home / "evaluations"), opened.vault, jobs=1)
    notes = folder_of_notes(folder / f"{writer}-{audience}", CASES, audience)  # type: ignore[arg-type]
    run = backtest(find_triples([notes])[0], bench)
    opened.engine.dispose()
    return run


def test_without_a_run_it_says_how_to_make_one(store: Store) -> None:
    app = page("evaluation", "leser")
    assert not app.exception
    assert not app.error
    assert "ingen målinger ennå" in app.info[0].value
    assert "prisnotat evaluate" in app.code[0].value


@pytest.mark.parametrize("role", ["leser", "fagrådgiver"])
def test_a_public_note_stands_beside_its_draft_for_everybody(store: Store, tmp_path: Path, role: str) -> None:
    measured(tmp_path, "public")
    app = page("evaluation", role)
    assert not app.exception
    assert not app.error
    shown = everything(app)
    assert "Notatet som ble sendt" in shown
    assert "De svakeste delene først" in shown
    assert SECRET not in shown


def test_an_internal_note_is_shown_to_those_with_the_right_only(store: Store, tmp_path: Path) -> None:
    measured(tmp_path, "internal")
    reader = page("evaluation", "leser")
    assert not reader.error
    assert SECRET not in everything(reader)
    assert "unntatt offentlighet" in " ".join(info.value for info in reader.info)
    adviser = page("evaluation", "fagrådgiver")
    assert not adviser.error
    assert any(SECRET in everything(_chosen(adviser, key)) for key in ("pristilbud", "kostnadseffektivitet"))


def _chosen(app, key: str):  # type: ignore[no-untyped-def]
    return app.selectbox(key="evaluated_section").set_value(key).run()


def test_several_writers_stand_side_by_side(store: Store, tmp_path: Path) -> None:
    run = measured(tmp_path, "public")
    kept = Kept(settings().home / "evaluations")
    kept.keep_run(replace(run, writer="modell A", finished="2026-01-02T10:00:00"))
    kept.keep_run(replace(run, writer="modell B", finished="2026-01-03T10:00:00"))
    app = page("evaluation", "leser")
    assert not app.exception
    assert not app.error
    shown = everything(app)
    assert all(f"<th>{name}</th>" in shown for name in ("programmet", "modell A", "modell B"))


def test_a_damaged_file_is_passed_by(store: Store, tmp_path: Path) -> None:
    measured(tmp_path, "public")
    (settings().home / "evaluations" / "20260101T000000-x.json").write_text("{", "utf-8")
    assert not page("evaluation", "leser").error
