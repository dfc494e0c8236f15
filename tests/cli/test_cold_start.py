"""Each command in a process that is started anew: everything it needs is imported by itself (see `warm.py`)."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ROOT, Prisnotat, assert_one_line_refusal

SAMPLES = ROOT / "corpus" / "samples"
NOTE = SAMPLES / "notes" / "ID2098_019.txt"
# draft, calculate, new, index and ask with a report are started so in test_private_files, publish in test_gate.
COMMANDS = {
    "read": ["read", NOTE],
    "facts": ["facts", SAMPLES / "ID2099_001.pdf"],
    "check": ["check", NOTE],
    "audit": ["audit", SAMPLES / "demo.yaml"],
    "models": ["models"],
    "decisions": ["decisions"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_needs_nothing_that_another_has_imported(started: Prisnotat, command: str) -> None:
    run = started(*COMMANDS[command], "--json")
    assert run.code == 0, run.err
    assert "Traceback" not in run.err
    assert run.json is not None


def test_the_measuring_as_well(started: Prisnotat) -> None:
    assert_one_line_refusal(started("evaluate", "--notes", "borte"), "borte", "Mappen finnes ikke")
