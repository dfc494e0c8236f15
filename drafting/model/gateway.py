"""The one door to any model: the only file that imports a model library. Shut by default.

What goes out is a `Request`, and a `Request` is made of texts that a screen has let through: the screen knows the
secrets of the case and refuses a text in which one can be read. What comes back is text, trusted by nobody.
"""

from __future__ import annotations

import importlib
import os
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from corpus.errors import Refused, UserError

Screen: TypeAlias = Callable[[str], bool]  # True when a text may leave
Cancel: TypeAlias = Callable[[], bool]  # True when the user has asked to stop
LONGEST_REPLY = 20_000  # characters; a section is a tenth of it
PATIENCE = 120.0  # seconds for one reply
LOOK = 0.1  # seconds between two looks at whether the user has cancelled
TRIES = 3  # on time-outs, 429 and 5xx, with back-off
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
PASSING_ERRORS = frozenset(
    {"APITimeoutError", "APIConnectionError", "RemoteProtocolError", "ReadTimeout", "ReadError", "ConnectError"}
)
SMALLEST_CONTEXT = 4096  # tokens; taken when a server does not say


class ModelFailure(UserError):
    """The model did not give a usable reply; the composer takes over."""


class ModelGone(ModelFailure):
    """The server does not answer at all: there is no use in asking for the next section."""


