"""A finished file to every text in it, seen or hidden, each with its place.

Nothing is skipped because a reader would not see it: white text, text under a box, deleted text, metadata, comments,
earlier revisions and attachments are text like any other. What cannot be read is said (`Opened.unread`), never passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus.errors import UnreadableDocument
from drafting.confidentiality import opened_image, opened_markup, opened_pdf, opened_zip
from drafting.confidentiality.decodings import decodings
from drafting.confidentiality.pieces import Budget, Opened, Piece, Read

__all__ = ["Opened", "Piece", "opened"]
DEEPEST = 4
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")


def opened(data: bytes, name: str = "filen") -> Opened:
    """Every text in the file. Raises UnreadableDocument when it is encrypted, damaged or a bomb."""
    budget = Budget(name, read=texts_of)
    pieces = [Piece("filnavn", PurePosixPath(name).name, True)]
    pieces += texts_of(data, name, "", 0, budget)
    pieces = [piece for piece in pieces if piece.text.strip()]
    coded = [Piece(f"{piece.place} (kodet)", text, piece.bare) for piece in pieces for text in decodings(piece.text)]
    return Opened((*pieces, *coded), tuple(budget.unread))


def texts_of(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """The texts of a file or of a file inside a file. `place` says where it lies, empty for the outermost."""
    budget.spend(len(data))
    if depth > DEEPEST:
        raise UnreadableDocument("Filen har filer i filer i for mange lag.", where=name, remedy="Kontroller filen.")
    read: Read
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
