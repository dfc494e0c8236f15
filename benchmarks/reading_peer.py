"""What a peer reads from the same files: pymupdf4llm, run in an environment of its own, never in the product (AGPL)."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Table
from tests.documents.manuscript import folded

PEER = "pymupdf4llm"
PYTHON = Path(__file__).parents[1] / "build" / "peer" / "bin" / "python"
SCRIPT = """
import json, sys, time, pymupdf4llm
begun, found = time.perf_counter(), []
for path in sys.argv[1:]:
    found.append([page["text"] for page in pymupdf4llm.to_markdown(path, page_chunks=True, show_progress=False)])
seconds = time.perf_counter() - begun
sys.stderr.write(json.dumps({"pages": found, "seconds": seconds}))
"""
MARKUP = re.compile(r"[*_`#|~]|<br>|-{3,}|\\\\")


@dataclass(frozen=True, slots=True)
class PeerTexts:
    """The pages of each file as Markdown or plain text, and the seconds it took."""

    pages: Sequence[Sequence[str]]
    seconds: float


def peer_texts(paths: Sequence[Path]) -> PeerTexts | None:
    """The files as the peer reads them; None when it is not installed."""
    if not PYTHON.exists():
        return None
    command = [str(PYTHON), "-c", SCRIPT, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(done.stderr[done.stderr.index("{") :])
    return PeerTexts(result["pages"], result["seconds"])


def plain_words(text: str) -> list[str]:
    """The words of a page without Markdown's signs."""
    return folded(MARKUP.sub(" ", text))


def markdown_tables(text: str) -> list[Table]:
    """The tables of a Markdown page; its rule under the header is no row."""
    tables: list[list[tuple[str, ...]]] = []
    inside = False
    for line in text.split("\n"):
        row = line.strip()
        if not (row.startswith("|") and row.endswith("|")):
            inside = False
            continue
        if not inside:
            tables.append([])
        inside = True
        if not re.fullmatch(r"[|\s:-]+", row):
            cells = row.strip("|").split("|")
            tables[-1].append(tuple(" ".join(MARKUP.sub(" ", cell).split()) for cell in cells))
    return [Table(0, tuple(rows)) for rows in tables if rows]
