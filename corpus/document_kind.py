"""What kind of document a file is, from what its first pages say."""

from __future__ import annotations

import re

from corpus.documents import Kind, Page


def kind_of(pages: tuple[Page, ...]) -> Kind:
    """What kind of document the first pages say it is."""
    start = "\n".join(page.text for page in pages[:6])[:40_000]
    if re.search(r"^\s*(?:Pris)?notat\b", start, re.I | re.M) and "Sykehusinnkjøp" in start:
        return "price_note"
    if re.search(r"metodevurdering", start, re.I) and re.search(
        r"\bDMP\b|Direktoratet for medisinske|legemiddelverk", start
    ):
        return "assessment_report"
    return "other"
