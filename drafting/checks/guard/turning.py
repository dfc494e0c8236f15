"""A sentence and the sentences that say the same with a condition, or the one who did it, on the other side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from drafting.checks.guard.lexicon import Item

CONDITION = "dersom"


def turned(row: list[Item]) -> list[list[Item]]:
    """A sentence, and the sentence with its conditions on the other side of what they are conditions for."""
    ways = [list(way) for way in product(*(_sides(part) for part in _parts(row)))]
    turned = [[item for part in way for item in part] for way in ways]
    agent = next((n for n in range(1, len(row)) if row[n].kind == "name" and row[n - 1].text.lower() == "av"), None)
    # «… er utført av DMP» says what «DMP har utført …» says.
    return turned if agent is None else [*turned, [row[agent], *row[: agent - 1], *row[agent + 1 :]]]


def _parts(row: list[Item]) -> list[list[Item]]:
    """A sentence of several conditions cut at «, og», «, mens» into parts of one each; else whole."""
    cuts = [
        n for n in range(1, len(row) - 1) if row[n].text.lower() in ("og", "mens", "men") and row[n - 1].text == ","
    ]
    edges = [0, *cuts, len(row)]
    parts = [row[start:end] for start, end in pairwise(edges)]
    return parts if len(parts) > 1 and all(_conditions(part) == 1 for part in parts) else [row]


def _conditions(part: Sequence[Item]) -> int:
    return sum(item.kind == "hard" and item.meaning == CONDITION for item in part)


def _sides(part: list[Item]) -> list[list[Item]]:
    if _conditions(part) != 1:
        return [part]
    at = next(n for n, item in enumerate(part) if item.kind == "hard" and item.meaning == CONDITION)
    if any(item.kind not in ("free", "comma", "price", "movable") for item in part[:at]):
        return [part, part[at:] + part[:at]]
    comma = next((n for n in range(at, len(part)) if part[n].text == ","), None)
    return [part] if comma is None else [part, part[comma + 1 :] + part[at:comma]]
