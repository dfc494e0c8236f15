"""What a model returned, read: paragraphs of sentences with what they rest on. Never raises on what a model wrote.

Two protocols: JSON by schema (also found inside other text), and for servers without schemas plain lines:
`## a1` begins a paragraph, each line under it is a sentence, `[k]` or `[p3]` at its end says what it rests on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from drafting.checks.guard import BASE, Sentence

SCHEMA: dict[str, Any] = {
    "name": "avsnitt",
    "strict": True,
    "schema": {
        "type": "object",
        "properties": {
            "paragraphs": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string"},
                        "sentences": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "text": {"type": "string"},
                                    "rests_on": {"type": "array", "items": {"type": "string"}},
                                },
                                "required": ["text", "rests_on"],
                                "additionalProperties": False,
                            },
                        },
                    },
                    "required": ["id", "sentences"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["paragraphs"],
        "additionalProperties": False,
    },
}
HEAD = re.compile(r"^\s*#{1,4}\s*\[?(a\d{1,3})\]?\s*:?\s*$")
RESTS_ON = re.compile(r"\s*\[((?:k|p\d{1,3})(?:\s*,\s*(?:k|p\d{1,3}))*)\]\s*$")
MOST_SENTENCES = 40
NOTHING: Mapping[str, tuple[Sentence, ...]] = MappingProxyType({})


def read_reply(text: str) -> Mapping[str, tuple[Sentence, ...]]:
    """The paragraphs of a reply by id; empty when there is none to be read. A paragraph given twice is none at all."""
    found: dict[str, tuple[Sentence, ...]] = {}
    twice: set[str] = set()
    for name, sentences in _from_json(text) or _from_lines(text):
        if name in found:
            twice.add(name)
        found[name] = sentences
    return {name: sentences for name, sentences in found.items() if name not in twice and sentences}


def _from_json(text: str) -> list[tuple[str, tuple[Sentence, ...]]]:
    start = text.find("{")
    while start >= 0:
        # A slot in other text begins with the same sign: only an object that holds paragraphs counts.
        try:
            tree, _ = json.JSONDecoder().raw_decode(text, start)
        except (ValueError, RecursionError):
            tree = None
        if isinstance(tree, dict) and isinstance(tree.get("paragraphs"), list):
            return [item for entry in tree["paragraphs"] if (item := _paragraph(entry))]
        start = text.find("{", start + 1)
    return []


def _paragraph(entry: Any) -> tuple[str, tuple[Sentence, ...]] | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        return None
    rows = entry.get("sentences")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_SENTENCES:
        return None
    sentences = [_sentence(row) for row in rows]
    # Half a paragraph is not a paragraph.
    return (entry["id"], tuple(item for item in sentences if item)) if all(sentences) else None


def _sentence(row: Any) -> Sentence | None:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        return None
    rests_on = row.get("rests_on")
    if not isinstance(rests_on, list) or not all(isinstance(name, str) for name in rests_on):
        return None
    return Sentence(row["text"].strip(), tuple(rests_on))


def _from_lines(text: str) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    name, sentences = "", list[Sentence]()
    for line in text.splitlines():
        if head := HEAD.match(line):
            if name:
                yield name, tuple(sentences)
            name, sentences = head[1], []
        elif name and line.strip():
            mark = RESTS_ON.search(line)
            rests_on = tuple(part.strip() for part in mark[1].split(",")) if mark else (BASE,)
            sentences.append(Sentence(RESTS_ON.sub("", line).strip(), rests_on))
    if name and len(sentences) <= MOST_SENTENCES:
        yield name, tuple(sentences)
