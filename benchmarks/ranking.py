"""Learns the weights of `drafting/facts/mentions/weights.toml`: `python -m benchmarks.ranking [--reports N] [--write]`.

Data: the five reports of tests/documents/blind, each counted five times, and N of our own generator. A mention is right
under a key when its value is the key's in the truth. Logistic regression, Newton's method with a ridge: no chance.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus.documents import Document
from corpus.reading.read import read_bytes, read_pages
from corpus.reports.report import read_report
from drafting.facts import mentions_of
from drafting.facts.mentions import ranking
from drafting.facts.mentions.features import FEATURES, features
from drafting.facts.mentions.wanted import WANTED, fits, names
from tests.documents.blind_truth import REPORTS, equal, told
from tests.documents.make_reports import random_report

RIDGE, ROUNDS, BLIND_COUNTS = 1.0, 30, 5


def rows(document: Document, truth: dict[str, set[str]]) -> Iterator[tuple[list[float], int, str]]:
    """(features, right or not, key) of every mention under every key that it may be of, where the truth has it."""
    mentions = mentions_of(read_report(document))
    for want in WANTED:
        values = {value for key, known in truth.items() if f"{key}.".startswith(f"{want.key}.") for value in known}
        fitting = [mention for mention in mentions if fits(want, mention)]
        for mention in fitting if values else ():
            if names(want, mention):
                found = features(want, mention, fitting)
                right = any(equal(format(mention.value, "f"), value) for value in values)
                yield [found[name] for name in FEATURES], int(right), want.key


def data(reports: int) -> tuple[np.ndarray, np.ndarray]:
    """Features with a leading 1, and labels."""
    found: list[tuple[list[float], int, str]] = []
    for path in REPORTS:
        truth: dict[str, set[str]] = {}
        for item in told(path):
            truth.setdefault(item.key, set()).update(item.values)
        found += list(rows(read_pages(path), truth)) * BLIND_COUNTS
    for seed in range(reports):
        drawn = random_report(seed)
        found += rows(read_bytes(drawn.pdf, drawn.name), {key: {value} for key, value in drawn.truth.facts.items()})
    return np.array([[1.0, *one] for one, _, _ in found]), np.array([right for _, right, _ in found], dtype=float)


def learnt(features_of: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The weights that make the labels likeliest, with a ridge on all but the first."""
    weights = np.zeros(features_of.shape[1])
    ridge = np.diag([0.0, *[RIDGE] * (features_of.shape[1] - 1)])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-features_of @ weights))
        slope = features_of.T @ (likely - right) + ridge @ weights
        bend = (features_of * (likely * (1 - likely))[:, None]).T @ features_of + ridge
        weights = weights - np.linalg.solve(bend + 1e-6 * np.eye(len(weights)), slope)
    return weights


def as_toml(weights: np.ndarray) -> str:
    lines = ["# Laget av `python -m benchmarks.ranking --write`; hvert trekk er forklart i features.py.", ""]
    about = {"bias": "hvor lite sannsynlig et tall uten noe annet er", **FEATURES}
    for (name, words), weight in zip(about.items(), weights, strict=True):
        lines += [f"[{name}]", f'about = "{words}"', f"weight = {weight:.2f}", ""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=12, help="reports of our own generator")
    parser.add_argument("--write", action="store_true", help="write weights.toml")
    options = parser.parse_args()
    found, right = data(options.reports)
    text = as_toml(learnt(found, right))
    print(f"{len(right)} mentions, {int(right.sum())} of them right\n\n{text}")
    if options.write:
        (Path(ranking.__file__).with_name("weights.toml")).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
