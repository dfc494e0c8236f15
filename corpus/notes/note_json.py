"""A price note as `prisnotat read` prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from corpus.notes.note import PriceNote


def note_json(note: PriceNote) -> dict[str, Any]:
    """The note as `prisnotat read` prints it."""
    named = {"dated": "date"}
    return {
        "kind": "price_note",
        **{key: getattr(note, key) for key in ("method_id", "title", "dated", "product", "substance", "indication")},
        "header": dict(note.header),
        "sections": [_fields(part, ("key", "title", "page", "text")) for part in note.sections],
        "tables": [
            {**_fields(table, ("page", "caption", "number")), "rows": [list(row) for row in table.rows]}
            for table in note.tables
        ],
        "prices": [
            _fields(price, ("item_number", "description", "max_aup", "rhf_aup", "page")) for price in note.prices
        ],
        "decisions": [
            {
                **_fields(decision, ("method_id", "forum", "dated", "outcome", "indication", "text", "page"), named),
                "conditions": list(decision.conditions),
            }
            for decision in note.decisions
        ],
        "countries": [
            _fields(entry, ("country", "body", "status", "dated", "text", "url", "page"), named)
            for entry in note.countries
        ],
        "process": note.process.json,
        "signatures": [{"name": name, "title": title} for name, title in note.signatures],
        "footnotes": dict(note.footnotes),
        "blanks": [_fields(blank, ("section", "before", "after", "page")) for blank in note.blanks],
        "warnings": list(note.warnings),
    }


def _fields(item: object, names: Sequence[str], renamed: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    return {renamed.get(name, name): getattr(item, name) for name in names}
