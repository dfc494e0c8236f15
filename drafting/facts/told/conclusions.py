"""What DMP concludes on severity, benefit, use of resources and uncertainty, in its own words."""

from __future__ import annotations

import re

from corpus.reports.chapters import CLOSING, SUMMARY
from corpus.reports.report import Report
from drafting.facts.fact.fact import Fact, Found
from drafting.facts.told.quotable import Quotable
from drafting.facts.told.topics import TOPICS

# A conclusion says how much or how good; a sum of money alone says neither.
JUDGES = re.compile(
    r"\b(?:høyt?|høye|lavt?|lave|moderat|betydelig|betydeleg|stort?|store|størst\w*|liten|lite|små|begrens\w*|rimelig|svært"
    r"|alvorl[ie]g|usikk\w*|uviss\w*|dokumentert|vist|godtgjort|sannsynlig|lik\w*|på\s+nivå|robust|god|svak|mest|høg)\b",
    re.IGNORECASE,
)
CONCLUSIONS = tuple(topic for topic in TOPICS if topic.key != "treatment")


def conclusions(report: Report) -> Found:
    """`conclusion.<topic>`: the best whole sentence of the summary, else of the closing chapter, where DMP concludes.

    Where DMP neither names itself nor concludes on the topic by name, a section of one sentence is its conclusion.
    """
    quotable = Quotable(report, ())
    for topic in CONCLUSIONS:
        for chapter in (SUMMARY, CLOSING):
            headed = [place for place in quotable.headed(topic.key, chapter) if _may_conclude(quotable, place)]
            alone = headed if len(headed) == 1 else []
            places = [*quotable.concluding(topic.key, chapter), *alone]
            whole = [report.statements[place] for place in places if _may_conclude(quotable, place)]
            said = next((item for item in whole if JUDGES.search(item.text)), whole[0] if whole else None)
            if said:
                yield Fact(f"conclusion.{topic.key}", said.text, "", said.source(report.document))
                break


def _may_conclude(quotable: Quotable, place: int) -> bool:
    item = quotable.report.statements[place]
    return not item.ocr and item.is_whole and item.speaker in ("dmp", "")
