"""Quotations of a report are whole, to the point, and DMP's own (N019-N025): for every hand that writes.

What a quotation claims stands in the words before it: the topic, the page, and who says it. What it is stands in the
report. A quotation that stands in several places is judged by the best of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from corpus.bokmal.institutions import AGENCY
from corpus.bokmal.sentences import sentence_spans
from corpus.reports.speakers import speaker_of
from corpus.reports.statements import WHOLE_END, WHOLE_START
from drafting.checks.draft.quotations import OMISSION, Place, places
from drafting.checks.draft.quotes import STAND_IN, cut, folded, needs_source, quoted_lines, shown
from drafting.facts.told.doubted import doubt_of
from drafting.facts.told.quotable import HEDGE, Quotable, takes_back
from drafting.facts.told.topics import BY_KEY, claimed, names_drug, topics_of
from drafting.findings import Finding
from drafting.note.note import SLOT, Block, NoteTable, Paragraph, Section

if TYPE_CHECKING:
    from corpus.documents import Source
    from corpus.reports.report import Report, Statement
    from drafting.facts import Facts

Said: TypeAlias = tuple[str, str]  # a finding's code and message
COMPANY = re.compile(r"\b(?:legemiddel)?firma|\bleverandør|\bprodusent|\binnsend", re.IGNORECASE)
PAGES = re.compile(r"\((?:s\.|side) ([0-9]+)(?:\s*[-–]\s*([0-9]+))?\)|\bside ([0-9]+)\b")


def whole_quote_findings(
    section: Section, report: Report | None, facts: Facts | None, case_hash: str = ""
) -> Iterator[Finding]:
    """N019-N025 for every quotation of a section, each an error; without a report only what the words show (N019)."""
    quotable = Quotable.of(report, facts) if report else None
    for block, introduction, quote in quotations(section):
        sources = tuple(source for source in block.sources if source.document != case_hash)
        found = _judged(introduction, quote, quotable, sources)
        yield from (Finding(code, "error", section.key, message) for code, message in found)


def quotations(section: Section) -> Iterator[tuple[Block, str, str]]:
    """(block, the words that introduce it, the quotation) of all that is somebody's words, and no slot or name alone.

    What stands before a quotation alone in its block introduces it: a subheading, or a line that ends in a colon.
    """
    before = ""
    for block in section.blocks:
        for line in quoted_lines(block):
            for introduction, quote in _in_line(line):
                introduced = introduction if re.search(r"\w", introduction) else before
                if needs_source(quote) or _is_said(introduced, quote):
                    yield block, introduced, quote
        text = "" if isinstance(block, NoteTable) else block.text.strip()
        leads = bool(text) and (text.endswith(":") or (isinstance(block, Paragraph) and block.kind == "subheading"))
        before = _last(text) if leads else ""


def _in_line(line: str) -> Iterator[tuple[str, str]]:
    quoted = cut(line)
    outside = quoted.outside.split(STAND_IN)
    for place, quote in enumerate(quoted.inside):
        yield f"{_last(' '.join(outside[: place + 1]))} {_first(outside[place + 1])}", quote


def _last(text: str) -> str:
    """The sentence that leads up to what follows."""
    spans = sentence_spans(text)
    return text[slice(*spans[-1])] if spans else ""


def _first(text: str) -> str:
    """What goes on in the same sentence after a quotation: «…, skriver firmaet.»"""
    spans = sentence_spans(text)
    return text[slice(*spans[0])] if spans and text[:1] in (",", " ") and not text.lstrip()[:1].isupper() else ""


def _is_said(introduction: str, quote: str) -> bool:
    """Whether a short quotation is somebody's words, and not a name or a term: several words, said by somebody."""
    return len(SLOT.sub("", quote).split()) > 1 and speaker_of(introduction) != ""


def _judged(introduction: str, quote: str, quotable: Quotable | None, sources: tuple[Source, ...]) -> tuple[Said, ...]:
    """(code, message) of everything that stands against a quotation, at the place where it stands best."""
    if SLOT.sub("", quote).strip(" .,") == "":
        return ()
    found = list(places(quotable.report, quote)) if quotable else []
    if quotable is None or not found:
        # Words of a page that are no running text: a caption, a footnote, a line of the log.
        return tuple(_shape(quote, sources)) if sources and needs_source(quote) else ()
    there = _on_claimed_pages(introduction, found, quotable.report)
    if not there:
        pages = ", ".join(str(page) for page in sorted({p for one in found for p in _pages(one, quotable.report)}))
        return (("N025", f"Sitatet står ikke på siden som er oppgitt, men på side {pages}: {shown(quote)}"),)
    return min((tuple(_at(introduction, quote, quotable, place)) for place in there), key=len)


def _shape(quote: str, sources: tuple[Source, ...]) -> Iterator[Said]:
    """N019 by the quotation's own words and its source alone; a full stop may stand outside the marks."""
    words = folded(OMISSION.split(quote)[-1])
    stops = any(words + stop in folded(source.quote) for source in sources for stop in ".!?")
    if not WHOLE_START.match(quote.strip()) or not (stops or WHOLE_END.search(quote.strip())):
        yield "N019", f"Sitatet er ikke hele setninger. Siter fra setningens begynnelse til dens slutt: {shown(quote)}"


def _at(introduction: str, quote: str, quotable: Quotable, place: Place) -> Iterator[Said]:
    yield from _edges(quote, quotable, place)
    yield from _topic(introduction, quote, quotable, place)
    yield from _voice(introduction, quote, quotable, place)
    for item in place.covered(quotable.report):
        if doubt := doubt_of(item, quotable.doubts):
            yield (
                "N023",
                f"Sitatet har et tall som er merket som usikkert i rapporten (se side {doubt.page}): {shown(quote)} "
                "Siter en annen setning, eller vis til siden.",
            )
            return


