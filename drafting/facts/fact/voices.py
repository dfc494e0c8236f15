"""Whose number a sentence gives, where it is not surely DMP's or the report's own."""

from __future__ import annotations

import re

from corpus.bokmal.institutions import AGENCY
from corpus.reports.report import Statement
from corpus.reports.speakers import COMPANY_NAMED, speaker_of


def other_voice(statement: Statement) -> str:
    """«company», «experts», «unsure» where the company and DMP are both named, or empty for DMP and the report."""
    company = bool(COMPANY_NAMED.search(statement.text))
    speaker = speaker_of(statement.text)
    if company and speaker != "company" and re.search(rf"\b{AGENCY}\b", statement.text):
        return "unsure"
    if company or speaker == "company" or (statement.voice == "company" and speaker != "dmp"):
        return "company"
    return "experts" if speaker == "other" else ""


def voice_of_number(statement: Statement, start: int, end: int, *, company: str = "") -> str:
    """As `other_voice`, of the number at text[start:end]: by its own part of the sentence, else by whom came before.

    «14,6 måneder i DMPs analyse og 12,1 måneder i firmaets» gives two numbers in two voices, and in «48 mill. NOK, mot
    firmaets 31 mill. NOK» the first is not the company's.
    """
    text = statement.text
    own = part_voice(text, start, end, company)
    if not own:
        before = text[:start]
        dmps, firms = re.search(rf"\b{AGENCY}s?\b", before), re.search(firm_pattern(company), before, re.IGNORECASE)
        if dmps and firms:
            return other_voice(statement)
        own = "dmp" if dmps else "company" if firms else ""
    if own:
        return "company" if own == "company" else ""
    if re.search(firm_pattern(company), text, re.IGNORECASE):  # only after the number's part: it is not the company's
        return "company" if statement.voice == "company" else ""
    return other_voice(statement)


def part_voice(text: str, start: int, end: int, company: str = "") -> str:
    """«dmp» or «company», where the number's own part of the sentence names one of them and not the other."""
    part = number_part(text, start, end)
    dmps = bool(re.search(rf"\b{AGENCY}s?\b", part))
    firms = bool(re.search(firm_pattern(company), part, re.IGNORECASE))
    return "" if dmps == firms else "dmp" if dmps else "company"


def number_part(text: str, start: int, end: int) -> str:
    """The part of a sentence that a number stands in: up to the conjunctions and commas around it.

    A part without a number of its own belongs to the one after it («Ifølge DMP, 64 …»).
    """
    low = max(
        (match.end() for match in _BETWEEN_NUMBERS.finditer(text, 0, start) if _DIGIT.search(text[: match.start()])),
        default=0,
    )
    high = next(
        (match.start() for match in _BETWEEN_NUMBERS.finditer(text, end) if _DIGIT.search(text[match.end() :])),
        len(text),
    )
    return text[low:high]


_DIGIT = re.compile(r"\d")
# What parts two numbers of one sentence: «… og …», «…, mens …», «…; …», «… mot …».
_BETWEEN_NUMBERS = re.compile(r";|,\s|\s(?:og|mens|men|mot|eller|kontra|samt)\s")


def firm_pattern(company: str) -> str:
    """A pattern of the words for the company, and the first word of its name."""
    first = company.split(maxsplit=1)[0] if company else ""
    return r"\bfirma|\bprodusent|\binnsender|\binnsendt" + (rf"|\b{re.escape(first)}" if len(first) > 2 else "")
