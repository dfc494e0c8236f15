"""Whether two names may be one person's: who wrote a sentence may not accept it by spelling the name otherwise.

Case, accents, spaces, hyphens, unseen signs, the order of the names, «ø» for «oe» and an initial for a name do not tell
two people apart. Two who share all of that are taken for one: then a third must accept.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that have no accent to take off, and the ways people write them without a Norwegian keyboard.
LETTERS = str.maketrans({"ø": "o", "æ": "a", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "œ": "o", "ı": "i"})
SPELLED_OUT = (("aa", "a"), ("ae", "a"), ("oe", "o"))


def may_be_same(name: str, other: str) -> bool:
    """Whether two names may be one person's; also where one of them says nothing, or mixes scripts."""
    one, two = _heard(name), _heard(other)
    if not one or not two or _scripts(name) != {"LATIN"} or _scripts(other) != {"LATIN"}:
        return True
    return _within(one, two) or _within(two, one) or "".join(one) == "".join(two)  # «KariNordmann», «Ann-Kari»


def _heard(name: str) -> list[str]:
    """The parts of a name as they are heard, without accents and signs."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(LETTERS)
    plain = "".join(sign for sign in plain if sign.isalnum() or sign.isspace() or sign in "-‐‑–.,'’")
    for spelled, letter in SPELLED_OUT:
        plain = plain.replace(spelled, letter)
    return [part for part in re.split(r"[\W_]+", plain) if part]


def _within(one: list[str], two: list[str]) -> bool:
    """Whether every part of one name is a part of the other, or its initial, each part used once."""
    left = list(two)
    for part in sorted(one, key=len, reverse=True):
        found = next((have for have in left if have == part), None) or next(
            (have for have in left if min(len(have), len(part)) == 1 and have[0] == part[0]), None
        )
        if found is None:
            return False
        left.remove(found)
    return True


def _scripts(name: str) -> set[str]:
    return {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}
