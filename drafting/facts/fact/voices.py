"""Whose number a sentence gives, where it is not surely DMP's or the report's own."""

from __future__ import annotations

import re

from corpus.reports.report import Statement
from corpus.reports.speakers import AGENCY, COMPANY_NAMED, speaker_of


def other_voice(statement: Statement) -> str:
    """«company», «experts», «unsure» where the company and DMP are both named, or empty for DMP and the report."""
    company = bool(COMPANY_NAMED.search(statement.text))
    speaker = speaker_of(statement.text)
    if company and speaker != "company" and re.search(rf"\b{AGENCY}\b", statement.text):
        return "unsure"
    if company or speaker == "company" or (statement.voice == "company" and speaker != "dmp"):
        return "company"
    return "experts" if speaker == "other" else ""
