"""Språkmodell in real Chromium, with a slow server on loopback: the writing shows by itself, stops, and is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from writing.models import FREE, freely, rewritten
from writing.recording_server import recording

from tests.app.conftest import served
from tests.app.test_in_browser import choose, opened, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]


def test_a_writing_is_followed_stopped_begun_again_and_taken_in(chromium: Browser, tmp_path: Path) -> None:
    with recording(rewritten, "silent") as (recorded, url):
        settings = {"PRISNOTAT_MODEL": "openai:prøve", "PRISNOTAT_MODEL_URL": url}
        with served(tmp_path, "--demo", **settings) as app:
            page = opened(chromium, app, "review")
            choose(page, "Oppsummering")
            choose(page, "Språkmodell")
            page.get_by_role("button", name="Skriv forslag").click()
            page.wait_for_selector("text=/Forsøk 1 av inntil 3: venter på svar/")
            page.get_by_role("button", name="Avbryt").click()
            page.wait_for_selector("text=/Skrivingen ble avbrutt/")
            recorded.mode = "slow"
            page.get_by_role("button", name="Skriv forslag").click()
            page.wait_for_selector("text=/tegn mottatt, ikke kontrollert ennå/")
            page.wait_for_selector("ins:has-text('gjennomført')")
            page.set_viewport_size({"width": 600, "height": 900})
            settled(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            page.get_by_role("button", name="Ta inn alle (2)").click()
            page.wait_for_selector("text=/Versjon 2, lagret av Kari Demo: modellens tekst/")
            page.get_by_role("button", name="Angre: hent tilbake versjon 1").click()
            page.wait_for_selector("text=/Versjon 3, lagret av Kari Demo: programmets tekst/")
            page.context.close()
        assert "Traceback" not in app.log.read_text()


def test_a_refused_text_is_put_into_the_editor_and_what_was_typed_last_is_saved(
    chromium: Browser, tmp_path: Path
) -> None:
    with recording(freely) as (_, url):
        settings = {"PRISNOTAT_MODEL": "openai:prøve", "PRISNOTAT_MODEL_URL": url}
        with served(tmp_path, "--demo", **settings) as app:
            page = opened(chromium, app, "review")
            choose(page, "Oppsummering")
            choose(page, "Språkmodell")
            page.get_by_role("button", name="Skriv forslag").click()
            page.wait_for_selector(".unchecked:has-text('Ikke kontrollert')")
            page.set_viewport_size({"width": 400, "height": 900})
            settled(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            page.get_by_role("button", name="Rediger som min tekst").first.click()
            area = page.get_by_role("textbox", name="Tekst: Oppsummering")
            area.wait_for()
            assert FREE in area.input_value()
            area.press("Control+End")
            area.type(" Mitt siste ord.")
            page.get_by_role("button", name="Lagre som min tekst").click()
            page.wait_for_selector("text=/Versjon 2, lagret av Kari Demo: redigert/")
            choose(page, "Intern")
            page.wait_for_selector("text=/Mitt siste ord/")
            page.context.close()
        assert "Traceback" not in app.log.read_text()
