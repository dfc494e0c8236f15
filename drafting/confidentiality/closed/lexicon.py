"""The word lists of closed text, read once: what speaks of money, what measures or compares, what is plain or clinical.

Lists of beginnings end in «*»; everything else is a whole word. Lower case; one list a heading in `words.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")


LONG = 5  # letters from which a beginning is known inside a compound


@dataclass(frozen=True, slots=True)
class Words:
    """One list: whole words, and beginnings of words."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def holds(self, word: str) -> bool:
        """Whether a word, in lower case, is in the list."""
        return word in self.whole or (bool(self.beginnings) and word.startswith(self.beginnings))

    def any_of(self, words: Iterable[str]) -> str:
        """The first of some words that is in the list, or a compound with a long beginning of it inside, or nothing."""
        return next((word for word in words if self.holds(word) or self._within(word)), "")

    def _within(self, word: str) -> bool:
        """«bruddrisiko» holds «risik»."""
        return any(stem in word for stem in self.beginnings if len(stem) >= LONG)


@cache
def words(name: str) -> Words:
    """The list under that heading of `words.txt`. Raises KeyError."""
    return _lists()[name]


@cache
def _lists() -> dict[str, Words]:
    text = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = []
        elif line and not line.startswith("#"):
            found[name] += line.split()
    return {
        name: Words(
            frozenset(word.replace("_", " ") for word in entries if not word.endswith("*")),
            tuple(word[:-1] for word in entries if word.endswith("*")),
        )
        for name, entries in found.items()
    }


def sentence_words(part: str) -> list[str]:
    """The words of a text in lower case; a compound with a hyphen as itself and as its parts."""
    return [word for match in WORD.finditer(part) for word in parts(match[0].lower())]


def parts(word: str) -> list[str]:
    """A word with hyphens as itself and its parts, unless the whole is plain («maks-aup»)."""
    return [word] if "-" not in word or words("plain").holds(word) else [word, *word.split("-")]
