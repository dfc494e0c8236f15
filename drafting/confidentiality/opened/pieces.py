"""What opening a file gives: its texts with their places, what could not be read, and a budget for both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from corpus.errors import UnreadableDocument
from corpus.machine.text_encoding import encoding_of

# Source: limits of our own, far above any price note: against archive bombs.
MOST_BYTES = 100_000_000
MOST_FILES = 5_000
MOST_PICTURES = 20  # read by Tesseract; each takes a second or two
STRINGS = re.compile(rb"[\x20-\x7e\xa0-\xff\t]{4,}")
WIDE_STRINGS = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}")
# (bytes, name, place, depth, budget) → texts. `place` says where the file lies, empty for the outermost.
Read: TypeAlias = "Callable[[bytes, str, str, int, Budget], Iterator[Piece]]"


class TooMuch(UnreadableDocument):
    """A file that unpacks to more than any honest one: nothing of it is judged."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a file. `bare` when it stands by itself, outside the running text (metadata, bookmark, comment)."""

    place: str
    text: str = field(repr=False)
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """All texts of a file, the parts that could not be read, and the pictures, which are read with doubt."""

    pieces: tuple[Piece, ...]
    unread: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(slots=True)
class Budget:
    """What is left of the bytes and files that one opening may unpack, and how it reads a file inside a file."""

    name: str
    bytes_left: int = MOST_BYTES
    files_left: int = MOST_FILES
    pictures_left: int = MOST_PICTURES
    unread: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    pictures: set[bytes] = field(default_factory=set, repr=False)
    read: Read | None = field(default=None, repr=False)

    def spend(self, size: int) -> None:
        """Raises UnreadableDocument when a file unpacks to more than any honest one."""
        self.bytes_left -= size
        self.files_left -= 1
        if self.bytes_left < 0 or self.files_left < 0:
            raise TooMuch(
                "Filen pakker ut til mer enn programmet vil lese.", where=self.name, remedy="Kontroller filen."
            )

    def inside(self, data: bytes, name: str, place: str, depth: int) -> Iterator[Piece]:
        """The texts of a file that lies in another; one that cannot be opened is unread. Raises TooMuch."""
        if self.read is None:
            return
        try:
            yield from self.read(data, name, place, depth, self)
        except TooMuch:
            raise
        except UnreadableDocument as error:
            self.unread.append(f"{place} ({error.what.rstrip('.')})")


def labelled(place: str, label: str) -> str:
    return f"{place}: {label}" if place else label


def decoded(data: bytes) -> str:
    """Bytes of a text file as text: UTF-16 with or without a mark, UTF-8, else Windows-1252."""
    return data.decode(encoding_of(data) or "cp1252", "replace")


def printable(data: bytes) -> str:
    """The runs of readable text in a binary file, one a line, both 8 and 16 bit."""
    runs = [run.decode("latin-1") for run in STRINGS.findall(data)]
    runs += [run.decode("utf-16-le", "replace") for run in WIDE_STRINGS.findall(data)]
    return "\n".join(runs)
