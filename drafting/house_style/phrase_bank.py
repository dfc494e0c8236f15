"""The house's phrases: sentences that recur in the archive's notes, proposed to the adviser, accepted or rejected.

A sentence is masked first: dates, numbers, method ids, the drug, the company and the agency become marks, so that
nothing of another case can travel with it; quotes, tables and hidden quantities take no part, nor do notes that are
exempt from public access. What stands in at least two notes, on two drugs, is proposed, with its count and its
sources. What people decided lies in phrases.yaml in the data folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from corpus.bokmal.amounts import DATE, METHOD_ID
from corpus.bokmal.sentences import sentences
from corpus.errors import UserError
from corpus.machine.private_files import own_folder, private_file
from corpus.notes.note import PriceNote
from drafting.case.case import Track
from drafting.checks.printed.printed_text import own_words
from drafting.writing.composing.composer import compose
from drafting.writing.composing.material.phrase_kinds import AGENCY, DAY, DRUG, FIRM, kind_of

if TYPE_CHECKING:
    from corpus.archive.archive import Archive
    from drafting.drafts.draft import Compose

State = Literal["proposed", "accepted", "rejected"]
FEWEST_NOTES, FEWEST_DRUGS, WORDS = 2, 2, (5, 45)  # one drug's notes repeat its own story, not the house's
FILE = "phrases.yaml"
NUMBER = re.compile(r"\d[\d .,\u00a0\u202f]*\d|\d")
THE_AGENCY = re.compile(
    r"(?:Direktoratet for medisinske produkter|Statens legemiddelverk)(?: \((?:DMP|SLV)\))?|\b(?:DMP|SLV)\b"
)
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
            if section.key in ("andre_land", "prosess"):
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


def read_bank(home: Path) -> tuple[Phrase, ...]:
    """What people have decided; empty without a file. Raises UserError when the file is not ours."""
    path = home / FILE
    if not path.is_file():
        return ()
    try:
        rows = YAML(typ="safe", pure=True).load(path.read_text("utf-8")) or []
        return tuple(
            Phrase(**{**row, "tracks": tuple(row["tracks"]), "sources": tuple(row["sources"])}) for row in rows
        )
    except (OSError, YAMLError, UnicodeDecodeError, TypeError, KeyError):
        raise UserError(
            "Frasebanken kan ikke leses.", where=str(path), remedy="Rett filen, eller flytt den bort."
        ) from None


def decide(home: Path, phrase: Phrase, state: State, by: str, at: datetime) -> tuple[Phrase, ...]:
    """The bank with the phrase accepted or rejected (or proposed again), written whole or not at all."""
    others = [known for known in read_bank(home) if (known.section, known.text) != (phrase.section, phrase.text)]
    decided = replace(phrase, state=state, by=by, at=at.isoformat(timespec="seconds"))
    bank = tuple(sorted([*others, decided], key=lambda one: (one.section, one.text)))
    own_folder(home)
    rows = [{**asdict(one), "tracks": list(one.tracks), "sources": list(one.sources)} for one in bank]
    fresh = home / f".{FILE}.{os.getpid()}"
    with private_file(fresh).open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(rows, file)
    fresh.replace(home / FILE)
    return bank


def merged(proposed: Iterable[Phrase], bank: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """The proposals with what was decided about them; what was decided earlier and no longer recurs stands last."""
    known = {(phrase.section, phrase.text): phrase for phrase in bank}
    shown = []
    for phrase in proposed:
        decided = known.pop((phrase.section, phrase.text), None)
        shown.append(replace(phrase, state=decided.state, by=decided.by, at=decided.at) if decided else phrase)
    return (*shown, *known.values())


def accepted_wordings(bank: Iterable[Phrase], track: str = "") -> Mapping[str, str]:
    """Kind → the accepted wording for the composer: the most frequent, one that was seen in the track before others."""
    chosen: dict[str, Phrase] = {}
    for phrase in bank:
        # The bank's file may be edited by hand: what does not fit the kind's shape is not written.
        if phrase.state != "accepted" or not (kind := kind_of(phrase.section, phrase.text)):
            continue
        if kind not in chosen or _rank(phrase, track) > _rank(chosen[kind], track):
            chosen[kind] = phrase
    return {kind: phrase.text for kind, phrase in chosen.items()}


def house_composer(home: Path, track: str) -> Compose:
    """The composer with the accepted wordings of the bank in the data folder. Raises UserError as `read_bank`."""
    return partial(compose, phrases=accepted_wordings(read_bank(home), track))


def _rank(phrase: Phrase, track: str) -> tuple[bool, int, str]:
    return track in phrase.tracks, phrase.count, phrase.text


def with_examples(examples: Mapping[str, Sequence[str]], bank: Iterable[Phrase]) -> dict[str, tuple[str, ...]]:
    """A model's examples by section, the accepted phrases before the paragraphs of earlier notes."""
    given = {key: tuple(texts) for key, texts in examples.items()}
    for phrase in sorted(bank, key=lambda one: one.count):
        if phrase.state == "accepted":
            given[phrase.section] = (phrase.text, *given.get(phrase.section, ()))
    return given
