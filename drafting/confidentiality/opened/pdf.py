"""Texts in a PDF: what the pages show or hide, and every string, stream, attachment and earlier revision behind them.

The pages are read with pypdfium2, which sees text in white, under boxes and outside the page. Everything else is read
from the objects, whether or not anything still points to them: what an editor took out is often still in the file.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.reading.pdf.page_tree import page_tree_fault
from corpus.reading.pdf.pages import picture_of
from drafting.confidentiality.opened.image import LEAST_HEIGHT, MOST_PIXELS, pixels
from drafting.confidentiality.opened.markup import markup
from drafting.confidentiality.opened.pieces import Budget, Piece, labelled, printable

MOST_STREAM = 60_000_000
MOST_OBJECTS = 200_000
REVISION_END = re.compile(rb"%%EOF")
RAW_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.S)
SHOWN = re.compile(rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|(?<!<)<([0-9A-Fa-f\s]+)>(?!>)", re.S)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.S)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r\n": b""}
LABELS = {
    "/Title": "tittel eller bokmerke",
    "/Author": "forfatter",
    "/Subject": "emne",
    "/Keywords": "nøkkelord",
    "/Contents": "kommentar",
    "/RC": "kommentar",
    "/Alt": "alternativ tekst",
    "/ActualText": "erstatningstekst",
    "/E": "utskrevet forkortelse",
    "/T": "skjemafelt",
    "/TU": "skjemafelt",
    "/V": "skjemafelt",
    "/DV": "skjemafelt",
    "/JS": "skript",
    "/URI": "lenke",
    "/F": "filnavn",
    "/UF": "filnavn",
    "/Desc": "vedlegg",
    "/Name": "lag eller navn",
}


def texts(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """Every text of a PDF. Raises UnreadableDocument when it is encrypted or too damaged to judge."""
    yield from _pages(data, name, place, budget, "")
    ends = [match.end() for match in REVISION_END.finditer(data)]
    for number, end in enumerate(ends[:-1], start=1):
        if end > 500 and len(data) - end > 50:  # a linearised file has an early %%EOF too; reading it does no harm
            earlier = labelled(place, f"tidligere utgave {number}")
            yield from _pages(data[:end], name, earlier, budget, "gammel")
    yield from _objects(data, name, place, depth, budget)
    yield from _raw(data, place, budget)


def _pages(data: bytes, name: str, place: str, budget: Budget, age: str) -> Iterator[Piece]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if age:
            return
        locked = "password" in str(error).lower()
        what = "PDF-en er kryptert." if locked else "PDF-en er skadet."
        raise UnreadableDocument(what, where=name, remedy="Lagre den på nytt uten passord.") from None
    try:
        if not age and (told := page_tree_fault(data, len(document))):
            budget.unread.append(labelled(place, told))
        for number in range(len(document)):
            budget.spend(0)
            yield from _page(document, number, place, budget)
    finally:
        document.close()


def _page(document: Any, number: int, place: str, budget: Budget) -> Iterator[Piece]:
    import pypdfium2 as pdfium

    label = labelled(place, f"side {number + 1}")
    try:
        page = document[number]
        textpage = page.get_textpage()
        text = textpage.get_text_range()
        textpage.close()
        pictured = list(_pictures(page, label, budget))
        drawn = any(True for _ in page.get_objects(max_depth=2))
        page.close()
        if not text.strip() and drawn and not any(piece.text for piece in pictured):
            pictured += _as_seen(document, number, label, budget)
    except pdfium.PdfiumError:
        budget.unread.append(label)
        return
    # pdfium writes U+FFFE where a word is divided at the end of a line.
    yield Piece(label, text.replace("\ufffe", "").replace("\r\n", "\n"))
    yield from pictured


def _pictures(page: Any, label: str, budget: Budget) -> Iterator[Piece]:
    """What can be read in the pictures of a page as they lie in the file, also under a box or outside the page."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    for number, picture in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=6), start=1):
        here = f"{label}, bilde {number}"
        try:
            width, height = picture.get_px_size()
            if min(width, height) < LEAST_HEIGHT or width * height > MOST_PIXELS:
                if width * height > MOST_PIXELS:
                    budget.unread.append(here)
                continue
            seen = picture.get_bitmap(render=False).to_pil()
        except (pdfium.PdfiumError, ValueError, NotImplementedError):
            budget.unread.append(here)
            continue
        yield from pixels(_png(seen), here, budget)


def _as_seen(document: Any, number: int, label: str, budget: Budget) -> list[Piece]:
    """A page without text as a reader sees it: letters may be drawn as lines. Unread when nothing can be read."""
    doubtful, budget.doubtful = budget.doubtful, []
    found = [piece for piece in pixels(picture_of(document, number + 1), label, budget) if piece.text]
    budget.doubtful = doubtful + (budget.doubtful if found else [])
    if not found:
        budget.unread.append(label)
    return found


