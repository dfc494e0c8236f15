"""Fits the weights of the answerer (drafting/answers/weighing/weights.json) to questions with known answers.

`python -m benchmarks.answers_weights collect FOLDER` works out the numbers of each candidate of the questions in FOLDER
(as in answers_blind) and of tests/tables/questions.toml, and writes them to answers_training.csv; no text of a document
stands there. `python -m benchmarks.answers_weights fit` fits and prints what five folds by question give.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.answers import TUNED_ON
from benchmarks.answers_blind import accepted, archive_of, folded
from corpus.archive.archive import Archive
from corpus.search.ranking import Question
from corpus.search.search import search
from drafting.answers.answers import LOOKED_AT
from drafting.answers.weighing.choosing import judged
from drafting.answers.weighing.evidence import NAMES, WEIGHTS, score

# What no note says of a drug: each is asked about some of the archive's drugs, and none may be answered.
ABSENT = """
Hva er halveringstiden til {}?|Hvilken ATC-kode har {}?|Hvem var hovedutprøver i studien av {}?
Hvor mange stemte for {} i Beslutningsforum?|Hva er p-verdien for hovedendepunktet for {}?|Hvor oppbevares {}?
Hvilken farge har pakningen til {}?|Hvor mange ansatte har firmaet bak {}?|Hva sa Finland om {}?
Hva koster {} i Japan?|Når ble {} trukket fra markedet?|Hvem signerte avtalen om {} for firmaet?
Hva mener Legeforeningen om {}?|Hvor mange kvinner deltok i studien av {}?|Hvorfor ble {} stanset av Legemiddelverket?
Hvor mange sengedøgn krever {}?|Hva var budsjettvirkningen av {} i 2031?|Hva er telefonnummeret til leverandøren av {}?
Hvor stor er rabatten i prosent for {} i Sverige?|Når utløper patentet på {}?|Hva ble avtalt om {} i 2009?
Hva kostet {} i 2012?|Hvor lang er ventetiden for {} i Helse Nord?|Hva er gjennomsnittsalderen i registerstudien av {}?
Hvilke pasienter døde under behandling med {}?|Virker {} ved revmatoid artritt?|Er {} godkjent for hunder?
Hva er dosen av {} ved nyresvikt?|Kan {} brukes av gravide?|Hvor mange hetteglass {} ble kastet i fjor?
"""
EACH = 4  # drugs that each is asked about
TRAINING = Path(__file__).with_name("answers_training.csv")
HARDEST = 14  # wrong candidates kept of a question: those with most evidence
AFTER = ("best", "margin", "left out")  # the numbers that only the ranking gives
RANKING, ANSWERING = 0.004, 0.01  # L2 of the two regressions, chosen by the folds
FOLDS = 5
Numbers = NDArray[np.float64]
Label = Callable[[str, str], bool]  # (quote, document) → whether it answers


@dataclass(slots=True)
class Asked:
    """One question: the numbers of its candidates, which are right and about it, and whether it has an answer."""

    id: str
    answerable: bool
    rows: list[list[float]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    fits: list[bool] = field(default_factory=list)

    @property
    def numbers(self) -> Numbers:
        """(candidates × numbers)."""
        return np.array(self.rows, np.float64).reshape(-1, len(NAMES))


def questions(folder: Path, archive_drugs: Iterable[str] = ()) -> Iterator[tuple[str, str, bool, bool, Label]]:
    """(id, question, confidential, answerable, label) of every question that may be learnt from."""
    for item in json.loads((folder / "answerable.json").read_text(encoding="utf-8")):
        yield (
            item["id"], item["question"], bool(item.get("confidential")), True,
            lambda quote, name, item=item: accepted(item, name, quote),
        )  # fmt: skip
    for item in json.loads((folder / "unanswerable.json").read_text(encoding="utf-8")):
        for secret in (False, True):
            name = f"{'hidden' if item['kind'] == 'hidden' else ''}{item['id']}{'i' if secret else ''}"
            yield name, item["question"], secret, False, lambda quote, name: False
    table = tomllib.loads(TUNED_ON.read_text(encoding="utf-8"))
    for kind, every in (("answer", all), ("search", any)):
        for n, item in enumerate(table[kind]):
            yield (
                f"{kind}{n}", item["question"], False, True,
                lambda quote, name, item=item, every=every: name in item["documents"]
                and every(folded(hold) in folded(quote) for hold in item["holds"]),
            )  # fmt: skip
    for n, item in enumerate(table["unanswerable"]):
        yield f"unanswerable{n}", item["question"], False, False, lambda quote, name: False
    drugs = sorted(archive_drugs)
    for n, template in enumerate(line for line in ABSENT.replace("\n", "|").split("|") if line):
        for drug in random.Random(n).sample(drugs, min(EACH, len(drugs))):
            yield f"absent{n}{drug}", template.format(drug), True, False, lambda quote, name: False


def collected(archive: Archive, folder: Path) -> Iterator[Asked]:
    """The numbers of the candidates: all that are right, and of the others those with most evidence."""
    for name, question, secret, answerable, label in questions(
        folder, {entry.about.product for entry in archive.snapshot().entries} - {""}
    ):
        asked = Question.of(question, archive.snapshot().names)
        found = search(archive, question, limit=LOOKED_AT, confidential=secret)
        pieces, rows, reasons = judged(asked, archive, found, confidential=secret)
        right = [label(one.source.quote, one.source.name) or label(one.text, one.source.name) for one in pieces]
        order = sorted(range(len(rows)), key=lambda at: -score(rows[at], "best"))
        kept = [at for n, at in enumerate(order) if right[at] or n < HARDEST]
        yield Asked(
            name,
            answerable,
            [[rows[at][number] for number in NAMES] for at in kept],
            [right[at] for at in kept],
            [not reasons(at) for at in kept],
        )


def write(every: Iterator[Asked]) -> None:
    """Writes the training data."""
    with TRAINING.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("question", "answerable", "right", "fits", *NAMES))
        for asked in every:
            for row, right, fits in zip(asked.rows, asked.right, asked.fits, strict=True):
                numbers = (f"{value:.3f}".rstrip("0").rstrip(".") for value in row)
                table.writerow((asked.id, int(asked.answerable), int(right), int(fits), *numbers))


def read() -> list[Asked]:
    """The training data."""
    found: dict[str, Asked] = {}
    with TRAINING.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            asked = found.setdefault(row["question"], Asked(row["question"], row["answerable"] == "1"))
            asked.rows.append([float(row[name]) for name in NAMES])
            asked.right.append(row["right"] == "1")
            asked.fits.append(row["fits"] == "1")
    return list(found.values())


def without_vectors(asked: Asked) -> Asked:
    """The same question in an archive without an embedding."""
    numbers = asked.numbers
    for name, value in (("near", 0.0), ("very near", 0.0), ("no vector", 1.0)):
        numbers[:, NAMES.index(name)] = value
    return Asked(asked.id, asked.answerable, numbers.tolist(), asked.right, asked.fits)


def ranking(every: list[Asked]) -> Numbers:
    """Weights that put a right candidate first among those that fit: a regression over the candidates of a question."""
    shown = []
    for asked in every:
        fits = np.array(asked.fits, bool)
        right = np.array(asked.right, bool)[fits]
        if right.any():
            shown.append((asked.numbers[fits], right, 0.5 if asked.id.startswith("search") else 1.0))

    def loss(weight: Numbers) -> tuple[float, Numbers]:
        total, slope = 0.0, np.zeros_like(weight)
        for numbers, right, counts in shown:
            odds = numbers @ weight
            part = np.exp(odds - odds.max())
            good = part * right
            total -= counts * float(np.log(good.sum() / part.sum()))
            slope -= counts * ((good / good.sum() - part / part.sum()) @ numbers)
        return total / len(shown) + RANKING * float(weight @ weight), slope / len(shown) + 2 * RANKING * weight

    return np.asarray(minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B").x, np.float64)


def first(asked: Asked, weight: Numbers) -> tuple[Numbers, bool, bool] | None:
    """(numbers of the first fitting candidate and of its place, whether it is right, whether one of three is)."""
    scores = asked.numbers @ weight
    order = np.argsort(-scores, kind="stable")
    fitting = [int(at) for at in order if asked.fits[at]]
    if not fitting:
        return None
    before = sum(not asked.fits[at] for at in order[: int(np.where(order == fitting[0])[0][0])])
    margin = min(scores[fitting[0]] - scores[fitting[1]], 3.0) if len(fitting) > 1 else 2.0
    own = [scores[fitting[0]] / 5, margin / 3, min(before, 5) / 5]
    three = any(asked.right[at] for at in fitting[:3])
    return np.append(asked.numbers[fitting[0]], own), asked.right[fitting[0]], three


def answering(rows: Numbers, right: NDArray[np.bool_], counts: Numbers) -> Numbers:
    """Weights, the last of them the constant, for whether a first candidate answers."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])

    def loss(weight: Numbers) -> tuple[float, Numbers]:
        odds = rows @ weight
        sure = 1 / (1 + np.exp(-odds))
        total = float(counts @ np.logaddexp(0, np.where(right, -odds, odds))) / counts.sum()
        slope = (counts * (sure - right)) @ rows / counts.sum()
        free = np.append(np.ones(rows.shape[1] - 1), 0.0)
        return total + ANSWERING * float((free * weight) @ weight), slope + 2 * ANSWERING * free * weight

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x, np.float64)


