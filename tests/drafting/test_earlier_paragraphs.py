"""Examples from earlier notes: the right section, older than the note, without numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.archive.archive import ArchiveSettings
from drafting.case.file import read_case
from drafting.house_style.earlier_paragraphs import earlier_paragraphs

ROOT = Path(__file__).parents[2]
CASE = read_case(ROOT / "corpus/samples/cases/threshold.yaml").case


def test_without_an_archive_there_are_none(tmp_path: Path) -> None:
    assert earlier_paragraphs(ArchiveSettings(tmp_path), CASE, local=True) == {}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveSettings:
    """The invented notes, indexed on words alone."""
    from corpus.archive.archive import open_archive
    from corpus.archive.indexing import index_files

    settings = replace(ArchiveSettings(tmp_path_factory.mktemp("arkiv")), embedding="none")
    index_files(open_archive(settings)[0], [ROOT / "corpus/samples/notes"])
    return settings


def test_examples_are_short_and_hold_no_number(archive: ArchiveSettings) -> None:
    case = CASE.model_copy(update={"note_date": date(2200, 1, 1)})
    found = earlier_paragraphs(archive, case, local=True)
    texts = [text for examples in found.values() for text in examples]
    assert texts
    assert all(len(examples) <= 3 for examples in found.values())
    assert not any(sign.isdigit() for text in texts for sign in text)


def test_the_past_does_not_know_the_future(archive: ArchiveSettings) -> None:
    case = CASE.model_copy(update={"note_date": date(1990, 1, 1)})
    assert not any(earlier_paragraphs(archive, case, local=True).values())
