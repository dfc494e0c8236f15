"""Answers measured on questions by somebody who has not read the code: `python -m benchmarks.answers_blind FOLDER`.

FOLDER holds `answerable.json`, `unanswerable.json` and `notes/`; with the sample notes and ../shared/notes they are the
archive. Notes with INTERN in their name are confidential, and seen only where the question says so; a question that
must not be answered is asked both ways. Printed: a table and, with `--json`, every question with what it got. Exit 1
below a floor.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.answers import NOTES
from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.indexing import index_files
from drafting.answers.answer import Answer
from drafting.answers.answers import ask

FLOORS = {"right": 0.85, "citations": 0.97, "shown": 0.93}
WRONG = 0.05
SHORTEST = 12  # characters of a quote that is part of an accepted sentence; a shorter one must be all of it


def folded(text: str) -> str:
    """Text as it is compared: small letters, no white space and no mark but those between digits."""
    text = re.sub(r"\[\^?\d+\]", "", text.casefold()).replace("–", "-")
    return re.sub(r"[^\w,.%-]+", "", text).strip(".,")


def archive_of(folder: Path, home: Path) -> Archive:
    """The archive of a set: its notes and those that stand in every archive."""
    archive, warning = open_archive(ArchiveSettings(home))
    if warning:
        print(warning)
    notes = sorted((folder / "notes").iterdir())
    index_files(archive, [note for note in notes if "INTERN" in note.name], confidential=True)
    index_files(archive, [note for note in notes if "INTERN" not in note.name])
    index_files(archive, [samples for samples in NOTES if samples.is_dir()])
    return archive


def accepted(item: dict[str, Any], document: str, quote: str) -> bool:
    """Whether a quote is, holds or is part of a sentence that answers, in a document that does."""
    if document not in (item["document"], *item.get("also_in", ())):
        return False
    said = folded(quote)
    for sentence in map(folded, item["sentence"]):
        if sentence in said or (said in sentence and len(said) >= min(SHORTEST, len(sentence))):
            return True
    return False


def scored(item: dict[str, Any], answer: Answer) -> dict[str, bool]:
    """right, shown (the right sentence is among those shown), and whether the answer cites only the right document."""
    told = answer.json
    documents = (item["document"], *item.get("also_in", ()))
    own = [citation.json for citation in answer.own_citations]
    cited = [one for one in own if accepted(item, one["document"], one["quote"])]
    says = folded(item["answer"]) in folded(answer.answer) and any(one["document"] in documents for one in own)
    right = not answer.abstained and bool(cited or says)
    shown = right or any(accepted(item, one["document"], one.get("quote", "")) for one in told["nearest"][:3])
    return {"right": right, "shown": shown, "held": all(one["document"] in documents for one in own)}


def measured(archive: Archive, folder: Path) -> dict[str, Any]:
    """Every question asked; the shares and the questions with what they got."""
    rows: list[dict[str, Any]] = []
    took: list[float] = []
    held = cited = 0
    for item in json.loads((folder / "answerable.json").read_text(encoding="utf-8")):
        began = time.perf_counter()
        answer = ask(item["question"], archive, confidential=bool(item.get("confidential")))
        took.append(time.perf_counter() - began)
        score = scored(item, answer)
        if not answer.abstained:
            own = answer.own_citations
            cited += len(own)
            held += sum(one.source.name in (item["document"], *item.get("also_in", ())) for one in own)
        rows.append(
            {"id": item["id"], "kind": item["kind"], "question": item["question"], "wanted": item["answer"]}
            | score
            | {"answer": answer.answer, "abstained": answer.abstained, "quotes": _quotes(answer)}
        )
    asked = len(rows)
    for item in json.loads((folder / "unanswerable.json").read_text(encoding="utf-8")):
        answers = [ask(item["question"], archive, confidential=secret) for secret in (False, True)]
        wrong = [answer for answer in answers if not answer.abstained]
        hidden = any("sladdet" in answer.answer and answer.citations for answer in answers)
        answer = (wrong or answers)[0]
        rows.append(
            {"id": item["id"], "kind": item["kind"], "question": item["question"], "why": item["why"]}
            | {"wrong": bool(wrong), "hidden": hidden, "answer": answer.answer, "quotes": _quotes(answer)}
        )
    good, bad = rows[:asked], rows[asked:]
    blank = [row for row in bad if row["kind"] == "hidden"]
    return {
        "right": _share(good, "right"),
        "shown": _share(good, "shown"),
        "answered_wrongly": sum(not row["abstained"] and not row["right"] for row in good) / max(len(good), 1),
        "citations": held / max(cited, 1),
        "wrong": _share(bad, "wrong"),
        "hidden_said": _share(blank, "hidden"),
        "p95_seconds": sorted(took)[int(0.95 * len(took))] if took else 0.0,
        "questions": rows,
    }


def _share(rows: list[dict[str, Any]], key: str) -> float:
    return sum(bool(row[key]) for row in rows) / max(len(rows), 1)


def _quotes(answer: Answer) -> list[str]:
    return [f"{one['document']}: {one.get('quote', '')}" for one in answer.json["nearest"]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="where to write every question with what it got")
    parser.add_argument("--home", type=Path, help="an archive to keep; a temporary one unless given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        told = measured(archive_of(given.folder, given.home or Path(temporary)), given.folder)
    if given.json:
        given.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    for row in told["questions"]:
        if row.get("wrong") or not row.get("right", True):
            outcome = "svart uten grunnlag" if row.get("wrong") else "avvist" if row["abstained"] else "feil svar"
            mark = " (vist)" if row.get("shown") else ""
            print(f"  {row['id']} {row['kind']}: {outcome}{mark}: {row['question']}\n      {row['answer'][:160]}")
    print(
        f"rett {told['right']:.3f} (gulv 0,85) · rett setning blant de viste {told['shown']:.3f} (gulv 0,93) · "
        f"siteringer {told['citations']:.3f} (gulv 0,97) · svart uten grunnlag {told['wrong']:.3f} (tak 0,05)\n"
        f"feil svar på det som kan besvares {told['answered_wrongly']:.3f} · skjult sagt {told['hidden_said']:.3f} · "
        f"p95 {told['p95_seconds']:.3f} s"
    )
    return int(any(told[key] < floor for key, floor in FLOORS.items()) or told["wrong"] > WRONG)


if __name__ == "__main__":
    sys.exit(main())