def judged_first(every: list[Asked], weight: Numbers) -> tuple[list[Asked], Numbers, NDArray[np.bool_]]:
    """The questions that have a fitting candidate, its numbers, and whether it is right."""
    found = [
        (asked, told)
        for asked in every
        if not asked.id.startswith(("search", "hidden")) and (told := first(asked, weight))
    ]
    return (
        [asked for asked, _ in found],
        np.array([told[0] for _, told in found]),
        np.array([told[1] for _, told in found]),
    )


def fit() -> None:
    """Fits, prints what the folds give, and writes the weights."""
    every = read()
    numbered = sorted({asked.id.rstrip("i") for asked in every})
    random.Random(7).shuffle(numbered)
    fold = {name: n % FOLDS for n, name in enumerate(numbered)}
    odds: list[tuple[Asked, float, bool, bool]] = []
    for n in range(FOLDS):
        learnt = [asked for asked in every if fold[asked.id.rstrip("i")] != n]
        best = ranking(learnt + [without_vectors(asked) for asked in learnt])
        _, rows, right = judged_first(learnt, best)
        answers = answering(rows, right, np.ones(len(rows)))
        for asked in every:
            if fold[asked.id.rstrip("i")] == n:
                told = first(asked, best)
                sure = float(np.append(told[0], 1.0) @ answers) if told else -99.0
                odds.append((asked, sure, bool(told and told[1]), bool(told and told[2])))
    for group in ("A", "answer"):
        of = [one for one in odds if one[0].answerable and one[0].id.startswith(group)]
        print(f"{group}: first {np.mean([one[2] for one in of]):.3f}, in three {np.mean([one[3] for one in of]):.3f}")
    print("terskel: rett, feil svar, svart uten grunnlag")
    for least in (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
        good = [one for one in odds if one[0].id.startswith("A")]
        bad = [one for one in odds if one[0].id.startswith("U")]
        print(
            f"{least:+.1f}: {np.mean([one[2] and one[1] >= least for one in good]):.3f} "
            f"{np.mean([not one[2] and one[1] >= least for one in good]):.3f} "
            f"{np.mean([one[1] >= least for one in bad]):.3f}"
        )
    both = every + [without_vectors(asked) for asked in every]
    best = ranking(both)
    _, rows, right = judged_first(both, best)
    answers = answering(rows, right, np.ones(len(rows)))
    told = {
        "best": dict(zip(NAMES, best.round(3).tolist(), strict=True)),
        "answers": dict(zip((*NAMES, *AFTER, ""), answers.round(3).tolist(), strict=True)),
    }
    WEIGHTS.write_text(json.dumps(told, indent=1), encoding="utf-8")


def main() -> int:
    if sys.argv[1:2] == ["fit"]:
        fit()
        return 0
    with tempfile.TemporaryDirectory() as home:
        folder = Path(sys.argv[2])
        write(collected(archive_of(folder, Path(sys.argv[3]) if len(sys.argv) > 3 else Path(home)), folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
