"""What a section is written from: the case, its figures, the report's facts; and slots or visible gaps for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from corpus.bokmal.institutions import Institution, agency_named, agency_on
from corpus.documents import Source
from drafting.calculations.graph.figures import Figure
from drafting.calculations.threshold import unreached
from drafting.calculations.treatment.coverage import cost_gap, part_reason
from drafting.case.case import Case, Track
from drafting.case.file import CaseFile
from drafting.case.paths import key_path
from drafting.checks.draft.gaps import gap
from drafting.note.case_paths import case_value
from drafting.writing.composing.material.phrase_kinds import worded

if TYPE_CHECKING:
    from corpus.reports.report import Report
    from drafting.facts import Fact, Facts


@dataclass(frozen=True, slots=True)
class Material:
    """Everything one note is written from. It gives out no value: only slots, and whether they can be filled.

    `phrases` are the house's accepted wordings of fixed sentences, by kind (`phrase_kinds`).
    """

    case_file: CaseFile
    figures: Mapping[str, Figure]
    facts: Facts | None
    report: Report | None = None
    phrases: Mapping[str, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return self.case_file.case

    @property
    def track(self) -> Track:
        return self.case.report.track

    @property
    def agency(self) -> str:
        """Short name of the agency at the time of its report: «DMP», before 2024 «SLV»."""
        return self._agency.short

    @property
    def agency_in_full(self) -> str:
        return f"{self._agency.full} ({self._agency.short})"

    @property
    def _agency(self) -> Institution:
        """Who made the report, by its own word, else by its date."""
        named = agency_named(self.report.agency) if self.report else None
        return named or agency_on(self.case.report.dated)

    @property
    def drug(self) -> str:
        """The drug as named after its introduction in Bakgrunn."""
        return "{{case.product.abbreviation}}" if self.case.product.abbreviation else "{{case.product.substance}}"

    @property
    def treated_with(self) -> str:
        """What the treatment's cost is the cost of: the drug, or every drug that the treatment counts."""
        return "{{case.treatment.drugs}}" if self.told("treatment.drugs") else self.drug

    @property
    def drug_introduced(self) -> str:
        """The drug as named the first time, with its abbreviation or its trade name in brackets."""
        second = "abbreviation" if self.case.product.abbreviation else "name"
        return f"{{{{case.product.substance}}}} ({{{{case.product.{second}}}}})"

    def has(self, *keys: str) -> bool:
        """Whether every one of these figures has a slot: it was calculated, or that it was not is itself a secret."""
        hidden = self._untold
        return all(key in self.figures or key in hidden for key in keys)

    def told(self, path: str) -> bool:
        """Whether the case file says this."""
        return case_value(self.case, path) is not None

    def said(self, path: str, form: str = "", missing: str = "") -> str:
        """The slot of a field of the case, or the gap for it (`missing`: the gap's key where it differs)."""
        return _slot(f"case.{path}", form) if self.told(path) else gap(missing or path)

    def figure(self, key: str, missing: str, form: str = "") -> str:
        """The slot of a figure, or the gap named by `missing`, a key of `gaps.MISSING`."""
        return _slot(key, form) if self.has(key) else gap(missing)

    @property
    def _untold(self) -> frozenset[str]:
        """Durations that are not reached where that would tell a price: the text is the same as if they were."""
        absent = unreached(self.figures)
        return frozenset(key for key, one in absent.items() if self.figures[one.undiscounted].confidential)

    @property
    def cost_gap(self) -> str:
        """The key of the gap where a treatment cost should stand and does not: it says why, where it is withheld."""
        return cost_gap(self.case)

    @property
    def withheld(self) -> bool:
        """Whether what the case counts is only a part of the treatment, so that no treatment cost is written."""
        return cost_gap(self.case) != "treatment"

    @property
    def dosing_is_part(self) -> bool:
        """Whether the dosing counts only a part of the treatment, so that its costs are not written."""
        return bool(part_reason(self.case, "dosing"))

    def fact(self, key: str) -> Fact | None:
        return self.facts.get(key) if self.facts else None

    def fact_slot(self, key: str, form: str = "") -> str:
        """The slot of a fact that is known to be there."""
        return _slot(f"fact.{key}", form)

    def worded(self, kind: str, own: str, *slots: str) -> str:
        """A fixed sentence as the house words it, else `own`; `slots` fill the wording's masks in order."""
        return worded(self.phrases, kind, own, slots)

    def where(self, *paths: str) -> tuple[Source, ...]:
        """Where the case file says these. Never a place that can hold an amount: the quote is the plain value alone."""
        return tuple(source for path in paths if (source := self._where(path)) is not None)

    def _where(self, path: str) -> Source | None:
        value = case_value(self.case, path)
        if not isinstance(value, str | date):
            return None
        line = self.case_file.lines.get(key_path(self.case, path), 0)
        if not line:  # a default that the file does not hold is no source
            return None
        text = self.case_file.text.splitlines()[line - 1]
        quote = value.isoformat() if isinstance(value, date) else value
        start = text.find(quote)
        if start < 0:
            start, quote = 0, ""
        return Source(self.case_file.hash, line, start, start + len(quote), quote, self.case_file.name)


def page_of(fact: Fact) -> str:
    """The page reference of a fact: « (s. 12)», or nothing where the source has no pages."""
    return f" (s. {fact.source.page})" if fact.source.page else ""


def _slot(key: str, form: str) -> str:
    return f"{{{{{key}|{form}}}}}" if form else f"{{{{{key}}}}}"
