"""What is offered: the product, its packages and their prices."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from drafting.case.values import Block, Count, Day, ItemNumber, Positive, Price, Text


class Product(Block):
    name: Text
    substance: Text
    company: Text
    abbreviation: str = ""
    atc: str = ""
    indication: str = ""


class Strength(Block):
    """A strength. `units` is how many units of it the package holds; 1 says that `amount` is the whole package's."""

    amount: Positive
    unit: Text
    units: Count | None = None


class Package(Block):
    """An offered package. `in_calculations: false` says that it is offered, and that no calculation is to use it."""

    item_number: ItemNumber
    description: Text
    max_aup: Price
    rhf_aup: Price
    strength: Strength | None = None
    in_calculations: bool = True


class Offer(Block):
    dated: Day | None = None
    negotiated: bool = False
    packages: Annotated[tuple[Package, ...], Field(min_length=1)]
