r"""Signs that stand for nothing: how damage of a text is known, whatever file it came from.

A text layer is damaged when the file's own map from glyphs to letters is broken: what is seen on the page and what is
read then differ. Such signs stand as «\ufffd» in the text, so that no number is read across them.
"""

from __future__ import annotations

import re

DAMAGED = 0.05  # share of signs without meaning above which a page's text is not trusted
UNREADABLE = "\ufffd"
# Two signs of the private area are the bullets of Word's Symbol and Wingdings fonts.
MEANINGLESS = re.compile(r"[\ufffd\ufffe\x00-\x08\x0e-\x1f\x7f]|[\ue000-\uf8ff](?<![\uf0b7\uf0a7])")


def damage(text: str) -> float:
    """Share of signs without meaning, 0 to 1."""
    return len(MEANINGLESS.findall(text)) / len(text) if text else 0.0
