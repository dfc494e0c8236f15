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
    r"|\b(?:har|vil)\s+(?:DMP|SLV)\b|\b(?:DMPs|SLVs|Legemiddelverkets)\s+(?:\w+\s+)?(?:vurdering|konklusjon|syn|anslag)\b"
)
CLOSING = re.compile(r"^(?:oppsummering|sammendrag|samlet vurdering|konklusjon|DMPs samlede)", re.IGNORECASE)


def conclusions(report: Report) -> Found:
    """`conclusion.<topic>`: the first sentence in the summary, else in the closing chapter, where DMP concludes.

    A summary section of one sentence is DMP's conclusion also where it does not name itself.
    """
    for topic, words in TOPICS:
        for chapter in (r"^(?:oppsummering|sammendrag)", CLOSING.pattern):
            under = [item for item in report.statements if _under(item, words, chapter)]
            found = next((item for item in under if CONCLUDES.search(item.text)), under[0] if len(under) == 1 else None)
            if found:
                yield Fact(f"conclusion.{topic}", found.text, "", found.source(report.document))
                break


def _under(statement: Statement, words: str, chapter: str) -> bool:
    return (
        not statement.ocr
        and bool(statement.headings)
        and bool(re.search(chapter, statement.headings[0], re.IGNORECASE))
        and bool(re.search(words, statement.headings[-1], re.IGNORECASE))
        and not re.search(r"^(?:Legemiddelf|F)irma(?:et)?\b", statement.text)
    )
