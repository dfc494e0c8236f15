"""Paragraphs of earlier notes, as examples of the register: by section and track, older than the note, without numbers.

Every number is taken out, so that no price of another case can travel with an example, whatever the archive holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.errors import UserError
from corpus.notes.house_sections import HOUSE_SECTIONS
from drafting.case.case import Case, Track

if TYPE_CHECKING:
    from corpus.archive.archive import ArchiveSettings

NUMBER = re.compile(r"\d[\d .,\u00a0\u202f]*\d|\d")
# A table, or what was taken out of a note before it was published, has no words to learn from.
BLANK = re.compile(r"varenummer|\t|sladdet|unntatt offentlighet|\[…\]|█|_{3,}", re.IGNORECASE)
TRACKS: Mapping[Track, str] = MappingProxyType(
    {
        "cost_utility": "kostnad-nytte-analyse IKER",
        "cost_comparison": "kostnadssammenligning komparator",
        "threshold": "terskelanalyse kostnadsnøytral",
        "cost_minimisation": "kostnadsminimering",
        "no_health_economics": "uten helseøkonomisk analyse",
    }
)
MOST, WORDS = 3, (8, 90)


def earlier_paragraphs(settings: ArchiveSettings, case: Case, *, local: bool) -> dict[str, tuple[str, ...]]:
    """Two or three paragraphs of each section from notes older than this one; empty without an archive.

    Args:
        settings: where the archive is.
        case: gives track, date and what is not to be its own example.
        local: the model is trusted with what is confidential; else such notes take no part.
    """
    if not settings.folder.is_dir():
        return {}
    from corpus.archive.archive import open_archive
    from corpus.search.search import Filters, search

    archive, _ = open_archive(settings)
    found: dict[str, tuple[str, ...]] = {}
    for section in (one for one in HOUSE_SECTIONS if one.prose):
        try:
            hits = search(
                archive,
                f"{section.heading} {TRACKS[case.report.track]}",
                limit=12,
                filters=Filters(kind="price_note"),
                confidential=local,
                before=case.note_date,
            ).hits
        except UserError:  # an archive that cannot be read gives no examples; the note is written all the same
            return {}
        passages = [hit.passage for hit in hits if hit.passage.method_id != case.method_id]
        mine = [passage for passage in passages if section.heading.casefold() in passage.section.casefold()]
        found[section.key] = tuple(_shown(item.text) for item in mine if _usable(item.text))[:MOST]
    return found


def _usable(text: str) -> bool:
    low, high = WORDS
    return low <= len(text.split()) <= high and not BLANK.search(text)


def _shown(text: str) -> str:
    return NUMBER.sub("…", " ".join(text.split()))
