"""A small OpenAI-compatible server on loopback that keeps every byte it gets, and fails in the ways servers fail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Mode = Literal[
    "good", "busy_once", "broken_once", "no_schema", "refuses", "empty", "endless", "cut", "silent", "not_json", "slow"
]
PIECE = 40  # characters a streamed chunk


@dataclass
class Recorded:
    """What came in, and how the next answers go."""

    answer: Callable[[str], str]
    mode: Mode = "good"
    bodies: list[bytes] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def asked(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]


def _handler(recorded: Recorded) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            return

        def do_GET(self) -> None:
            recorded.paths.append(self.path)
            self._json(200, {"data": [{"id": "prøve", "max_model_len": 8192}]})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            recorded.bodies.append(body)
            recorded.headers.append(str(self.headers))
            recorded.paths.append(self.path)
            recorded.arrived.set()
            first, mode = len(recorded.bodies) == 1, recorded.mode
            if self.path.endswith("/embeddings"):
                texts = json.loads(body)["input"]
                rows = [{"index": n, "embedding": [1.0, len(text) % 7, n % 5]} for n, text in enumerate(texts)]
                self._json(200, {"data": rows})
            elif mode == "busy_once" and first:
                self._json(429, {"error": {"message": "vent"}})
            elif mode == "broken_once" and first:
                self._json(503, {"error": {"message": "nede"}})
            elif mode == "refuses":
                self._json(401, {"error": {"message": "nei"}})
            elif mode == "no_schema" and "response_format" in json.loads(body):
                self._json(400, {"error": {"message": "response_format"}})
            elif mode == "silent":
                recorded.stopped.wait(5)
            else:
                self._stream(mode, json.loads(body)["messages"][-1]["content"])

        def _json(self, status: int, tree: Any) -> None:
            data = json.dumps(tree).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _stream(self, mode: Mode, asked: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            text = {"empty": "", "not_json": "Beklager, jeg kan ikke svare på dette."}.get(mode) or (
                "" if mode == "empty" else recorded.answer(asked)
            )
            try:
                for piece in _pieces(mode, text, recorded):
                    self._event({"choices": [{"index": 0, "delta": {"content": piece}}]})
                if mode == "cut":
                    return
                self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
                usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
                self._event({"choices": [], "usage": usage})
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                return
            finally:
                self.close_connection = True

        def _event(self, tree: Any) -> None:
            tree |= {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "prøve"}
            self.wfile.write(f"data: {json.dumps(tree)}\n\n".encode())
            self.wfile.flush()

    return Handler


def _pieces(mode: Mode, text: str, recorded: Recorded) -> Iterator[str]:
    if mode == "endless":
        while not recorded.stopped.is_set():
            yield "og " * 100
        return
    pieces = [text[n : n + PIECE] for n in range(0, len(text), PIECE)]
    for piece in pieces[: len(pieces) // 2] if mode == "cut" else pieces:
        if mode == "slow":
            time.sleep(0.05)
        yield piece


@contextmanager
def recording(answer: Callable[[str], str], mode: Mode = "good") -> Iterator[tuple[Recorded, str]]:
    """The record and the server's address."""
    recorded = Recorded(answer, mode)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(recorded))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield recorded, f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        recorded.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join(2)
