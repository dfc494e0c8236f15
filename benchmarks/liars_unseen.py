"""A third set of lies, `tests/tables/lies_unseen.toml`, written without sight of the guard."""

from __future__ import annotations

import tomllib
from pathlib import Path

from benchmarks.liars import LIARS, Liar
from benchmarks.liars_of_meaning import LIARS_OF_MEANING, twisted

TABLE = Path(__file__).parents[1] / "tests/tables/lies_unseen.toml"
LIARS_UNSEEN: dict[str, Liar] = {
    lie["name"]: twisted(lie["pattern"], lie["new"]) for lie in tomllib.loads(TABLE.read_text(encoding="utf-8"))["lie"]
}
if LIARS_UNSEEN.keys() & (LIARS | LIARS_OF_MEANING).keys():
    raise ValueError("two kinds of liar have the same name")
