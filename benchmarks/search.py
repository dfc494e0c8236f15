"""Search measured beside the pipeline a user would build, on the same questions in the same run.

Exit 1 below a floor. The floors are for all questions but the riddles (see tests/tables/questions.toml), all told and
for each table.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.answers import HELD_OUT, NOTES, TUNED_ON
from benchmarks.plain_search import drawn, found_by_plain, plain_pipeline
from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.indexing import index_files
from corpus.search.search import Hit, search

Ranks = Mapping[str, list[int]]  # kind of question → rank of the first right passage, 0 when it is not found
TABLES = {"justert på": TUNED_ON, "holdt utenfor": HELD_OUT}
APART = "riddle"
LOOKED_AT = 20
RECALL, MRR, PARAPHRASES = 0.95, 0.85, 0.65


def questions(table: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(table.read_text(encoding="utf-8"))["search"]
    return found


def right(name: str, text: str, item: dict[str, Any]) -> bool:
    said = " ".join(text.split())
    return f"{name}.txt" in item["documents"] and any(hold in said for hold in item["holds"])


def answers(hit: Hit, item: dict[str, Any]) -> bool:
    """Whether a hit, or a near duplicate folded into it, is right."""
    return any(right(Path(found.source.name).stem, found.text, item) for found in (hit.passage, *hit.also))


def ranked(table: Path, found_by: Callable[[str, dict[str, Any]], list[bool]]) -> Ranks:
    ranks: dict[str, list[int]] = defaultdict(list)
    for item in questions(table):
        found = found_by(item["question"], item)
        ranks[item["kind"]].append(found.index(True) + 1 if True in found else 0)
    return ranks


def ours(archive: Archive, table: Path) -> Ranks:
    def found(question: str, item: dict[str, Any]) -> list[bool]:
        hits = search(archive, question, limit=LOOKED_AT).hits
        return [answers(hit, item) for hit in hits]

    return ranked(table, found)


def recall(ranks: Sequence[int]) -> float:
    return sum(0 < rank <= 5 for rank in ranks) / len(ranks)


def mrr(ranks: Sequence[int]) -> float:
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


def counted(ranks: Ranks, *, apart: str = APART) -> list[int]:
    """All ranks but those of the kind that is counted apart."""
    return [rank for kind, found in ranks.items() if kind != apart for rank in found]


def good(ranks: Ranks) -> bool:
    every = counted(ranks)
    return recall(every) >= RECALL and mrr(every) >= MRR and recall(ranks["paraphrase"]) >= PARAPHRASES


def shown(name: str, ranks: Ranks) -> None:
    rows = {**ranks, "alle uten gåter": counted(ranks), "alle med gåter": counted(ranks, apart="")}
    for kind, found in rows.items():
        print(f"{name:24} {kind:16} {len(found):4}   recall@5 {recall(found):.3f}   MRR {mrr(found):.3f}")


def compared(archive: Archive, home: Path) -> bool:
    """Prints every pipeline on both tables; whether ours is over the floors on both."""
    assert archive.embedder is not None
    texts = [file for folder in NOTES for file in sorted(folder.glob("*.txt"))]
    plain = {
        "LangChain, tekst": plain_pipeline(texts, archive.embedder),
        "LangChain, PDF": plain_pipeline(drawn(texts, home / "pdf"), archive.embedder),
    }
    over = True
    for told, table in TABLES.items():
        mine = ours(archive, table)
        print(f"\n{told}: {table.name}")
        shown("Prisnotat", mine)
        for name, store in plain.items():

            def found(question: str, item: dict[str, Any], store: Any = store) -> list[bool]:
                return [right(*hit, item) for hit in found_by_plain(store, question, LOOKED_AT)]

            shown(name, ranked(table, found))
        over = over and good(mine)
    return over


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        archive, _ = open_archive(ArchiveSettings(Path(home)))
        index_files(archive, [folder for folder in NOTES if folder.is_dir()])
        over = compared(archive, Path(home))
    print("\nalle gulv er nådd" if over else f"\nunder gulvet ({RECALL} · {MRR} · {PARAPHRASES})")
    return int(not over)


if __name__ == "__main__":
    sys.exit(main())
