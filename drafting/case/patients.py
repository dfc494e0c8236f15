"""How many patients there are, year by year."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from drafting.case.values import Block, Count, People, Share, Text


class Budget(Block):
    new_patients: Annotated[tuple[People, ...], Field(min_length=1, max_length=30)]
    years: Count | None = None
    persistence: tuple[Share, ...] = ()

    @model_validator(mode="after")
    def _lengths(self) -> Budget:
        years = self.years or len(self.new_patients)
        if len(self.new_patients) != years:
            raise ValueError("years må være antallet år i new_patients")
        if self.persistence and len(self.persistence) != years:
            raise ValueError("persistence må ha like mange år som new_patients")
        return self


class Patients(Block):
    statement: Text
