"""What DMP concludes on severity, benefit, use of resources and uncertainty, in its own words."""

from __future__ import annotations

import re

from corpus.reports import Report, Statement
from corpus.speakers import speaker_of
from drafting.facts.fact import Fact, Found
from drafting.facts.topics import CLOSING, SUMMARY, TOPICS, topics_of

CONCLUSIONS = tuple(topic for topic in TOPICS if topic.key != "treatment")


def conclusions(report: Report) -> Found:
    """`conclusion.<topic>`: the first whole sentence in the summary, else in the closing chapter, where DMP concludes.

    A summary section of one sentence is DMP's conclusion also where it does not name itself.
    """
    for topic in CONCLUSIONS:
        for chapter in (SUMMARY, CLOSING):
            under = [item for item in report.statements if _may_conclude(item, report, topic.key, chapter)]
            alone = under[0] if len(under) == 1 and topic.heading.search(under[0].headings[-1]) else None
            found = next((item for item in under if speaker_of(item.text, report.company) == "dmp"), alone)
            if found:
                yield Fact(f"conclusion.{topic.key}", found.text, "", found.source(report.document))
                break


def _may_conclude(statement: Statement, report: Report, topic: str, chapter: re.Pattern[str]) -> bool:
    return (
        not statement.ocr
        and statement.is_whole
        and statement.speaker in ("dmp", "")
        and bool(statement.headings)
        and bool(chapter.search(statement.headings[0]))
        and topic in topics_of(statement, report)
    )
