"""How near each sentence of the hits is to a question, from the vectors that the archive keeps of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.archive.archive import Archive
from corpus.archive.indexing import embedding_texts
from corpus.bokmal.price_terms import tells_amount
from corpus.errors import UserError
from corpus.search.ranking import Question
from corpus.search.search import Hit

Near = tuple[tuple[str, float], ...]  # (text without white space, cosine), the passage itself first


def nearness(archive: Archive, question: Question, hits: Sequence[Hit], *, confidential: bool) -> dict[int, Near]:
    """Number of a hit → its texts with their nearness; a hit without vectors is left out, all when none may be used.

    The same rule as in search: a question that may be confidential goes to no embedding that is not local.
    """
    embedder = archive.embedder
    if embedder is None or (not embedder.local and (confidential or tells_amount(question.asked))):
        return {}
    numbers = np.array([hit.at for hit in hits], np.intp)
    try:
        vector = embedder.question(question.plain)
        embedded = archive.by_meaning(archive.snapshot())
        found: dict[int, list[float]] = {}
        for block in embedded.seen(confidential):
            found |= block.parts(vector, numbers)
    except UserError:
        return {}
    near: dict[int, Near] = {}
    for hit in hits:
        texts = [squeezed(text) for text in embedding_texts(hit.passage)]
        if len(similar := found.get(hit.at, ())) == len(texts):
            near[hit.at] = tuple(zip(texts, similar, strict=True))
    return near


def squeezed(text: str) -> str:
    """A text without white space and marks, as texts are compared."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
