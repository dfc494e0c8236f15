"""Models for tests: a queue of replies, one that repeats its paragraphs, one that rewrites them well."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from drafting.model.gateway import Reply, Request

ASKED = re.compile(r"Avsnitt som skal skrives om:\n(.*?)\n\nFelt i avsnittene", re.DOTALL)
FREE = "Kort fortalt: "
PARAGRAPH = re.compile(r"^\[(a\d+)\] (.*)$", re.MULTILINE)


def asked_for(user: str) -> dict[str, str]:
    """The paragraphs in a prompt, by id."""
    found = ASKED.search(user)
    return dict(PARAGRAPH.findall(found[1])) if found else {}


def reply_of(paragraphs: Mapping[str, Sequence[tuple[str, Sequence[str]]]]) -> str:
    rows = [
        {"id": name, "sentences": [{"text": text, "rests_on": list(ids)} for text, ids in sentences]}
        for name, sentences in paragraphs.items()
    ]
    return json.dumps({"paragraphs": rows}, ensure_ascii=False)


def repeated(user: str) -> str:
    """The paragraphs as they were."""
    return reply_of({name: [(text, ["k"])] for name, text in asked_for(user).items()})


def rewritten(user: str) -> str:
    """The paragraphs in words that the guard accepts."""
    new = {
        name: text.replace("utført", "gjennomført").replace("Dersom ", "Hvis ")
        for name, text in asked_for(user).items()
    }
    return reply_of({name: [(text, ["k"])] for name, text in new.items()})


def freely(user: str) -> str:
    """The paragraphs in words that the guard refuses, with every slot and number where it was: safe to show."""
    told = asked_for(user)
    return reply_of({name: [(FREE + text[:1].lower() + text[1:], ["k"])] for name, text in told.items()})


@dataclass
class FakeModel:
    """Answers with a function of the prompt, or from a queue; keeps what it was asked."""

    answer: Callable[[str], str] | None = None
    queue: list[str | Exception] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    name: str = "prøve"

    def complete(self, request: Request, on_text: Callable[[str], None], cancelled: Callable[[], bool]) -> Reply:
        self.asked.append(request)
        said: str | Exception = self.queue.pop(0) if self.queue else (self.answer or repeated)(request.user)
        if isinstance(said, Exception):
            raise said
        on_text(said)
        return Reply(said, self.name, 10, 5, 0.1)
