"""The pipeline a user would build of LangChain's parts, as its documentation shows it, with the same embedding.

PyPDFLoader or TextLoader, RecursiveCharacterTextSplitter (1000 characters, 200 overlap), Chroma, nearest first.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

import typst
from langchain_chroma import Chroma
from langchain_community.document_loaders import PyPDFLoader, TextLoader
from langchain_core.embeddings import Embeddings as LangChainEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.vectors.embeddings import Embeddings

PAGE = """#set page(paper: "a4", margin: 2cm)
#set text(font: "Libertinus Serif", size: 10pt, lang: "nb")
#for page in json("pages.json") [#page #pagebreak(weak: true)]
"""


class _Same(LangChainEmbeddings):
    """Our embedding as LangChain wants it."""

    def __init__(self, embedder: Embeddings) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedder.passages(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self._embedder.question(text).tolist()
        return row


def drawn(texts: Sequence[Path], folder: Path) -> list[Path]:
    """The notes as PDFs with the same text, one page for each page of the note."""
    import json

    folder.mkdir(parents=True)
    (folder / "page.typ").write_text(PAGE, encoding="utf-8")
    made = []
    for file in texts:
        pages = file.read_text(encoding="utf-8").split("\f")
        (folder / "pages.json").write_text(json.dumps(pages), encoding="utf-8")
        made.append(folder / f"{file.stem}.pdf")
        typst.compile(folder / "page.typ", output=made[-1])
    return made


def plain_pipeline(files: Sequence[Path], embedder: Embeddings) -> Chroma:
    """The files loaded, split, embedded and stored in memory."""
    loaded = []
    for file in files:
        loader = PyPDFLoader(str(file)) if file.suffix == ".pdf" else TextLoader(str(file), encoding="utf-8")
        loaded += loader.load()
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(loaded)
    return Chroma.from_documents(
        chunks,
        _Same(embedder),
        collection_name=f"plain-{uuid.uuid4().hex}",
        collection_metadata={"hnsw:space": "cosine"},
    )


def found_by_plain(store: Chroma, question: str, limit: int) -> list[tuple[str, str]]:
    """(file name without ending, text) of the nearest chunks."""
    return [(Path(hit.metadata["source"]).stem, hit.page_content) for hit in store.similarity_search(question, limit)]
