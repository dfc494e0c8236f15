"""`prisnotat` in processes that are born with everything imported, so that many commands can be tried in little time.

    warm = Warm()
    code = warm.run(["draft", "sak.yaml"], folder, os.environ, out, err)
    warm.stop()

A server (`python -m tests.cli.warm`) imports the program once and splits itself in two for each command: the child gets
the command's arguments, folder, environment and files for what it prints, and ends as `prisnotat` ends. What it cannot
show is a fault of starting (`test_cold_start.py` starts the program itself for that).
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATE = ("langchain_openai", "chromadb", "pypdf", "docx", "numpy")  # imported where they are used


class Warm:
    """The server, from the first command to `stop`."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.warm"],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("PRISNOTAT_")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, command: Sequence[str], folder: Path, environment: Mapping[str, str], out: Path, err: Path) -> int:
        """The exit code of one command; what it prints stands in `out` and `err`."""
        request = [list(command), str(folder), dict(environment), str(out), str(err)]
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def stop(self) -> None:
        self.process.communicate(timeout=20)


def serve() -> None:
    """Answers each request on stdin with an exit code on stdout; in a child, returns with the command to be run."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(*json.loads(line))
            return
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    raise SystemExit


def _become(command: list[str], folder: str, environment: dict[str, str], out: str, err: str) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["prisnotat", *command]
    for number, path, how in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        opened = os.open(path, how | (os.O_CREAT | os.O_TRUNC if number else 0), 0o600)
        os.dup2(opened, number)
        os.close(opened)


def import_all() -> None:
    """What the commands import when they are run."""
    for name in ("corpus", "drafting", "eval"):
        for module in pkgutil.walk_packages([str(ROOT / name)], f"{name}."):
            import_module(module.name)
    for name in LATE:
        import_module(name)
    assert threading.active_count() == 1  # a fork has only the thread that made it


if __name__ == "__main__":
    import cli

    import_all()
    gc.freeze()  # what all share is not written to, so it is not copied
    serve()
    try:
        cli.main()
    except SystemExit as ended:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 99)  # to take down all that was imported takes long
