"""Whose numbers a table gives: DMP's or the report's own, or those that the company handed in."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.bokmal.institutions import AGENCY
from corpus.reports.report import Report
from corpus.reports.speakers import speaker_of, voice_of
from corpus.reports.tables import PrintedTable
from corpus.reports.year_columns import year_columns
from drafting.facts.fact.fact import Claimed, Fact, Found
from drafting.facts.fact.voices import firm_pattern

DMPS = re.compile(rf"{AGENCY}s?(?:\s+\w+)?", re.IGNORECASE)
# «Verksemda sitt anslag», «leverandørens analyse», «innsendt budsjett»: the company's, by whatever word.
THEIRS = re.compile(
    r"\b(?:firma|verksemd|produsent|leverandør|selskap|innsender)\w*s\b|\b(?:verksemd|firma)\w*\s+sitt?e?\b"
    r"|\bfr[aå]\s+(?:firma|verksemd|produsent)\w*|\binnsendt\w*\s+(?:analyse|budsjett|anslag|estimat)\w*",
    re.IGNORECASE,
)
FIRMS = re.compile(r"(?:legemiddel)?firma(?:et)?s?(?:\s+\w+)?|innsendt(?:\s+\w+)?|produsent(?:en)?s?(?:\s+\w+)?", re.I)


def voice_columns(table: PrintedTable, report: Report) -> dict[int, str]:
    """Columns headed by DMP («dmp») or by the company («company»); empty where two have one voice."""
    firm = report.company.split()[0] if report.company else ""
    found: dict[int, str] = {}
    for place, cell in enumerate(table.head):
        head = re.sub(r"\([^)]*\)", "", cell).strip()
        if place and DMPS.fullmatch(head):
            found[place] = "dmp"
        elif place and (FIRMS.fullmatch(head) or (len(firm) > 2 and head.split(" ")[0] == firm)):
            found[place] = "company"
    voices = list(found.values())
    alone = all(voices.count(voice) == 1 for voice in voices)
    return found if alone and not year_columns(table) else {}


def table_voice(table: PrintedTable, report: Report) -> str:
    """«dmp», «company» or «»: by the caption, else the heading right above, else the paragraph that leads to it."""
    caption = f"{table.caption} {table.head[0]}"
    dmps = bool(re.search(rf"\b{AGENCY}s?\b", caption))
    firms = bool(THEIRS.search(caption) or re.search(firm_pattern(report.company), caption, re.IGNORECASE))
    if dmps != firms:
        return "dmp" if dmps else "company"
    if dmps:
        return ""
    told = [voice_of(heading) for heading in table.headings]
    if any(told):
        return next(voice for voice in reversed(told) if voice)
    lead = " ".join(table.lead.split())
    last = next((one for one in reversed(report.statements) if lead and one.paragraph == lead), None)
    if last is None:
        return ""
    speaker = speaker_of(last.text, report.company) or last.speaker or last.voice
    return "company" if speaker == "company" else ""


def voiced(found: Found, report: Report) -> Found:
    """What was found; a number of a table of the company's must agree with DMP's, but is not the fact.

    Keys that name their speaker («qaly.gain.dmp») were told apart where they were read.
    """
    voices = {
        (row.page, row.start): voice
        for table in report.printed
        if (voice := table_voice(table, report)) == "company"
        for row in table.rows
    }
    for item in found:
        if not isinstance(item, Fact) or re.search(r"\.(?:dmp|company)(?:\.|$)", item.key) or item.scope is None:
            yield item
        elif (item.source.page, item.source.start) in voices:
            yield Claimed(replace(item, voice="company"))
        else:
            yield item
