"""Other countries' decisions as a price note tells them: country, body, status and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.bokmal.amounts import iso_day
from corpus.notes.lines import Line

BODIES = {
    "Sverige": "NT-rådet",
    "Danmark": "Medicinrådet",
    "Finland": "FinCCHTA",
    "Skottland": "SMC",
    "England": "NICE",
}
ENTRY = re.compile(
    r"^(Sverige|Danmark|Finland|Skottland|England|Wales|Irland|Nederland|Tyskland|Frankrike|Canada|Australia)"
    r"\s*(?:\(([^)]{2,40})\))?\s*:\s*(.*)$",
    re.DOTALL,
)
# Order matters: «ikke innføring» before «innføring», conditions before the plain word.
STATUSES = (
    ("none_found", r"\bingen (?:beslutning|vurdering|anbefaling)|\bikke (?:identifisert|vurdert|funnet)\b"),
    ("not_accepted", r"\bikke (?:innfør|anbefal|godkjent)\w*|\bavslått|\bnot recommended|\bavstå\b"),
    ("interim_accepted", r"\binterim\b|\bmidlertidig"),
    ("managed_access", r"\bmanaged access\b"),
    ("accepted_with_agreement", r"\b(?:innfør|anbefal|godkjent)\w*.{0,80}\b(?:avtale|prisavtale|alternativ)"),
    (
        "accepted_with_restriction",
        r"\b(?:innfør|anbefal|godkjent)\w*.{0,80}\b(?:begrens|restriksjon|vilkår|undergruppe)",
    ),
    ("ongoing", r"\bpågående|\bunder vurdering|\bventes\b|\bstartet\b"),
    ("accepted", r"\b(?:innfør|anbefal|godkjent|accepted)\w*"),
)


@dataclass(frozen=True, slots=True)
class Country:
    """One country's entry; `status` is a word of the case file, `dated` ISO, the month alone where no day is given."""

    country: str
    body: str
    status: str
    dated: str
    text: str
    url: str = ""
    page: int = 0


def countries_in(paragraphs: Sequence[Line]) -> tuple[Country, ...]:
    """Every country's entry, in order."""
    starts = [place for place, paragraph in enumerate(paragraphs) if ENTRY.match(paragraph.text)]
    found: list[Country] = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(paragraphs)
        match = ENTRY.match(paragraphs[start].text)
        assert match is not None
        following = [paragraph.text for paragraph in paragraphs[start + 1 : end]]
        whole = "\n".join([match[3], *following]).strip()
        status = _status(match[3], whole)
        url = re.search(r"https?://\S+", whole)
        found.append(
            Country(
                match[1],
                match[2] or BODIES.get(match[1], ""),
                status,
                "" if status in ("none_found", "ongoing") else iso_day(match[3]),
                whole,
                url[0].rstrip(".,)") if url else "",
                paragraphs[start].page,
            )
        )
    return tuple(found)


def _status(first: str, whole: str) -> str:
    """The status that the entry's own first sentence states; its quotes decide only where that is silent."""
    sentence = re.split(r"(?<=[^\d.])\.(?=\s|\[|$)", first, maxsplit=1)[0]
    status = _first_status(sentence) or _first_status(first) or _first_status(whole) or "ukjent"
    if status.startswith("accepted") and re.search(r"\bmanaged access\b", whole, re.IGNORECASE):
        return "managed_access"
    if status == "none_found" and re.search(r"\bpågående vurdering", first, re.IGNORECASE):
        return "ongoing"
    return status


def _first_status(text: str) -> str:
    return next((status for status, words in STATUSES if re.search(words, text, re.IGNORECASE)), "")
