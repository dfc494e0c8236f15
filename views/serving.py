"""What stands around every answer of the server: who asks, what a page may load and run, and what is not served at all.

`app.py` puts it around Streamlit. Nothing here knows a case or a price.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import secrets
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from corpus.machine.crash_dumps import no_crash_dumps
from corpus.machine.private_files import private_umask
from views.review.section_text_area import AUTOSAVE
from views.shared import served_files
from views.shared.served_files import ASKING, BROWSER_COOKIE

# The sizes of what is kept in memory (and so, by a digit more or less, prices), and an interface for programs.
CLOSED = ("_stcore/metrics", "_stcore/agent/")
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
A_YEAR = 365 * 24 * 3600


def content_security_policy() -> str:
    """What a page may load and run.

    Scripts: Streamlit's own files; its one inline script and ours that saves while you type, each by its hash; and
    `blob:`, since Streamlit starts a component's script (the price slider) from one; no text becomes a script. Styles:
    Streamlit sets them inline. Pictures: from this server or made in the page, so that none in a name is fetched.
    """
    index = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    inline = " ".join(f"'{_hash(script)}'" for script in SCRIPT.findall(index) + SCRIPT.findall(AUTOSAVE))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {inline}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "frame-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class Serving:
    """Around every request: closed addresses, the browser that asks, and the headers of the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        browser = HTTPConnection(scope).cookies.get(BROWSER_COOKIE, "")
        media = "/media/" in scope["path"] and "/static/" not in scope["path"]

        begun = False

        async def send_safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if media:
                    headers["Cache-Control"] = "no-store"
                elif not browser and headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", _new_cookie(secure=scope.get("scheme") == "https"))
            await send(message)

        asked = ASKING.set(browser)
        try:
            if any(closed in scope["path"] for closed in CLOSED):
                await PlainTextResponse("Not Found", status_code=404)(scope, receive, send_safely)
            else:
                await self.app(scope, receive, send_safely)
        except Exception as error:  # the server's own answer to an error would lack the headers
            logging.getLogger("prisnotat").log(logging.ERROR, "%s i et svar fra tjeneren", type(error).__name__)
            if not begun:
                await PlainTextResponse("Internal Server Error", status_code=500)(scope, receive, send_safely)
        finally:
            ASKING.reset(asked)


def _new_cookie(*, secure: bool) -> str:
    """A random name for a browser that has none; no script can read it, and no other site can send it."""
    flags = f"Path=/; Max-Age={A_YEAR}; HttpOnly; SameSite=Strict{'; Secure' if secure else ''}"
    return f"{BROWSER_COOKIE}={secrets.token_urlsafe(32)}; {flags}"


def middleware() -> list[Middleware]:
    """What `app.py` gives Streamlit's server, which from then on leaves nothing behind that others can read."""
    no_crash_dumps()
    private_umask()
    served_files.install()
    return [Middleware(Serving)]
