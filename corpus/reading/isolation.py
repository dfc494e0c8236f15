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
import selectors
import struct
import subprocess
import sys
import threading
import time
from typing import IO

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
        """The reply; None when the child died. Raises TimeoutError."""
        self.files += 1
        until = time.monotonic() + seconds
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:  # never: both are pipes
            return None
        try:
            stdin.write(LENGTH.pack(len(request)) + request)
            stdin.flush()
        except BrokenPipeError:
            return None
        head = _received(stdout, LENGTH.size, until)
        return _received(stdout, LENGTH.unpack(head)[0], until) if head else None

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


def _received(pipe: IO[bytes], count: int, until: float) -> bytes | None:
    data = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(data) < count:
            if not selector.select(max(0.0, until - time.monotonic())):
                raise TimeoutError
            piece = os.read(pipe.fileno(), min(1 << 20, count - len(data)))
            if not piece:
                return None
            data += piece
    return bytes(data)


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
