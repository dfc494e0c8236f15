"""PDF bytes to Sheets: words with places, rulings, dark boxes, pictures.

pypdfium2 is asked only here, in the `pdf_…` rooms beside, and in `visibility`.

The text layer is fetched once a page as one string; places are asked for at word ends only, which is what keeps
it fast. What pdfium marks as a hyphen at a line end (U+FFFE) becomes `sheets.HYPHEN` and ends the word there.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.bokmal.raised import RAISED_IN_TEXT, with_marks
from corpus.errors import UnreadableDocument
from corpus.reading.layout.sheets import HYPHEN, Box, Sheet, Word
from corpus.reading.pdf.drawings import Drawings, drawings_of
from corpus.reading.pdf.laid_over import asked_on, form_of
from corpus.reading.pdf.places import Places
from corpus.reading.pdf.view import View
from corpus.reading.pdf.visibility import TINY, Pictures, unseen

WORD = re.compile(r"[^\t\n\x0b\x0c\r \x85\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+")
LINE_END = "\ufffe"  # pdfium's sign for a hyphen that ends a line, and for a glyph that the file maps to nothing
DIGITS = "0123456789"
FOUR_DIGITS = re.compile(r"\d{4,}")
LETTERS = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\u00ad": "",
        "\u2060": "",
        LINE_END: HYPHEN,
        "\u2010": "-",
        "\u2011": "-",
        # What a broken font calls control characters is seen as something else: left out, «279 000» would read «279».
        **{chr(code): "\ufffd" for code in (*range(9), *range(14, 32), 127)},
    }
)
LOWEST = TINY / 3  # points; a letter lower than this is smaller than TINY, whatever size the file says
IN_MATRIX = 2.5  # points; a smaller size stands in the text matrix
LEAST_RISE = 0.25  # points; what stands less above the other figures is not raised
HIGH_UP = 0.3  # of the size: no figure of any font stands so high above the others, only a raised one
SMALLER, RAISED = 0.85, 0.12  # a footnote mark: this much smaller than its word, raised by this share of the size


def open_pdf(data: bytes, name: str) -> pdfium.PdfDocument:
    """The document. Raises UnreadableDocument with what is wrong."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(str(error), name) from None


def _refusal(message: str, name: str) -> UnreadableDocument:
    if "assword" in message:
        return UnreadableDocument(
            "PDF-en er kryptert med passord.", where=name, remedy="Lagre den uten passord og prøv igjen."
        )
    if "ecurity" in message:
        return UnreadableDocument(
            "PDF-en er kryptert på en måte som ikke kan leses.", where=name, remedy="Lagre den uten kryptering."
        )
    return UnreadableDocument(
        "PDF-en er skadet eller avkuttet og kan ikke åpnes.", where=name, remedy="Hent filen på nytt fra kilden."
    )


def read_sheets(document: pdfium.PdfDocument, layers: bool = True) -> Iterator[Sheet]:
    """Every page as a Sheet, one at a time; a page that pdfium cannot load comes as an empty Sheet.

    `layers` says that the file may hold layers that are switched off (`visibility.may_have_layers`).
    """
    form = form_of(document)
    for index in range(len(document)):
        page = raw.FPDF_LoadPage(document, index)
        if not page:
            yield Sheet(index + 1, 0.0, 0.0)
            continue
        try:
            yield _sheet(page, index + 1, layers, form)
        finally:
            raw.FPDF_ClosePage(page)


def _sheet(page: Any, number: int, layers: bool, form: Any) -> Sheet:
    view = View(page)
    drawn = drawings_of(page, view)
    asked = asked_on(page, form)
    drawn.signs.cause = drawn.signs.cause or layers or asked.covering
    text_page = raw.FPDFText_LoadPage(page)
    try:
        words, hidden = _seen_words(page, text_page, view, drawn) if text_page else ([], 0)
    finally:
        if text_page:
            raw.FPDFText_ClosePage(text_page)
    return Sheet(
        number, view.width, view.height, tuple(words), tuple(drawn.across), tuple(drawn.down), tuple(drawn.boxes),
        tuple(drawn.pictures), hidden, asked.fields, asked.remarks,
    )  # fmt: skip


