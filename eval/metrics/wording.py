"""How near the words are: chrF++ (sacrebleu) and ROUGE-L (rouge-score), both 0 to 1."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

WORD = re.compile(r"[^\W_]+|▢")


class Words:
    """A tokenizer for rouge-score, whose own keeps only a-z and 0-9 and so drops æ, ø and å."""

    def tokenize(self, text: str) -> list[str]:
        return WORD.findall(text.casefold())


@cache
def _chrf() -> Any:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(word_order=2)


@cache
def _rouge() -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(["rougeL"], tokenizer=Words())


def chrf(human: str, draft: str) -> float:
    """chrF++ of a draft against the human's text. Source: Popović 2017 (character 6-grams, word 2-grams, β = 2)."""
    if human == draft:  # also texts too short for an n-gram
        return 1.0
    return float(_chrf().sentence_score(draft, [human]).score) / 100


def rouge_l(human: str, draft: str) -> float:
    """ROUGE-L, the F1 of the longest common subsequence of words. Source: Lin 2004."""
    if human == draft:
        return 1.0
    return float(_rouge().score(human, draft)["rougeL"].fmeasure)
