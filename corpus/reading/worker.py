"""The child of `corpus.reading.isolation`: requests on stdin, answers on stdout, within a memory limit."""

from __future__ import annotations

import os
import pickle
import struct
import sys
from contextlib import suppress
from typing import BinaryIO

from corpus.documents import Document
from corpus.errors import UnreadableDocument
from corpus.machine.crash_dumps import no_crash_dumps
from corpus.reading.read import parse

MEMORY = 1024**3  # bytes of address space
LENGTH = struct.Struct(">Q")


def main() -> None:
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not disturb the answers
    _limit_memory()
    while head := requests.read(LENGTH.size):
        data, name, ocr = pickle.loads(requests.read(LENGTH.unpack(head)[0]))  # noqa: S301 - from our own parent
        _send(answers, _answer(data, name, ocr))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses it; a stricter one stays
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    no_crash_dumps()


def _answer(data: bytes, name: str, ocr: bool) -> Document | tuple[str, str, str]:
    try:
        return parse(data, name, ocr=ocr)
    except UnreadableDocument as error:
        return error.what, error.where, error.remedy
    except MemoryError:
        return "Filen krever mer enn 1 GB minne å lese.", name, "Del den opp i mindre filer."
    except Exception:  # the border: whatever a damaged file provokes in a library ends here
        return "Filen er skadet og kan ikke leses.", name, "Hent den på nytt fra kilden."


def _send(answers: BinaryIO, answer: Document | tuple[str, str, str]) -> None:
    data = pickle.dumps(answer)
    answers.write(LENGTH.pack(len(data)) + data)
    answers.flush()


if __name__ == "__main__":
    main()
