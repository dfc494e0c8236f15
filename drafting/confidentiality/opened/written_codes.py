"""Numbers in another notation than ours (Roman, hexadecimal, binary), and numbers glued into names and addresses.

Each is written out in plain digits beside the text, so that the ordinary search finds it: «XXI tusen» as «21 tusen»,
«0x53CA» as 21450, «pris21450_60» and «?a=21&b=450» by their digits, alone and together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
OVERLINE = "\u0305"  # over a Roman letter: a thousand times as much
ROMAN = re.compile(rf"(?<![\w])(?:[IVXLCDM]{OVERLINE}?|[\u2160-\u2188]){{2,40}}(?!\w)")
BASED = re.compile(r"(?:\b0[xX]|&[hH]|\b[xX]')([0-9a-fA-F]{3,14})\b|\b0[bB]([01]{8,50})\b|\b0[oO]([0-7]{4,18})\b")
SAID_HEX = re.compile(r"\b(?=\w*\d)(?=\w*[a-fA-F])([0-9a-fA-F]{3,14})\b(?=\W{1,3}(?:hex|heks|base\s?16|i\s+16))", re.I)
SAID_HEX_BEFORE = re.compile(r"\b(?:hex|heks|heksadesimalt?)\W{1,3}([0-9a-fA-F]{3,14})\b", re.I)
ADDRESS = re.compile(
    r"(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)\S+|(?<=\s)/(?:[^\s/]+/)+\S*"
    r"|\b[\w-]+(?:\.[a-z]{2,})+/\S+",
    re.I,
)
HEX_IN_ADDRESS = re.compile(r"(?<![0-9A-Za-z])(?=\d*[a-fA-F])(?=[a-fA-F]*\d)[0-9a-fA-F]{4,10}(?![0-9A-Za-z])")
# A name: letters and digits without a space between, as of a bookmark, a variable or a file.
# Found in two steps, each in time in proportion to the text: a file's bytes may be one run of a million signs.
RUN = re.compile(r"\S+")
NAME = re.compile(r"[\w.,=&#-]+")
# Identifiers that programs draw at random: digits in them are nobody's.
RANDOM = re.compile(r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?|_(?:Toc|Hlk)\d{6,}", re.I)
FEWEST, FEWEST_JOINED = 5, 6  # digits


def plain_notation(text: str) -> Iterator[str]:
    """The text with numbers of other notations in digits, when it holds any."""
    plain = ROMAN.sub(lambda match: str(_roman(match[0])), text)
    plain = BASED.sub(lambda match: str(_based(match)), plain)
    plain = SAID_HEX_BEFORE.sub(lambda match: str(int(match[1], 16)), plain)
    plain = SAID_HEX.sub(lambda match: str(int(match[1], 16)), plain)
    if plain != text:
        yield plain


def digits_of_names(text: str, *, bare: bool) -> Iterator[str]:
    """The digits of each address, and in a hidden place of each name: alone, put together, and with the øre apart.

    Args:
        text: of a piece of a file.
        bare: whether it stands outside the running text.
    """
    text = RANDOM.sub(" ", text)
    found = [match[0] for match in ADDRESS.finditer(text)]
    if bare:
        found += _names(text)
    lines: dict[str, None] = {}
    for name in found:
        groups = re.findall(r"\d+", name)
        lines.update(dict.fromkeys(group for group in groups if len(group) >= FEWEST))
        for first in range(len(groups)):
            for last in range(first, min(len(groups), first + 4)):
                joined = "".join(groups[first : last + 1])
                if len(joined) >= FEWEST_JOINED:
                    lines[joined] = None
                    lines[f"{joined[:-2]},{joined[-2:]}"] = None
    if lines:
        yield "\n\n".join(lines)


def _names(text: str) -> Iterator[str]:
    for run in RUN.finditer(text):
        if re.search(r"[A-Za-zÆØÅæøå_]", run[0]) and re.search(r"\d", run[0]):
            yield from (match[0] for match in NAME.finditer(run[0]) if re.search(r"\d", match[0]))


def parts_of_addresses(text: str) -> Iterator[str]:
    """Each address cut at its signs, so that what is packed in a part of it can be unpacked; hexadecimal in digits."""
    for match in ADDRESS.finditer(RANDOM.sub(" ", text)):
        parts = re.sub(r"[/?&=#:;]+", "  ", match[0])
        yield HEX_IN_ADDRESS.sub(lambda found: str(int(found[0], 16)), parts)
        yield parts


def whole_in_oere(text: str) -> Iterator[str]:
    """A hidden value that is one whole number, as if it counted øre."""
    value = text.strip()
    if value.isdigit() and FEWEST_JOINED <= len(value) <= 14:
        yield f"{value[:-2]},{value[-2:]}"


def _roman(signs: str) -> int:
    """A Roman number by the rule of subtraction, however many of a letter stand in a row."""
    values: list[int] = []
    for sign in signs:
        if sign == OVERLINE:
            values[-1] *= 1000
        else:
            values.append(ROMAN_VALUES.get(sign) or int(unicodedata.numeric(sign)))
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _based(match: re.Match[str]) -> int:
    digits, base = next((group, base) for group, base in zip(match.groups(), (16, 2, 8), strict=True) if group)
    return int(digits, base)
