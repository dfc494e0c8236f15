"""Raised signs: what a small sign above the line means beside the text it stands at. One rule for every kind of file.

A raised digit is never glued to a figure: «40» with a raised 1 is 40 with a footnote, not 401. `MARK` is how a mark
stands in the text of a page, and `without_marks` is the text as it is counted and searched.
"""

from __future__ import annotations

import re

from corpus.bokmal.unreadable import UNREADABLE

BREAK = "\v"  # a line break or a tab: it parts words, and never joins the digits on its two sides
BROKEN_NUMBER = re.compile(rf"((?<!\d)\d{{1,3}})[^\S{BREAK}]*{BREAK}\s*(?=\d{{3}}(?!\d))")
WITHOUT_WIDTH = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])  # signs that take no room in print
MARK = re.compile(r"\[\^[^\]\s]{1,4}\]")
UNICODE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
RAISED_IN_TEXT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
LENGTH = re.compile(r"(?<![^\W\d_])[mcdkµμ]?m$")  # before a raised 2 or 3: an area, a volume
TIMES_TEN = re.compile(r"[×xX·*]\s?10$")
SIGNS = re.compile(r"(?:\d{1,3}|[a-zæøå]|[*†‡§#]{1,3})(?:[,;\s]+(?:\d{1,3}|[a-zæøå]|[*†‡§#]{1,3}))*")


def raised(before: str, text: str, after: str = "") -> str:
    """What the raised `text` reads as between `before` and `after`: «[^1]», «2» of «m2», «^9» of «10^9», or itself."""
    sign = text.strip().translate(UNICODE)
    if not sign:
        return text
    per_volume = re.search(r"\b10$", before) and after[:1] == "/"  # 10⁹/l
    if re.fullmatch(r"[-−–]\d{1,2}", sign) or (sign.isdigit() and (per_volume or TIMES_TEN.search(before))):
        return "^" + sign
    if sign in {"2", "3"} and LENGTH.search(before):
        return sign
    if SIGNS.fullmatch(sign):
        return "".join(f"[^{one}]" for one in re.split(r"[,;\s]+", sign))
    return f" {text}" if before[-1:].isdigit() and sign[:1].isdigit() else text


def with_marks(text: str) -> str:
    """The text with raised digits of Unicode after a figure, a bracket or a full stop as marks; «m²» stays."""
    return RAISED_IN_TEXT.sub(
        lambda match: (
            raised(text[: match.start()], match[0], text[match.end() :])
            if text[: match.start()][-1:].isdigit()
            else match[0]
        ),
        text,
    )


def part_figures(text: str, apart: str = "") -> str:
    """The text with every BREAK as a blank.

    A break between digits that could be one number («587 048» and «912») becomes `apart`, or a sign without meaning:
    nobody can tell whether it is one number or two.
    """
    return BROKEN_NUMBER.sub(rf"\1{apart or f' {UNREADABLE} '}", text).replace(BREAK, " ")


def without_marks(text: str) -> str:
    """The text without footnote marks: what is counted and searched."""
    return MARK.sub("", text) if "[^" in text else text
