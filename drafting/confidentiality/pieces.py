"""What opening a file gives: its texts with their places, what could not be read, and a budget for both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from corpus.errors import UnreadableDocument

# Source: limits of our own, far above any price note: against archive bombs.
MOST_BYTES = 100_000_000
MOST_FILES = 5_000
STRINGS = re.compile(rb"[\x20-\x7e\xa0-\xff\t]{4,}")
WIDE_STRINGS = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}")
# (bytes, name, place, depth, budget) → texts. `place` says where the file lies, empty for the outermost.
Read: TypeAlias = "Callable[[bytes, str, str, int, Budget], Iterator[Piece]]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a file. `bare` when it stands by itself, outside the running text (metadata, bookmark, comment)."""

    place: str
    text: str = field(repr=False)
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """All texts of a file, and the parts that could not be read."""

    pieces: tuple[Piece, ...]
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class Budget:
    """What is left of the bytes and files that one opening may unpack, and how it reads a file inside a file."""

    name: str
    bytes_left: int = MOST_BYTES
    files_left: int = MOST_FILES
    unread: list[str] = field(default_factory=list)
    read: Read | None = field(default=None, repr=False)

    def spend(self, size: int) -> None:
        """Raises UnreadableDocument when a file unpacks to more than any honest one."""
        self.bytes_left -= size
        self.files_left -= 1
        if self.bytes_left < 0 or self.files_left < 0:
            raise UnreadableDocument(
                "Filen pakker ut til mer enn programmet vil lese.", where=self.name, remedy="Kontroller filen."
            )

    def inside(self, data: bytes, name: str, place: str, depth: int) -> Iterator[Piece]:
        """The texts of a file that lies in another. Raises UnreadableDocument."""
        if self.read is not None:
            yield from self.read(data, name, place, depth, self)


def labelled(place: str, label: str) -> str:
    return f"{place}: {label}" if place else label


def decoded(data: bytes) -> str:
    """Bytes of a text file as text: by its byte order mark, else UTF-8, else Latin-1."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def printable(data: bytes) -> str:
    """The runs of readable text in a binary file, one a line, both 8 and 16 bit."""
    runs = [run.decode("latin-1") for run in STRINGS.findall(data)]
    runs += [run.decode("utf-16-le", "replace") for run in WIDE_STRINGS.findall(data)]
    return "\n".join(runs)
