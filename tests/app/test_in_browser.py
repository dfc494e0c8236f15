"""The app as a user meets it, in real Chromium: one server and one demo case, in the order a user would go."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drafting.calculations.calculation import calculate, with_rhf_aup
from drafting.case.file import CaseFile, read_case
from drafting.confidentiality.leaks.leaks import find_leaks, secrets_of
from tests.app.conftest import ROOT, RunningApp

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]
SLOW = 90_000  # ms; the machine may be busy
ASKED: set[str] = set()  # every address that the browser asked for
SENTENCE = "Behandlingen startes på sykehus og kan fortsette hjemme."


@pytest.fixture(scope="module")
def demo() -> CaseFile:
    return read_case(ROOT / "corpus" / "samples" / "demo.yaml")


@pytest.fixture(autouse=True)
def this_machine_only() -> Iterator[None]:
    """No page asks for anything outside this machine."""
    yield
    assert [address for address in ASKED if not address.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []


def opened(browser: Browser, app: RunningApp, page_name: str = "", width: int = 1380) -> Page:
    """A new browser session on a page of the app."""
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="nb-NO").new_page()
    page.on("request", lambda request: ASKED.add(request.url.split("?")[0]))
    page.set_default_timeout(SLOW)
    page.goto(f"{app.address}/{page_name}")
    page.wait_for_selector("h1")
    settled(page)
    return page


def settled(page: Page) -> None:
    """Waits until the script has run to its end."""
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
        " && !document.querySelector('[data-stale=true]')"
    )


def choose(page: Page, text: str) -> None:
    page.get_by_text(text, exact=True).first.click()
    page.wait_for_timeout(150)
    settled(page)


def test_the_demo_stands_drafted_on_the_first_page(chromium: Browser, running_app: RunningApp) -> None:
    page = opened(chromium, running_app)
    page.get_by_text(re.compile(r"0 av \d+ deler godkjent")).wait_for()
    assert page.get_by_text("ID2099_001").count()
    assert ASKED
    page.wait_for_selector("[data-testid=stRadio] label:has-text('Pristilbud')")
    page.wait_for_selector("text=Prisnotatet bygger på")
    page.context.close()


def test_every_figure_stands_as_it_is_calculated(chromium: Browser, running_app: RunningApp, demo: CaseFile) -> None:
    page = opened(chromium, running_app, "figures")
    page.wait_for_selector("table.grid")
    shown = page.locator("table.grid").first.inner_text().replace("\u00a0", " ")
    for figure in calculate(demo.case).values():
        assert figure.display in shown
    page.context.close()


def test_the_slider_moves_every_figure_in_under_200_ms(
    chromium: Browser, running_app: RunningApp, demo: CaseFile
) -> None:
    page = opened(chromium, running_app, "figures")
    choose(page, "Hva om")
    slider = page.get_by_role("slider")
    slider.wait_for()
    table = page.locator(".prices table")
    took = []
    for _ in range(12):
        before = table.inner_text()
        start = time.perf_counter()
        slider.press("ArrowLeft")
        page.wait_for_function(
            "old => document.querySelector('.prices table').innerText !== old", arg=before, polling="raf"
        )
        took.append(time.perf_counter() - start)
    assert sorted(took)[6] < 0.2
    price = Decimal("".join(sign for sign in page.locator(".prices output").inner_text() if sign.isdigit()))
    shown = table.inner_text().replace("\u00a0", " ")
    for figure in with_rhf_aup(demo.case, "099001", price).values():
        if figure.confidential:
            assert figure.display in shown, figure.key
    page.context.close()


def test_an_edit_is_saved_while_typing_and_survives_a_closed_browser(
    chromium: Browser, running_app: RunningApp
) -> None:
    page = opened(chromium, running_app, "review")
    choose(page, "Rediger")
    area = page.get_by_role("textbox", name=re.compile("Tekst: Bakgrunn"))
    area.click()
    area.press("Control+End")
    area.type(f"\n\n{SENTENCE}")
    page.wait_for_selector("text=/Versjon \\d+, lagret av Kari Demo/")
    assert SENTENCE in area.input_value()
    page.context.close()
    again = opened(chromium, running_app, "review")
    again.wait_for_selector(f"text={SENTENCE}")
    again.wait_for_selector("text=redigert")
    again.context.close()


def test_publishing_is_refused_until_all_is_approved_and_then_done(
    chromium: Browser, running_app: RunningApp, demo: CaseFile, tmp_path: Path
) -> None:
    page = opened(chromium, running_app, "review")
    choose(page, "Last ned og publiser")
    page.get_by_role("button", name="Publiser", exact=True).click()
    page.wait_for_selector("text=/Notatet kan ikke publiseres/")
    choose(page, "Delene")
    page.wait_for_selector("[role=radiogroup] label")
    labels = page.locator("[data-testid=stRadio] label").filter(has=page.locator("input"))
    total = labels.count()
    for place in range(total):
        labels.nth(place).click()
        settled(page)
        page.get_by_role("button", name="Godkjenn delen").click()
        page.wait_for_selector(f"text=/^{place + 1} av {total} deler godkjent/")
        settled(page)
    choose(page, "Last ned og publiser")
    page.get_by_role("button", name="Publiser", exact=True).click()
    page.wait_for_selector("text=/Publisert. Filene er uten UTKAST/")
    secrets = secrets_of(demo.case, calculate(demo.case))
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Offentlig versjon ({ending})").last.click()
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(start)
        assert find_leaks(content, secrets, name=f"public.{ending}") == ()
    page.context.close()
    again = opened(chromium, running_app)
    again.wait_for_selector(f"text=/{total} av {total} deler godkjent/")
    again.get_by_role("link", name="Oversikt", exact=True).click()
    again.wait_for_selector("text=/Publisert/")
    again.context.close()


def test_a_reader_receives_no_secret_in_any_byte(chromium: Browser, running_app: RunningApp, demo: CaseFile) -> None:
    context = chromium.new_context(locale="nb-NO")
    page = context.new_page()
    page.on("request", lambda request: ASKED.add(request.url.split("?")[0]))
    page.set_default_timeout(SLOW)
    received: list[bytes] = []

    def keep(data: bytes | str) -> None:
        received.append(data.encode() if isinstance(data, str) else data)

    page.goto(running_app.address)
    page.get_by_role("button", name="Bytt bruker").click()
    page.get_by_label("Navn").fill("Lise Leser")
    page.get_by_role("combobox").click()
    page.get_by_text("Leser (offentlig visning)").click()
    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    page.get_by_role("button", name="Fortsett").click()
    page.wait_for_selector("text=Lise Leser · leser")
    for name in ("Gjennomgang", "Tall", "Arkiv", "Ny sak", "Oversikt"):
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_selector(f"h1:has-text('{name}')")
        settled(page)
        page.wait_for_timeout(700)
        settled(page)
        received.append(page.content().encode())
    kept = page.evaluate(
        "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    )
    received += [kept.encode(), str(context.storage_state(indexed_db=True)).encode()]
    everything = b"\n".join(received).decode("utf-8", "replace").replace("\u00a0", " ")
    assert "[unntatt offentlighet]" in everything
    assert "Oppsummering" in everything
    for figure in calculate(demo.case).values():
        if figure.confidential and len(figure.display) > 6:
            assert figure.display not in everything, figure.key
    for amount in demo.case.secrets.values():
        assert f"{amount.value:f}" not in everything
    assert received
    context.close()


def test_nothing_is_cut_off_in_a_narrow_window(chromium: Browser, running_app: RunningApp) -> None:
    page = opened(chromium, running_app, width=600)
    for name in ("", "review", "figures", "archive", "new_note"):
        page.goto(f"{running_app.address}/{name}")
        page.wait_for_selector("h1")
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    page.context.close()


def test_the_servers_log_holds_no_secret_and_no_error(running_app: RunningApp, demo: CaseFile) -> None:
    log = running_app.log.read_text()
    assert "Traceback" not in log
    for amount in demo.case.secrets.values():
        assert f"{amount.value:f}" not in log
        assert f"{amount.value:f}".encode() not in b"".join(
            path.read_bytes() for path in running_app.home.rglob("*") if path.is_file()
        )
