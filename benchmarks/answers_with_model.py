"""Answers by scripted models: one that repeats, and one that lies in every known way.

Says what the check of a model's sentences lets through; how good a real model's answers are, it cannot say.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers import HELD_OUT, NOTES, TUNED_ON
from benchmarks.liars import LIARS, Told
from benchmarks.liars_of_meaning import LIARS_OF_MEANING
from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from corpus.documents import Passage
from corpus.search.search import search
from drafting.answers.answers import ask
from drafting.answers.standing import Checked, place_of
from drafting.answers.with_model import PASSAGES
from drafting.checks.draft.quotes import folded


@dataclass(frozen=True, slots=True)
class Said:
    """The sentence that answers a question, and the passage that a model would cite for it."""

    text: str
    passage: Passage
    answering: frozenset[tuple[str, int, int, int]]
    archive: Archive

    def standing(self, reply: str) -> tuple[str, ...]:
        """The sentences of a reply that stand."""
        checked = Checked({"u1": self.passage}, self.archive, self.answering)
        return tuple(one.text for one in checked.of(f"{reply} [u1]"))


def answering_sentences(archive: Archive) -> Iterator[Said | None]:
    """One for each question that a model may answer; None when the answer is in no passage that it would be shown."""
    for table in (TUNED_ON, HELD_OUT):
        for item in tomllib.loads(table.read_text(encoding="utf-8"))["answer"]:
            answer = ask(item["question"], archive)
            if not answer.verbatim:
                continue
            source = answer.own_citations[0].source
            text = " ".join(source.quote.split()).rstrip(".") + "."
            shown = [hit.passage for hit in search(archive, item["question"], limit=PASSAGES).hits]
            holding = [one for one in shown if folded(text).rstrip(".") in folded(one.text)]
            yield Said(text, holding[0], frozenset({place_of(source)}), archive) if holding else None


def lies_taken(said: Said) -> Iterator[tuple[str, str]]:
    """(kind, the lie, or empty when it fell) for every lie that can be told of a sentence."""
    for kind, liar in (LIARS | LIARS_OF_MEANING).items():
        told = liar(Told(said.text, (), {}, (said.text,)))
        if told is None:
            continue
        stands = said.standing(" ".join(sentence.text for sentence in told))
        wrong = [text for text in stands if folded(text) != folded(said.text)]
        yield kind, wrong[0] if wrong else ""


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        archive = Archive(ArchiveSettings(Path(home)), None)
        index_files(archive, [folder for folder in NOTES if folder.is_dir()])
        asked = list(answering_sentences(archive))
        every = list({said.text: said for said in asked if said}.values())
        repeated = sum(bool(said.standing(said.text)) for said in every)
        taken, told = Counter[str](), 0
        for said in every:
            for kind, lie in lies_taken(said):
                told += 1
                taken[kind] += bool(lie)
    print(f"spørsmål en modell kan svare på: {len(asked)}; svaret er i utdragene den får: {sum(map(bool, asked))}")
    print(f"gjentatt ordrett: {repeated} av {len(every)} setninger står")
    print(f"løgner: {taken.total()} av {told} slapp gjennom, av {sum(map(bool, taken.values()))} slag:")
    for kind, count in taken.most_common():
        if count:
            print(f"  {count} {kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
