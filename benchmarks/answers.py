"""Answers measured: right facts, citations that hold, and questions that must not be answered. Exit 1 below a floor.

The floors are for both tables: the questions the rules may be tuned on, and those held out. The citation of a later
decision is no part of what an answer rests on; whether it is said when it should be, and only then, is counted apart.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from pathlib import Path

from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.indexing import index_files
from drafting.answers.answers import ask

ROOT = Path(__file__).parents[1]
TUNED_ON = ROOT / "tests" / "tables" / "questions.toml"
LATER = ROOT / "tests" / "tables" / "later_decisions.toml"
HELD_OUT = ROOT / "tests" / "tables" / "questions_held_out.toml"
NOTES = (ROOT / "corpus" / "samples" / "notes", ROOT.parent / "shared" / "notes")


def flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def measured(archive: Archive, questions: Path) -> tuple[float, float, float]:
    """(share answered right, share of citations that hold, share of unanswerable questions answered)."""
    table = tomllib.loads(questions.read_text(encoding="utf-8"))
    right, held, cited, wrong = 0, 0, 0, 0
    for item in table["answer"]:
        answer = ask(item["question"], archive)
        good = not answer.abstained and all(flat(hold) in flat(answer.answer) for hold in item["holds"])
        right += good
        for citation in answer.own_citations if not answer.abstained else ():
            page = archive.page(citation.source.document, citation.source.page)
            cited += 1
            held += bool(page and citation.source.quote in page.text and citation.source.name in item["documents"])
        if not good:
            print(f"  ikke rett: {item['question']}")
    for item in table["unanswerable"]:
        answer = ask(item["question"], archive)
        hidden = item["why"] != "hidden" or ("sladdet" in answer.answer and bool(answer.citations))
        wrong += not answer.abstained
        if not (answer.abstained and hidden):
            print(f"  burde vært avvist ({item['why']}): {item['question']}")
    return right / len(table["answer"]), held / max(cited, 1), wrong / len(table["unanswerable"])


def later_said(archive: Archive) -> tuple[int, int]:
    """(answers that say of a later decision what they should, answers looked at)."""
    items = tomllib.loads(LATER.read_text(encoding="utf-8"))["answer"]
    right = 0
    for item in items:
        answer = ask(item["question"], archive)
        told = [(later.method_id, later.date, later.outcome) for later in answer.later]
        good = told == [(later["method_id"], later["date"], later["outcome"]) for later in item["later"]]
        right += good
        if not good:
            print(f"  senere beslutning ikke rett: {item['question']}")
    return right, len(items)


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        archive, warning = open_archive(ArchiveSettings(Path(home)))
        print(warning or "Innebygd språkmodell.")
        index_files(archive, [folder for folder in NOTES if folder.is_dir()])
        goods = [good(archive, questions) for questions in (TUNED_ON, HELD_OUT)]
        right, count = later_said(archive)
        print(f"senere beslutning sagt når den skal, og bare da: {right} av {count}")
        return int(not all(goods) or right < count)


def good(archive: Archive, questions: Path) -> bool:
    """Prints the figures of a table; whether they are within the floors."""
    print(questions.name)
    right, held, wrong = measured(archive, questions)
    print(f"rett faktum {right:.3f} (gulv 0,95) · siteringer som holder {held:.3f} (gulv 0,98) · "
          f"svart uten grunnlag {wrong:.3f} (tak 0,05)")  # fmt: skip
    return right >= 0.95 and held >= 0.98 and wrong <= 0.05


if __name__ == "__main__":
    sys.exit(main())
