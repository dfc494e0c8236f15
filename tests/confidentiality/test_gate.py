"""The gate, tried at every door: nothing public passes beside it, and an override needs role, reason and log."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import Refused
from drafting.calculations.calculation import calculate
from drafting.case.file import CaseFile, parse_case
from drafting.drafts.draft import Draft, draft_note
from drafting.editing.final_files import publish
from drafting.editing.saved_draft import approve_section, open_draft, start_case
from drafting.publishing.draft_files import write_draft
from drafting.publishing.gate import (
    Override,
    check_can_write_public,
    internal_files,
    public_blocks,
    public_files,
    write_workbook,
)
from drafting.settings import settings
from drafting.store.store import Store, User, open_store
from tests.cli.warm import Warm
from tests.confidentiality.test_back_calculation import TABLE

ADVISER, HEAD = User("Ada Adviser", "fagrådgiver"), User("Siri Sjef", "fagsjef")
REASON = "Vurdert sammen med leverandøren."
STOPPED = TABLE["bases"]["at_max"]  # Maks-AUP is hidden beside the price, and tells it
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus/samples"
METHOD = "ID2099_001"
DEMO = (SAMPLES / "demo.yaml").read_text("utf-8")


def draft_of(text: str = STOPPED) -> Draft:
    return draft_note(parse_case(text))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(settings({"PRISNOTAT_HOME": str(tmp_path / "home")}))
    text = re.sub(r"max_aup: [\d.]+", "max_aup: 30655.80", DEMO, count=1)
    start_case(found, text, ADVISER, (SAMPLES / f"{METHOD}.pdf").read_bytes(), "rapport.pdf")
    saved = open_draft(found, METHOD)
    for section in saved.draft.note.sections:
        approve_section(found, saved, section.key, ADVISER)
    yield found
    found.engine.dispose()


def test_no_public_function_writes_a_public_file_past_the_gate(tmp_path: Path) -> None:
    draft, out = draft_of(), tmp_path / "ut"
    case, figures = draft.case_file.case, draft.figures
    ways: list[Callable[[], object]] = [
        lambda: public_files(draft),
        lambda: public_files(draft, final=True),
        lambda: write_workbook(case, figures, out / "offentlig.xlsx", "public"),
    ]
    for way in ways:
        with pytest.raises(Refused, match="stoppet") as refused:
            way()
        assert "12 000" not in refused.value.listed
    written = write_draft(draft, out)
    assert written.blocked
    assert {path.name for path in out.iterdir()} == {
        "note.md", "internal.docx", "internal.pdf", "checklist.md", "trace.json"
    }  # fmt: skip
    assert set(internal_files(draft)) == {"internal.docx", "internal.pdf"}


@pytest.mark.parametrize(
    ("override", "told"),
    [
        (Override("Ada", "fagrådgiver", REASON, lambda: None), "Bare fagsjef"),
        (Override("Siri", "leser", REASON, lambda: None), "Bare fagsjef"),
        (Override("Siri", "fagsjef", "", lambda: None), "begrunnelse"),
        (Override("Siri", "fagsjef", "   ja      \n ", lambda: None), "begrunnelse"),
        (Override("Siri", "fagsjef", REASON), "loggen"),
    ],
)
def test_an_override_without_role_reason_or_log_opens_nothing(override: Override, told: str) -> None:
    with pytest.raises(Refused, match=told):
        public_files(draft_of(), override=override)


def test_in_python_an_override_is_the_approvers_own_and_is_logged_when_it_was_used(store: Store) -> None:
    for user, override in (
        (ADVISER, None),
        (ADVISER, Override(ADVISER.name, ADVISER.role, REASON)),
        (ADVISER, Override(HEAD.name, HEAD.role, REASON)),
        (HEAD, None),
        (HEAD, Override("En annen", HEAD.role, REASON)),
        (HEAD, Override(HEAD.name, HEAD.role, "fordi")),
    ):
        with pytest.raises(Refused):
            publish(store, METHOD, user, override)
    assert "stopp overstyrt" not in {entry.event for entry in store.log()}
    assert store.case(METHOD).published is None
    files = publish(store, METHOD, HEAD, Override(HEAD.name, HEAD.role, REASON))
    assert "public.pdf" in files
    entry = next(entry for entry in store.log(METHOD) if entry.event == "stopp overstyrt")
    assert (entry.who, entry.role, entry.detail) == (HEAD.name, HEAD.role, REASON)


def test_on_the_command_line(store: Store, tmp_path: Path, warm: Warm) -> None:
    store.engine.dispose()
    environment = {"PRISNOTAT_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin", "USER": "ada"}
    publishing = ["publish", METHOD, "--out", str(tmp_path / "ut")]
    for options in ((), ("--override", REASON), ("--role", "fagsjef", "--override", "ja")):
        code = warm.run([*publishing, *options], ROOT, environment, tmp_path / "sagt", tmp_path / "feil")
        told = (tmp_path / "feil").read_text("utf-8")
        assert code == 1, told
        assert "30 655" not in told
        assert not (tmp_path / "ut").exists()
        if not options:
            assert told.splitlines()[0] == "Den offentlige versjonen er stoppet:"
            assert all(line.startswith("  - ") for line in told.splitlines()[1:])
    command = [sys.executable, "-m", "cli", *publishing, "--role", "fagsjef", "--override", REASON]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ut/public.pdf").is_file()
    again = open_store(settings({"PRISNOTAT_HOME": str(tmp_path / "home")}))
    assert "stopp overstyrt" in {entry.event for entry in again.log(METHOD)}
    again.engine.dispose()


def test_what_stops_is_a_list_with_each_reason_once() -> None:
    draft = draft_of()
    files = {"public.md": b"Prisen er 12 000,00 NOK og 12 000 kroner med RHF-AUP.", "public.docx": b"12 000,00 NOK"}
    with pytest.raises(Refused) as refused:
        check_can_write_public(public_blocks(draft, files))
    reasons = refused.value.reasons
    assert len(reasons) == len(set(reasons)) <= 12
    assert any(reason.startswith("tekst: price.000008.rhf_aup kan leses her") for reason in reasons)
    assert any("kan regnes ut" in reason and "Det samme gjelder" in reason for reason in reasons)
    assert "\n" not in refused.value.line
    assert refused.value.listed.count("\n") == len(reasons)


def test_a_public_workbook_in_which_a_secret_can_be_read_is_not_written(tmp_path: Path) -> None:
    """A secret is the number of something public: the workbook is as always, and the gate keeps it in."""
    case_file: CaseFile = parse_case(STOPPED)
    with pytest.raises(Refused):
        write_workbook(case_file.case, calculate(case_file.case), tmp_path / "stoppet.xlsx", "public")
    assert list(tmp_path.iterdir()) == []
    gen = parse_case(TABLE["bases"]["gen"]).case
    assert write_workbook(gen, calculate(gen), tmp_path / "tall.xlsx", "public").is_file()
