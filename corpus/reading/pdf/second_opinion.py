"""What pypdf reads where pdfium's text is damaged."""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.bokmal.unreadable import MEANINGLESS, UNREADABLE

if TYPE_CHECKING:
    from pypdf import PdfReader


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
