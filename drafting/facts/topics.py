"""What a passage of a report is about: by the heading it stands under, else by its words. The one place that says so.

Source: DOMAIN.md, «What a DMP report looks like»: headings of the summary, the closing chapter and chapter 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.reports import Report, Statement
from corpus.speakers import voice_of


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that notes quote reports on.

    Attributes:
        key: «severity»; the fact is `conclusion.<key>`, but for «treatment», which has none.
        subject: as a note introduces it: «Om alvorlighet skriver DMP».
        heading: the headings that passages on it stand under.
        words: what such a sentence speaks of where no heading says it, and what an introduction to it speaks of.
    """

    key: str
    subject: str
    heading: re.Pattern[str]
    words: re.Pattern[str]


def _topic(key: str, subject: str, heading: str, words: str) -> Topic:
    return Topic(key, subject, re.compile(heading, re.IGNORECASE), re.compile(words, re.IGNORECASE))


TOPICS: tuple[Topic, ...] = (
    _topic(
        "treatment",
        "dagens behandling",
        r"^(?:dagens|nåværende|etablert|gjeldende|aktuell|eksisterende) (?:\w+ ){0,2}behandling|^behandling(?:en)?$"
        r"|^behandling(?:en|stilbud\w*|salternativ\w*)?(?: i (?:dag|norge|norsk klinisk praksis))|^standardbehandling"
        r"|^plass i behandling|^norsk klinisk praksis|^klinisk praksis",
        r"\b(?:dagens|nåværende|etablert|gjeldende|eksisterende) (?:\w+ )?(?:behandling|praksis)|\bstandardbehandling"
        r"|\bbehandles i dag\b",
    ),
    _topic("severity", "alvorlighet", r"^alvorlighet|\balvorlighet(?:en)?$", r"\balvorlig(?:het\w*|e)?\b|prognosetap"),
    _topic(
        "benefit",
        "nytte",
        r"^(?:nytte|effektdokumentasjon|effekt\b|relativ effekt|klinisk effekt)|\bnytten?$",
        r"\b(?:nytte\w*|effekt(?:en|er)?|helsegevinst\w*|relativ effekt)\b",
    ),
    _topic(
        "resources",
        "ressursbruk",
        r"^(?:ressurs|kostnadseffektivitet|kostnader\b|legemiddelkostnad)|\bressursbruk(?:en)?$",
        r"\b(?:ressurs\w*|kostnad\w*|legemiddelkostnad\w*|merkostnad\w*|IKER)\b",
    ),
    _topic(
        "uncertainty",
        "usikkerhet",
        r"^usikkerhet|^kvalitet(?:en)? på dokumentasjonen|\busikkerhet(?:en)?$",
        r"\busikkerhet\w*|\b(?:svært |meget )?usikre?t?\b",
    ),
)
BY_KEY = {topic.key: topic for topic in TOPICS}
# Where DMP says it for its readers; a chapter of details is no summary.
SUMMARY = re.compile(r"^(?:oppsummering|sammendrag)", re.IGNORECASE)
CLOSING = re.compile(r"^(?:samlet vurdering|konklusjon|DMPs samlede|legemiddelverkets samlede)", re.IGNORECASE)
CHAPTER = re.compile(r"^(?:\d+ )?bakgrunn", re.IGNORECASE)


def topics_of(statement: Statement, report: Report) -> frozenset[str]:
    """The topics of a sentence: of the innermost heading that has one, else of its own words in a summary.

    Whose turn it is («DMPs vurdering») is no topic: the heading above it counts. A heading that is about something
    else takes the sentence away from every topic outside it. What names the new drug is not about today's treatment.
    """
    headings = [title for title in reversed(statement.headings) if not _only_voice(title)]
    if not headings or any(pattern.search(headings[0]) for pattern in (SUMMARY, CLOSING)):
        found = frozenset(topic.key for topic in TOPICS if topic.words.search(statement.text))
    else:
        found = frozenset(topic.key for topic in TOPICS if topic.heading.search(headings[0]))
    return found - {"treatment"} if "treatment" in found and names_drug(statement, report) else found


def names_drug(statement: Statement, report: Report) -> bool:
    """Whether a sentence is about the new drug: it, what comes before it in its paragraph, or its heading names it."""
    names = [re.escape(name) for name in (report.substance, report.product) if len(name) > 2]
    if not names:
        return False
    # «Lumoverisib hemmer … Legemidlet gis som tablett»: what follows the name is about it too.
    end = statement.paragraph.rfind(statement.text)
    before = statement.paragraph[: end + len(statement.text)] if end >= 0 else statement.paragraph
    text = " ".join([before, statement.headings[-1] if statement.headings else ""])
    return bool(re.search(rf"\b(?:{'|'.join(names)})", text, re.IGNORECASE))


def claimed(introduction: str) -> frozenset[str]:
    """The topics that words before a quotation claim it to be on."""
    return frozenset(topic.key for topic in TOPICS if topic.words.search(introduction))


def _only_voice(title: str) -> bool:
    """A heading that says whose turn it is and nothing else: «DMPs vurdering», «Innsendt dokumentasjon»."""
    return bool(voice_of(title)) and not any(topic.heading.search(title) for topic in TOPICS)
