"""Texts of plain text, Markdown, HTML, JSON and XML: running text joined over tags, attributes, comments, data."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from drafting.confidentiality.opened.pieces import Budget, Piece, decoded, labelled

COMMENT = re.compile(r"<!--(.*?)-->", re.S)
HIDDEN = re.compile(r"<(script|style|template|noscript)\b[^>]*>(.*?)</\1\s*>", re.S | re.I)
ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
TAG = re.compile(r"<[^<>]*>")
CELL_END = re.compile(r"</(?:td|th|w:tc|c|dt|dd|a:tc)\s*>|<(?:w|a):tab\b[^>]*>", re.I)
# What the eye joins: runs of one paragraph and inline marks. Every other end tag ends a line.
JOINING = (
    r"span|b|i|em|strong|u|s|a|sup|sub|small|mark|font|code|del|ins|abbr|time|tt|big|label|q|cite|bdo|bdi|kbd|wbr|r|t|rpr"
    r"|[wa]:(?:r|t|rpr|ins|del|smarttag|sdt|sdtcontent|sdtpr|hyperlink|deltext|instrtext|fldsimple|prooferr|movefrom|moveto"
    r"|customxml|bdo|dir)"
)
BLOCK_END = re.compile(rf"</(?!(?:{JOINING})\s*>)[^<>]*>|<(?:br|hr|w:br|w:cr|a:br)\b[^>]*>", re.I)
DATA_ADDRESS = re.compile(r"data:[\w/+.-]*;base64,([A-Za-z0-9+/=\s]{16,})")
MARKDOWN = re.compile(r"(?<=[\w ,.])(?:\*\*|__|\*|`|~~|\\(?!u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}))+(?=[\w ,.])")
HOLDS_NUMBER = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉①-⑨⓪]|[a-zæøå]{4}|[\w+/]{12}")
DULL = {"class", "rgb", "style", "rsidr", "width", "height", "colspan", "rowspan", "id", "rel", "d", "viewbox"}


def texts(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """A text file."""
    text = decoded(data)
    yield from embedded(text, name, place, depth, budget)
    if re.search(r"<[a-zA-Z!?/][^<>]*>", text):
        yield from markup(text, place)
    else:
        yield Piece(labelled(place, "tekst"), MARKDOWN.sub("", text))


def markup(text: str, place: str) -> Iterator[Piece]:
    """The pieces of an HTML or XML text: comments, scripts, running text, attributes."""
    for match in COMMENT.finditer(text):
        yield Piece(labelled(place, "kommentar i koden"), html.unescape(match[1]), True)
    text = COMMENT.sub("", text)
    for match in HIDDEN.finditer(text):
        yield Piece(labelled(place, f"<{match[1].lower()}>"), match[2], True)
    text = HIDDEN.sub("", text)
    yield Piece(labelled(place, "tekst"), running_text(text))
    yield from attributes(text, place)


def running_text(text: str) -> str:
    """Markup to text: cells by tabs, blocks by lines, everything else joined as the eye joins it."""
    text = re.sub(r"\s+", " ", text) if "<" in text else text
    return html.unescape(TAG.sub("", BLOCK_END.sub("\n", CELL_END.sub("\t", text))))


def attributes(text: str, place: str) -> Iterator[Piece]:
    """What attributes say: alternative texts, titles, names, addresses, authors."""
    for tag in TAG.finditer(text):
        if "=" not in tag[0]:
            continue
        for match in ATTRIBUTE.finditer(tag[0]):
            if match[1].startswith("xmlns"):
                continue  # «http://www.w3.org/2001/…» is no price of 2 001 NOK
            attribute = match[1].rsplit(":", 1)[-1].lower()
            value = html.unescape(match[2] or match[3] or "")
            if attribute not in DULL and not attribute.startswith("rsid") and HOLDS_NUMBER.search(value):
                yield Piece(labelled(place, f"attributt {match[1]}"), unquote(value), True)


def embedded(text: str, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """Files written into a text as data addresses."""
    for match in DATA_ADDRESS.finditer(text):
        try:
            data = base64.b64decode(re.sub(r"\s", "", match[1]), validate=False)
        except binascii.Error:
            continue
        yield from budget.inside(data, name, labelled(place, "innlagt fil"), depth + 1)
