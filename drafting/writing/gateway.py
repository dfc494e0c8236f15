"""The one door to any model: the only file that imports a model library. Shut by default.

What goes out is a `Request`, and a `Request` is made of texts that a screen has let through: the screen knows the
secrets of the case and refuses a text in which one can be read. What comes back is text, trusted by nobody.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from corpus.errors import Refused, UserError

Screen: TypeAlias = Callable[[str], bool]  # True when a text may leave
LONGEST_REPLY = 20_000  # characters; a section is a tenth of it
PATIENCE = 120.0  # seconds for one reply
TRIES = 3  # on time-outs, 429 and 5xx, with back-off
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class ModelFailure(UserError):
    """The model did not give a usable reply; the composer takes over."""


class Cancelled(UserError):
    """The user stopped the writing; what was made is kept."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked. Made by `request` only, so that no text gets past the screen."""

    system: str
    user: str
    schema: dict[str, Any] | None = None
    seed: int = 1


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

    name: str

    def complete(self, request: Request, on_text: Callable[[str], None], cancelled: Callable[[], bool]) -> Reply:
        """The reply. Raises ModelFailure or Cancelled."""
        ...


def request(system: str, user: str, may_leave: Screen, schema: dict[str, Any] | None = None) -> Request:
    """A Request of texts that may leave. Raises Refused, without the text, when the screen says no."""
    if not all(may_leave(text) for text in (system, user)):
        raise Refused("En tekst til språkmodellen inneholdt noe som er unntatt offentlighet. Den ble ikke sendt.")
    return Request(system, user, schema)


@dataclass(frozen=True, slots=True)
class ModelDoor:
    """A model behind an OpenAI-compatible server, streamed. `key` never shows in a repr."""

    name: str
    url: str
    key: str = field(default="", repr=False)
    timeout: float = PATIENCE

    def complete(self, request: Request, on_text: Callable[[str], None], cancelled: Callable[[], bool]) -> Reply:
        """The reply, tried again on passing faults; a server without schemas is asked in plain text instead."""
        start = time.monotonic()
        schema = request.schema
        for attempt in range(TRIES + 1):
            try:
                return self._once(request, schema, on_text, cancelled, start)
            except (Cancelled, ModelFailure):
                raise
            except Exception as error:
                status = getattr(error, "status_code", None)
                if status in (400, 422) and schema is not None:
                    schema = None
                elif attempt >= TRIES - 1 or not _passing(error):
                    raise ModelFailure(
                        f"Språkmodellen svarte ikke ({type(error).__name__}).",
                        where=self.name,
                        remedy="Kontroller PRISNOTAT_MODEL_URL og at tjeneren er i gang.",
                    ) from None
                else:
                    time.sleep(0.2 * 2**attempt + random.random() / 10)  # noqa: S311 - jitter, no secret
        raise ModelFailure("Språkmodellen svarte ikke.", where=self.name, remedy="Prøv igjen senere.")

    def _once(
        self,
        request: Request,
        schema: dict[str, Any] | None,
        on_text: Callable[[str], None],
        cancelled: Callable[[], bool],
        start: float,
    ) -> Reply:
        text, tokens_in, tokens_out = "", 0, 0
        for chunk in self._stream(request, schema):
            if cancelled():
                raise Cancelled("Skrivingen ble avbrutt.", remedy="Det som var ferdig, er tatt vare på.")
            piece = chunk.content if isinstance(chunk.content, str) else ""
            text += piece
            usage = chunk.usage_metadata or {}
            tokens_in, tokens_out = tokens_in + usage.get("input_tokens", 0), tokens_out + usage.get("output_tokens", 0)
            on_text(piece)
            if len(text) > LONGEST_REPLY or time.monotonic() - start > self.timeout:
                raise ModelFailure(
                    "Svaret fra språkmodellen tok ikke slutt.",
                    where=self.name,
                    remedy="Avsnittet er skrevet uten modell.",
                )
        if not text.strip():
            raise ModelFailure(
                "Språkmodellen ga et tomt svar.", where=self.name, remedy="Avsnittet er skrevet uten modell."
            )
        return Reply(text, self.name, tokens_in, tokens_out, time.monotonic() - start)

    def _stream(self, request: Request, schema: dict[str, Any] | None) -> Iterator[Any]:
        os.environ["LANGSMITH_TRACING"] = "false"  # nothing of a draft goes to a tracing service
        from langchain_openai import ChatOpenAI

        chat = ChatOpenAI(
            model=self.name,
            base_url=self.url or None,
            api_key=self.key or "ingen",
            temperature=0,
            timeout=self.timeout,
            max_retries=0,
            seed=request.seed,
            stream_usage=True,
        )
        asked = chat.bind(response_format={"type": "json_schema", "json_schema": schema}) if schema else chat
        return asked.stream([("system", request.system), ("human", request.user)])


def _passing(error: Exception) -> bool:
    """Whether the same request may succeed a moment later."""
    status = getattr(error, "status_code", None)
    return status in PASSING or (
        status is None
        and type(error).__name__ in ("APITimeoutError", "APIConnectionError", "RemoteProtocolError", "ReadTimeout")
    )


def open_model(setting: str, url: str, key: str) -> ModelDoor:
    """The model that the settings name («openai:NAME»). Raises UserError for a provider that is not installed."""
    provider, _, name = setting.partition(":")
    if provider != "openai" or not name:
        raise UserError(
            f"Kjenner ikke modellen «{setting}».",
            where="PRISNOTAT_MODEL",
            remedy="Skriv openai:NAVN, og sett PRISNOTAT_MODEL_URL til en OpenAI-kompatibel tjener.",
        )
    return ModelDoor(name, url, key)
