"""The mentions of a key in order: a weighed sum of features, its weights learnt from reports with a truth file.

The weights stand in `weights.toml`, each with what it weighs; `python -m benchmarks.ranking` learns them anew.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from drafting.facts.mentions.features import features
from drafting.facts.mentions.mention import Mention
from drafting.facts.mentions.wanted import Want, fits, names

MOST = 5  # candidates of one key
LEAST = 0.01  # likelihood below which a mention is no candidate


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Feature → weight, and «bias»."""
    text = Path(__file__).with_name("weights.toml").read_text(encoding="utf-8")
    return {name: float(value["weight"]) for name, value in tomllib.loads(text).items()}


def likelihood(found: dict[str, float]) -> float:
    """How likely a mention of these features is the key's number, between 0 and 1."""
    total = weights()["bias"] + sum(weights()[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-total))


def ranked(want: Want, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that may be the key's, likeliest first: one for each value, at its best place."""
    fitting = [mention for mention in mentions if fits(want, mention)]
    named = [mention for mention in fitting if names(want, mention)]
    scored = [(likelihood(features(want, mention, fitting)), mention) for mention in named]
    best: dict[object, Mention] = {}
    for score, mention in sorted(scored, key=lambda item: -item[0]):
        if score >= LEAST:
            best.setdefault(mention.value, mention)
    return list(best.values())[:MOST]