def _seen_words(page: Any, text_page: Any, view: View, drawn: Drawings) -> tuple[list[Word], int]:
    """The words that a reader sees, and how many characters are left out."""
    dark = [box for box in drawn.boxes if box.dark]
    text = _characters(text_page)
    words, hidden = _words(text, text_page, view, dark)
    if RAISED_IN_TEXT.search(text):
        words = [word._replace(text=with_marks(word.text)) for word in words]
    if not drawn.signs.suspicious(lambda: [((word.x0 + word.x1) / 2, word.y - 0.3 * word.size) for word in words]):
        return words, hidden
    pictures = Pictures(page, view)
    signs = list(text)
    gone = 0
    for start, end in unseen(text, text_page, pictures, drawn.signs.scanned):
        signs[start:end] = " " * (end - start)
        gone += end - start
    if not gone:
        return words, hidden
    words, hidden = _words("".join(signs), text_page, view, dark)
    return words, hidden + gone


def picture_of(document: pdfium.PdfDocument, number: int, dots: int = 200) -> bytes:
    """Page `number` (from 1) as a grey picture (PGM), `dots` an inch, at most 4 000 pixels a side."""
    page = document[number - 1]
    scale = min(dots / 72, 4000 / max(page.get_width(), page.get_height(), 1))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    lines = (rows[start : start + bitmap.width] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)


