"""The lock of a run: one holder at a time, among threads and processes, and free again when its holder is killed."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from corpus import ROOT
from corpus.machine.file_faults import UnusableFolder
from corpus.machine.file_lock import let_others_in, locked

HOLDER = """
import sys, time
from pathlib import Path
from corpus.machine.file_lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(file: Path, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLDER, str(file), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_threads_take_turns(tmp_path: Path) -> None:
    inside, most = [], []

    def work() -> None:
        for _ in range(5):
            with locked(tmp_path / "lock"):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.002)
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 20
    assert max(most) == 1


def test_another_process_is_waited_for(tmp_path: Path) -> None:
    other = holder(tmp_path / "lock", 0.5)
    began = time.monotonic()
    with locked(tmp_path / "lock"):
        assert time.monotonic() - began > 0.2
    assert other.wait() == 0


def test_a_holder_that_is_killed_lets_go(tmp_path: Path) -> None:
    other = holder(tmp_path / "lock", 600)
    other.kill()
    other.wait()
    with locked(tmp_path / "lock"):
        pass


def test_a_failure_inside_lets_go_and_is_not_renamed(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="egen feil") as error, locked(tmp_path / "lock"):
        raise OSError("egen feil")
    assert not isinstance(error.value, UnusableFolder)
    with locked(tmp_path / "lock"):
        pass


def test_one_that_waits_gets_its_turn_between_two_holds(tmp_path: Path) -> None:
    stop, turns = threading.Event(), []

    def busy() -> None:
        while not stop.is_set():
            with locked(tmp_path / "lock"):
                time.sleep(0.03)
            let_others_in()

    thread = threading.Thread(target=busy)
    thread.start()
    for _ in range(3):
        with locked(tmp_path / "lock"):
            turns.append(time.monotonic())
    stop.set()
    thread.join()
    assert len(turns) == 3


def test_the_file_is_private_and_stays(tmp_path: Path) -> None:
    with locked(tmp_path / "lock"):
        pass
    assert (tmp_path / "lock").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("place", ["/proc/lock", "fil/lock", "borte/lock", "mappe"])
def test_a_place_that_cannot_be_used_is_one_line(tmp_path: Path, place: str) -> None:
    (tmp_path / "fil").write_text("x")
    (tmp_path / "mappe").mkdir()
    with pytest.raises(UnusableFolder) as error, locked(tmp_path / place):
        pass
    assert "\n" not in error.value.line
