"""What a run of Word text looks like to a reader: whether it is seen at all, and whether it stands raised.

A property is looked up where Word does: the run itself, its character style, the paragraph's style, the styles those
are based on, and the document's defaults.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
TINY = 4  # half points; smaller type than two points is not read by anyone
LIFTED = 3  # half points above the line from which small type is a raised sign
WHITE = {"FFFFFF", "FEFEFE", "FDFDFD"}
PLAIN = {"", "AUTO", *WHITE}
MOST_STYLES_UP = 20  # a style that is based on itself must not hang


def attribute(element: Any, name: str = "val") -> str:
    """An attribute of the Word namespace; "" when it is not there."""
    return str(element.get(W + name) or "")


def child(element: Any, *path: str) -> Any:
    """The first child down a path of names; None when there is none."""
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element


class Styles:
    """The document's styles by id. `root` is the styles part's element, or None."""

    def __init__(self, root: Any) -> None:
        self._styles = (
            {attribute(style, "styleId"): style for style in root.findall(W + "style")} if root is not None else {}
        )
        self._defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._usual = next(
            (
                key
                for key, style in self._styles.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}
            ),
            "",
        )
        self.property = lru_cache(maxsize=4096)(self._property)

    def name(self, identity: str) -> str:
        """The style's name in lower case; its id when there is no such style."""
        named = child(self._styles.get(identity), "name")
        return (attribute(named) if named is not None else identity).lower()

    def _property(self, identity: str, name: str) -> Any:
        """A run property of a style or of one it is based on; None when none sets it."""
        for _ in range(MOST_STYLES_UP):
            style = self._styles.get(identity)
            if style is None:
                return None
            found = child(style, "rPr", name)
            if found is None and name == "shd":
                found = child(style, "pPr", name)
            if found is not None:
                return found
            above = child(style, "basedOn")
            identity = attribute(above) if above is not None else ""
        return None

    def shades(self, identity: str) -> bool:
        """Whether a table style, or one it is based on, fills any of its cells with a colour."""
        for _ in range(MOST_STYLES_UP):
            style = self._styles.get(identity)
            if style is None:
                return False
            if any(is_filled(shading) for shading in style.iter(W + "shd")):
                return True
            above = child(style, "basedOn")
            identity = attribute(above) if above is not None else ""
        return False

    def look(self, run: Any, paragraph_style: str, shaded: bool) -> str:
        """«hidden», «struck», «raised» or «» of a run; `shaded` says that it stands on a coloured ground."""
        own = child(run, "rPr")
        style = child(own, "rStyle")
        styles = [attribute(style)] if style is not None else []
        styles.append(paragraph_style or self._usual)

        def value(name: str) -> Any:
            found = child(own, name)
            for identity in styles:
                if found is None:
                    found = self.property(identity, name)
            return child(self._defaults, name) if found is None else found

        if self._is_unseen(value, own, shaded):
            return "hidden"
        if is_on(value("strike")) or is_on(value("dstrike")):
            return "struck"
        upright, position = value("vertAlign"), value("position")
        if upright is not None:
            return "raised" if attribute(upright) == "superscript" else ""
        lifted = attribute(position) if position is not None else ""
        return "raised" if lifted.isdigit() and int(lifted) >= LIFTED else ""

    def _is_unseen(self, value: Callable[[str], Any], own: Any, shaded: bool) -> bool:
        """Hidden type, type too small to read, white on white, or letters filled with nothing."""
        size, colour, ground = value("sz"), value("color"), value("highlight")
        tiny = size is not None and attribute(size).isdigit() and int(attribute(size)) <= TINY
        white = colour is not None and attribute(colour).upper() in WHITE
        white = white and attribute(colour, "themeColor") in {"", "background1"}
        bare = not shaded and not is_filled(value("shd")) and (ground is None or attribute(ground) in {"none", "white"})
        hidden = is_on(value("vanish")) or is_on(value("specVanish"))
        return hidden or tiny or (white and bare) or (own is not None and _is_see_through(own))


def is_on(element: Any) -> bool:
    """Whether a switch is set: it is there, and does not say no."""
    return element is not None and attribute(element).lower() not in {"0", "false", "off", "none"}


def is_filled(shading: Any) -> bool:
    """Whether a shading paints another colour than white."""
    if shading is None:
        return False
    pattern = attribute(shading) not in {"", "clear", "nil"}
    return pattern or attribute(shading, "fill").upper() not in PLAIN or bool(attribute(shading, "themeFill"))


def _is_see_through(properties: Any) -> bool:
    """A fill of no colour at all, as Word's text effects may set it."""
    return any(
        isinstance(part.tag, str)
        and part.tag.endswith("}textFill")
        and any(str(one.tag).endswith("}noFill") for one in part)
        for part in properties
    )
