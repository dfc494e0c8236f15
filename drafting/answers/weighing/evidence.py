"""What speaks for a candidate as the answer, number by number, and the weights that join the numbers.

Two logistic regressions over the same numbers: one says which candidate answers best, the other whether the best one
answers at all. Weights: `weights.json`, fitted by benchmarks/answers_weights.py to benchmarks/answers_training.csv.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from corpus.bokmal.price_terms import NEGOTIATED
from corpus.search.aspects import in_bokmal
from corpus.search.ranking import Question
from corpus.search.search import Hit
from drafting.answers.weighing.candidates import Candidate
from drafting.answers.weighing.named import COUNTRIES, PUBLIC, Named
from drafting.answers.weighing.numbers import spoken_numbers
from drafting.answers.weighing.subject import Subject, likeness, words_of
from drafting.answers.weighing.wanted import wanted

WEIGHTS = Path(__file__).with_name("weights.json")
DENIED = re.compile(r"\b(?:nei|ikk?j?e|ingen|avsl\w+|frar[åa]d\w*|avstå\w*|avvis\w*|not|inte|uten)\b", re.IGNORECASE)
HOW_MANY = re.compile(
    r"\b(?:hvo?r mange|antall(?:et)?)(?: av)?(?: \w+ende| \w+lle| \w+ere)? ([a-zæøå]{3,})", re.IGNORECASE
)
PERIOD = re.compile(
    r"\b(?:(år)(?:et|lig\w*|skostnad\w*|ene)?|(måned)\w*|(syklus)\w*|(dag|døgn)\w*|(uke)\w*)\b|(leveår|QALY)"
)
PACKAGE = re.compile(
    r"\bpak(?:ke|ning)\w*|\bhetteglas\w*|\bsett\b|\btablett\w*|\bpenn\w*|\bvarenummer|\bstk\b|\bampull", re.I
)
ITEM = re.compile(r"(?<![\d ])\d{6}(?![\d ]\d)")
AMOUNT = re.compile(r"\d ?(?:NOK|kr\b|kroner|mill)")
NOT_COUNTED = frozenset(
    ["kan", "får", "var", "vil", "ble", "har", "skal", "får", "som", "regner", "er", "som", "fikk", "bor"]
)
SPEAKER = re.compile(r"\bDMP\b|[Ff]agekspert|[Ff]irma")
LABEL = re.compile(r"\b(?:Sverige|Danmark|Skottland|England|Finland|Irland|Wales|Nederland|Tyskland)\b[^.:]{0,20}:")
# A mark of something taken out, or a currency without its amount («… inkl. mva. og NOK med avtalepris»).
HOLE = re.compile(r"\[sladdet\]|\bX{3,}\b|\[\.\.\.\]|(?:^|\b(?!mill|mrd|tusen)[^\W\d]+\.?)\s+NOK\b", re.IGNORECASE)


def features(named: Named, hits: Sequence[Hit], found: Sequence[Candidate]) -> list[dict[str, float]]:
    """The numbers of each candidate, in their order. All are about 0 to 1; 0 where there is nothing to say."""
    asked = named.asked
    subject = Subject.of(asked.plain, [one.text for one in found])
    kinds = wanted(in_bokmal(asked.asked))
    near = [one.similar if one.similar is not None else 0.0 for one in found]
    known = [value for value in near if value]
    middle, spread = (float(np.mean(known)), float(np.std(known)) or 1.0) if known else (0.0, 1.0)
    top = hits[0].score if hits else 0.0
    newest = max((one.passage.dated for one in found), default="")
    numbers = spoken_numbers(asked.asked)
    counted = _counted(in_bokmal(asked.asked))
    periods = frozenset(_periods(in_bokmal(asked.asked)))
    package = bool(PACKAGE.search(asked.asked)) or bool(named.strengths)
    price, speaker = any(kind.key == "amount" for kind in kinds), bool(SPEAKER.search(asked.asked))
    denied = bool(DENIED.search(in_bokmal(asked.asked)))
    rows = []
    for one, cosine in zip(found, near, strict=True):
        passage, text = one.passage, one.text
        head = f"{passage.section[:80]} {one.heads}"
        title = passage.title[:250]
        country = _country_of(one)
        said, there = subject.share(text), subject.share(f"{head} {text} {one.before}")
        about = f"{title} {head} {passage.text}"
        fits = sum(bool(kind.looks.search(text)) for kind in kinds)
        missing = subject.missing(about)
        here, priced = spoken_numbers(f"{one.heads} {text}" if one.row else text), bool(AMOUNT.search(text))
        beyond = subject.without(title)
        spoken = frozenset(_periods(f"{one.heads} {text}"))
        weight = sum(subject.words.values()) or 1.0
        row = {
            "said": said,
            "said with what is around": there,
            "said beyond the title": beyond.share(text),
            "said beyond the title around": beyond.share(f"{head} {one.before} {text}"),
            "what is named first": subject.first(text, title),
            "said in passage and title": subject.share(about),
            "missing": sum(subject.words[word] for word in missing) / weight,
            "missing from the piece": sum(
                subject.words[word] for word in subject.missing(f"{title} {head} {one.before} {text}")
            )
            / weight,
            "near": (cosine - middle) / spread / 3 if cosine else 0.0,
            "very near": max(cosine - 0.8, 0.0) * 10 if cosine else 0.0,
            "no vector": float(not cosine),
            "rank": 1 / (1 + one.rank),
            "behind": min((top - hits[one.rank].score) / 10, 2.0) if one.rank < len(hits) else 0.0,
            "looks as wanted": fits / len(kinds) if kinds else 0.0,
            "looks otherwise": float(bool(kinds) and not fits),
            "numbers": len(numbers & here) / len(numbers) if numbers else 0.0,
            "numbers nowhere": len(numbers - spoken_numbers(passage.text)) / len(numbers) if numbers else 0.0,
            "counts what is asked": float(bool(counted) and _counts(text, counted)),
            "counts something else": float(bool(counted) and not _says(f"{text} {head}", counted)),
            "period": float(bool(periods & spoken)),
            "period not asked": float(price and priced and bool(spoken - periods)),
            "another period": float(price and priced and bool(periods) and not periods & spoken),
            "package": float(price and package and bool(ITEM.search(text))),
            "speaker": float(speaker and bool(SPEAKER.search(text))),
            "country": float(bool(country) and country in named.countries),
            "another country": float(bool(named.countries) and country not in named.countries),
            "country not asked": float(not named.countries and bool(country)),
            "negotiated": float(named.negotiated and bool(NEGOTIATED.search(f"{text} {one.heads}"))),
            "not negotiated": float(named.negotiated and not NEGOTIATED.search(f"{text} {one.heads} {one.before}")),
            "public price": float(named.public and bool(PUBLIC.search(f"{text} {one.heads}"))),
            "row": float(one.row),
            "introduces": float(text.rstrip().endswith(":")),
            "summary": float(passage.section.casefold().startswith("oppsummering")),
            "above the headings": float(not passage.section and passage.kind == "price_note"),
            "short": float(len(text.split()) < 6),
            "long": math.log(1 + len(text.split())) / 4,
            "denies as asked": float(denied and bool(DENIED.search(text))),
            "aspects": _aspects(asked, f"{passage.section}: {text}"),
            "concepts": _concepts(asked, text),
            "newest": float(passage.dated == newest),
            "hole": float(bool(HOLE.search(text))),
        }
        rows.append(row)
    return rows


NAMES = (
    "said", "said with what is around", "said beyond the title", "said beyond the title around", "what is named first",
    "said in passage and title", "missing", "missing from the piece", "near",
    "very near", "no vector", "rank", "behind", "looks as wanted", "looks otherwise", "numbers", "numbers nowhere",
    "country", "another country", "country not asked", "negotiated", "not negotiated", "public price", "row",
    "counts what is asked", "counts something else", "period", "period not asked", "another period", "package",
    "speaker",
    "introduces", "summary", "above the headings", "short", "long", "denies as asked", "aspects", "concepts", "newest",
    "hole",
)  # fmt: skip


def _country_of(one: Candidate) -> str:
    """The country that a piece speaks of: its own, or that of the label above it in the passage."""
    own = [name for name, said in COUNTRIES.items() if re.search(said, one.text, re.IGNORECASE)]
    if own:
        return own[0]
    text = " ".join(one.passage.text.split())
    at = text.find(one.text[:60])
    labels = [match for match in LABEL.finditer(text) if at < 0 or match.start() < at]
    return re.split(r"\W", labels[-1][0])[0] if labels else ""


def _counted(question: str) -> str:
    """What is counted: «ampuller» in «hvor mange ampuller …», or ""."""
    match = HOW_MANY.search(question)
    return match[1].casefold() if match and match[1].casefold() not in NOT_COUNTED else ""


def _counts(text: str, word: str) -> bool:
    """Whether a number stands before the word: «156 ampuller», «fem nye pasienter»."""
    tokens = re.findall(r"[\w,-]+", in_bokmal(text).casefold())
    return any(
        spoken_numbers(token) and any(likeness(word, other) for other in tokens[at + 1 : at + 5])
        for at, token in enumerate(tokens)
    )


def _says(text: str, word: str) -> bool:
    return any(likeness(word, other) for other in words_of(text))


def _periods(text: str) -> list[str]:
    return [next(filter(None, match.groups())) for match in PERIOD.finditer(text)]


def _aspects(asked: Question, said: str) -> float:
    return sum(bool(aspect.answered.search(said)) for aspect in asked.aspects) / max(len(asked.aspects), 1)


def _concepts(asked: Question, text: str) -> float:
    folded = text.casefold()
    return sum(bool(concept.said.search(folded)) for concept in asked.concepts) / max(len(asked.concepts), 1)


@cache
def weights() -> dict[str, dict[str, float]]:
    """«best» and «answers»: name of a number → its weight."""
    told: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return told


def score(row: dict[str, float], which: str) -> float:
    """The numbers joined: higher is better, and for «answers» 0 is even odds."""
    weight = weights()[which]
    return weight.get("", 0.0) + sum(weight.get(name, 0.0) * value for name, value in row.items())
