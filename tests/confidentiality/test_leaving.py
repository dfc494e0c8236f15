"""Canaries in case, report and archive: embeddings' traffic, Chroma's folder, temporary files, logs, crashes.

The chat traffic has its own tests (tests/writing/test_model_writer.py), as have the app's pages (tests/app).
"""

from __future__ import annotations

import base64
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.indexing import index_files
from corpus.errors import UserError
from corpus.search.search import search
from drafting.case.file import parse_case
from drafting.drafts.draft import draft_note
from drafting.drafts.model_draft import draft_with_model
from drafting.editing.saved_draft import open_draft, start_case
from drafting.house_style.earlier_paragraphs import earlier_paragraphs
from drafting.model.gateway import ModelDoor
from drafting.publishing.gate import internal_files, public_files
from drafting.settings import settings
from drafting.store.store import User, open_store
from drafting.writing.rewriting.desk import Manner
from tests.confidentiality.canaries import CANARIES, assert_no_canary, assert_no_canary_under
from tests.confidentiality.test_back_calculation import TABLE
from tests.writing.recording_server import Recorded, recording

PRICE, COMPARATOR, REPORTED, ARCHIVED = CANARIES
ROOT = Path(__file__).parents[2]
CASE = TABLE["bases"]["gen"].replace("600000", str(PRICE)).replace("1000000", "9000000").replace("150000", "2000.50")
OPEN_NOTE = "Prisnotat\n\nPristilbud\n\nPrisen til Omegamab er forhandlet. Maks-AUP er 1 234 567 NOK.\n"


def texts_of_canaries() -> list[bytes]:
    """The canaries as bytes that a file may hold them in, beyond what `assert_no_canary` reads."""
    forms = [f"{value}" for value in CANARIES] + [f"{int(value):,}".replace(",", " ") for value in CANARIES]
    return [code for form in forms for code in (form.encode("utf-16-le"), base64.b64encode(form.encode())[:-4])]


def assert_silent(content: bytes, place: str) -> None:
    assert_no_canary(content, place)
    assert not any(code in content for code in texts_of_canaries()), place


@pytest.fixture
def server() -> Iterator[tuple[Recorded, str]]:
    with recording(lambda asked: "{}") as found:
        yield found


def confidential_archive(tmp_path: Path, url: str, trust: str) -> Archive:
    """An archive of one open note and one confidential report with canaries, embedded at the recording server."""
    papers = tmp_path / "papirer"
    (papers / "internt").mkdir(parents=True)
    (papers / "apent.txt").write_text(OPEN_NOTE, encoding="utf-8")
    secret = f"Prisnotat\n\nPristilbud\n\nPrisen til Omegamab er {ARCHIVED} NOK med RHF-AUP, mot {REPORTED} NOK.\n"
    (papers / "internt/lukket.txt").write_text(secret, encoding="utf-8")
    archive, _ = open_archive(ArchiveSettings(tmp_path / "home", "", "prøve", url, trust))
    index_files(archive, [papers / "apent.txt"])
    index_files(archive, [papers / "internt"], confidential=True)
    return archive


def test_embeddings_at_an_external_endpoint_get_nothing_confidential(
    tmp_path: Path, server: tuple[Recorded, str]
) -> None:
    recorded, url = server
    archive = confidential_archive(tmp_path, url, "external")
    for confidential in (False, True):
        search(archive, "Hva er prisen på Omegamab?", confidential=confidential)
    search(archive, f"Er prisen på Omegamab {ARCHIVED} NOK?", confidential=True)  # who sees prices may type one
    earlier_paragraphs(archive.settings, parse_case(CASE).case, local=False)
    assert recorded.bodies, "the open note is embedded"
    assert any(b"Omegamab" in body for body in recorded.bodies)
    for body in (*recorded.bodies, *(line.encode() for line in (*recorded.headers, *recorded.paths))):
        assert_silent(body, "embeddings' traffic")
    assert_no_canary_under(archive.settings.folder / "vectors")