class Cancelled(UserError):
    """The user stopped the writing; what was made is kept."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked. Made by `request` only, so that no text gets past the screen."""

    system: str
    user: str
    schema: dict[str, Any] | None = None
    seed: int = 1
    most_tokens: int = 2000


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and what it cost."""

    text: str
    model: str
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = field(default=0.0, compare=False)


class Model(Protocol):
    """Anything that answers a Request: the real door, or a queue of replies in a test."""

    @property
    def name(self) -> str: ...

    def complete(self, request: Request, on_text: Callable[[str], None], cancelled: Cancel) -> Reply:
        """The reply. Raises ModelFailure or Cancelled."""
        ...


def request(
    system: str,
    user: str,
    may_leave: Screen,
    schema: dict[str, Any] | None = None,
    *,
    seed: int = 1,
    most_tokens: int = 2000,
) -> Request:
    """A Request of texts that may leave. Raises Refused, without the text, when the screen says no."""
    if not all(may_leave(text) for text in (system, user)):
        raise Refused("En tekst til språkmodellen inneholdt noe som er unntatt offentlighet. Den ble ikke sendt.")
    return Request(system, user, schema, seed, most_tokens)


@dataclass(frozen=True, slots=True)
class ModelDoor:
    """A model behind a server, streamed. `key` never shows in a repr.

    Attributes:
        name: the model's name at its server.
        url: address of an OpenAI-compatible server, or empty for the provider's own.
        timeout: seconds for one reply.
        provider: «openai» for any OpenAI-compatible server; others through LangChain's `init_chat_model`.
    """

    name: str
    url: str
    key: str = field(default="", repr=False)
    timeout: float = PATIENCE
    provider: str = "openai"

    def complete(self, request: Request, on_text: Callable[[str], None], cancelled: Cancel) -> Reply:
        """The reply, tried again on passing faults; a server without schemas is asked in plain text instead."""
        start = time.monotonic()
        # What a server may not know is left out one by one: the schema, then the count of tokens.
        ways = [(request.schema, True), (None, True), (None, False)]
        faults = 0
        while True:
            try:
                return self._once(request, *ways[0], on_text=on_text, cancelled=cancelled, start=start)
            except (Cancelled, ModelFailure):
                raise
            except Exception as error:
                if getattr(error, "status_code", None) in (400, 422) and len(ways) > 1:
                    ways.pop(0)
                    continue
                faults += 1
                if faults >= TRIES or not _passing(error):
                    raise self._gone(error) from None
                _wait(0.2 * 2**faults + random.random() / 10, cancelled)  # noqa: S311 - jitter, no secret

    def _gone(self, error: Exception) -> ModelGone:
        return ModelGone(
            f"Språkmodellen svarte ikke ({type(error).__name__}).",
            where=self.name,
            remedy="Kontroller PRISNOTAT_MODEL_URL og at tjeneren er i gang.",
        )

    def _once(
        self,
        request: Request,
        schema: dict[str, Any] | None,
        usage: bool,
        *,
        on_text: Callable[[str], None],
        cancelled: Cancel,
        start: float,
    ) -> Reply:
        text, tokens_in, tokens_out = "", 0, 0
        deadline = time.monotonic() + self.timeout
        for chunk in _watched(lambda: self._stream(request, schema, usage), cancelled, deadline):
            piece = chunk.content if isinstance(chunk.content, str) else ""
            text += piece
            spent = chunk.usage_metadata or {}
            tokens_in, tokens_out = tokens_in + spent.get("input_tokens", 0), tokens_out + spent.get("output_tokens", 0)
            on_text(piece)
            if len(text) > LONGEST_REPLY:
                raise ModelFailure("Svaret fra språkmodellen tok ikke slutt.", where=self.name)
        if not text.strip():
            raise ModelFailure("Språkmodellen ga et tomt svar.", where=self.name)
        return Reply(text, self.name, tokens_in, tokens_out, time.monotonic() - start)

    def _stream(self, request: Request, schema: dict[str, Any] | None, usage: bool) -> Iterator[Any]:
        os.environ["LANGSMITH_TRACING"] = "false"  # nothing of a draft goes to a tracing service
        chat = self._chat(request, usage)
        # As extra body: the client library would check the answer itself, and refuse what only we should judge.
        asked = (
            chat.bind(extra_body={"response_format": {"type": "json_schema", "json_schema": schema}})
            if schema
            else chat
        )
        stream: Iterator[Any] = asked.stream([("system", request.system), ("human", request.user)])
        return stream

    def _chat(self, request: Request, usage: bool) -> Any:
        if self.provider != "openai":
            made = importlib.import_module("langchain.chat_models").init_chat_model
            return made(self.name, model_provider=self.provider, temperature=0, timeout=self.timeout, max_retries=0)
        from langchain_openai import ChatOpenAI

        return ChatOpenAI(
            model=self.name,
            base_url=self.url or None,
            api_key=self.key or "ingen",
            temperature=0,
            timeout=self.timeout,
            max_retries=0,
            seed=request.seed,
            stream_usage=usage,
            max_tokens=request.most_tokens,
        )


def _watched(open_stream: Callable[[], Iterator[Any]], cancelled: Cancel, deadline: float) -> Iterator[Any]:
    """The chunks of a stream that another thread reads, so that a silent server can neither hang nor be uncancellable.

    Raises Cancelled, ModelFailure when time is up (ModelGone when nothing came), or whatever the stream raised.
    """
    chunks: queue.Queue[tuple[str, Any]] = queue.Queue()
    left = threading.Event()
    heard = False

    def read() -> None:
        try:
            stream = open_stream()  # which sends nothing before it is read
            while not left.is_set() and (chunk := next(stream, None)) is not None:
                chunks.put(("chunk", chunk))
            chunks.put(("end", None))
        except Exception as error:  # raised again on the other side
            chunks.put(("error", error))

    threading.Thread(target=read, daemon=True).start()
    try:
        while True:
            if cancelled():
                raise Cancelled("Skrivingen ble avbrutt.", remedy="Det som var ferdig, er tatt vare på.")
            if time.monotonic() > deadline:
                kind_of_fault = ModelFailure if heard else ModelGone
                raise kind_of_fault("Språkmodellen brukte for lang tid.")
            try:
                kind, what = chunks.get(timeout=LOOK)
            except queue.Empty:
                continue
            if kind == "error":
                raise what
            if kind == "end":
                return
            heard = True
            yield what
    finally:
        left.set()


def _wait(seconds: float, cancelled: Cancel) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if cancelled():
            raise Cancelled("Skrivingen ble avbrutt.", remedy="Det som var ferdig, er tatt vare på.")
        time.sleep(min(LOOK, max(0.0, end - time.monotonic())))


def _passing(error: Exception) -> bool:
    """Whether the same request may succeed a moment later."""
    status = getattr(error, "status_code", None)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return status in PASSING or (status is None and bool(kinds & PASSING_ERRORS))


def open_model(setting: str, url: str, key: str, timeout: float = PATIENCE) -> ModelDoor:
    """The model that the settings name («openai:NAME»). Raises UserError for a provider that is not installed."""
    provider, _, name = setting.partition(":")
    if not provider or not name:
        raise UserError(
            f"Kjenner ikke modellen «{setting}».",
            where="PRISNOTAT_MODEL",
            remedy="Skriv openai:NAVN, og sett PRISNOTAT_MODEL_URL til en OpenAI-kompatibel tjener.",
        )
    if not key.isascii():
        raise UserError(
            "Nøkkelen har tegn som ikke kan sendes.", where="PRISNOTAT_MODEL_KEY", remedy="Kopier nøkkelen på nytt."
        )
    if provider != "openai":
        _check_provider(provider, name)
    return ModelDoor(name, url, key, timeout, provider)


def _check_provider(provider: str, name: str) -> None:
    """Raises UserError when LangChain does not know the provider, or its package is not installed."""
    try:
        importlib.import_module("langchain.chat_models").init_chat_model(name, model_provider=provider)
    except ImportError:
        raise UserError(
            f"Modeller fra «{provider}» krever en tilleggspakke som ikke er installert.",
            where="PRISNOTAT_MODEL",
            remedy=f"Kjør make providers, eller installer langchain og langchain-{provider}.",
        ) from None
    except ValueError:
        raise UserError(
            f"Kjenner ingen leverandør som heter «{provider}».",
            where="PRISNOTAT_MODEL",
            remedy="Skriv openai:NAVN, eller et navn som LangChain kjenner.",
        ) from None
    except Exception:  # a missing key is told when the model is asked; each provider has errors of its own
        return


def context_of(door: ModelDoor) -> int:
    """The context of a model in tokens as its server tells it; 0 when it does not, or cannot be reached.

    vLLM says `max_model_len`, llama.cpp `meta.n_ctx_train` or `n_ctx` in /props.
    """
    import httpx

    root = door.url.rstrip("/")
    if not root:
        return 0
    header = {"Authorization": f"Bearer {door.key}"} if door.key else {}
    sizes: list[int] = []
    for address in (f"{root}/models", f"{root.removesuffix('/v1')}/props"):
        try:
            answer = httpx.get(address, headers=header, timeout=5).json()
        except (httpx.HTTPError, ValueError):
            continue
        sizes += list(_sizes(answer, door.name))
    return min(sizes, default=0)


def _sizes(answer: Any, name: str) -> Iterator[int]:
    if not isinstance(answer, dict):
        return
    listed = answer.get("data")
    models = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    mine = [item for item in models if item.get("id") == name] or models[:1]
    settings = answer.get("default_generation_settings")
    for holder in (*mine, *(item.get("meta") for item in mine), settings):
        for key in ("max_model_len", "context_length", "n_ctx", "n_ctx_train"):
            size = holder.get(key) if isinstance(holder, dict) else None
            if isinstance(size, int) and size > 0:
                yield size
