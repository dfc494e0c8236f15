"""Models of other providers, through LangChain's `init_chat_model`: the same door, screen, stream and cancel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from drafting.model.gateway import Cancelled, ModelGone, open_model, request

ASKED = request("Du skriver prisnotater.", "Skriv én setning.", lambda _: True)


class Invented(BaseChatModel):
    """A provider's model that answers in pieces, or fails."""

    pieces: tuple[str, ...] = ("Kostnaden ", "er {{treatment.max_aup}}.")
    fault: str = ""

    @property
    def _llm_type(self) -> str:
        return "oppdiktet"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage("".join(self.pieces)))])

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        if self.fault:
            raise RuntimeError(self.fault)
        for piece in self.pieces:
            usage: Any = {"input_tokens": 3, "output_tokens": 1, "total_tokens": 4}
            yield ChatGenerationChunk(message=AIMessageChunk(piece, usage_metadata=usage))


def provided(monkeypatch: pytest.MonkeyPatch, model: Invented) -> list[dict[str, Any]]:
    """`init_chat_model` gives this model; returns what it was asked with."""
    asked: list[dict[str, Any]] = []

    def init(name: str, **settings: Any) -> Invented:
        asked.append({"name": name, **settings})
        return model

    monkeypatch.setattr("langchain.chat_models.init_chat_model", init)
    return asked


def test_a_provider_that_answers_is_streamed_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = provided(monkeypatch, Invented())
    told: list[str] = []
    reply = open_model("oppdiktet:stor", "", "").complete(ASKED, told.append, lambda: False)
    assert reply.text == "Kostnaden er {{treatment.max_aup}}."
    assert "".join(told) == reply.text
    assert (reply.model, reply.tokens_in, reply.tokens_out) == ("stor", 6, 2)
    assert asked[-1]["name"] == "stor"
    assert asked[-1]["model_provider"] == "oppdiktet"


def test_a_provider_that_fails_is_one_line_without_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    provided(monkeypatch, Invented(fault=f"avvist: {ASKED.user}"))
    with pytest.raises(ModelGone) as caught:
        open_model("oppdiktet:stor", "", "").complete(ASKED, lambda _: None, lambda: False)
    assert "svarte ikke" in caught.value.line
    assert ASKED.user not in caught.value.line


def test_a_provider_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    provided(monkeypatch, Invented(pieces=("a",) * 50))
    told: list[str] = []
    with pytest.raises(Cancelled):
        open_model("oppdiktet:stor", "", "").complete(ASKED, told.append, lambda: len(told) > 3)
    assert len(told) < 50
