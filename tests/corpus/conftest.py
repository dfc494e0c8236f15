"""What several tests of the archive begin with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with three invented notes."""
    folder = tmp_path / "notater"
    folder.mkdir()
    for name in ("ID2098_011", "ID2098_015", "ID2098_019"):
        shutil.copy(SAMPLES / f"{name}.txt", folder)
    return folder
