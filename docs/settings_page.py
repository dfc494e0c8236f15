"""The page on settings, from `Settings` and its docstring."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields

from drafting.settings import PREFIX, Settings

INTRO = f"""# Settings

Made by `make docs` from `drafting/settings.py`; do not edit. Environment variables, read once at start.
An unknown `{PREFIX}…` variable is an error that names the nearest known one.

| variable | what it is |
|---|---|
"""


def settings_page() -> str:
    """Each variable with what the docstring of `Settings` says of it."""
    told = inspect.cleandoc(Settings.__doc__ or "").split("Attributes:", 1)[1]
    said = dict(_said(told))
    return INTRO + "".join(f"| `{PREFIX}{one.name.upper()}` | {said[one.name]} |\n" for one in fields(Settings))


def _said(told: str) -> list[tuple[str, str]]:
    """(field, text) for each entry of the attributes; «a, b: text» is one for each name."""
    entries = re.findall(r"^ {4}(\w[\w, ]*): (.+(?:\n {8}.+)*)", told, re.MULTILINE)
    return [(name, " ".join(text.split())) for names, text in entries for name in re.split(r",\s*", names)]
