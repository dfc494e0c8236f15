"""What the running server gives out, and to whom: files, page pictures, headers. A real process on loopback."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from drafting.calculations.calculation import calculate
from drafting.case.file import read_case
from drafting.editing.final_files import files_for
from drafting.store.store import User
from tests.app.conftest import ROOT, RunningApp
from tests.app.test_in_browser import choose, settled
from views.review.downloads import MIMES
from views.shared.served_files import BROWSER_COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("app")]
SLOW = 90_000  # ms; the machine may be busy
PAGES = ("", "review", "figures", "archive", "new_note", "check_note", "decisions", "phrases", "ask", "evaluation")
TITLES = (
    "Gjennomgang",
    "Tall",
    "Arkiv",
    "Ny sak",
    "Kontroll",
    "Beslutninger",
    "Fraser",
    "Spør arkivet",
    "Måling",
    "Oversikt",
)
SERVED = (
    "/",
    "/review",
    "/nothing-here",
    "/_stcore/health",
    "/_stcore/host-config",
    "/media/x.pdf",
    "/_stcore/metrics",
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(address: str, cookie: str = "", method: str = "GET", **headers: str) -> Reply:
    """One request without a browser."""
    request = urllib.request.Request(address, method=method, headers=headers)
    if cookie:
        request.add_header("Cookie", f"{BROWSER_COOKIE}={cookie}")
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return Reply(reply.status, {key.lower(): value for key, value in reply.headers.items()}, reply.read())
    except urllib.error.HTTPError as error:
        return Reply(error.code, {key.lower(): value for key, value in error.headers.items()}, error.read())


def cookie_of(context: BrowserContext) -> str:
    found = [cookie for cookie in context.cookies() if cookie["name"] == BROWSER_COOKIE]
    assert [cookie["httpOnly"] for cookie in found] == [True]
    return str(found[0]["value"])


def entered(browser: Browser, app: RunningApp, role: str = "") -> Page:
    """A new browser on the demo case; signed in anew in the role, or as the demo's user."""
    page = browser.new_context(viewport={"width": 1380, "height": 900}, locale="nb-NO").new_page()
    page.set_default_timeout(SLOW)
    page.goto(app.address)
    page.wait_for_selector("h1")
    settled(page)
    if role:
        sign_in(page, role)
    return page


def sign_in(page: Page, role: str) -> None:
    page.get_by_role("button", name="Bytt bruker").click()
    page.get_by_label("Navn").fill("Tove Test")
    page.get_by_role("combobox").click()
    page.get_by_text(role, exact=True).click()
    page.get_by_role("button", name="Fortsett").click()
    page.wait_for_selector("text=Tove Test ·")
    settled(page)


@dataclass(frozen=True)
class Adviser:
    """An open session of one who may see the secrets, and what it was served: addresses with their bytes."""

    page: Page
    cookie: str
    files: dict[str, bytes]
    picture: str


