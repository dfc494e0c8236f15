"""What DMP concludes on severity, benefit, use of resources and uncertainty, in its own words."""

from __future__ import annotations

import re

from corpus.reports import Report, Statement
from drafting.facts.fact import Fact, Found

TOPICS: tuple[tuple[str, str], ...] = (
    ("severity", r"^alvorlighet"),
    ("benefit", r"^(?:nytte|effektdokumentasjon|effekt\b|relativ effekt)"),
    ("resources", r"^(?:ressursbruk|kostnadseffektivitet|ressurs)"),
    ("uncertainty", r"^usikkerhet|^kvalitet(?:en)? på dokumentasjonen"),
)
CONCLUDES = re.compile(
    r"\b(?:DMP|SLV|Legemiddelverket|Direktoratet for medisinske produkter)\s+(?:har\s+)?(?:\w+\s+)?"
    r"(?:vurderer|mener|konkluderer|anser|legger|finner|anslår|vurdert|konkludert|beregne[rt]|estimere[rt])\b"
)
CLOSING = re.compile(r"^(?:oppsummering|sammendrag|samlet vurdering|konklusjon|DMPs samlede)", re.IGNORECASE)


def conclusions(report: Report) -> Found:
    """`conclusion.<topic>`: the first sentence in the summary, else in the closing chapter, where DMP concludes."""
    for topic, words in TOPICS:
        for chapter in (r"^(?:oppsummering|sammendrag)", CLOSING.pattern):
            found = next((item for item in report.statements if _concludes(item, words, chapter)), None)
            if found:
                source = report.document.source(found.page, found.start, found.end)
                yield Fact(f"conclusion.{topic}", found.text, "", source)
                break


def _concludes(statement: Statement, words: str, chapter: str) -> bool:
    return (
        not statement.ocr
        and bool(statement.headings)
        and any(re.search(chapter, title, re.IGNORECASE) for title in statement.headings)
        and bool(re.search(words, statement.headings[-1], re.IGNORECASE))
        and bool(CONCLUDES.search(statement.text))
    )
