"""The model's last try: it chooses among approved sentences instead of writing any.

Each sentence of a paragraph is offered in the composer's words and in some of the other ways of saying it, lettered.
The reply is letters, so any model that can follow a schema gives a paragraph that holds; one that cannot gives none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from drafting.checks.guard import Sentence
from drafting.checks.guard.statements import sentences_of
from drafting.checks.guard.tokens import set_in_type, tokens_of
from drafting.checks.guard.ways import ways

LETTERS = "ABCDE"
Options: TypeAlias = tuple[tuple[str, ...], ...]  # for each sentence of a paragraph the ways of saying it
LINE = re.compile(r"[\"'\[ ]*(a\d{1,3})[\"'\] ]*:(.*)")


def options_of(text: str) -> Options:
    """The sentences of a composer's paragraph, each with the ways in which it may be said, its own first."""
    rows = [set_in_type(one) for one in sentences_of(tokens_of(text))]
    return tuple((row, *ways(row, len(LETTERS) - 1)[: len(LETTERS) - 1]) for row in rows)


def choosable(paragraphs: Mapping[str, str]) -> dict[str, Options]:
    """The paragraphs in which there is something to choose, by id."""
    found = {name: options_of(text) for name, text in paragraphs.items()}
    return {name: options for name, options in found.items() if any(len(ways) > 1 for ways in options)}


def offered(every: Mapping[str, Options]) -> str:
    """The options as a prompt shows them."""
    return "\n\n".join(
        "\n".join(
            [f"[{name}]"]
            + [
                f"{number}. {letter}: {way}"
                for number, row in enumerate(options, start=1)
                for letter, way in zip(LETTERS, row, strict=False)
            ]
        )
        for name, options in every.items()
    )


def schema_of(every: Mapping[str, Options]) -> dict[str, Any]:
    """The schema of a reply: for each paragraph one letter a sentence, of those that the sentence has."""

    def letters(options: Options) -> dict[str, Any]:
        most = max(map(len, options))
        return {
            "type": "array",
            "items": {"type": "string", "enum": list(LETTERS[:most])},
            "minItems": len(options),
            "maxItems": len(options),
        }

    return {
        "name": "valg",
        "schema": {
            "type": "object",
            "properties": {name: letters(options) for name, options in every.items()},
            "required": list(every),
            "additionalProperties": False,
        },
    }


def chosen(reply: str, every: Mapping[str, Options]) -> dict[str, tuple[Sentence, ...]]:
    """The paragraphs of a reply by id; a paragraph with a letter too few, too many or unknown is none."""
    found: dict[str, tuple[Sentence, ...]] = {}
    for name, letters in _letters(reply).items():
        options = every.get(name, ())
        if options and len(letters) == len(options) and all(one in LETTERS for one in letters):
            places = [LETTERS.index(one) for one in letters]
            if all(place < len(row) for place, row in zip(places, options, strict=True)):
                found[name] = tuple(Sentence(row[place]) for place, row in zip(places, options, strict=True))
    return found


def _letters(reply: str) -> dict[str, list[str]]:
    """Ids and letters, out of JSON or of lines like «a1: B A»."""
    start, end = reply.find("{"), reply.rfind("}")
    try:
        tree = json.loads(reply[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        tree = None
    if isinstance(tree, dict):
        rows = {str(name): row for name, row in tree.items() if isinstance(row, list)}
        return {name: [one for one in row if isinstance(one, str)] for name, row in rows.items()}
    lines = filter(None, map(LINE.fullmatch, map(str.strip, reply.splitlines())))
    return {line[1]: re.findall(r"\b[A-Z]\b", line[2]) for line in lines}
