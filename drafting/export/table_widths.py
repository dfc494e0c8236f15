"""How wide the columns of a table are, judged by the text that is printed in it: the same in Word and PDF."""

from __future__ import annotations

from math import ceil

# Widths are counted in tenths of a digit of the text's size: on a line of a table, and the air beside a column.
_LINE = 880
_AIR = 20
# The least a column has; the most that one of text asks for; the number of signs at which an address or a code is cut.
_LEAST, _MOST = 30, 460
_CUT = 26
# Words of letters longer than this are hyphenated: the first that makes the table fit is used, at a size no less than
# this where that is enough, and else at the smallest size that can be read.
_HYPHENATED = (16, 13, 11, 9)
_SMALL, _SMALLEST = 84, 60
_SPACES, _THIN, _BROAD = frozenset(" \u00a0.,:;'’|"), frozenset("iIjlft!()[]-"), frozenset("mwæœ%@&—")


def table_widths(columns: list[list[str]], *, heading: bool) -> tuple[tuple[int, ...], int]:
    """Relative column widths, and the size of the text in per cent (100 down to 60).

    Every column has room for its longest number or (hyphenated) word; what is left goes to the columns with long text.
    When even that is too wide for the page, the text is set smaller.

    Args:
        columns: the printed text of each cell, column by column.
        heading: the first row is a header row, set in bold.
    """
    if not columns:
        return (), 100
    room = _LINE - _AIR * len(columns)
    least: list[int] = []
    for hyphenated in _HYPHENATED:
        least = [_least(texts, heading, hyphenated) for texts in columns]
        if sum(least) * _SMALL <= 100 * room:
            break
    longest = [max(_breadth(text) for text in texts) for texts in columns]
    wanted = [max(low, min(long + 5, _MOST)) for low, long in zip(least, longest, strict=True)]
    spare, asked = room - sum(least), sum(wanted) - sum(least)
    if spare > 0 and asked > 0:
        share = min(1.0, spare / asked)
        least = [low + int(share * (want - low)) for low, want in zip(least, wanted, strict=True)]
    size = max(_SMALLEST, min(100, 100 * room // sum(least)))
    return tuple(low + _AIR for low in least), size


def _least(texts: list[str], heading: bool, hyphenated: int) -> int:
    """The room a column needs: its longest word, a bold one in the heading counted as wider."""
    needs = [_LEAST]
    for index, text in enumerate(texts):
        longest = max(_breadth(word[: hyphenated if word.isalpha() else _CUT]) for word in text.split(" "))
        needs.append(5 + (longest * 9 // 8 if heading and index == 0 else longest))
    return max(needs)


def _breadth(text: str) -> int:
    """How wide the text is set: «il» is narrower than «mw» in every typeface that we use."""
    return ceil(sum(_width(sign) for sign in text))


def _width(sign: str) -> float:
    if sign in _SPACES:
        return 5.6
    if sign in _THIN:
        return 6.5
    if sign in _BROAD or sign.isupper():
        return 13.5
    return 10.7 if sign.isalpha() else 10
