"""The house is as ARCHITECTURE.md says: rooms of a size to walk in, that say what they are; references that resolve."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from docs.generate import PAGES, stale

ROOT = Path(__file__).parents[2]
FLOORS = ("corpus", "drafting", "eval", "views")
ROOMS = sorted(
    path.parent for floor in FLOORS for path in (ROOT / floor).rglob("__init__.py") if "samples" not in path.parts
)
# Rooms with fewer than three modules of their own: they hold rooms, or one thing that stands alone.
SMALL = {
    "corpus", "drafting", "views", "drafting/checks", "drafting/confidentiality", "drafting/writing",
    "drafting/writing/composing", "drafting/drafts", "drafting/house_style", "views/commands", "drafting/store/migrations",
}  # fmt: skip
REFERENCE = re.compile(r"docs/(\w+)\.md(?:,? «([^»]+)»)?")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_a_room_has_three_to_twelve_modules_and_says_what_it_is(room: Path) -> None:
    name = str(room.relative_to(ROOT))
    modules = [path for path in room.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= 12, f"{name} holds {len(modules)} modules: make a room of those that belong together"
    assert len(modules) >= 3 or name in SMALL, f"{name} holds {len(modules)} modules: move them to a neighbour"
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    assert said, f"{name} does not say what it is"


def _tracked() -> list[Path]:
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    names = [name for name in found.decode().split("\0") if name.endswith((".py", ".toml", ".md", ".txt"))]
    return [ROOT / name for name in names if (ROOT / name).exists()]


def test_every_reference_to_a_page_of_ours_resolves() -> None:
    lost = []
    for path in _tracked():
        for page, heading in REFERENCE.findall(path.read_text(encoding="utf-8")):
            target = ROOT / "docs" / f"{page}.md"
            headings = (
                re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE) if target.exists() else []
            )
            if not headings or (heading and heading not in headings):
                lost.append(f"{path.relative_to(ROOT)}: docs/{page}.md «{heading}»")
    assert lost == []


def test_nothing_is_cited_that_stands_outside_the_repository() -> None:
    outside = re.compile(r"\b(?:DOMAIN|DESIGN|STYLE)\.md")
    found = [str(path.relative_to(ROOT)) for path in _tracked() if outside.search(path.read_text(encoding="utf-8"))]
    found = [name for name in found if not name.startswith("CHANGELOG") and name != "tests/house/test_rooms.py"]
    assert found == []


def test_the_pages_made_from_code_are_as_the_code() -> None:
    assert PAGES, "no page is made"
    assert stale() == [], "run make docs"


def test_how_tos_are_short() -> None:
    pages = list((ROOT / "docs" / "howto").glob("*.md"))
    assert len(pages) >= 7
    for page in pages:
        assert len(page.read_text(encoding="utf-8").splitlines()) < 40, page.name