def test_chromas_folder_holds_no_text_even_of_what_is_embedded_locally(
    tmp_path: Path, server: tuple[Recorded, str]
) -> None:
    recorded, url = server
    archive = confidential_archive(tmp_path, url, "local")
    told = b"".join(recorded.bodies)
    assert str(ARCHIVED).encode() in told, "a local endpoint is trusted with it, so the canary was really there"
    vectors = archive.settings.folder / "vectors"
    assert any(path.is_file() for path in vectors.rglob("*"))
    for path in vectors.rglob("*"):
        if path.is_file():
            assert_silent(path.read_bytes(), path.name)


def test_a_whole_draft_leaves_nothing_in_traffic_logs_temporary_files_or_store(
    tmp_path: Path, server: tuple[Recorded, str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded, url = server
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    caplog.set_level(logging.DEBUG)
    report = (
        ROOT / "corpus/samples/ID2099_001.pdf"
    ).read_bytes() + f"\n% notat til oss selv: {REPORTED} NOK RHF-AUP\n".encode()
    store = open_store(settings({"PRISNOTAT_HOME": str(tmp_path / "home")}))
    start_case(store, CASE, User("Ada", "fagrådgiver"), report, "rapport.pdf")
    saved = open_draft(store, "ID2099_101")
    internal_files(saved.draft)
    public = public_files(draft_note(parse_case(CASE)))
    draft_with_model(parse_case(CASE), None, ModelDoor("prøve", f"{url}"), Manner(only=["oppsummering"]))
    store.engine.dispose()
    assert recorded.bodies
    for body in recorded.bodies:
        assert_silent(body, "chat traffic")
    for name, content in public.items():
        assert_silent(content, name)
    assert_silent(caplog.text.encode(), "the log")
    assert_no_canary_under(temporary)
    for path in (tmp_path / "home").rglob("*"):
        if path.is_file():
            assert_silent(path.read_bytes(), path.name)


CRASH = """
import faulthandler, os, sys
faulthandler.enable()
from corpus.machine.crash_dumps import no_crash_dumps
no_crash_dumps()
from drafting.case.file import parse_case
from drafting.drafts.draft import draft_note
draft = draft_note(parse_case(sys.stdin.read()))
def crash(price):
    os.abort() if sys.argv[1] == "abort" else os.kill(os.getpid(), int(sys.argv[1]))
crash(draft.case_file.case.offer.packages[0].rhf_aup)
"""


@pytest.mark.parametrize("how", ["abort", "11", "9"])
def test_a_crash_leaves_no_dump_and_tells_nothing(tmp_path: Path, how: str) -> None:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", CRASH, how], input=CASE.encode(), cwd=tmp_path, env=env,
        capture_output=True, check=False, timeout=120, preexec_fn=_allow_dumps,
    )  # fmt: skip
    assert done.returncode < 0
    assert done.returncode == -9 or b"Fatal Python error" in done.stderr
    assert_silent(done.stdout + done.stderr, "what a crash prints")
    assert list(tmp_path.iterdir()) == []


def _allow_dumps() -> None:
    import resource

    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def test_every_door_forbids_dumps() -> None:
    for door in ("cli.py", "app.py", "corpus/reading/worker.py"):
        assert "    no_crash_dumps()\n" in (ROOT / door).read_text(encoding="utf-8"), door


def test_a_report_that_kills_its_reader_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child that parses is stopped in the middle: its bytes came in a pipe and are nowhere else."""
    from corpus.reading.isolation import parse_isolated

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises(UserError) as caught:
        parse_isolated(b"%PDF-1.7\n" + str(REPORTED).encode() * 50, "rapport.pdf", seconds=0.001)
    assert_silent(caught.value.line.encode(), "the error")
    assert_no_canary_under(tmp_path)
