"""The guard measured: how many correct paragraphs it refuses, and how many lies it lets through.

Run: `make bench-guard` or `.venv/bin/python -m benchmarks.guard`. Prints one JSON document.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from drafting.checks.guard import Sentence, guard

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "tests/tables/paraphrases.toml"


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A correct rewriting of a paragraph, and the set that it belongs to."""

    base: str
    text: str
    held_out: bool


def paraphrases() -> Iterator[Paraphrase]:
    """All rewritings of the table, with slots in full."""
    tree = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    slots = tree["slots"]

    def full(text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: f"{{{{{slots[match[1]]}}}}}", text)

    for entry in tree["paragraph"]:
        for held_out in (False, True):
            for text in entry["held_out" if held_out else "tuned"]:
                yield Paraphrase(full(entry["base"]), full(text), held_out)


def refused(one: Paraphrase) -> list[str]:
    """Codes and messages of what the guard has against a correct paragraph."""
    return [f"{finding.code} {finding.message}" for finding in guard([Sentence(one.text)], one.base, {}, "prøve")]


def false_rejections() -> dict[str, object]:
    """Counts by set, and each refused text with the reasons."""
    rows = [(one, refused(one)) for one in paraphrases()]
    found: dict[str, object] = {}
    for name, held_out in (("tuned", False), ("held_out", True)):
        mine = [(one, why) for one, why in rows if one.held_out == held_out]
        wrong = [(one, why) for one, why in mine if why]
        found[name] = {"paragraphs": len(mine), "refused": len(wrong), "rate": round(len(wrong) / len(mine), 4)}
    found["refused"] = [{"text": one.text, "why": why, "held_out": one.held_out} for one, why in rows if why]
    return found


def main() -> int:
    print(json.dumps({"false_rejections": false_rejections()}, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
