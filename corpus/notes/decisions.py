"""Decisions on methods: one as a price note tells it, and all that a note's paragraphs tell.

The register over all notes is built from these rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.bokmal.amounts import DATE, METHOD_ID, iso_day
from corpus.notes.lines import BULLET, NUMBERED, Line

Outcome = Literal["innført", "ikke innført", "innført med vilkår", "avbestilt", "pågående", "ukjent"]

HEADING = re.compile(
    rf"^(?:Beslutning\s+i\s+(?P<forum>[^,\d(]+?)\s*\(?(?P<day>{DATE})\)?|(?P<ongoing>Pågående\s+metodevurdering))\b"
    r"[,:;]?\s*(?=\(?ID\s?\d{4}[_-]\d{3})",
    re.IGNORECASE,
)
TREATED = re.compile(
    rf"(?P<id>ID\s?\d{{4}}[_-]\d{{3}}).{{0,160}}?\b(?:behandlet|besluttet|avgjort)\s+(?:i|av)\s+"
    rf"(?P<forum>[^\d.()]{{5,60}}?)\s+\(?(?P<day>{DATE})\)?.{{0,80}}?\bbeslutning\b",
    re.IGNORECASE | re.DOTALL,
)


# A paragraph that reading joined may hold the heading of a decision after a sentence.
WITHIN = re.compile(rf"(?<=[.»])\s+(?=Beslutning\s+i\s+[^,.\d(]{{4,40}}\(?{DATE}\)?[,:;]?\s*\(?ID)")


def parted(paragraphs: Sequence[Line]) -> tuple[Line, ...]:
    """The paragraphs, cut where a decision's heading stands inside one."""
    return tuple(replace(item, text=text) for item in paragraphs for text in WITHIN.split(item.text))


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one method.

    Attributes:
        method_id: the method decided on.
        forum: who decided, as printed («Beslutningsforum», «interregionalt fagdirektørmøte»); empty while ongoing.
        dated: ISO date; empty while ongoing.
        outcome: read from the decision's own words; «ukjent» when they do not say.
        text: the decision's words, numbered items joined by line breaks.
        conditions: the numbered items («1. …», without the number), with their bullets.
        indication: what the decision is about, as the note introduces it.
        page: page in the note.
    """

    method_id: str
    forum: str
    dated: str
    outcome: Outcome
    text: str = ""
    conditions: tuple[str, ...] = ()
    indication: str = ""
    page: int = 0
    product: str = ""
    substance: str = ""
    company: str = ""


def outcome_of(text: str, ongoing: bool = False) -> Outcome:
    """The outcome that the words of a decision state."""
    if ongoing:
        return "pågående"
    plain = " ".join(text.lower().split())
    if re.search(r"\bavbestilt|\bavbestilles|\bavbestille\b", plain):
        return "avbestilt"
    if re.search(
        r"\b(?:innføres|innført|tas i bruk)\s+ikke\b|\bikke\s+(?:bli\s+)?(?:innføres|innført|tas i bruk)\b", plain
    ):
        return "ikke innført"
    if not re.search(r"\b(?:innføres|innført|innfører|kan tas i bruk)\b", plain):
        return "ukjent"
    # The two standard items (the price must hold, from when it may be used) are part of every decision.
    if re.search(
        r"\bvilkår|\bforutsetning(?:er)?\b|\bbegrens|\bkun (?:til|for|hos|ved|dersom)\b|\bunder forutsetning", plain
    ):
        return "innført med vilkår"
    return "innført"


def decisions_in(paragraphs: Sequence[Line]) -> tuple[Decision, ...]:
    """Every decision with a method id that the paragraphs tell, in order."""
    found: list[Decision] = []
    for place, paragraph in enumerate(paragraphs):
        if match := HEADING.match(paragraph.text):
            found.append(_headed(paragraphs, place, match))
        elif match := TREATED.search(paragraph.text):
            body, items = _body(paragraphs, place + 1, numbered_only=True)
            found.append(
                Decision(
                    _id(match["id"]),
                    _forum(match["forum"]),
                    iso_day(match["day"]),
                    outcome_of(body),
                    body,
                    items,
                    _indication(paragraphs, place) or _aimed_at(paragraph.text[: match.end("id")]),
                    paragraph.page,
                )
            )
    return tuple(found)


def _headed(paragraphs: Sequence[Line], place: int, match: re.Match[str]) -> Decision:
    paragraph = paragraphs[place]
    identity = METHOD_ID.search(paragraph.text, match.end() - 1)
    assert identity is not None  # HEADING looks ahead for it
    body, items = ("", ()) if match["ongoing"] else _body(paragraphs, place + 1, numbered_only=False)
    rest = re.sub(r"^(?:\[\^\d+\]|[)\s:.,])+", "", paragraph.text[identity.end() :])
    if rest and not match["ongoing"]:
        body = f"{rest}\n{body}".strip()
    return Decision(
        f"ID{identity[1]}_{identity[2]}",
        "" if match["ongoing"] else _forum(match["forum"]),
        "" if match["ongoing"] else iso_day(match["day"]),
        outcome_of(body, bool(match["ongoing"])),
        body,
        items,
        _indication(paragraphs, place),
        paragraph.page,
    )


def _body(paragraphs: Sequence[Line], start: int, *, numbered_only: bool) -> tuple[str, tuple[str, ...]]:
    """The decision's words after its heading, and its numbered items; bullets belong to the item above them."""
    lines: list[str] = []
    items: list[str] = []
    for paragraph in paragraphs[start:]:
        text = paragraph.text
        if NUMBERED.match(text) and int(re.match(r"\d+", text)[0]) == len(items) + 1:  # type: ignore[index]
            items.append(NUMBERED.sub("", text))
        elif items and BULLET.match(text) and not _introduces(text) and not paragraph.gap:
            items[-1] += "\n" + text
        elif lines or numbered_only or not re.match(r"[«“\"]|[A-ZÆØÅ]", text) or HEADING.match(text):
            break
        lines.append(text)
        if not items and re.search(r"[»”\"]$", text):
            break
    return "\n".join(lines).strip(), tuple(items)


def _introduces(text: str) -> bool:
    """Whether a bullet introduces the next indication rather than a condition of the decision above it."""
    return bool(re.search(r"\ber indisert\b|\bindikasjon\b", text))


def _indication(paragraphs: Sequence[Line], place: int) -> str:
    before = paragraphs[place - 1].text if place else ""
    return BULLET.sub("", before) if BULLET.match(before) and _introduces(before) else ""


def _aimed_at(text: str) -> str:
    """«… vurdert som bro til transplantasjon hos pasienter, ID» → «bro til transplantasjon hos pasienter»."""
    match = re.search(r"\b(?:vurdert|metodevurdert)\b.*?\b(?:som|til|ved|for)\s+(.+?),?\s*ID\d{4}_\d{3}$", text)
    return match[1].strip() if match else ""


def _forum(text: str) -> str:
    return " ".join(text.split()).strip(" ,.:;")


def _id(text: str) -> str:
    match = METHOD_ID.search(text)
    return f"ID{match[1]}_{match[2]}" if match else ""
