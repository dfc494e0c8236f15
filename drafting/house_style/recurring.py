"""Sentences that recur in the archive's notes: masked, counted, and proposed to the adviser.

A sentence is masked first: dates, numbers, method ids, the drug, the company and the agency become marks, so that
nothing of another case can travel with it; quotes, tables and hidden quantities take no part, nor do notes that are
exempt from public access. What stands in at least two notes, on two drugs, is proposed, with its count and its
sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.bokmal.amounts import DATE, METHOD_ID
from corpus.bokmal.institutions import AGENCY_IN_FULL, AGENCY_SHORT
from corpus.bokmal.sentences import sentences
from corpus.errors import UserError
from corpus.notes.house_sections import HOUSE_SECTIONS
from corpus.notes.note import PriceNote
from drafting.case.case import Track
from drafting.checks.printed.printed_text import own_words
from drafting.writing.composing.material.phrase_kinds import AGENCY, DAY, DRUG, FIRM, kind_of

if TYPE_CHECKING:
    from corpus.archive.archive import Archive

State = Literal["proposed", "accepted", "rejected"]
FEWEST_NOTES = 2
FEWEST_DRUGS = 2  # one drug's notes repeat its own story, not the house's
WORDS = (5, 45)
PROSE = frozenset(section.key for section in HOUSE_SECTIONS if section.prose)
NUMBER = re.compile(r"\d[\d .,\u00a0\u202f]*\d|\d")
THE_AGENCY = re.compile(rf"(?:{AGENCY_IN_FULL})(?: \({AGENCY_SHORT}\))?|{AGENCY_SHORT}")
# «Fjordtun Medisin har ⟨dato⟩ …»: who offered stands first, or after «ga».
OFFERS = re.compile(rf"^[A-ZÆØÅ][^.:⟨]{{1,60}}? (?=(?:har|ga) {DAY})|(?<=\bga )[A-ZÆØÅ][^.:⟨]{{1,60}}? (?={DAY})")
# A name in mid-sentence that is none of the house's own words; a sentence with one is of one case only.
HOUSE = re.compile(
    r"\b(?:Beslutningsforum|Bestillerforum|Nye|Sykehusinnkjøp|HF|RHF|AUP|Maks|NOK|IKER|QALY|APT|SPC|Norge)\b"
)
NAME = re.compile(r"(?<=[a-zæøå,⟩] )[A-ZÆØÅ][\w-]+")
HIDDEN = re.compile(r"\[sladdet\]|\[\^\d+\]|\[mangler|OPPDIKTET|(?<!⟨tall⟩ )\bNOK\b|^(?:⟨tall⟩\.|•)")
# How a note tells its track, in the order in which the words decide.
TRACKS: tuple[tuple[Track, re.Pattern[str]], ...] = (
    ("no_health_economics", re.compile(r"uten (?:en )?helseøkonomisk analyse", re.IGNORECASE)),
    ("threshold", re.compile(r"terskelanalyse", re.IGNORECASE)),
    ("cost_minimisation", re.compile(r"kostnadsminimering", re.IGNORECASE)),
    ("cost_comparison", re.compile(r"kostnadssammenligning|sammenligner kostnad", re.IGNORECASE)),
    ("cost_utility", re.compile(r"\bIKER\b|\bQALY\b|kvalitetsjusterte", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A masked sentence of the house.

    Attributes:
        section: key of the section it stands in. text: the sentence with marks («⟨dato⟩») for what changes.
        tracks: the assessment tracks of the notes it stands in. count: in how many notes. sources: their method ids.
        kind: the composer's sentence that it can stand for (`phrase_kinds`), or empty: an example for a model only.
        state, by, at: what was decided, by whom and when (ISO).
    """

    section: str
    text: str
    tracks: tuple[str, ...] = ()
    count: int = 0
    sources: tuple[str, ...] = ()
    kind: str = ""
    state: State = "proposed"
    by: str = ""
    at: str = ""


def proposals(notes: Iterable[PriceNote]) -> tuple[Phrase, ...]:
    """What recurs in at least two notes, most frequent first; the same notes give the same proposals in any order."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    drugs: dict[tuple[str, str], set[str]] = {}
    for note in notes:
        track = track_of(note)
        for section in note.sections:
            if section.key not in PROSE:
                continue
            for skeleton in _skeletons(note, section.key):
                found.setdefault((section.key, skeleton), {})[note.method_id] = track
                drugs.setdefault((section.key, skeleton), set()).add(note.substance)
    made = [
        Phrase(key, text, tuple(sorted(set(tracks.values()))), len(tracks), tuple(sorted(tracks)), kind_of(key, text))
        for (key, text), tracks in found.items()
        if len(tracks) >= FEWEST_NOTES and len(drugs[key, text]) >= FEWEST_DRUGS
    ]
    return tuple(sorted(made, key=lambda phrase: (-phrase.count, phrase.section, phrase.text)))


def track_of(note: PriceNote) -> str:
    """The note's assessment track by its own words; empty where they do not tell."""
    text = " ".join(section.text for section in note.sections if section.key in ("bakgrunn", "kostnadseffektivitet"))
    return next((track for track, pattern in TRACKS if pattern.search(text)), "")


def _skeletons(note: PriceNote, key: str) -> Iterable[str]:
    """The section's own sentences, masked; those with names of their own, hidden quantities or tables left out."""
    for block in own_words(note, key).split("\n\n"):
        if "\t" in block:
            continue
        for sentence in sentences(block):
            skeleton = masked(sentence, (note.product, note.substance))
            words = len(skeleton.split())
            named = [name for name in NAME.findall(skeleton) if not HOUSE.match(name)]
            if WORDS[0] <= words <= WORDS[1] and not named and not HIDDEN.search(skeleton) and "  " not in sentence:
                yield skeleton


def masked(sentence: str, drug: Sequence[str]) -> str:
    """The sentence with marks for what differs from case to case; it holds no digit."""
    text = re.sub(DATE, DAY, " ".join(sentence.split()))
    for name in drug:
        text = re.sub(rf"\b{re.escape(name)}\b", DRUG, text, flags=re.IGNORECASE) if len(name) > 2 else text
    text = re.sub(rf"{DRUG} \({DRUG}\)", DRUG, text)
    text = METHOD_ID.sub("⟨metode⟩", THE_AGENCY.sub(AGENCY, text))
    return NUMBER.sub("⟨tall⟩", OFFERS.sub(f"{FIRM} ", text))


def notes_of(archive: Archive) -> Iterable[PriceNote]:
    """The archive's price notes that are public, read anew from where they lie; files that are gone are passed by."""
    from corpus.notes.note import read_note
    from corpus.reading.read import read_all

    entries = [entry for entry in archive.catalogue.entries() if entry.about.kind == "price_note"]
    paths = [Path(entry.paths[0]) for entry in entries if entry.paths and not entry.about.confidential]
    for _, document in read_all([path for path in paths if path.is_file()]):
        if not isinstance(document, UserError):
            yield read_note(document)
