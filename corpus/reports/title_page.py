"""The title page of a report: its method id, its title, and the day it is dated.

A title page mixes short elements: report type, id, title, date, agency. They may stand on lines of their own or, in
text that was taken out flat, all on one. A date counts only where nothing else than the report can be dated by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.bokmal.amounts import DATE, METHOD_ID, day
from corpus.bokmal.institutions import AGENCY_IN_FULL, AGENCY_SHORT, SLV
from corpus.bokmal.names import names_a_drug

# Elements of a title page that begin after a title in flat text; each opens with a capital.
_NEXT = re.compile(
    rf"\s(?=(?:Vurdering|Metodevurdering|Hurtig|Forenklet|Full|Statens|Direktoratet|Legemiddelverket|DMP|Dato|Rapport|Versjon"
    rf"|Oppdatert|Publisert|Saksnummer|Utarbeidet|Bestil\w+|Legemiddelfirma|Firma|Innsendt|Kostnad\w*-?\w*analyse)\b"
    rf"|ID\s?\d{{4}}[_-]|(?:{DATE})(?!\d)|side\s\d)"
)
_TYPE = re.compile(
    r"^(?:(?:Hurtig|Forenklet|Full|Enkel|Oppdatert)\s+)?(?:\w*metodevurdering|vurdering|rapport)\w*[:.]?\s+(?!for\b|av\b|med\b"
    r"|uten\b)(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)
_METHOD = re.compile(r"\b(?:til|ved|hos|for|som|i\s+kombinasjon|mot|av)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|[\s|(])(?:rapport\w*\s+)?(?:dato|rapportdato|datert|(?<!dokumentasjon )ferdigstilt|ferdig|publisert|avgitt)"
    r"\s*(?:den\s*)?[:–-]?\s*$",
    re.IGNORECASE,
)
# What may stand on the line of a date that dates the report: agency, place, case number, initials, page number.
_BESIDE = re.compile(
    rf"{AGENCY_IN_FULL}|{SLV.common}|{AGENCY_SHORT}|\bOslo\b|\bden\b"
    r"|\bside\s+\d+(?:\s*(?:/|av)\s*\d+)?|\bversjon\s+[\d.]+|ID\s?\d{4}[_-]\d{3}|\b\d+/\d+(?:-\d+)?\b|\b[A-ZÆØÅ]{2,4}\b(?:/[A-ZÆØÅ]{2,4}\b)*",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s*(?:$|[|–-]?\s*(?:{_BESIDE.pattern}))", re.IGNORECASE)
# Words before a date that say it is of something else: a law, a meeting, an order, a limit.
_OF_OTHER = re.compile(
    r"(?:\b(?:av|fra|i|på|til|per|pr\.?|innen|etter|siden|før|gitt|bestilt|mottatt|godkjent|besluttet|behandl\w+|gyldig|endret"
    r"|søk\w*|møte\w*|vedtak\w*|lov\w*|forskrift\w*|\w*forum\w*|\w+dato\w*|dato\s+for\s[^:]*)\s*[:,]?\s*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date on a title page that may be the report's, and its span."""

    value: date
    start: int
    end: int


def title_on(text: str) -> tuple[str, str]:
    """(method id, title) of a title page: the title names the drug and stands by the id."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n|\n", text) if block.strip()]
    identity, title = "", ""
    for place, block in enumerate(blocks):
        match = METHOD_ID.search(block)
        if not match:
            continue
        identity = identity or f"ID{match[1]}_{match[2]}"
        rest = block[match.end() :].strip(" :–-.")
        following = _joined_title(blocks[place + 1 :])
        preceding = next((other for other in reversed(blocks[:place]) if names_a_drug(other)), "")
        candidates = [one for one in (rest if names_a_drug(rest) else "", following, preceding) if one]
        if candidates and not title:  # «Vidda (viddatinib), Fjellheim Pharma AS» tells of no method
            title = next((one for one in candidates if _METHOD.search(one)), candidates[0])
    if not title:
        title = next((block for block in blocks if names_a_drug(block)), "")
    return identity, _cut(title)


def _joined_title(blocks: list[str]) -> str:
    """The first block that names a drug, with the lines that continue its sentence."""
    for place, block in enumerate(blocks):
        if names_a_drug(block):
            title = block
            for more in blocks[place + 1 :]:
                if not more[:1].islower():
                    break
                title += " " + more
            return title
    return ""


def _cut(line: str) -> str:
    """A title without the elements that flat text puts before and after it."""
    title = _TYPE.sub("", line)
    match = _NEXT.search(title)
    return title[: match.start()].strip(" –-|") if match else title


def report_date(text: str, known: str = "") -> Dated | None:
    """The day that a title page dates its report: the one that says so, or that stands alone. None when unsure.

    Args:
        text: the page's text.
        known: the day that the log gives the report as finished (ISO): a date that equals it needs no other sign.
    """
    labelled, alone = [], []
    for found, before, after in _dates(text):
        if found.value.isoformat() == known or _LABEL.search(before):
            labelled.append(found)
        elif _AFTER.match(after) and not _OF_OTHER.search(before) and not _is_sentence(before, after):
            alone.append(found)
    told = labelled or alone
    return told[0] if len({found.value for found in told}) == 1 else None


def _dates(text: str) -> Iterator[tuple[Dated, str, str]]:
    """(date, its line before it, its line after it) of every date."""
    for line in re.finditer(r"[^\n]+", text):
        for match in re.finditer(rf"(?<!\d){DATE}(?!\d)", line[0], re.IGNORECASE):
            if value := day(match[0]):
                found = Dated(value, line.start() + match.start(), line.start() + match.end())
                yield found, line[0][: match.start()], line[0][match.end() :]


def _is_sentence(before: str, after: str) -> bool:
    """Whether a date stands among words other than those of a title page's date line, title or report type."""
    around = _BESIDE.sub(" ", f"{before} {after}")
    return bool(re.search(r"[^\W\d_]{2,}", around)) and not names_a_drug(_cut_before(before))


def _cut_before(line: str) -> str:
    """The part of flat text that may hold the title: after the method id, without the report type."""
    return _TYPE.sub("", METHOD_ID.split(line)[-1].strip(" :–-.\t"))
