"""Shared fixtures; the guard that no test reaches a real model or the network; skips that CI turns into failures."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import Document
from corpus.reading import isolation
from drafting.findings import Finding, fault_of
from tests.cli.warm import Warm

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
# Left out of `make test-fast`: other processes, whole reports and archives, and the searches of many examples.
SLOW = (
    "app/",
    "cli/",
    "confidentiality/test_audit_against_brute_force.py",
    "confidentiality/test_audit_statements.py",
    "confidentiality/test_gate.py",
    "confidentiality/test_interference.py",
    "confidentiality/test_leaving.py",
    "corpus/test_bad_input.py",
    "corpus/test_damaged_archive.py",
    "corpus/test_embedding_endpoint.py",
    "corpus/test_indexing.py",
    "corpus/test_mending.py",
    "corpus/test_register.py",
    "corpus/test_search.py",
    "corpus/test_vector_cache.py",
    "drafting/test_corrections.py",
    "drafting/test_model_proposal.py",
    "eval/",
    "export/test_workbook.py",
    "writing/test_model_writer.py",
)
PARSE = isolation.parse_isolated
READ: dict[tuple[bytes, str, bool], Document] = {}  # documents are never changed, so all may have the same
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


MAKE_FINDING = Finding.__init__


def _made(self: Finding, *args: Any, **named: Any) -> None:
    """A finding whose code or severity the table does not allow fails the test that made it."""
    MAKE_FINDING(self, *args, **named)
    fault = fault_of(self)
    assert not fault, fault


Finding.__init__ = _made  # type: ignore[method-assign]


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(ROOT / "tests").as_posix().startswith(SLOW):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """The server that runs of `prisnotat` are split off from, one for each worker of the run."""
    server = Warm()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def read_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF or Word file that was read is not read again by the same worker; where reading itself is tested, it is."""
    if request.path.parent.name == "corpus" or request.path.name == "test_leaving.py":
        return

    def parse(data: bytes, name: str, *, ocr: bool = True, seconds: float = isolation.SECONDS) -> Document:
        key = (hashlib.sha256(data).digest(), name, ocr)
        if seconds != isolation.SECONDS:
            return PARSE(data, name, ocr=ocr, seconds=seconds)
        if key not in READ:
            READ[key] = PARSE(data, name, ocr=ocr)
        return READ[key]

    monkeypatch.setattr(isolation, "parse_isolated", parse)


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