def _edges(quote: str, quotable: Quotable, place: Place) -> Iterator[Said]:
    """N019 and N020: what the quotation cuts off, and what it leaves out."""
    said, page = quotable.report.statements, quotable.report.statements[place.first].page
    left_out = " ".join(place.omitted)
    cut_off = " ".join(text for text in (place.before, place.after) if re.search(r"\w", text))
    after = quotable.neighbour(place.last, 1)
    if HEDGE.search(left_out) or HEDGE.search(cut_off):
        words = (HEDGE.search(left_out) or HEDGE.search(cut_off) or [""])[0]
        yield "N020", f"Sitatet utelater «{words}», som hører til det som siteres (side {page}): {shown(quote)}"
    elif cut_off or not said[place.first].is_whole or not said[place.last].is_whole:
        yield "N019", f"Sitatet er ikke hele setninger. Siter hele setningen fra side {page}: {shown(quote)}"
    elif after is not None and takes_back(after):
        yield (
            "N020",
            f"Setningen etter sitatet tar forbehold om det (side {after.page}: {shown(after.text)}). "
            f"Ta den med, eller siter noe annet: {shown(quote)}",
        )


def _topic(introduction: str, quote: str, quotable: Quotable, place: Place) -> Iterator[Said]:
    """N021: a sentence that is on none of the topics that the words before it name."""
    wanted = claimed(introduction)
    if not wanted:
        return
    covered = place.covered(quotable.report)
    on = [item for item in covered if wanted & topics_of(item, quotable.report)]
    for item in covered:
        if item in on or (on and item.paragraph == on[0].paragraph and _follows_along(item, wanted, quotable.report)):
            continue
        heading = item.headings[-1] if item.headings else ""
        subjects = " eller ".join(BY_KEY[key].subject for key in BY_KEY if key in wanted)
        where = f"under «{heading}» på side {item.page}" if heading else f"på side {item.page}"
        yield "N021", f"Sitatet innledes som om det gjelder {subjects}, men står {where}: {shown(quote)}"
        return


def _follows_along(item: Statement, wanted: frozenset[str], report: Report) -> bool:
    """Whether a sentence goes with its neighbours': it has no topic of its own, or takes back what they say."""
    own = topics_of(item, report) and not takes_back(item)
    return not own and not ("treatment" in wanted and names_drug(item, report))


def _voice(introduction: str, quote: str, quotable: Quotable, place: Place) -> Iterator[Said]:
    """N022: the company's words as DMP's, or DMP's as the company's."""
    by = speaker_of(introduction, quotable.report.company)
    company = COMPANY.search(introduction) and not re.search(AGENCY, introduction)
    covered = place.covered(quotable.report)
    # An expert who is named in the quotation itself is taken for nobody else.
    named = any(speaker_of(item.text, quotable.report.company) == "other" for item in covered)
    for item in covered:
        if item.speaker == "company" and by not in ("company", "other") and not company:
            message = f"Sitatet gjengir firmaets syn (side {item.page}), men innledes ikke som firmaets: {shown(quote)}"
        elif item.speaker == "other" and by == "dmp" and not named:
            message = f"Sitatet gjengir en annens syn enn DMPs (side {item.page}): {shown(quote)}"
        elif item.speaker == "dmp" and by == "company":
            message = f"Sitatet er DMPs egne ord (side {item.page}), men innledes som firmaets: {shown(quote)}"
        else:
            continue
        yield "N022", message
        return


def best_place(introduction: str, quote: str, report: Report) -> Place | None:
    """Where a quotation stands in the report, on the page that is claimed if there is one; None if nowhere."""
    return next(iter(_on_claimed_pages(introduction, list(places(report, quote)), report)), None)


def _on_claimed_pages(introduction: str, found: list[Place], report: Report) -> list[Place]:
    claims = _claimed_pages(introduction)
    return [place for place in found if claims <= _pages(place, report)] if claims else found


def _claimed_pages(introduction: str) -> set[int]:
    return {int(page) for match in PAGES.finditer(introduction) for page in match.groups() if page}


def _pages(place: Place, report: Report) -> set[int]:
    return {page for item in place.covered(report) for page, _, _ in item.places}


def missing_quote_findings(sections: tuple[Section, ...], report: Report | None) -> Iterator[Finding]:
    """N024: a topic that the report has something on, and the note quotes nothing on; with the pages to look at."""
    if report is None:
        return
    quotable = Quotable(report, ())
    told: set[str] = set()
    for _, introduction, quote in (found for section in sections for found in quotations(section)):
        covered = (item for place in places(report, quote) for item in place.covered(report))
        told |= claimed(introduction) | {key for item in covered for key in topics_of(item, report)}
    for topic in BY_KEY.values():
        pages = quotable.where(topic.key)
        if topic.key not in told:
            section = "bakgrunn" if topic.key in ("treatment", "severity", "benefit") else "kostnadseffektivitet"
            where = f"Se side {_listed(pages)} i rapporten." if pages else "Fant ingen egen del om det i rapporten."
            yield Finding(
                "N024",
                "warning" if pages else "info",
                section,
                f"Notatet siterer ikke DMP om {topic.subject}; ingen hel setning kunne siteres sikkert. {where}",
            )


def _listed(pages: tuple[int, ...]) -> str:
    most = [str(page) for page in pages[:4]]
    return most[0] if len(most) == 1 else f"{', '.join(most[:-1])} og {most[-1]}"
