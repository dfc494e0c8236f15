"""Pages of docs/ that are made from the code: `python -m docs.generate` writes them, `--check` says which are stale.

rooms.svg from the import contracts, command-line.md from the commands, finding-codes.md from the table of codes,
settings.md from `Settings`. A page that is made is never edited by hand; `make check` fails where one is stale.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from docs.command_line import command_line
from docs.finding_codes import finding_codes_page
from docs.settings_page import settings_page

ROOT = Path(__file__).parents[1]
ROW, BOX, GAP, MARGIN, LABEL = 44, 128, 10, 16, 92
FLOORS = ("views", "eval", "drafting", "corpus")


def rooms(contracts: list[dict[str, Any]]) -> str:
    """The picture of rooms and arrows: each floor's rooms in the rows of its contract; imports go downward only."""
    by_floor = {
        container: contract["layers"]
        for contract in contracts
        if contract["type"] == "layers"
        for container in contract.get("containers", [])
    }
    rows: list[tuple[str, list[str]]] = []
    for floor in FLOORS:
        layers = by_floor.get(floor, [floor])
        rows += [(floor, [room.strip() for room in layer.split("|")]) for layer in layers]
    width = MARGIN * 2 + LABEL + max(len(names) for _, names in rows) * (BOX + GAP)
    height = MARGIN * 2 + len(rows) * ROW
    colours = dict(zip(FLOORS, ("#e8eef7", "#f3ecf7", "#eaf5ee", "#fbf3e4"), strict=True))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
        ' font-size="13">',
        '<defs><marker id="a" markerWidth="8" markerHeight="8" refX="4" refY="7" orient="0">'
        '<path d="M0 0L8 0L4 8z" fill="#555"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    before = ""
    for number, (floor, names) in enumerate(rows):
        y = MARGIN + number * ROW
        parts.append(
            f'<rect x="{MARGIN}" y="{y}" width="{width - 2 * MARGIN}" height="{ROW}" fill="{colours[floor]}"/>'
        )
        if floor != before:
            parts.append(f'<text x="{MARGIN + 8}" y="{y + 27}" font-weight="bold">{floor}</text>')
            before = floor
        for place, name in enumerate(names):
            x = MARGIN + LABEL + place * (BOX + GAP)
            parts.append(
                f'<rect x="{x}" y="{y + 7}" width="{BOX}" height="{ROW - 18}" rx="4" fill="#fff" stroke="#555"/>'
                f'<text x="{x + BOX // 2}" y="{y + 25}" text-anchor="middle">{escape(name)}</text>'
            )
        if number:
            x = MARGIN + LABEL - 14
            parts.append(f'<line x1="{x}" y1="{y - 12}" x2="{x}" y2="{y + 4}" stroke="#555" marker-end="url(#a)"/>')
    return "\n".join([*parts, "</svg>", ""])


def contracts() -> list[dict[str, Any]]:
    """The import contracts of pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


PAGES: dict[str, Callable[[], str]] = {
    "pictures/rooms.svg": lambda: rooms(contracts()),
    "command-line.md": command_line,
    "finding-codes.md": finding_codes_page,
    "settings.md": settings_page,
}


def stale() -> list[str]:
    """The pages that differ from what the code says now."""
    return [
        name
        for name, page in PAGES.items()
        if not (path := ROOT / "docs" / name).exists() or path.read_text(encoding="utf-8") != page()
    ]


def main(check: bool) -> int:
    """Writes the pages, or says which are stale. Returns the exit code."""
    old = stale()
    if check:
        sys.stderr.writelines(f"docs/{name} er ikke som koden: kjør make docs\n" for name in old)
        return 1 if old else 0
    for name in old:
        (ROOT / "docs" / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main("--check" in sys.argv))
