"""What a passage must be to take part in a search, worked out for all documents at once.

A filter is a rule about documents (date, kind, method …) or about a passage's section. The rules are columns compared
as a whole: a loop over the documents for every question took longer than the search itself in a large archive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Kind

if TYPE_CHECKING:
    from corpus.archive.catalogue import Entry

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be. Empty fields do not filter. `before` and `since` are dates of the document.

    `drug` is a product's or a substance's whole name, `document` a file's name or content hash, `section` a part of
    the section's title; upper and lower case are the same in `drug` and `section`.
    """

    method_id: str = ""
    drug: str = ""
    kind: Kind | None = None
    section: str = ""
    document: str = ""
    before: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """What documents are filtered by: one array a field, in the order of the entries; `by_name` holds positions."""

    method_id: NDArray[np.str_]
    kind: NDArray[np.str_]
    dated: NDArray[np.str_]
    name: NDArray[np.str_]
    hash: NDArray[np.str_]
    confidential: Mask
    by_name: Mapping[str, NDArray[np.intp]]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Columns:
        """The columns of these entries."""
        by_name: dict[str, list[int]] = {}
        for at, entry in enumerate(entries):
            for name in {entry.about.product.casefold(), entry.about.substance.casefold()} - {""}:
                by_name.setdefault(name, []).append(at)
        abouts = [entry.about for entry in entries]
        return cls(
            np.array([about.method_id for about in abouts], np.str_),
            np.array([about.kind for about in abouts], np.str_),
            np.array([about.dated for about in abouts], np.str_),
            np.array([entry.name for entry in entries], np.str_),
            np.array([entry.hash for entry in entries], np.str_),
            np.array([about.confidential for about in abouts], bool),
            {name: np.array(found, np.intp) for name, found in by_name.items()},
        )

    def about(self, drug: frozenset[str]) -> NDArray[np.intp]:
        """Positions of the documents whose product or substance bears one of a drug's names (lower case)."""
        found = [self.by_name[name] for name in drug if name in self.by_name]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.intp)

    def fitting(self, filters: Filters, before: date | None, *, confidential: bool) -> Mask:
        """Which documents fit. One without a date is neither before nor since any day.

        Args:
            before: only documents dated earlier; None for no limit. `filters.before` is left to the caller to join.
            confidential: whether confidential documents may take part at all.
        """
        mask = np.ones(len(self.hash), bool) if confidential else ~self.confidential
        if filters.method_id:
            mask &= self.method_id == filters.method_id
        if filters.kind:
            mask &= self.kind == filters.kind
        if filters.document:
            mask &= (self.name == filters.document) | (self.hash == filters.document)
        if filters.drug:
            of_drug = np.zeros(len(mask), bool)
            of_drug[self.about(frozenset({filters.drug.casefold()}))] = True
            mask &= of_drug
        if before is not None:
            mask &= (self.dated != "") & (self.dated < before.isoformat())
        if filters.since is not None:
            mask &= self.dated >= filters.since.isoformat()
        return mask


@dataclass(frozen=True, slots=True)
class Sections:
    """The section of every passage, as a number of its title, lower case: the same titles stand in every note."""

    titles: tuple[str, ...]
    of_passage: NDArray[np.int32]

    @classmethod
    def of(cls, sections: Sequence[str]) -> Sections:
        """The sections of passages in their order."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(section.casefold(), len(numbers)) for section in sections]
        return cls(tuple(numbers), np.array(codes, np.int32))

    def holding(self, text: str) -> Mask:
        """The passages whose section's title holds a text."""
        asked = text.casefold()
        found: Mask = np.array([asked in title for title in self.titles], bool)[self.of_passage]
        return found
