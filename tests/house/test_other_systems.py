"""Windows and macOS are not shut out by an import, nor by a lock: what only POSIX has is asked for where it is used."""

from __future__ import annotations

import re
import subprocess
import sys

from corpus import ROOT

# What Python on Windows lacks. `select` and `selectors` are there, for sockets only: the last test here looks for them.
ONLY_POSIX = ("fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty")
FUNCTIONS = ("chown", "fork", "forkpty", "geteuid", "getuid", "killpg", "mkfifo", "setsid", "statvfs")
WITHOUT = f"""
import os, subprocess, sys
sys.modules |= dict.fromkeys({ONLY_POSIX!r})
for name in {FUNCTIONS!r}:
    if hasattr(os, name):
        delattr(os, name)
"""
IMPORT_ALL = """
import importlib, pkgutil
for name in ("corpus", "drafting", "views", "eval", "prompts"):
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, name + "."):
        if ".migrations." not in found.name:  # Alembic's own, run by it alone
            importlib.import_module(found.name)
            print(found.name)
import cli
print("cli")
"""
READ_A_REPORT = """
from pathlib import Path
from corpus.machine.crash_dumps import no_crash_dumps
from corpus.machine.private_files import private_umask
from corpus.reading.read import read_pages
private_umask()
no_crash_dumps()
samples = Path("corpus/samples")
assert read_pages(samples / "ID2099_001.pdf").pages
"""


def run(code: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WITHOUT + code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def test_every_module_is_imported_without_what_only_posix_has() -> None:
    imported = set(run(IMPORT_ALL))
    rooms = ("corpus", "drafting", "eval", "views")
    files = [file.relative_to(ROOT) for room in rooms for file in (ROOT / room).rglob("*.py")]
    named = {".".join(file.with_suffix("").parts) for file in files if file.stem != "__init__"}
    assert {name for name in named if ".migrations." not in name} <= imported


def test_a_blocked_module_is_really_gone() -> None:
    assert run("try:\n    import fcntl\nexcept ImportError:\n    print('gone', hasattr(os, 'fork'))") == [
        "gone",
        "False",
    ]


def test_a_report_is_read_in_its_own_process_without_them() -> None:
    run(READ_A_REPORT)


def test_nobody_waits_for_pipes_by_select() -> None:
    rooms = ("corpus", "drafting", "eval", "views")
    texts = {file: file.read_text(encoding="utf-8") for room in rooms for file in (ROOT / room).rglob("*.py")}
    assert not [file for file, text in texts.items() if re.search(r"^\s*(?:import|from) select", text, re.M)]
