"""What each part of the score is worth, and the weights that cross-validation picks on the questions tuned on.

The parts of every candidate are worked out once; an ablation leaves one part out of the sum, the grid tries weights.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from benchmarks.answers import NOTES, TUNED_ON
from benchmarks.search import APART, TABLES, answers, mrr, questions, recall
from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.indexing import index_files
from corpus.search.ranking import WEIGHTS, Parts, Weights
from corpus.search.search import search

FOLDS, ROUNDS = 5, 10
GRID = {"words": (0.25, 0.5, 0.75, 1.0), "meaning": (0.0, 0.25, 0.5, 1.0), "aspects": (1.0, 1.5, 2.0, 2.5),
        "concepts": (0.5, 0.75, 1.0, 1.25, 1.5)}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question with the parts of every candidate and whether it is right."""

    kind: str
    parts: list[Parts]
    right: list[bool]

    def rank(self, weights: Weights) -> int:
        """Of the first right candidate, counted from 1; 0 when none is right."""
        order = sorted(range(len(self.parts)), key=lambda at: -self.parts[at].score(weights))
        return next((n for n, at in enumerate(order, 1) if self.right[at]), 0)


def gathered(archive: Archive, table: Path) -> list[Asked]:
    found = []
    for item in questions(table):
        hits = search(archive, item["question"], limit=1000).hits
        found.append(Asked(item["kind"], [hit.parts for hit in hits], [answers(hit, item) for hit in hits]))
    return found


def row(asked: Iterable[Asked], weights: Weights, *kinds: str) -> str:
    ranks = [one.rank(weights) for one in asked if (one.kind in kinds if kinds else one.kind != APART)]
    return f"{recall(ranks):.3f} / {mrr(ranks):.3f}"


def ablated(asked: list[Asked]) -> None:
    variants = {"alt med": WEIGHTS}
    variants |= {f"uten {part.name}": replace(WEIGHTS, **{part.name: 0.0}) for part in fields(Weights)}
    for name, weights in variants.items():
        columns = (row(asked, weights), row(asked, weights, "paraphrase"), row(asked, weights, APART))
        print(f"  {name:16} " + "   ".join(columns))


def validated(asked: list[Asked]) -> Weights:
    """Prints how weights picked on four folds do on the fifth; returns the weights picked most often."""
    counted = [one for one in asked if one.kind != APART]
    grid = [replace(WEIGHTS, **dict(zip(GRID, values, strict=True))) for values in itertools.product(*GRID.values())]
    ranks = np.array([[one.rank(weights) for one in counted] for weights in grid])
    worth = np.where(ranks > 0, 1 / np.maximum(ranks, 1), 0) + ((ranks > 0) & (ranks <= 5))
    draw, picks, unseen = np.random.default_rng(0), Counter[int](), []
    for _ in range(ROUNDS):
        for fold in np.array_split(draw.permutation(len(counted)), FOLDS):
            best = int(np.delete(worth, fold, axis=1).mean(axis=1).argmax())
            picks[best] += 1
            unseen += ranks[best, fold].tolist()
    print(f"  på den femte delen: recall@5 {recall(unseen):.3f}, MRR {mrr(unseen):.3f}")
    return grid[picks.most_common(1)[0][0]]


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        archive, _ = open_archive(ArchiveSettings(Path(home)))
        index_files(archive, [folder for folder in NOTES if folder.is_dir()])
        asked = {told: gathered(archive, table) for told, table in TABLES.items()}
    print("recall@5 / MRR: alle uten gåter, omskrivninger, gåter")
    for told, found in asked.items():
        print(told)
        ablated(found)
    tuned_on = next(told for told, table in TABLES.items() if table == TUNED_ON)
    print("kryssvalidering på spørsmålene det er justert på")
    picked = validated(asked[tuned_on])
    print(f"  valgt oftest: {picked}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