def _characters(text_page: Any) -> str:
    """The page's text, one character for each of pdfium's character positions."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(memoryview(buffer).cast("B")[: max(0, written - 1) * 2]).decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    return _one_by_one(text_page, count)


def _one_by_one(text_page: Any, count: int) -> str:
    """The same where a letter outside the first plane takes two positions: the letter, and a joiner without width."""
    found = [chr(raw.FPDFText_GetUnicode(text_page, place)) for place in range(count)]
    for place, sign in enumerate(found):
        if sign in "\x00\x02":
            found[place] = LINE_END
        elif "\ud800" <= sign <= "\udbff":
            pair = (sign + "".join(found[place + 1 : place + 2])).encode("utf-16-le", "surrogatepass")
            found[place : place + 2] = [pair.decode("utf-16-le", "replace")[:1], "\u2060"][: len(found) - place]
        elif "\udc00" <= sign <= "\udfff":
            found[place] = "\ufffd"
    return "".join(found)


def _words(text: str, text_page: Any, view: View, dark: list[Box]) -> tuple[list[Word], int]:
    """The words of `text`, and how many characters stand turned, tiny, off the page or dark under a dark box."""
    places = Places(text_page, view)
    words: list[Word] = []
    start = 0
    for chunk in re.split(r"(\r\n)", text):
        if letters := WORD.search(chunk):
            first = start + letters.start()
            found = list(_chunk_words(chunk, start, places, places.bold(first)))
            covered = [any(_under(word, box) for box in dark) for word in found] if dark else []
            if any(covered) and not places.light(first):
                places.hidden += sum(len(word.text) for word, under in zip(found, covered, strict=True) if under)
                found = [word for word, under in zip(found, covered, strict=True) if not under]
            inside = [word for word in found if view.holds(word)]
            if len(inside) < len(found):
                places.hidden += sum(len(word.text) for word in found) - sum(len(word.text) for word in inside)
            words += inside
        start += len(chunk)
    return words, places.hidden


def _under(word: Word, box: Box) -> bool:
    middle = (word.x0 + word.x1) / 2
    return box.x0 - 1 < middle < box.x1 + 1 and box.top - 1 < word.y - 0.3 * word.size < box.bottom + 1


def _chunk_words(chunk: str, start: int, places: Places, bold: bool) -> Iterator[Word]:
    found = list(WORD.finditer(chunk))
    if not found:
        return
    # A chunk is one printed line: with both ends upright there is no need to ask for every word in between.
    ends = start + found[0].start(), start + found[-1].start()
    upright = not (places.turned(ends[0]) or places.turned(ends[1]))
    size, other = places.size(ends[0]), places.size(ends[1])
    one_size = size if size == other and size >= IN_MATRIX else 0.0
    for match in found:
        first = match.start()
        text = match.group()
        if not upright and places.turned(start + first):
            places.hidden += len(text)
            continue
        if LINE_END not in text:
            if one_size and text[0] not in DIGITS and text[-1] not in DIGITS:
                yield from _plain_word(text, start + first, places, bold, one_size)
            else:
                yield from _word(text, start + first, places, bold)
            continue
        for piece in re.findall(f"[^{LINE_END}]*{LINE_END}|[^{LINE_END}]+", text):
            after = first + len(piece)
            broken = piece[-1] == LINE_END and not _ends_line(chunk, first, after, start, places)
            yield from _word(piece[:-1] + "\ufffd" if broken else piece, start + first, places, bold)
            first = after


def _ends_line(chunk: str, first: int, after: int, start: int, places: Places) -> bool:
    """Whether what follows the piece from `first` to `after` stands on another line, or nothing follows."""
    following = WORD.search(chunk, after)
    if not following:
        return True
    step = places.origin(start + following.start())[1] - places.origin(start + first)[1]
    return abs(step) > 0.5 * places.size(start + first) * places.scale(start + first)


def _plain_word(text: str, first: int, places: Places, bold: bool, size: float) -> tuple[Word, ...]:
    """A word that begins and ends in no digit: it has no marks, and no spaces are lost in it. Most words are so."""
    x0, y = places.origin(first)
    right = places.right(first + len(text) - 1)
    if not text.isascii() or not text.isprintable():
        text = text.translate(LETTERS)
    if size < TINY or places.high() < (LOWEST if text[-1:].isalnum() else LOWEST / 4):
        places.hidden += len(text)
        return ()
    return (Word(text, x0, right, y, size, bold),) if text else ()


def _word(piece: str, first: int, places: Places, bold: bool) -> Iterator[Word]:
    """The word; a smaller raised number glued to its start or end comes as a word of its own, a footnote mark."""
    last = first + len(piece) - 1
    x0, y = places.origin(first)
    size = places.size(first)
    if size < IN_MATRIX:
        scale = places.scale(first)
        size *= scale
    else:
        scale = 1.0
    start, end = _inside_marks(piece, first, places)
    if start:
        yield Word(piece[:start], x0, places.right(first + start - 1), y, size, bold, True)
        x0, y = places.origin(first + start)
        size = places.size(first + start) * scale
    text = piece[start:end].translate(LETTERS)
    if (text[:1] in DIGITS or text[-1:] in DIGITS) and len(text) == end - start and FOUR_DIGITS.search(text):
        text = _spaced(text, first + start, places)
    if text:
        right = places.right(first + end - 1)
        if size < TINY or places.high() < (LOWEST if text[-1:].isalnum() else LOWEST / 4):
            places.hidden += len(text)
        else:
            yield Word(text, x0, right, y, size, bold)
    if end < len(piece):
        x0, y = places.origin(first + end)
        yield Word(piece[end:], x0, places.right(last), y, places.size(last) * scale, bold, True)


def _inside_marks(piece: str, first: int, places: Places) -> tuple[int, int]:
    """Where the word begins and ends between raised digits before it and after it."""
    if piece[0] not in DIGITS and piece[-1] not in DIGITS:
        return 0, len(piece)
    start = len(piece) - len(piece.lstrip(DIGITS))
    if start == len(piece):
        return 0, _without_raised(piece, first, places)
    letter = next((first + place for place in range(start, len(piece)) if piece[place].isalpha()), None)
    other = first + start if letter is None else letter
    if start and not (piece[start].isalpha() and _is_mark(first, other, places, letter)):
        start = 0
    lowest = max(len(piece.rstrip(DIGITS)), len(piece) - 3)
    end = len(piece)
    while end > lowest and _is_mark(first + end - 1, other, places, letter):
        end -= 1
    return start, end


def _without_raised(piece: str, first: int, places: Places) -> int:
    """Where a word of digits ends when its last ones are raised: «401» with a small raised 1 is 40 and a mark."""
    end, lowest = len(piece), max(1, len(piece) - 3)
    low = places.bottom(first) if end > lowest else 0.0
    while end > lowest:
        digit = first + end - 1
        rise = low - places.bottom(digit)
        if rise < LEAST_RISE:
            break
        size = places.size(first)
        small = places.size(digit) < SMALLER * size and places.origin(first)[1] - places.origin(digit)[1] > 0.05 * size
        if not small and rise < HIGH_UP * size * places.scale(first):
            break
        end -= 1
    return end


def _is_mark(digit: int, other: int, places: Places, letter: int | None) -> bool:
    """Whether the digit is smaller than the sign `other` and raised above its base line, or raised by its own shape.

    The shape is held against a letter: brackets and commas hang below the base line in many fonts.
    """
    size = places.size(other)
    raised = places.origin(other)[1] - places.origin(digit)[1] > RAISED * size / 2
    if places.size(digit) < SMALLER * size:
        return raised
    return letter is not None and not raised and places.bottom(letter) - places.bottom(digit) > 2 * RAISED * size


def _spaced(text: str, first: int, places: Places) -> str:
    """A number with the narrow spaces that pdfium drops: a group of three stands apart by more than a digit."""
    done = text
    for match in reversed(list(FOUR_DIGITS.finditer(text))):
        lefts = [places.origin(first + place)[0] for place in range(match.start(), match.end())]
        steps = [after - before for before, after in itertools.pairwise(lefts)]
        for place in range(len(steps) - 1, -1, -1):
            if steps[place] > 1.15 * min(steps):
                cut = match.start() + place + 1
                done = f"{done[:cut]} {done[cut:]}"
    return done
