"""The one table of file formats: how each is known by its bytes, who reads it, and what it may be used as.

Reading, the search for leaks, the upload fields of the app and the messages all ask here. A format is judged by its
content; a name only says whether it lies. Adding a format is adding a row.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

Use = Literal["report", "note", "archive", "offer"]
Reader = Literal["pdf", "docx", "html", "txt", ""]
# How the search for leaks opens it. «none»: nothing in it can be vouched for, and it is named as unread.
Search = Literal["pdf", "zip", "image", "text", "none"]


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table.

    Attributes:
        key: short name.
        name: in a sentence, with its article.
        suffixes: what its files are called; the first is the one to suggest.
        starts: bytes that such a file begins with.
        reader: who makes a Document of it; «» when nobody does.
        search: how it is searched for leaks.
        uses: what it may be used as.
        partly: its text is searched, and what else it may hold is not: it is named as unread too.
    """

    key: str
    name: str
    suffixes: tuple[str, ...]
    starts: tuple[bytes, ...] = ()
    reader: Reader = ""
    search: Search = "none"
    uses: frozenset[Use] = frozenset()
    partly: bool = False


READ: frozenset[Use] = frozenset({"report", "note", "archive"})
OFFER: frozenset[Use] = frozenset({"offer"})
PACKED = "en pakket fil"

FORMATS: tuple[Format, ...] = (
    Format("pdf", "en PDF", (".pdf",), (b"%PDF-",), "pdf", "pdf", READ),
    Format("docx", "et Word-dokument", (".docx", ".docm"), (), "docx", "zip", READ),
    Format("html", "HTML", (".html", ".htm", ".xhtml"), (), "html", "text", READ),
    Format("txt", "ren tekst", (".txt", ".text", ".md", ".log"), (), "txt", "text", READ),
    Format("csv", "en CSV-fil", (".csv", ".tsv"), (), "txt", "text", OFFER),
    Format("xlsx", "et regneark", (".xlsx", ".xlsm"), (), "", "zip", OFFER),
    Format("xlsb", "et binært regneark", (".xlsb",), (), "", "zip", partly=True),
    Format("pptx", "en presentasjon", (".pptx",), (), "", "zip"),
    Format("odf", "et OpenDocument-dokument", (".odt", ".ods", ".odp"), (), "", "zip"),
    Format("zip", "en zip-fil", (".zip",), (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), "", "zip"),
    Format("rtf", "RTF", (".rtf",), (b"{\\rt",), "", "text", partly=True),
    Format("eml", "en e-post", (".eml",), (), "", "text", partly=True),
    Format(
        "ole",
        "et gammelt Office-format eller en kryptert fil",
        (".doc", ".xls", ".ppt", ".msg"),
        (b"\xd0\xcf\x11\xe0",),
    ),
    Format("png", "et bilde", (".png",), (b"\x89PNG",), "", "image"),
    Format("jpg", "et bilde", (".jpg", ".jpeg"), (b"\xff\xd8\xff",), "", "image"),
    Format("gif", "et bilde", (".gif",), (b"GIF8",), "", "image"),
    Format("tiff", "et bilde", (".tif", ".tiff"), (b"II*\x00", b"MM\x00*"), "", "image"),
    Format("bmp", "et bilde", (".bmp",), (b"BM",), "", "image"),
    Format("webp", "et bilde", (".webp",), (b"RIFF",), "", "image"),
    Format("emf", "en vektortegning", (".emf", ".wmf"), (b"\xd7\xcd\xc6\x9a",), "", "none"),
    Format("gz", PACKED, (".gz", ".tgz"), (b"\x1f\x8b",)),
    Format("7z", PACKED, (".7z",), (b"7z\xbc\xaf",)),
    Format("rar", PACKED, (".rar",), (b"Rar!",)),
    Format("bz2", PACKED, (".bz2",), (b"BZh",)),
    Format("xz", PACKED, (".xz",), (b"\xfd7zXZ",)),
    Format("zst", PACKED, (".zst",), (b"(\xb5/\xfd",)),
    Format("tar", PACKED, (".tar",)),
    Format("postscript", "PostScript", (".ps", ".eps"), (b"%!PS",), "", "text", partly=True),
    Format("font", "en skrifttype", (".ttf", ".otf", ".odttf"), (b"\x00\x01\x00\x00\x00", b"OTTO", b"wOFF", b"wOF2")),
    Format("binary", "en fil som ikke er tekst", ()),
)
BY_KEY = {one.key: one for one in FORMATS}
HTML_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html\b)", re.I)
MAIL_START = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.I
)  # header lines only, some of them folded
MAIL_LINES = re.compile(rb"^(?:Received|Message-ID|MIME-Version|Return-Path|X-Mailer|DKIM-Signature):", re.I | re.M)
# Parts that tell one kind of zip from another, in the order they are asked.
INSIDE: tuple[tuple[str, Callable[[frozenset[str]], bool]], ...] = (
    ("docx", lambda names: "word/document.xml" in names),
    ("xlsb", lambda names: "xl/workbook.bin" in names),
    ("xlsx", lambda names: "xl/workbook.xml" in names),
    ("pptx", lambda names: "ppt/presentation.xml" in names),
    ("odf", lambda names: "mimetype" in names and "content.xml" in names),
)


def format_of(data: bytes) -> Format:
    """The format that the content is of; text without a sign of its own is `txt`, other bytes `binary`."""
    if b"%PDF-" in data[:1024]:
        return BY_KEY["pdf"]
    for one in FORMATS:
        if one.starts and data.startswith(one.starts):
            return _zip_format(data) if one.key == "zip" else _proven(one, data)
    if data[40:44] == b" EMF":
        return BY_KEY["emf"]
    if data[257:262] == b"ustar":
        return BY_KEY["tar"]
    return _text_format(data)


def _proven(one: Format, data: bytes) -> Format:
    """Starts that a text may have too are believed only of bytes that are no text: «BM …», «RIFF …»."""
    if one.key in ("bmp", "webp", "bz2", "rar") and is_text(data):
        return _text_format(data)
    return BY_KEY["binary"] if one.key == "webp" and data[8:12] != b"WEBP" else one


def _zip_format(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return BY_KEY["zip"]
    return BY_KEY[next((key for key, fits in INSIDE if fits(names)), "zip")]


def _text_format(data: bytes) -> Format:
    if not is_text(data):
        return BY_KEY["binary"]
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if HTML_START.match(start):
        return BY_KEY["html"]
    if (head := MAIL_START.match(start)) and MAIL_LINES.search(head[0]):
        return BY_KEY["eml"]
    return BY_KEY["txt"]


def is_text(data: bytes) -> bool:
    """Whether the bytes are text: no zeros, or UTF-16."""
    from corpus.machine.text_encoding import utf_16_of

    return b"\x00" not in data[:8192] or utf_16_of(data) != ""


def named(name: str) -> Format | None:
    """The format that a file's name says it is of."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return next((one for one in FORMATS if suffix and suffix in one.suffixes), None)


def suffixes(use: Use) -> tuple[str, ...]:
    """The suffixes of every format with this use, for an upload field or a search through a folder."""
    return tuple(suffix for one in FORMATS if use in one.uses for suffix in one.suffixes)


def upload_types(use: Use) -> list[str]:
    """The same without the point, as an upload field wants them."""
    return [suffix[1:] for suffix in suffixes(use)]


def give(use: Use) -> str:
    """The remedy of a message: «Gi en .pdf, .docx, .html eller .txt.»."""
    first = [one.suffixes[0] for one in FORMATS if use in one.uses]
    return f"Gi en {', '.join(first[:-1])} eller {first[-1]}."