def _png(picture: Any) -> bytes:
    out = BytesIO()
    picture.convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def _objects(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """Strings and streams of every object that the file's tables know of."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    from pypdf.generic import IndirectObject

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        numbers = {(number, 0) for number in reader.xref_objStm}
        numbers |= {(number, generation) for generation, table in reader.xref.items() for number in table}
        trailer = dict(reader.trailer)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError):
        budget.unread.append(labelled(place, "PDF-ens objekter"))
        return
    yield from _strings(trailer.get("/Info"), place, "/Info")
    for number, generation in sorted(numbers)[:MOST_OBJECTS]:
        try:
            found = reader.get_object(IndirectObject(number, generation, reader))
            yield from _strings(found, place, "")
            yield from _stream(found, name, place, depth, budget)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError, zlib.error):
            continue  # the raw streams are searched as well


def _strings(found: Any, place: str, key: str, level: int = 0) -> Iterator[Piece]:
    """Strings and names in an object, to their places; references are objects of their own."""
    from pypdf.generic import ByteStringObject, IndirectObject, NameObject, TextStringObject

    if isinstance(found, IndirectObject) and level == 0:
        found = found.get_object()
    if level > 20:
        return
    if isinstance(found, dict):
        for inner, value in list(found.raw_items() if hasattr(found, "raw_items") else found.items()):
            yield from _name(inner, place)
            yield from _strings(value, place, str(inner), level + 1)
    elif isinstance(found, list):
        for value in found:
            yield from _strings(value, place, key, level + 1)
    elif isinstance(found, NameObject):
        yield from _name(found, place)
    elif isinstance(found, TextStringObject):
        yield Piece(labelled(place, LABELS.get(key, "skjult tekst")), str(found), True)
    elif isinstance(found, ByteStringObject):
        yield Piece(labelled(place, LABELS.get(key, "skjult tekst")), _as_text(bytes(found)), True)


def _name(name: Any, place: str) -> Iterator[Piece]:
    if sum(sign.isdigit() for sign in str(name)) >= 3:
        yield Piece(labelled(place, "navn i PDF-en"), str(name).removeprefix("/"), True)


def _stream(found: Any, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """A stream by its kind: attachment, metadata, picture, or anything that may hold text."""
    from pypdf.generic import StreamObject

    if not isinstance(found, StreamObject):
        return
    kind, subtype = str(found.get("/Type", "")), str(found.get("/Subtype", ""))
    if subtype == "/Image":
        raw = bytes(getattr(found, "_data", b""))
        if raw.startswith((b"\xff\xd8\xff", b"\x89PNG")):
            yield Piece(labelled(place, "bildets metadata"), printable(raw[:200_000]), True)
        return
    if "/Length1" in found or "/Length2" in found or subtype in ("/Type1C", "/CIDFontType0C", "/OpenType"):
        return  # a font program
    content = found.get_data()
    if kind == "/EmbeddedFile":
        label = labelled(place, "vedlegg")
        yield from budget.inside(content, name, label, depth + 1)
        return
    budget.spend(len(content))
    if subtype == "/XML" or kind == "/Metadata":
        yield from markup(content.decode("utf-8", "replace"), labelled(place, "metadata (XMP)"))
    elif kind not in ("/XRef", "/ObjStm"):
        yield from _other_stream(content, place)


def _other_stream(content: bytes, place: str) -> Iterator[Piece]:
    """A content stream's strings; of a script, a form's XML or other plain text, all of it."""
    yield Piece(labelled(place, "innholdsstrøm"), shown_strings(content))
    drawn = b"BT" in content or b" re" in content or b"begincmap" in content
    readable = sum(byte >= 32 or byte in (9, 10, 13) for byte in content[:2000])
    if not drawn and readable > 0.95 * len(content[:2000]):
        text = content.decode("utf-8", "replace")
        if text.lstrip().startswith("<"):
            yield from markup(text, labelled(place, "skjema"))
        else:
            yield Piece(labelled(place, "skript eller tekst"), text, True)


def _raw(data: bytes, place: str, budget: Budget) -> Iterator[Piece]:
    """Streams found by their words alone: what older revisions left behind without a table that points to it."""
    for match in RAW_STREAM.finditer(data):
        content = match[1]
        if content[:1] in (b"\x78", b"\x48", b"\x58", b"\x68"):
            try:
                content = zlib.decompressobj().decompress(content, MOST_STREAM)
            except zlib.error:
                continue
        budget.spend(len(content))
        if content.startswith((b"\x00\x01\x00\x00", b"OTTO", b"\x01\x00\x04", b"\xff\xd8", b"true", b"%!PS")):
            continue
        yield Piece(labelled(place, "løs strøm i PDF-en"), shown_strings(content))
    outside = RAW_STREAM.sub(b"", data)
    yield Piece(labelled(place, "PDF-ens kode"), shown_strings(outside), True)


def shown_strings(content: bytes) -> str:
    """The literal and hexadecimal strings of a content stream or object, one a line; those of one array joined."""
    lines: list[str] = []
    for array in re.split(rb"(?:Tj|TJ|'|\")\s", content):
        parts = [_literal(match) for match in SHOWN.finditer(array)]
        if parts:
            lines.append("".join(parts) if b"[" in array and len(parts) < 400 else "\n".join(parts))
    return "\n".join(lines)


def _literal(match: re.Match[bytes]) -> str:
    if match[1] is not None:
        digits = re.sub(rb"\s", b"", match[1])
        return _as_text(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
    return _as_text(ESCAPE.sub(_unescaped, match[0][1:-1]))


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1][:1].isdigit():
        return bytes([int(match[1], 8) & 0xFF]) if match[1][:1] in b"01234567" else match[1]
    return ESCAPES.get(match[1], match[1])


def _as_text(raw: bytes) -> str:
    """A PDF string as text: UTF-16 by its mark or its zeros, UTF-8 by its mark, else Latin-1."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw.decode("utf-8-sig", "replace")
    if len(raw) >= 4 and len(raw) % 2 == 0 and raw[::2].count(0) * 2 > len(raw[::2]):
        return raw.decode("utf-16-be", "replace")
    return raw.decode("latin-1")
