"""How wide the columns of a table are, judged by the text that is printed in it: the same in Word and PDF."""

from __future__ import annotations

# Signs on a line of a table, and those that the air beside a column takes.
_LINE = 88
_AIR = 2
# The most that a column of text asks for; the length at which an address or a code is cut.
_LONGEST = 46
_CUT = 26
# Words of letters longer than this are hyphenated: the first that makes the table fit is used, at a size no less than
# this where that is enough, and else at the smallest size that can be read.
_HYPHENATED = (16, 13, 11, 9)
_SMALL, _SMALLEST = 86, 60


def table_widths(columns: list[list[str]], *, heading: bool) -> tuple[tuple[int, ...], int]:
    """Relative column widths in signs, and the size of the text in per cent (100 down to 60).

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
    wanted = [
        max(low, *(min(len(text) + 1, _LONGEST) for text in texts)) for low, texts in zip(least, columns, strict=True)
    ]
    spare, asked = room - sum(least), sum(wanted) - sum(least)
    if spare > 0 and asked > 0:
        share = min(1.0, spare / asked)
        least = [low + int(share * (want - low)) for low, want in zip(least, wanted, strict=True)]
    size = max(_SMALLEST, min(100, 100 * room // sum(least)))
    return tuple(low + _AIR for low in least), size


def _least(texts: list[str], heading: bool, hyphenated: int) -> int:
    """The room a column needs, in signs: its longest word, a bold one in the heading counted as wider."""
    needs = [4]
    for index, text in enumerate(texts):
        longest = max(min(len(word), hyphenated if word.isalpha() else _CUT) for word in text.split(" "))
        needs.append(1 + (longest * 9 // 8 if heading and index == 0 else longest))
    return max(needs)
