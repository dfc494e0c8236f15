"""Parsing of untrusted files in worker processes of their own, bounded in time and memory.

PDF and Word files are parsed by C libraries that a damaged file can make hang, swell or crash. So they are parsed in a
child process (`python -m corpus.reading.worker`) with a limit on its address space; the parent waits a limited time
and stops a child that does not answer. Children are kept and used again, one for each core, so the cost is paid once.
A plain subprocess rather than multiprocessing: it works under Streamlit, where the main module cannot be imported
again, and inherits no open files, and none of the program's settings, keys among them.
"""

from __future__ import annotations

import atexit
import os
import pickle
import struct
import subprocess
import sys
import threading
from contextlib import suppress

from corpus import ROOT
from corpus.documents import Document
from corpus.errors import UnreadableDocument

SECONDS = 60.0
LENGTH = struct.Struct(">Q")
FILES_PER_WORKER = 200  # a worker is renewed now and then, so that what a library forgets to free stays small


class _Worker:
    """One child process that parses one file at a time."""

    def __init__(self) -> None:
        self.files = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "corpus.reading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("PRISNOTAT_")},
        )

    def answer(self, request: bytes, seconds: float) -> bytes | None:
        """The reply; None when the child died. Raises TimeoutError; then the child must be stopped."""
        self.files += 1
        replies: list[bytes | None] = []
        # A thread, since only sockets can be waited for with a time limit on every system. It ends with its child.
        exchange = threading.Thread(target=lambda: replies.append(self._exchanged(request)), daemon=True)
        exchange.start()
        exchange.join(seconds)
        if exchange.is_alive():
            raise TimeoutError
        return replies[0] if replies else None

    def _exchanged(self, request: bytes) -> bytes | None:
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:  # never: both are pipes
            return None
        try:
            stdin.write(LENGTH.pack(len(request)) + request)
            stdin.flush()
            head = stdout.read(LENGTH.size)
            reply = stdout.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""
        except (OSError, ValueError, OverflowError, MemoryError):  # it died, was stopped, or said nonsense
            return None
        return reply or None

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError):  # what was not written yet cannot be
                    pipe.close()


_idle: list[_Worker] = []
_lock = threading.Lock()


def parse_isolated(data: bytes, name: str, *, ocr: bool = True, seconds: float = SECONDS) -> Document:
    """What `corpus.reading.read.parse` returns, from a child process. Raises UnreadableDocument."""
    with _lock:
        worker = _idle.pop() if _idle else None
    worker = worker or _Worker()
    try:
        reply = worker.answer(pickle.dumps((data, name, ocr)), seconds)
    except TimeoutError:
        worker.stop()
        raise UnreadableDocument(
            f"Filen tok mer enn {seconds:.0f} sekunder å lese.",
            where=name,
            remedy="Del den opp, eller lagre den på nytt fra et annet program.",
        ) from None
    except BaseException:
        worker.stop()
        raise
    if reply is None:
        worker.stop()
        raise UnreadableDocument(
            "Filen er skadet på en måte som fikk lesingen til å stanse, eller den krever mer enn 1 GB minne.",
            where=name,
            remedy="Hent filen på nytt fra kilden, eller lagre den på nytt som PDF.",
        )
    _keep(worker)
    result = pickle.loads(reply)  # noqa: S301 - written by our own child
    if isinstance(result, Document):
        return result
    what, where, remedy = result
    raise UnreadableDocument(what, where=where, remedy=remedy)


def _keep(worker: _Worker) -> None:
    with _lock:
        if worker.files < FILES_PER_WORKER and len(_idle) < (os.cpu_count() or 1):
            _idle.append(worker)
            return
    worker.stop()


@atexit.register
def stop_workers() -> None:
    """Stops the idle children; done at exit."""
    with _lock:
        workers, _idle[:] = list(_idle), []
    for worker in workers:
        worker.stop()
