"""The house's phrases as people decided on them, in phrases.yaml in the data folder, and what is written with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from corpus.errors import UserError
from corpus.machine.private_files import own_folder, private_file
from drafting.house_style.recurring import Phrase, State
from drafting.writing.composing.composer import compose
from drafting.writing.composing.material.phrase_kinds import kind_of

if TYPE_CHECKING:
    from drafting.drafts.draft import Compose

FILE = "phrases.yaml"


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
