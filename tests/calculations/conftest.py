"""Case files for calculations: one invented package, and whatever blocks a test adds."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drafting.case.case import Case
from drafting.case.file import parse_case

TABLES = Path(__file__).parent.parent / "tables"
ITEM = "000001"


def table(name: str) -> list[Any]:
    """The rows of tests/tables/<name>.toml as pytest parameters; numbers are exact."""
    rows = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal)["row"]
    assert all({"name", "source", "input"} < set(row) and ("output" in row) != ("error" in row) for row in rows)
    return [pytest.param(row, id=row["name"]) for row in rows]


def flow(value: Any) -> str:
    """A value in YAML's flow style, with numbers as they stand and dates without quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def _fields(blocks: Mapping[str, Any]) -> dict[str, Any]:
    """A case with one package (Maks-AUP 1000, RHF-AUP 800, owner A AS) and the blocks.

    `offer.<field>` changes a field of the package; every other key is a block of the case file.
    """
    package: dict[str, Any] = {
        "item_number": ITEM,
        "description": "Oppdiktin, 1 hetteglass",
        "max_aup": 1000,
        "rhf_aup": {"secret": 800, "owner": "A AS"},
    }
    fields: dict[str, Any] = {
        "method_id": "ID2099_001",
        "title": "Testamab (Oppdiktin)",
        "note_date": date(2099, 6, 1),
        "product": {"name": "Oppdiktin", "substance": "testamab", "company": "A AS"},
        "report": {"track": "threshold"},
        "offer": {"packages": [package]},
    }
    for key, value in blocks.items():
        if key.startswith("offer."):
            package[key.removeprefix("offer.")] = value
        else:
            fields[key] = value
    return fields


def made_case(blocks: Mapping[str, Any]) -> Case:
    """The case as read from YAML, so that mistakes are named as a user sees them."""
    return parse_case("\n".join(f"{key}: {flow(value)}" for key, value in _fields(blocks).items()), "sak.yaml").case


def quick_case(blocks: Mapping[str, Any]) -> Case:
    """The same case without the way through YAML, for properties that need many."""
    return Case.model_validate(_fields(blocks))
