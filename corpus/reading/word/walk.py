"""The one walk through Word's elements: every element it knows is read, passed through or left out on purpose.

What is left out and could have told something is counted in `left_out` and becomes a warning; what it does not know is
named. Text is as it stands when every tracked change is accepted, and as a reader of the print sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corpus.bokmal.raised import BREAK, WITHOUT_WIDTH
from corpus.bokmal.unreadable import UNREADABLE
from corpus.reading.word.styles import NAMESPACE, Styles, attribute, child, is_filled, is_on

THROUGH = {  # elements that are only a cover around what they hold
    *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "bdo", "dir", "ruby"),
    *("rubyBase", "conflictIns", "body"),
}
SILENT = {  # places, properties and codes: nothing of it is printed here
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rubyPr", "rt", "sectPr", "tblPr", "tblGrid"),
    *("trPr", "tcPr", "tblPrEx", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd"),
    *("commentRangeStart", "commentRangeEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart"),
    *("moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
    *("customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "fldData"),
    *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "instrText", "delInstrText", "delText", "footnoteRef"),
    *("endnoteRef", "separator", "continuationSeparator", "annotationRef", "softHyphen", "pgNum", "subDoc"),
    *("dayShort", "monthShort", "yearShort", "dayLong", "monthLong", "yearLong", "contentPart", "movie", "control"),
}
GONE = {"del", "moveFrom", "conflictDel"}  # text that is not there when the changes are accepted
DRAWN = {"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16se", "wp", "a14", "cx"}  # what Word of today draws itself
# The signs of the Symbol font that reports use: its codes are not letters, and a lost minus turns a number around.
SYMBOLS = dict(zip("\xb1\xa3\xb3\xb4\x2d\x6d\x44\x61\x62\x67\xb7\xb0\xbb\xb9\x2b\x3d", "±≤≥×−µΔαβγ•°≈≠+=", strict=True))
BULLETS = {"wingdings", "wingdings 2", "wingdings 3", "webdings"}
LARGE_PICTURE = 7_560_000 * 10_692_000 / 10  # EMU²: a tenth of an A4 page can hold a table


class Piece(NamedTuple):
    """Text of one run; `raised` when it stands small above the line."""

    text: str
    raised: bool = False


@dataclass(slots=True)
class Walked:
    """What a paragraph holds: its pieces, page breaks before its first text and after, text boxes and note numbers."""

    pieces: list[Piece] = field(default_factory=list)
    before: int = 0
    after: int = 0
    boxes: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Walk:
    """Walks paragraphs in order; it remembers open fields, notes counted so far, and what was left out where."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.page = 1
        self.left_out: dict[str, dict[int, int]] = {}  # what → page → how many
        self.printed: dict[tuple[str, str], str] = {}  # («footnote», id) → the number it is printed with
        self._fields: list[bool] = []  # innermost last: whether we stand in its code, which is not printed
        self._just_broke = False

    def leave_out(self, what: str, count: int = 1) -> None:
        """Notes that something on this page was not read."""
        pages = self.left_out.setdefault(what, {})
        pages[self.page] = pages.get(self.page, 0) + count

    def finish(self) -> None:
        """The end of the text: a field that is still open has hidden what came after it."""
        if any(self._fields):
            self.leave_out("fields")

    def paragraph(self, element: Any, shaded: bool = False) -> Walked:
        """What the paragraph `element` holds; `shaded` says that it stands on a coloured ground."""
        found = Walked()
        properties = child(element, "pPr")
        style = child(properties, "pStyle")
        shaded = shaded or is_filled(child(properties, "shd"))
        if is_on(child(properties, "pageBreakBefore")) and not self._just_broke:
            self._break(found)
        self._inside(element, found, attribute(style) if style is not None else "", shaded)
        return found

    def _break(self, found: Walked) -> None:
        self._just_broke = True
        if any(piece.text.strip() for piece in found.pieces):
            found.after += 1
        else:
            found.before += 1

    def _inside(self, element: Any, found: Walked, style: str, shaded: bool) -> None:
        for part in element.iterchildren():
            name = name_of(part)
            if name == "r":
                self._run(part, found, style, shaded)
            elif name in THROUGH:
                if name in {"ins", "moveTo"}:
                    self.leave_out("changes")
                self._inside(part, found, style, shaded)
            elif name in GONE:
                self.leave_out("changes")
                self._codes(part)
            elif name == "AlternateContent":
                for chosen in shown_choice(part):
                    self._inside(chosen, found, style, shaded)
            elif name in {"m:oMath", "m:oMathPara"}:
                self._add(found, formula(part), False)
            elif name not in SILENT:
                self._unknown(part)

    def _codes(self, element: Any) -> None:
        """Fields that begin or end inside deleted text begin and end all the same."""
        for part in element.iter(f"{{{NAMESPACE}}}fldChar"):
            self._field(part)

    def _field(self, part: Any) -> None:
        kind = attribute(part, "fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _run(self, run: Any, found: Walked, style: str, shaded: bool) -> None:
        look = self.styles.look(run, style, shaded)
        for part in run.iterchildren():
            name = name_of(part)
            if name == "AlternateContent":
                for chosen in shown_choice(part):
                    self._parts(chosen, found, look)
            else:
                self._part(part, name, found, look)

    def _parts(self, element: Any, found: Walked, look: str) -> None:
        for part in element.iterchildren():
            self._part(part, name_of(part), found, look)

    def _part(self, part: Any, name: str, found: Walked, look: str) -> None:
        if name == "fldChar":
            self._field(part)
            choice = _chosen(part)
            if choice:
                self._text(choice, found, look)
        elif name == "lastRenderedPageBreak":
            if not self._just_broke:
                self._break(found)
        elif name == "br" and attribute(part, "type") == "page":
            self._break(found)
        elif name in {"drawing", "pict", "object"}:
            self._drawing(part, found, look)
        elif name in {"footnoteReference", "endnoteReference"}:
            if not any(self._fields) and look != "hidden":
                self._note(part, name.removesuffix("Reference"), found)
        elif name == "commentReference":
            self.leave_out("comments")
        elif name == "sym":
            self._text(symbol(attribute(part, "font"), attribute(part, "char")), found, look)
        elif name in PRINTED:
            self._text(PRINTED[name] if name != "t" else (part.text or "").translate(WITHOUT_WIDTH), found, look)
        elif name not in SILENT:
            self._unknown(part)

    def _text(self, text: str, found: Walked, look: str) -> None:
        if any(self._fields) or not text:
            return
        if look in {"hidden", "struck"}:
            if text.strip():
                self.leave_out(look, len(text.strip()))
            return
        self._add(found, text, look == "raised")

    def _add(self, found: Walked, text: str, raised: bool) -> None:
        if text.strip():
            self._just_broke = False
        last = found.pieces[-1] if found.pieces else None
        if last and last.raised == raised:  # Word splits runs anywhere: «1» and «2», both raised, are 12
            found.pieces[-1] = Piece(last.text + text, raised)
        else:
            found.pieces.append(Piece(text, raised))

    def _note(self, part: Any, kind: str, found: Walked) -> None:
        """A reference to a note, as the number Word prints: counted in order, endnotes in small Roman numerals."""
        key = (kind, attribute(part, "id"))
        if key not in self.printed:
            number = 1 + sum(other == kind for other, _ in self.printed)
            self.printed[key] = str(number) if kind == "footnote" else roman(number)
        found.notes.append(self.printed[key])
        found.pieces.append(Piece(f"[^{self.printed[key]}]"))
        self._just_broke = False

    def _drawing(self, part: Any, found: Walked, look: str) -> None:
        """Text boxes are kept for later, each with its paragraphs apart; charts and large pictures are named."""
        if look == "hidden" or any(self._fields) or _is_hidden(part):
            if any(True for _ in part.iter(f"{{{NAMESPACE}}}t")):
                self.leave_out("hidden")
            return
        found.boxes += boxes_in(part)
        names = {name_of(one).rsplit(":", 1)[-1] for one in part.iter()}
        if names & {"chart", "relIds", "OLEObject"}:
            self.leave_out("drawings")
        elif names & {"blip", "imagedata"} and _area(part) > LARGE_PICTURE:
            self.leave_out("pictures")

    def _unknown(self, part: Any) -> None:
        if isinstance(part.tag, str) and any(name_of(one) in {"t", "m:t", "tbl"} for one in part.iter()):
            self.leave_out(f"«{name_of(part)}»")


PRINTED = {"t": "", "tab": BREAK, "ptab": BREAK, "br": BREAK, "cr": BREAK, "noBreakHyphen": "-"}
PREFIXES = {
    NAMESPACE: "",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "",
}


def name_of(element: Any) -> str:
    """The element's name: bare for Word's own, «m:…» for formulas, «other:…» for the rest; "" for a comment."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.removeprefix("{").rpartition("}")
    return PREFIXES.get(space, "other:") + name


def shown_choice(element: Any) -> Iterator[Any]:
    """The one branch of alternatives that is drawn: the first that Word of today understands, else the fallback."""
    fallback = None
    for branch in element.iterchildren():
        if name_of(branch) == "Choice" and set(str(branch.get("Requires") or "").split()) <= DRAWN:
            yield branch
            return
        if name_of(branch) == "Fallback":
            fallback = branch
    if fallback is not None:
        yield fallback


def boxes_in(element: Any) -> list[Any]:
    """The text boxes inside a drawing, outermost only, of the branch that is drawn."""
    found: list[Any] = []
    for part in element.iterchildren():
        name = name_of(part)
        if name == "txbxContent":
            found.append(part)
        elif name == "AlternateContent":
            found += [box for chosen in shown_choice(part) for box in boxes_in(chosen)]
        elif name:
            found += boxes_in(part)
    return found


def symbol(font: str, code: str) -> str:
    """The sign of a symbol font; a sign that nobody here knows is one without meaning."""
    try:
        value = int(code, 16)
    except ValueError:
        return UNREADABLE
    bare = chr(value - 0xF000) if 0xF000 <= value <= 0xF0FF else chr(value) if 0 < value < 0xD800 else UNREADABLE
    if font.lower() == "symbol":
        return SYMBOLS.get(bare, bare if bare.isdigit() or bare in " ().,/%<>" else UNREADABLE)
    if font.lower() in BULLETS:
        return " "
    return bare


def formula(element: Any) -> str:
    """A formula on one line: «a/b», «x^2», «x_1»; everything else in the order it stands."""
    name = name_of(element)
    if name == "m:t":
        return element.text or ""
    parts = {name_of(part): formula(part) for part in element.iterchildren()}
    if name == "m:f":
        return f"({parts.get('m:num', '')})/({parts.get('m:den', '')})"
    if name in {"m:sSup", "m:sSub"}:
        sign, key = ("^", "m:sup") if name == "m:sSup" else ("_", "m:sub")
        return f"{parts.get('m:e', '')}{sign}{parts.get(key, '')}"
    if name.endswith("Pr"):
        return ""
    return "".join(formula(part) for part in element.iterchildren())


def roman(number: int) -> str:
    """1 → «i», as endnotes are counted."""
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    done = ""
    for value, sign in (*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        done, number = done + sign * (number // value), number % value
    return done


def _chosen(field_begin: Any) -> str:
    """The chosen entry of a drop-down form field, which stands in its code and not in its result."""
    choices = child(field_begin, "ffData", "ddList")
    if choices is None:
        return ""
    entries = [attribute(entry) for entry in choices.findall(f"{{{NAMESPACE}}}listEntry")]
    place = child(choices, "result")
    at = attribute(place) if place is not None else "0"
    return entries[int(at)] if at.isdigit() and int(at) < len(entries) else ""


def _is_hidden(drawing: Any) -> bool:
    return any(
        one.get("hidden") in {"1", "true"}
        if name_of(one) == "other:docPr"
        else "visibility:hidden" in (one.get("style") or "")
        for one in drawing.iter()
        if isinstance(one.tag, str)
    )


def _area(drawing: Any) -> float:
    """The area of a drawing, EMU²."""
    for one in drawing.iter():
        if name_of(one) == "other:extent":
            sides = (one.get("cx") or "0", one.get("cy") or "0")
            if all(side.isdigit() for side in sides):
                return float(sides[0]) * float(sides[1])
    return 0.0
