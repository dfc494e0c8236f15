"""The one walk over a case: every value with its path, and the value, or the place in the file, at a path.

A path is that of the case file with dots: «offer.packages.557865.rhf_aup», «other_countries.2.dated». An item of a list
is named by its item number where it has one, else by its place from 1; its `key` finds it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel

from drafting.case.values import Amount, Block

Leaf: TypeAlias = str | date | Decimal | int | Amount
KeyPath: TypeAlias = tuple[str | int, ...]


class Place(NamedTuple):
    """One value of a case: its path, the value, the name of its field, and its place in the file (lists from 0)."""

    path: str
    value: Leaf
    field: str
    steps: KeyPath


def walk(block: Block) -> Iterator[Place]:
    """Every value that a block holds, in the order of the file; what is absent is not there."""
    yield from _walk(block, "", "", ())


def get(block: Block, path: str) -> Any:
    """What stands at a path: a value, a block or a list; None when it is absent."""
    found: Any = block
    for step in path.split("."):
        found = _step(found, step)[0]
    return found


def key_path(block: Block, path: str) -> KeyPath:
    """«offer.packages.557865.description» → ("offer", "packages", 0, "description"), as `CaseFile.lines` has it."""
    found: Any = block
    steps: list[str | int] = []
    for step in path.split("."):
        found, place = _step(found, step)
        steps.append(place)
    return tuple(steps)


def dotted(steps: KeyPath) -> str:
    """A place in the file as its path, lists counted from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)


def _walk(value: Any, path: str, field: str, steps: KeyPath) -> Iterator[Place]:
    if isinstance(value, Leaf):
        yield Place(path, value, field, steps)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), f"{path}.{name}" if path else name, name, (*steps, name))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            name = getattr(item, "item_number", None) or str(place + 1)
            yield from _walk(item, f"{path}.{name}", field, (*steps, place))


def _step(value: Any, step: str) -> tuple[Any, str | int]:
    """What one step leads to, and the step as the file has it; None where it leads nowhere."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            if step in (getattr(item, "item_number", None), getattr(item, "key", None), str(place + 1)):
                return item, place
        return None, step
    known = isinstance(value, BaseModel) and step in type(value).model_fields
    return (getattr(value, step) if known else None), step
