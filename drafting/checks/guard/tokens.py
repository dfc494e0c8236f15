"""A paragraph as tokens: values, words and signs, and back again with the spaces that bokmål has.

A value is a slot or a page mark, «(s. 4)»: it is compared whole and never looked into.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SHORT = ("inkl.", "ekskl.", "mva.", "ca.", "pr.", "jf.", "dvs.")  # a dot that belongs to the word
PAGE = re.compile(r"\(s\. ?\d+(?:-\d+)?\)")
_WORD = r"[^\W_]+(?:-[^\W_]+)*-?"
TOKEN = re.compile(rf"\{{\{{[^{{}}]*\}}\}}|{PAGE.pattern}|\b(?i:{'|'.join(map(re.escape, SHORT))})|{_WORD}|\S")


def tokens_of(text: str) -> tuple[str, ...]:
    """The tokens of a text; slots without inner spaces."""
    return tuple("".join(token.split()) if token[:2] == "{{" else token for token in TOKEN.findall(text))


def is_value(token: str) -> bool:
    return token[:2] == "{{" or PAGE.fullmatch(token) is not None


def starts_sentence(token: str) -> bool:
    """Whether a sentence can begin with this token."""
    return token[0].isupper() or token[:2] == "{{"


def set_in_type(tokens: Sequence[str]) -> str:
    """The tokens as a text, with spaces where bokmål has them."""
    text = ""
    for token in tokens:
        glued = not text or token in tuple(",.:;)") or text.endswith("(")
        text += token if glued else f" {token}"
    return text
