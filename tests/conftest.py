"""Shared fixtures; the guard that no test reaches a real model or the network; skips that CI turns into failures."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkGuard(RuntimeError):
    """A test tried to leave the machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection that is not loopback or a local socket, and hides every key a model could use."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise NetworkGuard(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in [name for name in os.environ if name.startswith("PRISNOTAT_") or name.endswith("_API_KEY")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared() -> Path:
    """../shared with the two real notes and their case files."""
    return SHARED


def _missing(item: pytest.Item) -> tuple[str, str] | None:
    """What a marked test needs and this machine lacks, with the variable that turns the skip into a failure."""
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        return "../shared", "REQUIRE_SHARED"
    if item.get_closest_marker("browser") and not (shutil.which("chromium") or shutil.which("google-chrome")):
        return "Chromium", "REQUIRE_BROWSER"
    if item.get_closest_marker("office") and not shutil.which("soffice"):
        return "LibreOffice", "CI"
    if item.get_closest_marker("ocr") and not shutil.which("tesseract"):
        return "Tesseract", "CI"
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = _missing(item)
    if missing:
        what, variable = missing
        if os.environ.get(variable):
            pytest.fail(f"{what} is missing, and {variable} is set")
        pytest.skip(f"{what} is missing")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has its own data folder."""
    monkeypatch.setenv("PRISNOTAT_HOME", str(tmp_path / "home"))
