"""What of a report may be quoted as DMP's own words, and what belongs to it so that nothing is left out at an edge.

One place for the composer, the passages that a model is offered, and the check of every quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.bokmal.institutions import AGENCY
from corpus.documents import Source
from corpus.reports.chapters import CLOSING, SUMMARY
from corpus.reports.report import Report, Statement
from corpus.reports.speakers import speaker_of
from drafting.facts.fact.fact import Facts
from drafting.facts.told.doubted import Doubt, doubt_of, doubts
from drafting.facts.told.topics import BY_KEY, CHAPTER, concludes_on, names_drug, names_of, topics_of

Objection = Literal["fragment", "company", "other", "doubted", "unreadable"]
MOST_WORDS = 120  # of a quotation
# Words that take something back or hold it open: a quotation that leaves one out says more than the report does.
HEDGE = re.compile(
    r"\b(?:ikke|ingen|intet|uten|neppe|aldri|h?verken|mangle\w*|usikker\w*|usikre|uklar\w*|trolig|muligens?|kanskje"
    r"|kan|antakelig|antagelig|sannsynligvis|begrense\w*|forbehold\w*|dersom|hvis|forutsatt|bare|kun|men|likevel"
    r"|imidlertid|derimot|selv om|lite|svak\w*|tvil\w*|skjønn\w*|anslagsvis|om lag|ca)\b",
    re.IGNORECASE,
)
# A sentence that takes back, or holds open, what the one before it says.
_TAKES_BACK = re.compile(
    r"^(?:Men|Imidlertid|Likevel|Derimot|Samtidig|Allikevel|Dog|Riktignok|Unntaket|På den (?:annen|andre) siden?)\b"
    r"|^(?:\S+ ){1,6}(?:imidlertid|likevel|derimot|allikevel|dog)\b"
    r"|^(?:Dette|Disse|Denne|Det er|Det hefter|Anslag\w*|Tall\w*|Estimat\w*|Resultat\w*|Konklusjon\w*|Vurdering\w*)\b.*"
    r"\b(?:usikker\w*|usikre|uklar\w*|ikke (?:\w+ )?(?:sikk\w+|vist|dokumentert|kjent|avklart|mulig)|neppe|forbehold\w*"
    r"|forsiktighet)\b"
)
# A sentence that leans on the one before it cannot begin a quotation.
_LEANS = re.compile(
    r"^(?:Dette|Disse|Denne|Slike?|Derfor|Dermed|Her|Her(?:av|ved)|Også|Videre|Dessuten|De(?:n|t)te?s|Sistnevnte|Begge"
    r"|Men|Imidlertid|Likevel|Derimot|Samtidig|Allikevel|Årsaken|Og)\b"
)
# «DMP vurderer den som liten», under a heading: what the heading names.
_OF_HEADING = re.compile(rf"^{AGENCY} \S+ (?:at )?den\b")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A report with what its facts cast doubt on: answers what may be quoted from it."""

    report: Report
    doubts: tuple[Doubt, ...]

    @staticmethod
    def of(report: Report, facts: Facts | None) -> Quotable:
        return Quotable(report, doubts(facts))

    def objection(self, statement: Statement) -> Objection | None:
        """What stands against quoting a sentence as DMP's own words; None when nothing does."""
        if statement.ocr:
            return "unreadable"
        if not statement.is_whole or statement.text.count("«") != statement.text.count("»"):
            return "fragment"
        if statement.speaker == "company":
            return "company"
        if statement.speaker == "other" and speaker_of(statement.text, self.report.company) != "other":
            return "other"  # who says it stands in the sentence before
        return "doubted" if doubt_of(statement, self.doubts) else None

    def may_stand_alone(self, place: int) -> bool:
        """Whether one sentence can be repeated without its neighbours."""
        item = self.report.statements[place]
        return self.objection(item) is None and not _LEANS.match(item.text) and not self.is_taken_back(place)

    def is_taken_back(self, place: int) -> bool:
        """Whether the sentence after this one, in its paragraph, takes back or holds open what it says."""
        after = self.neighbour(place, 1)
        return after is not None and takes_back(after)

    def neighbour(self, place: int, step: int) -> Statement | None:
        """The statement beside another one in the same paragraph."""
        said = self.report.statements
        if not 0 <= place + step < len(said) or not _same_paragraph(said[place], said[place + step]):
            return None
        return said[place + step]

    def own_words(self, topic: str) -> tuple[Statement, ...]:
        """What DMP says on a topic, in whole sentences that belong together; empty when nothing honest is to be had.

        A conclusion is sought in the summary, then the closing chapter, then the chapter of background; today's
        treatment, on which nobody concludes, is told in its own passage.
        """
        chapters = (SUMMARY, CLOSING, CHAPTER)
        told = [place for chapter in chapters for place in self.concluding(topic, chapter)]
        headed = [place for chapter in chapters for place in self.headed(topic, chapter)]
        for place in [*told, *headed]:
            if found := self._whole(place, topic):
                return found
        return ()

    def concluding(self, topic: str, chapter: re.Pattern[str]) -> list[int]:
        """The places of the sentences of a chapter in which DMP speaks on a topic, those that conclude on it first.

        DMP speaks where it names itself, and in a closing section also where a sentence concludes and nobody is named.
        """
        places = [place for place, item in enumerate(self.report.statements) if self._is_on(item, topic, chapter)]
        told = {place for place in places if self._dmp_speaks(place) and self._speaks_of(place, topic)}
        if topic == "treatment":
            return sorted(told)
        if chapter is not CHAPTER:
            told |= {place for place in places if self._concludes(place, topic) and self._closes(place)}
        return sorted(told, key=lambda place: (not self._concludes(place, topic), not self._dmp_speaks(place), place))

    def headed(self, topic: str, chapter: re.Pattern[str]) -> list[int]:
        """The places under a heading of the topic's own: DMP's also where nobody is named, but for a chapter."""
        if chapter is CHAPTER and topic != "treatment":
            return []
        places = [place for place, item in enumerate(self.report.statements) if self._is_on(item, topic, chapter)]
        return [place for place in places if self._under_own_heading(place, topic) and self._speaks_of(place, topic)]

    def _concludes(self, place: int, topic: str) -> bool:
        return concludes_on(self.report.statements[place].text, topic, names_of(self.report))

    def _speaks_of(self, place: int, topic: str) -> bool:
        """Whether a sentence names its topic, or stands alone under the heading of it; of a treatment each one does."""
        said, item = self.report.statements, self.report.statements[place]
        beside = [said[other] for other in (place - 1, place + 1) if 0 <= other < len(said)]
        alone = all(other.headings != item.headings for other in beside)
        named = BY_KEY[topic].words.search(item.text) or _OF_HEADING.search(item.text)
        return topic == "treatment" or alone or bool(named)

    def _closes(self, place: int) -> bool:
        """Whether a sentence stands in a closing section, as DMP's."""
        item = self.report.statements[place]
        return item.speaker in ("dmp", "") and bool(CLOSING.search(item.headings[-1]))

    def _is_on(self, statement: Statement, topic: str, chapter: re.Pattern[str]) -> bool:
        in_chapter = bool(statement.headings) and any(chapter.search(title) for title in statement.headings)
        alone = chapter is CHAPTER and len(statement.headings) == 1 and topic == "treatment"
        return (in_chapter or alone) and topic in topics_of(statement, self.report)

    def _dmp_speaks(self, place: int) -> bool:
        return speaker_of(self.report.statements[place].text, self.report.company) == "dmp"

    def _under_own_heading(self, place: int, topic: str) -> bool:
        return bool(BY_KEY[topic].heading.search(self.report.statements[place].headings[-1]))

    def _whole(self, place: int, topic: str) -> tuple[Statement, ...]:
        """The sentences from one on that can be quoted, with what it leans on and what takes it back.

        On today's treatment as much of the paragraph as there is room for; else one sentence and what belongs to it.
        """
        long = topic == "treatment"
        said, first, last = self.report.statements, place, place
        while _LEANS.match(said[first].text):
            if self.neighbour(first, -1) is None:
                return ()
            first -= 1
        while self.is_taken_back(last) or (long and self._room_for_next(first, last)):
            last += 1
        found = said[first : last + 1]
        while long and len(found) > 1 and _words(found) > MOST_WORDS:  # what takes back came too late
            last -= 1
            found = said[first : last + 1]
        ok = _words(found) <= MOST_WORDS or len(found) == 1
        if not ok or self.is_taken_back(last) or any(self.objection(item) for item in found):
            return ()
        if long and any(names_drug(item, self.report) for item in found):
            return ()
        return found

    def _room_for_next(self, first: int, last: int) -> bool:
        after = self.neighbour(last, 1)
        if after is None or self.objection(after) or "{{" in after.text:
            return False
        topic = topics_of(self.report.statements[first], self.report)
        return (
            bool(topic & topics_of(after, self.report))
            and _words(self.report.statements[first : last + 2]) <= MOST_WORDS
        )

    def where(self, topic: str) -> tuple[int, ...]:
        """The pages with something on a topic: under a heading or a label of its own, or in what is summed up."""
        heading = BY_KEY[topic].heading
        under = [
            item
            for item in self.report.statements
            if item.headings
            and (
                heading.search(item.headings[-1])
                or any(self._is_on(item, topic, chapter) for chapter in (SUMMARY, CLOSING))
            )
        ]
        titled = [part.page for part in self.report.parts if heading.search(part.title)]
        return tuple(sorted({item.page for item in under} | set(titled)))


def takes_back(statement: Statement) -> bool:
    """Whether a sentence takes back, or holds open, what the one before it says."""
    return bool(_TAKES_BACK.search(statement.text))


def places_of(report: Report, statements: tuple[Statement, ...]) -> tuple[Source, ...]:
    """The spans of neighbouring sentences, joined where they lie side by side on a page."""
    spans: list[tuple[int, int, int]] = []
    for page, start, end in (place for item in statements for place in item.places):
        text = report.document.pages[page - 1].text
        if spans and spans[-1][0] == page and not text[spans[-1][2] : start].strip():
            spans[-1] = (page, spans[-1][1], end)
        else:
            spans.append((page, start, end))
    return tuple(report.document.source(*span) for span in spans)


def _same_paragraph(one: Statement, other: Statement) -> bool:
    return (one.headings, one.paragraph) == (other.headings, other.paragraph) and abs(one.page - other.page) <= 1


def _words(statements: tuple[Statement, ...]) -> int:
    return sum(len(item.text.split()) for item in statements)
