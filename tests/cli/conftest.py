"""The command line as a user runs it: a process of its own, its exit code, stdout and stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.warm import Warm

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Run:
    """One run of the command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Prisnotat = Callable[..., Run]


@pytest.fixture
def prisnotat(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, warm: Warm) -> Prisnotat:
    """Runs `prisnotat` with the given arguments in an empty folder, in a process of its own that has all imported."""
    told = tmp_path_factory.mktemp("told")

    def run(*arguments: str | Path, **environment: str) -> Run:
        out, err = told / "out", told / "err"
        code = warm.run([*map(str, arguments)], tmp_path, {**os.environ, **environment}, out, err)
        return Run(code, out.read_bytes().decode(), err.read_bytes().decode())

    return run


@pytest.fixture
def started(tmp_path: Path) -> Prisnotat:
    """The same in a process that is started anew, for what depends on how it starts."""

    def run(*arguments: str | Path, **environment: str) -> Run:
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def demo() -> Path:
    """The invented demo case."""
    return ROOT / "corpus" / "samples" / "demo.yaml"


def assert_one_line_refusal(run: Run, *words: str) -> None:
    """Exit 2, one line of bokmål on stderr that holds the words, nothing on stdout, no traceback."""
    assert run.code == 2, (run.out, run.err)
    assert run.out == ""
    assert "Traceback" not in run.err
    assert len(run.err.strip().splitlines()) == 1, run.err
    for word in words:
        assert word in run.err, run.err
