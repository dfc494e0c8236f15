"""The vector store: Chroma in a local folder, or a Chroma server by setting (the only Chroma import).

Public and confidential passages lie in collections of their own, so that a search without the right never touches the
others. Ids come from the content (document hash, passage, part), so adding twice is the same as adding once.
langchain-chroma is left out: it adds a second of import and nothing that is used here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus.errors import UserError
from corpus.machine.file_faults import check_free, kept_in
from corpus.machine.private_files import private_folder

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

    from corpus.vectors.embeddings import Vectors

BATCH = 1000
MOST_PARTS = 9  # sentences of a passage with a vector of their own, beside the passage's
DOCUMENTS_AT_ONCE = 20  # of which vectors are asked for together
# A small graph: search reads the cache (corpus.vectors.cache), and a fine one takes long to build.
SPACE = {"hnsw": {"space": "cosine", "ef_construction": 40, "ef_search": 100, "max_neighbors": 8}}


class NoVectors(UserError):
    """The vector store cannot be reached or used; search goes on words alone."""


class VectorStore:
    """The vectors of one archive and one embedding.

    Args:
        folder: where Chroma keeps its files when there is no server.
        archive: the archive's own id, so that two archives can share a server.
        embedding: name of the embedding; another embedding has collections of its own.
        url: «http://host:port» of a Chroma server, or empty.
    """

    def __init__(self, folder: Path, archive: str, embedding: str, url: str = "") -> None:
        self._stem = f"prisnotat-{archive}-{re.sub(r'[^A-Za-z0-9.]+', '-', embedding).strip('-.')}"
        self._client = _client(folder, url)
        self._collections: dict[bool, Collection] = {}

    def add(
        self, digest: str, parts: Sequence[tuple[int, int]], vectors: Vectors, dated: int, confidential: bool
    ) -> None:
        """Puts in a document's vectors.

        Args:
            digest: the document's hash.
            parts: (passage number, part number) of each row of `vectors`.
            dated: the document's date as yyyymmdd, 0 when unknown.
        """
        collection = self._collection(confidential)
        with _reported():
            for start in range(0, len(parts), BATCH):
                chunk = parts[start : start + BATCH]
                collection.upsert(
                    ids=[f"{digest}:{n}:{part}" for n, part in chunk],
                    embeddings=vectors[start : start + BATCH],
                    metadatas=[{"document": digest, "n": n, "dated": dated} for n, _ in chunk],
                )

    def drop(self, digest: str) -> None:
        """Takes a document's vectors out; nothing happens when there are none."""
        with _reported():
            for confidential in (False, True):
                self._collection(confidential).delete(where={"document": digest})

    def stored(self, digests: Sequence[str], *, confidential: bool) -> dict[str, tuple[list[int], Vectors]]:
        """Document hash → (passage of each row, its vectors), those that are there; rows by passage and part.

        Ask for `DOCUMENTS_AT_ONCE` at a time: the answer is held in memory.
        """
        import numpy as np

        found: dict[str, list[tuple[int, int, Any]]] = {}
        with _reported():
            answer = self._collection(confidential).get(
                where={"document": {"$in": list(digests)}},  # type: ignore[dict-item]
                include=["embeddings"],
            )
            vectors = answer["embeddings"] if answer["embeddings"] is not None else []
            for name, vector in zip(answer["ids"], vectors, strict=True):
                digest, n, part = name.split(":")
                found.setdefault(digest, []).append((int(n), int(part), vector))
        return {
            digest: ([n for n, _, _ in rows], np.array([vector for _, _, vector in rows], np.float32))
            for digest, rows in ((digest, sorted(rows, key=lambda row: row[:2])) for digest, rows in found.items())
        }

    def ids(self, confidential: bool) -> frozenset[str]:
        """Every id of a collection; for repair and tests."""
        with _reported():
            return frozenset(self._collection(confidential).get(include=[])["ids"])

    def _collection(self, confidential: bool) -> Collection:
        if confidential not in self._collections:
            with _reported():
                self._collections[confidential] = self._client.get_or_create_collection(
                    f"{self._stem}-{'confidential' if confidential else 'public'}",
                    embedding_function=None,  # the default one downloads a model
                    configuration=SPACE,  # type: ignore[arg-type]
                )
        return self._collections[confidential]


class _reported:  # noqa: N801
    """Turns whatever Chroma raises into NoVectors; the text of the cause is left out, it can hold passages."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        # A panic of Chroma's own library is no Exception, and would end the program with a trace.
        ours = kind is not None and issubclass(kind, UserError)
        if kind and not ours and (issubclass(kind, Exception) or kind.__name__ == "PanicException"):
            raise NoVectors(
                f"Vektorlageret (Chroma) svarer ikke slik det skal ({kind.__name__}).",
                remedy="Kjør «prisnotat index», som lager et lokalt lager på nytt; for en tjener, kontroller "
                "PRISNOTAT_CHROMA. Søket går så lenge på ord.",
            ) from None


_clients: dict[str, ClientAPI] = {}


def forget_clients() -> None:
    """Lets go of every client of this process, so that a store whose files are gone is opened anew."""
    if _clients:
        from chromadb.api.shared_system_client import SharedSystemClient

        _clients.clear()
        SharedSystemClient.clear_system_cache()


def _client(folder: Path, url: str) -> ClientAPI:
    """One client per path or address and process, as Chroma wants it. Telemetry is off."""
    key = url or str(folder.absolute())
    if key not in _clients:
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        with _reported():
            if url:
                parts = urlsplit(url if "//" in url else f"//{url}")
                port = parts.port or (443 if parts.scheme == "https" else 8000)
                _clients[key] = chromadb.HttpClient(
                    host=parts.hostname or "localhost", port=port, ssl=parts.scheme == "https", settings=quiet
                )
            else:
                with kept_in(folder):
                    private_folder(folder)
                check_free(folder / "chroma.sqlite3")  # Chroma itself would wait for ever
                _clients[key] = chromadb.PersistentClient(str(folder), settings=quiet)
    return _clients[key]
