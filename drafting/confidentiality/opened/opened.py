"""A finished file to every text in it, seen or hidden, each with its place.

Nothing is skipped because a reader would not see it: white text, text under a box, deleted text, metadata, comments,
earlier revisions and attachments are text like any other. What cannot be read is said (`Opened.unread`), never passed.
Which format is opened by whom stands in `corpus.reading.formats`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from corpus.errors import UnreadableDocument
from corpus.reading.formats import format_of
from drafting.confidentiality.opened import image as opened_image
from drafting.confidentiality.opened import markup as opened_markup
from drafting.confidentiality.opened import pdf as opened_pdf
from drafting.confidentiality.opened import zip as opened_zip
from drafting.confidentiality.opened.decodings import decodings
from drafting.confidentiality.opened.pieces import Budget, Opened, Piece, Read, TooMuch, labelled, printable

__all__ = ["Opened", "Piece", "opened"]
DEEPEST = 4
READERS: Mapping[str, Read] = {
    "zip": opened_zip.texts,
    "pdf": opened_pdf.texts,
    "image": opened_image.texts,
    "text": opened_markup.texts,
}
# Parts that programs write without anybody's words in them; their readable runs are searched all the same.
SILENT = re.compile(r"printerSettings\d*\.bin\Z|\.(?:odttf|fntdata|ttf|otf|woff2?)\Z", re.I)


def opened(data: bytes, name: str = "filen") -> Opened:
    """Every text in the file. Raises UnreadableDocument when it is encrypted, damaged or a bomb."""
    budget = Budget(name, read=texts_of)
    pieces = [Piece("filnavn", PurePosixPath(name).name, True)]
    pieces += texts_of(data, name, "", 0, budget)
    pieces = [piece for piece in pieces if piece.text.strip()]
    coded = [Piece(f"{piece.place} (kodet)", text, piece.bare) for piece in pieces for text in decodings(piece.text)]
    return Opened((*pieces, *coded), tuple(dict.fromkeys(budget.unread)), tuple(dict.fromkeys(budget.doubtful)))


def texts_of(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """The texts of a file or of a file inside a file. `place` says where it lies, empty for the outermost."""
    budget.spend(len(data))
    if depth > DEEPEST:
        raise TooMuch("Filen har filer i filer i for mange lag.", where=name, remedy="Kontroller filen.")
    found = format_of(data)
    if depth == 0 and found.key == "ole":
        raise UnreadableDocument(
            "Filen er kryptert eller i et gammelt Office-format.", where=name, remedy="Lagre den på nytt uten passord."
        )
    if read := READERS.get(found.search):
        if found.partly:
            budget.unread.append(labelled(place, f"{found.name}, der bare teksten er lest"))
        yield from read(data, name, place, depth, budget)
        return
    if found.key != "font" and not SILENT.search(name):
        budget.unread.append(labelled(place, f"{found.name} som ikke kan åpnes her"))
    yield Piece(labelled(place, "lesbar tekst i binær fil"), printable(data), True)
