"""The numbers that a question or a sentence speaks of, in digits, words and ordinals: «niåring», «første»."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.bokmal.number_words import TEENS, TENS, UNITS

ARTICLES = frozenset(("en", "et", "ei", "ein", "eit"))  # «en pasient» counts nothing; «én» does
_WORDS = {word: value for word, value in (UNITS | TEENS | TENS).items() if word not in ARTICLES}
_ORDINALS = {"første": 1, "andre": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "sjuende": 7, "åttende": 8}
_DIGITS = re.compile(r"(?<![\w,.])\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?(?!\d)|(?<![\w.,])\d+(?:,\d+)?(?!\d)")
_METHOD = re.compile(r"\bID\s?\d{4}[_-]\s?\d{3}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|(?<!\d)(?:19|20|21)\d\d(?!\d)")


@lru_cache(maxsize=5_000)
def spoken_numbers(text: str) -> frozenset[str]:
    """The numbers of a text as digits without spaces; dates, years and ids are none."""
    text = _METHOD.sub(" ", text.casefold())
    found = {re.sub(r"\s", "", match[0]) for match in _DIGITS.finditer(text)}
    for word in re.findall(r"[^\W\d_]+", text):
        bare = re.sub(r"åring(?:en|er|ar|ane|ene)?$", "", word)
        value = (
            _WORDS.get(word)
            or _ORDINALS.get(word)
            or (_WORDS.get(bare, 1 if bare in ARTICLES else 0) if bare != word else 0)
        )
        if value:
            found.add(str(value))
    return frozenset(found)
