"""Mistakes in a case file as one line of bokmål: file, line, key and remedy, never a value (it may be secret)."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeAlias

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from corpus.errors import InvalidCase
from drafting.case.case import Case
from drafting.case.paths import KeyPath, dotted

Lines: TypeAlias = dict[KeyPath, int]

MESSAGES = {
    "missing": ("«{key}» mangler.", "Legg den inn."),
    "extra_forbidden": ("Ukjent nøkkel «{key}».", "{near}"),
    "string_pattern_mismatch": ("«{key}» er ikke på riktig form.", "{shape}"),
    "string_type": ("«{key}» skal være tekst.", "Sett den i anførselstegn."),
    "string_too_short": ("«{key}» er tom.", "Fyll den inn."),
    "string_too_long": ("«{key}» er for lang.", "Kort den ned."),
    "literal_error": ("«{key}» har en ukjent verdi.", "Bruk en av: {expected}."),
    "too_short": ("«{key}» er tom.", "Legg inn minst én linje."),
    "too_long": ("«{key}» har for mange linjer.", "Kort den ned."),
    "bool_type": ("«{key}» skal være true eller false.", "Rett verdien."),
    "bool_parsing": ("«{key}» skal være true eller false.", "Rett verdien."),
}
SHAPES = {
    "method_id": "Skriv den som ID2025_001.",
    "item_number": "Skriv varenummeret som seks siffer i anførselstegn.",
    "package": "Skriv varenummeret som seks siffer i anførselstegn.",
    "url": "Begynn med https://.",
    "key": "Bruk små bokstaver, tall og understrek.",
}


def first_mistake(errors: list[ErrorDetails], lines: Lines, name: str) -> InvalidCase:
    """The mistake that stands first in the file, as one line of bokmål."""
    # A block that fails also makes its list «too short», and a misspelt key also makes the right one «missing».
    rank = {"extra_forbidden": 0, "missing": 2, "too_short": 3}
    error = min(errors, key=lambda error: (rank.get(error["type"], 1), nearest_line(lines, error["loc"])))
    path = tuple(step for step in error["loc"] if step in _file_steps(lines, error["loc"]))
    shown = dotted(path) or "saksfilen"
    leaf = str(error["loc"][-1]) if error["loc"] else ""
    what, remedy = MESSAGES.get(error["type"], ("«{key}» kan ikke brukes.", "Se oppsettet i README."))
    if error["type"] == "value_error":
        what, remedy = "«{key}» {mistake}.", "Rett verdien."
    if error["type"] in ("model_type", "model_attributes_type", "dict_type"):
        what, remedy = "«{key}» skal være en blokk med nøkler.", "Se oppsettet i README."
    if error["type"] in ("tuple_type", "list_type"):
        what, remedy = "«{key}» skal være en liste.", "Begynn hver linje med en strek."
    if error["type"] == "extra_forbidden" and leaf.isdigit():  # «{max_aup: 6210,40}»: the comma ends the value
        what, remedy = "Etter «{before}» står et komma i et tall.", "Skriv desimaltall med punktum: 6210.40."
    words = {
        "mistake": str(error.get("ctx", {}).get("error", "")),
        "key": shown,
        "before": _before(lines, error["loc"]),
        "near": _suggestion(error["loc"]),
        "shape": SHAPES.get(leaf, "Se oppsettet i README."),
        "expected": str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", ""),
    }
    return InvalidCase(what.format(**words), where=place_in(name, lines, path), remedy=remedy.format(**words))


def _before(lines: Lines, location: tuple[str | int, ...]) -> str:
    """The key that stands before an unknown one in its block, as the file has it."""
    siblings = [path for path in lines if len(path) == len(location) and path[:-1] == location[:-1]]
    place = siblings.index(location) if location in siblings else 0
    return dotted(siblings[place - 1]) if place else dotted(location[:-1])


def _file_steps(lines: Lines, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The steps of a validation error that are steps of the file: pydantic adds names of union members."""
    known = {step for path in lines for step in path}
    last = location[-1] if location else None
    return tuple(
        step
        for step in location
        if step in known
        or (step == last and str(step).isidentifier() and not str(step).startswith(("literal", "function")))
    )


def nearest_line(lines: Lines, location: tuple[str | int, ...]) -> int:
    path = tuple(step for step in location if step in _file_steps(lines, location))
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)


def place_in(name: str, lines: Lines, path: KeyPath) -> str:
    return f"{name}, linje {nearest_line(lines, path)}"


def _suggestion(location: tuple[str | int, ...]) -> str:
    """The allowed key that lies nearest, or where to look."""
    model: Any = Case
    for step in location[:-1]:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel):
            field = model.model_fields.get(step)
            model = _block_of(field.annotation) if field else None
    allowed = list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []
    near = get_close_matches(str(location[-1]), allowed, n=1)
    return f"Mente du «{near[0]}»?" if near else "Fjern den, eller se oppsettet i README."


def _block_of(annotation: Any) -> Any:
    """The block type inside an annotation such as `tuple[Package, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _block_of(inner)) is not None:
            return found
    return None
