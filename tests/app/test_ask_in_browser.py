"""The chat page in real Chromium with a model that never answers: «Stopp» is there, and works."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from tests.app.conftest import served
from tests.writing.recording_server import recording

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
QUESTION = "Hvor usikker er nytten av Celvanta?"
SLOW = 60_000  # ms; the machine may be busy


def test_a_silent_model_is_stopped(chromium: Browser, tmp_path: Path) -> None:
    index_files(Archive(ArchiveSettings(tmp_path / "home"), None), [SAMPLES / "ID2098_019.txt"])
    with recording(lambda _: "", "silent") as (recorded, url):
        given = {"PRISNOTAT_MODEL": "openai:prøve", "PRISNOTAT_MODEL_URL": url, "PRISNOTAT_MODEL_TRUST": "local"}
        with served(tmp_path, "--demo", PRISNOTAT_EMBEDDING="none", **given) as app:
            page = chromium.new_context(locale="nb-NO").new_page()
            page.set_default_timeout(SLOW)
            page.goto(f"{app.address}/ask")
            page.get_by_placeholder("Spør om beslutninger").fill(QUESTION)
            page.keyboard.press("Enter")
            page.get_by_text("Skriver svaret …").wait_for()
            assert recorded.arrived.wait(SLOW / 1000)
            assert page.get_by_text("svært usikker").count() == 0
            page.get_by_role("button", name="Stopp", exact=False).last.click()
            page.get_by_text("Språkmodellen ble stoppet").wait_for()
            assert page.get_by_text("svært usikker").count() > 0
            assert page.get_by_text("Skriver svaret …").count() == 0
