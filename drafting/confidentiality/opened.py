"""A finished file to every text in it, seen or hidden, each with its place.

Nothing is skipped because a reader would not see it: white text, text under a box, deleted text, metadata, comments,
earlier revisions and attachments are text like any other. What cannot be read is said (`Opened.unread`), never passed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from corpus.errors import UnreadableDocument
from drafting.confidentiality.decodings import decodings

# Source: limits of our own, far above any price note: against archive bombs.
MOST_BYTES = 100_000_000
MOST_FILES = 5_000
DEEPEST = 4
STRINGS = re.compile(rb"[\x20-\x7e\xa0-\xff\t]{4,}")
WIDE_STRINGS = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}")
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")


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
    """What is left of the bytes and files that one opening may unpack."""

    name: str
    bytes_left: int = MOST_BYTES
    files_left: int = MOST_FILES
    unread: list[str] = field(default_factory=list)

    def spend(self, size: int) -> None:
        """Raises UnreadableDocument when a file unpacks to more than any honest one."""
        self.bytes_left -= size
        self.files_left -= 1
        if self.bytes_left < 0 or self.files_left < 0:
            raise UnreadableDocument(
                "Filen pakker ut til mer enn programmet vil lese.", where=self.name, remedy="Kontroller filen."
            )


def opened(data: bytes, name: str = "filen") -> Opened:
    """Every text in the file. Raises UnreadableDocument when it is encrypted, damaged or a bomb."""
    budget = Budget(name)
    pieces = [Piece("filnavn", PurePosixPath(name).name, True)]
    pieces += texts_of(data, name, "", 0, budget)
    pieces = [piece for piece in pieces if piece.text.strip()]
    coded = [Piece(f"{piece.place} (kodet)", text, piece.bare) for piece in pieces for text in decodings(piece.text)]
    return Opened((*pieces, *coded), tuple(budget.unread))


def texts_of(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """The texts of a file or of a file inside a file. `place` says where it lies, empty for the outermost."""
    from drafting.confidentiality import opened_image, opened_markup, opened_pdf, opened_zip

    budget.spend(len(data))
    if depth > DEEPEST:
        raise UnreadableDocument("Filen har filer i filer i for mange lag.", where=name, remedy="Kontroller filen.")
    read: Callable[[bytes, str, str, int, Budget], Iterator[Piece]]
    head = data[:1024]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        read = opened_zip.texts
    elif b"%PDF-" in head:
        read = opened_pdf.texts
    elif data.startswith(IMAGES):
        read = opened_image.texts
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocument(
            "Filen er kryptert eller i et gammelt Office-format.", where=name, remedy="Lagre den på nytt uten passord."
        )
    else:
        read = opened_markup.texts
    yield from read(data, name, place, depth, budget)


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
