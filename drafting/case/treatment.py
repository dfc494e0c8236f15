"""What a patient's treatment uses, and what it is compared with."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from drafting.case.values import Block, ItemNumber, Positive, Price, Text


class TreatmentPart(Block):
    """Packages of one kind that the treatment uses: in each period, or in all for a one-off treatment."""

    package: ItemNumber
    packages: Positive
    period_days: Positive | None = None


class Treatment(Block):
    """What one patient's treatment uses: one kind of package, or several as `parts`, whose costs are added.

    `parts` is for a combination, for several strengths, or for both a starting and a later form.
    """

    kind: Literal["one_off", "continuous"]
    package: ItemNumber | None = None
    packages: Positive | None = None
    period_days: Positive | None = None
    parts: tuple[TreatmentPart, ...] = ()
    mean_duration_months: Positive | None = None

    @model_validator(mode="after")
    def _period(self) -> Treatment:
        if bool(self.parts) == any(value is not None for value in (self.package, self.packages, self.period_days)):
            raise ValueError("skal ha enten package og packages (og period_days), eller parts med slike linjer")
        if not self.parts and (self.package is None or self.packages is None):
            raise ValueError("mangler package eller packages")
        items = [part.package for part in self.parts]
        if len(set(items)) < len(items):
            raise ValueError("har samme pakning i to linjer under parts")
        if self.kind == "continuous" and any(part.period_days is None for part in self.all_parts):
            raise ValueError("mangler period_days, som en løpende behandling trenger")
        return self

    @property
    def all_parts(self) -> tuple[TreatmentPart, ...]:
        """The parts, one for a treatment with one kind of package."""
        if self.parts or self.package is None or self.packages is None:
            return self.parts
        return (TreatmentPart(package=self.package, packages=self.packages, period_days=self.period_days),)


class Comparator(Block):
    name: Text
    annual_cost_max_aup: Price | None = None
    annual_cost_rhf_aup: Price | None = None


class Alternative(Comparator):
    annual_cost_max_aup: Price