@pytest.fixture
def adviser(chromium: Browser, running_app: RunningApp) -> Iterator[Adviser]:
    page = entered(chromium, running_app)
    page.goto(f"{running_app.address}/review")
    page.get_by_role("button", name="Vis side").first.click()
    image = page.locator("[role=dialog] img")
    image.wait_for()
    picture = str(image.evaluate("image => image.src"))
    page.keyboard.press("Escape")
    choose(page, "Last ned og publiser")
    page.get_by_role("button", name="Lag utkastene").click()
    page.wait_for_selector("text=Intern versjon (pdf)")
    settled(page)
    files = {}
    for name in ("Intern versjon (docx)", "Intern versjon (pdf)", "Offentlig versjon (pdf)"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        files[download.value.url] = Path(download.value.path()).read_bytes()
    yield Adviser(page, cookie_of(page.context), files, picture)
    page.context.close()


def gone(address: str, cookie: str, seconds: float = 3) -> bool:
    """Whether the address stops answering; a closed socket takes the server a moment to notice."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ask(address, cookie).status == 404:
            return True
        time.sleep(0.1)
    return False


def test_a_file_is_served_to_the_browser_it_was_made_for(adviser: Adviser) -> None:
    for address, content in adviser.files.items():
        reply = ask(address, adviser.cookie)
        assert (reply.status, reply.body) == (200, content)
        assert reply.headers["cache-control"] == "no-store"
    assert len(set(adviser.files.values())) == 3


def test_nobody_else_gets_a_byte_of_it(chromium: Browser, running_app: RunningApp, adviser: Adviser) -> None:
    other = entered(chromium, running_app)
    others = ("", "x", adviser.cookie[:-1], adviser.cookie + "A", adviser.cookie.swapcase(), cookie_of(other.context))
    reader = entered(chromium, running_app, "Leser (offentlig visning)")
    refused = ask(f"{running_app.address}/media/{'A' * 43}.pdf").body
    for address in (*adviser.files, adviser.picture):
        bare = address.rsplit(".", 1)[0]
        for cookie in (*others, cookie_of(reader.context)):
            for asked in (address, bare, f"{bare}.x", f"{address}?a=1", address.replace("/media/", "//media/")):
                for method, headers in (("GET", {}), ("HEAD", {}), ("GET", {"Range": "bytes=0-9"})):
                    reply = ask(asked, cookie, method, **headers)
                    assert reply.status in (400, 404), (asked, cookie, method)
                    assert reply.body in (b"", refused, b"Bad Request"), (asked, method)
    for page in (other, reader):
        assert page.goto(next(iter(adviser.files))).status == 404  # type: ignore[union-attr]
        page.context.close()


def test_the_address_cannot_be_worked_out_from_the_bytes(
    chromium: Browser, running_app: RunningApp, adviser: Adviser
) -> None:
    for address, content in adviser.files.items():
        ending = address.rsplit(".", 1)[1]
        for kind in ("internal", "public", "intern", "offentlig"):
            for name in (None, f"ID2099_001_{kind}_utkast.{ending}", f"{kind}.{ending}"):
                guess = _calculate_file_id(content, MIMES[ending], name)
                assert guess not in address
                assert ask(f"{running_app.address}/media/{guess}.{ending}", adviser.cookie).status == 404
        assert len(address.rsplit("/", 1)[1].split(".")[0]) == 43  # 256 bits
    again = entered(chromium, running_app)
    again.goto(f"{running_app.address}/review")
    choose(again, "Last ned og publiser")
    again.get_by_role("button", name="Lag utkastene").click()
    with again.expect_download() as download:
        again.get_by_role("button", name="Intern versjon (pdf)").click()
    assert Path(download.value.path()).read_bytes() in adviser.files.values()
    assert download.value.url not in adviser.files
    again.context.close()


@pytest.mark.parametrize("ended", ["closed", "left", "reloaded", "another user"])
def test_when_the_session_ends_it_is_gone_at_once(running_app: RunningApp, adviser: Adviser, ended: str) -> None:
    ends: dict[str, Callable[[], object]] = {
        "closed": adviser.page.close,
        "left": lambda: adviser.page.goto("about:blank"),
        "reloaded": adviser.page.reload,
        "another user": lambda: sign_in(adviser.page, "Leser (offentlig visning)"),
    }
    ends[ended]()
    for address in (*adviser.files, adviser.picture):
        assert gone(address, adviser.cookie), ended


def test_a_reader_is_given_no_internal_byte_by_any_response(chromium: Browser, running_app: RunningApp) -> None:
    page = entered(chromium, running_app)
    received: list[bytes] = []
    addresses: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(_bytes(data))))
    page.on("response", lambda reply: addresses.append(reply.url))
    page.goto("about:blank")
    page.goto(running_app.address)  # a new session: what the demo's user was sent is not asked about
    page.get_by_role("button", name="Bytt bruker").wait_for()
    settled(page)
    received.clear()
    sign_in(page, "Leser (offentlig visning)")
    for name in TITLES:
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_selector("h1")
        settled(page)
        page.wait_for_timeout(500)
        received.append(page.content().encode())
    cookie = cookie_of(page.context)
    received += [ask(address, cookie).body for address in dict.fromkeys(addresses) if "/media/" in address]
    told = b"\n".join(received).decode("utf-8", "replace").replace("\u00a0", " ")
    case = read_case(ROOT / "corpus" / "samples" / "demo.yaml").case
    assert "unntatt" in told
    for figure in calculate(case).values():
        if figure.confidential and len(figure.display) > 6:
            assert figure.display not in told, figure.key
    for amount in case.secrets.values():
        assert f"{amount.value:f}" not in told
    page.context.close()


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


@pytest.mark.parametrize("path", SERVED)
def test_every_answer_carries_the_headers(running_app: RunningApp, path: str) -> None:
    reply = ask(running_app.address + path)
    policy = reply.headers["content-security-policy"]
    for directive in (
        "default-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "img-src 'self' data: blob:",
    ):
        assert directive in policy.split("; ")
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "*" not in policy
    assert "http" not in policy
    assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "path", ["_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/agent/mcp", "x/_stcore/metrics"]
)
def test_what_tells_sizes_or_drives_pages_is_not_served(running_app: RunningApp, path: str) -> None:
    for method in ("GET", "POST"):
        reply = ask(f"{running_app.address}/{path}", method=method)
        assert (reply.status, reply.body) == (404, b"Not Found")


def test_the_policy_stops_nothing_that_the_pages_need(chromium: Browser, running_app: RunningApp) -> None:
    page = entered(chromium, running_app)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    for name in PAGES:
        page.goto(f"{running_app.address}/{name}")
        page.wait_for_selector("h1")
        settled(page)
    page.goto(f"{running_app.address}/figures")
    choose(page, "Følsomhet")
    page.wait_for_selector("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
    assert [line for line in told if "Content Security Policy" in line] == []
    page.evaluate("() => document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))")
    page.evaluate("() => document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran=1'}))")
    page.wait_for_timeout(300)
    assert sum("Content Security Policy" in line for line in told) == 2
    assert page.evaluate("() => window.ran") is None
    page.context.close()


@pytest.mark.parametrize("role", ["leser", "", "Fagrådgiver", "gjest", "program"])
def test_only_one_who_may_write_is_given_internal_files(role: str) -> None:
    files = {"internal.docx": b"i", "internal.pdf": b"i", "public.docx": b"o", "public.pdf": b"o", "checklist.md": b"c"}
    assert set(files_for(User("A", role), files)) == {"public.docx", "public.pdf"}
    for writer in ("fagrådgiver", "fagsjef"):
        assert files_for(User("A", writer), files) == files
