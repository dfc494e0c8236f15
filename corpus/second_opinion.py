r"""What pypdf reads where pdfium's text is damaged, and how damage is known.

A text layer is damaged when the file's own map from glyphs to letters is broken: what is seen on the page and what is
read then differ. Such signs stand as «\ufffd» in the text, so that no number is read across them.
"""

from __future__ import annotations

import io
import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

DAMAGED = 0.05  # share of signs without meaning above which a page's text is not trusted
UNREADABLE = "\ufffd"
# Two signs of the private area are the bullets of Word's Symbol and Wingdings fonts.
MEANINGLESS = re.compile(r"[\ufffd\ufffe\x00-\x08\x0e-\x1f\x7f]|[\ue000-\uf8ff](?<![\uf0b7\uf0a7])")


def damage(text: str) -> float:
    """Share of signs without meaning, 0 to 1."""
    return len(MEANINGLESS.findall(text)) / len(text) if text else 0.0


class SecondOpinion:
    """The file as pypdf sees it; opened when first asked, for it is slow. It may fail on a damaged file in any way."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _reader(self) -> PdfReader:
        from pypdf import PdfReader

        return PdfReader(io.BytesIO(self._data))

    def text(self, number: int) -> str:
        r"""The text of page `number` (from 1), signs without meaning as «\ufffd»; "" when pypdf cannot read it."""
        try:
            return MEANINGLESS.sub(UNREADABLE, self._reader.pages[number - 1].extract_text())
        except Exception:  # whatever a damaged file provokes ends here: there is just no second opinion
            return ""

    def attachments(self) -> str:
        """Names of embedded files with commas between; asked only when the file speaks of any."""
        if b"/EmbeddedFile" not in self._data:
            return ""
        try:
            return ", ".join(sorted(self._reader.attachments))
        except Exception:  # a broken name tree is no reason to refuse the text
            return "ukjent"
