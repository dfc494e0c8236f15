"""An OpenAI-compatible embedding endpoint on loopback: what is asked of it, what leaves, and what its faults leave."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from hashed import HashedEmbeddings

from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.indexing import embed_pending, index_files
from corpus.search.search import search
from corpus.vectors.embeddings import EndpointEmbeddings, NoEmbeddings
from drafting.settings import settings

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
SECRET, PUBLIC = "ID2098_011.txt", "ID2098_015.txt"
KEY = "prove-7f3a"


class Endpoint(ThreadingHTTPServer):
    """Answers `POST /v1/embeddings` as OpenAI does, in any order, not of unit length; remembers what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sent: list[dict[str, object]] = []
        self.keys: list[str] = []
        self.answer: bytes | None = None
        self.status = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def texts(self) -> str:
        return " ".join(str(text) for body in self.sent for text in body["input"])  # type: ignore[attr-defined]


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.sent.append(body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        rows = 3 * HashedEmbeddings().passages(body["input"])
        data = [{"index": n, "embedding": row.tolist()} for n, row in enumerate(rows)][::-1]
        told = self.server.answer if self.server.answer is not None else json.dumps({"data": data}).encode()
        self.send_response(self.server.status if self.path == "/v1/embeddings" else 404)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


def archive_at(endpoint: Endpoint, home: Path, trust: str = "external") -> Archive:
    archive, warning = open_archive(
        ArchiveSettings(
            home,
            embedding="multilingual-e5-small",
            embedding_url=endpoint.url,
            embedding_trust=trust,
            embedding_key=KEY,
        )
    )
    assert warning == ""
    return archive


def test_vectors_come_in_the_order_of_the_texts_and_of_unit_length(endpoint: Endpoint) -> None:
    embedder = EndpointEmbeddings("m", endpoint.url)
    texts = [f"tekst nummer {n}" for n in range(40)]
    assert np.allclose(embedder.passages(texts), HashedEmbeddings().passages(texts), atol=1e-5)
    assert [len(body["input"]) for body in endpoint.sent] == [16, 16, 8]  # type: ignore[arg-type]
    assert np.linalg.norm(embedder.question("pris")) == pytest.approx(1, abs=1e-5)
    assert embedder.passages([]).shape[0] == 0


def test_e5_models_get_their_prefixes_and_others_none(endpoint: Endpoint) -> None:
    e5, other = (
        EndpointEmbeddings("intfloat/multilingual-E5-base", endpoint.url),
        EndpointEmbeddings("bge", endpoint.url),
    )
    e5.passages(["a"])
    e5.question("b")
    other.passages(["a"])
    other.question("b")
    assert [body["input"] for body in endpoint.sent] == [["passage: a"], ["query: b"], ["a"], ["b"]]


def test_the_archive_is_embedded_and_searched_through_the_endpoint(endpoint: Endpoint, tmp_path: Path) -> None:
    archive = archive_at(endpoint, tmp_path)
    report = index_files(archive, [SAMPLES / PUBLIC])
    assert report.embedded == report.passages > 5
    assert "færre enn 20 barn" in endpoint.texts
    assert set(endpoint.keys) == {f"Bearer {KEY}"}
    found = search(archive, "Hvor mange barn har behov for Noverix?")
    assert found.note == ""
    assert any("færre enn 20 barn" in hit.passage.text for hit in found.hits)


def test_only_public_documents_leave_for_an_external_endpoint(endpoint: Endpoint, tmp_path: Path) -> None:
    archive = archive_at(endpoint, tmp_path)
    index_files(archive, [SAMPLES / SECRET], confidential=True)
    shutil.copy(SAMPLES / PUBLIC, tmp_path / PUBLIC)
    index_files(archive, [tmp_path / PUBLIC])
    assert "Noverix" in endpoint.texts or "astma" in endpoint.texts
    for word in ("Quellivo", "Tarvonemab", "myelomatose", "28 415,60"):
        assert word not in endpoint.texts
    sent = len(endpoint.sent)
    assert search(archive, "Hva koster Quellivo med avtalepris 12 345?", confidential=True).hits
    assert len(endpoint.sent) == sent  # nor does the question of one who may see what is confidential


def test_a_local_endpoint_gets_confidential_documents_too(endpoint: Endpoint, tmp_path: Path) -> None:
    archive = archive_at(endpoint, tmp_path, trust="local")
    index_files(archive, [SAMPLES / SECRET], confidential=True)
    assert "myelomatose" in endpoint.texts
    assert archive.embedder is not None
    assert archive.embedded(confidential=True) == archive.catalogue.embedded(archive.embedder.name, confidential=True)


def test_two_endpoints_of_one_model_name_share_no_vectors(tmp_path: Path) -> None:
    first = open_archive(ArchiveSettings(tmp_path, embedding="m", embedding_url="http://127.0.0.1:1/v1"))[0]
    again = open_archive(ArchiveSettings(tmp_path, embedding="m", embedding_url="http://127.0.0.1:1/v1/"))[0]
    other = open_archive(ArchiveSettings(tmp_path, embedding="m", embedding_url="http://127.0.0.1:2/v1"))[0]
    names = [archive.embedder.name for archive in (first, again, other) if archive.embedder]
    assert names[0] == names[1] != names[2]
    assert "127.0.0.1" not in "".join(names)


def test_the_key_comes_from_the_environment_and_is_shown_nowhere(endpoint: Endpoint, tmp_path: Path) -> None:
    given = {
        "PRISNOTAT_HOME": str(tmp_path),
        "PRISNOTAT_EMBEDDING": "m",
        "PRISNOTAT_EMBEDDING_URL": endpoint.url,
        "PRISNOTAT_EMBEDDING_KEY": KEY,
    }
    found = settings(given)
    archive, _ = open_archive(found.archive)
    index_files(archive, [SAMPLES / PUBLIC])
    assert set(endpoint.keys) == {f"Bearer {KEY}"}
    assert KEY not in repr(found) + repr(found.archive) + repr(archive.settings)


@pytest.mark.parametrize(
    ("status", "answer"),
    [(500, b"{}"), (200, b"ikke json"), (200, b"{}"), (200, b'{"data": []}'), (200, b'{"data": [{"index": 0}]}'),
     (200, b'{"data": [{"index": 0, "embedding": ["x"]}]}'), (401, b'{"error": "nei"}')],
)  # fmt: skip
def test_a_faulty_endpoint_leaves_words_and_one_line_without_text_or_key(
    endpoint: Endpoint, tmp_path: Path, status: int, answer: bytes
) -> None:
    endpoint.status, endpoint.answer = status, answer
    archive = archive_at(endpoint, tmp_path)
    report = index_files(archive, [SAMPLES / PUBLIC])
    assert report.added == 1
    assert "PRISNOTAT_EMBEDDING_URL" in report.warning
    assert "\n" not in report.warning
    assert KEY not in report.warning
    assert "Noverix" not in report.warning
    assert search(archive, "Hvor mange barn har behov for Noverix?").hits
    endpoint.status, endpoint.answer = 200, None
    assert embed_pending(archive) == report.passages  # the next run completes it


def test_an_endpoint_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoEmbeddings) as told:
        EndpointEmbeddings("m", "http://127.0.0.1:9/v1", KEY).question("hemmelig pris")
    assert "hemmelig" not in told.value.line
    assert KEY not in told.value.line
