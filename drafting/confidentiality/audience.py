"""One note, two audiences: INTERNAL sees everything, marked with its owner; PUBLIC is built without the secrets.

Hiding is not painting over: the mapping for the public is made from figures that no longer hold a value
(`hidden.without_secrets`), so a public note is the same, byte for byte, whatever the secrets are. The marker has one
width, since the width of a gap has told prices before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from drafting import number_style
from drafting.calculations.figures import UNITLESS, Figure, Owners
from drafting.calculations.validity import available_from
from drafting.case import ALWAYS_SECRET, Amount, Case
from drafting.case_file import CaseFile
from drafting.confidentiality.hidden import HiddenFigure, ShownFigure, owner_name, owner_names, without_secrets
from drafting.note import FilledNote, Note, Slot, Span, fill, filled_section, parse, texts

if TYPE_CHECKING:
    from drafting.facts import Facts

Audience: TypeAlias = Literal["internal", "public"]
INTERNAL: Audience = "internal"
PUBLIC: Audience = "public"

# Source: offentleglova § 13 first paragraph with forvaltningsloven § 13 first paragraph no. 2 (trade secrets).
LEGAL_GROUND = "offentleglova § 13, jf. forvaltningsloven § 13 første ledd nr. 2"
MARKING = f"Unntatt offentlighet, jf. {LEGAL_GROUND}"
MARKER = "[unntatt offentlighet]"
MISSING = "[mangler]"
UNKNOWN_OWNER = "ikke oppgitt eier"
HIDDEN = Span(MARKER, value=True, hidden=True)


def filled_note(
    note: Note,
    case_file: CaseFile,
    figures: Mapping[str, ShownFigure],
    facts: Facts | None,
    audience: Audience,
    *,
    draft: bool = True,
) -> FilledNote:
    """The note for one audience, every slot filled.

    Args:
        note: the note with slots.
        case_file: the case; only what is public in it is read for the public.
        figures: as calculated; for the public they may have been through `without_secrets` already.
        facts: what the report says, or None.
        audience: «internal» or «public».
        draft: whether each page is to be marked UTKAST.

    Returns:
        A note that export can print. A public one holds no secret value and no owner.
    """
    shown = shown_values(case_file, figures, facts, audience, note_slots(note))

    def plain(text: str) -> str:
        return "".join(span.text for span in fill(text, shown))

    return FilledNote(
        audience,
        note.method_id,
        plain(note.title),
        tuple((plain(label), plain(text)) for label, text in note.header),
        tuple(filled_section(section, shown) for section in note.sections),
        tuple((plain(name), plain(title)) for name, title in note.signatures),
        draft,
        MARKING if audience == INTERNAL else "",
        legend(case_file.case, figures) if audience == INTERNAL else (),
    )


def note_slots(note: Note) -> tuple[Slot, ...]:
    """Every slot of a note, each once: sections, title, header rows and signatures."""
    lines = [note.title, *(text for row in (*note.header, *note.signatures) for text in row)]
    lines += [text for section in note.sections for text in texts(section)]
    return tuple(dict.fromkeys(piece for text in lines for piece in parse(text) if isinstance(piece, Slot)))


def shown_values(
    case_file: CaseFile,
    figures: Mapping[str, ShownFigure],
    facts: Facts | None,
    audience: Audience,
    slots: Iterable[Slot],
) -> dict[Slot, Span]:
    """What the audience sees in each slot. A slot that nothing fills shows «[mangler]», and is a finding elsewhere."""
    if audience == PUBLIC:
        figures = without_secrets(figures)
    found = {slot: _value(slot.key, case_file.case, figures, facts, audience) for slot in slots}
    return {slot: _span(case_file.case, slot, value) for slot, value in found.items()}


def unfilled(
    note: Note, case_file: CaseFile, figures: Mapping[str, ShownFigure], facts: Facts | None
) -> tuple[Slot, ...]:
    """The slots of a note that nothing fills."""
    shown = shown_values(case_file, figures, facts, INTERNAL, note_slots(note))
    return tuple(slot for slot, span in shown.items() if span.text == MISSING)


def legend(case: Case, figures: Mapping[str, ShownFigure]) -> tuple[tuple[str, str], ...]:
    """(owner, what of theirs the note holds), sorted by owner; for internal files only."""
    rows: dict[str, int] = {}
    for figure in figures.values():
        for owner in without_value(figure).owners:
            rows[owner] = rows.get(owner, 0) + 1
    for amount in case.secrets.values():
        rows.setdefault(amount.owner, 0)
    return tuple(
        (owner_name(case, owner), "forretningshemmelighet: avtalt pris eller kostnad, og tall som er regnet ut fra den")
        for owner in sorted(rows)
    )


def without_value(figure: ShownFigure) -> HiddenFigure:
    return HiddenFigure(figure.key, figure.label, figure.unit, figure.owners)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value on its way into a slot. `text` is used where there is no number and no day."""

    text: str = ""
    amount: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    day: date | None = None
    owners: Owners = frozenset()
    hidden: bool = False


def _value(
    key: str, case: Case, figures: Mapping[str, ShownFigure], facts: Facts | None, audience: Audience
) -> _Value | None:
    if key.startswith("fact."):
        return _fact_value(key.removeprefix("fact."), facts, case, audience)
    if key == "case.decision.available_from":  # also where the case leaves it to the rule
        return _Value(day=day) if (day := available_from(case)) else None
    if key.startswith("case."):
        return _case_value(key.removeprefix("case.").split("."), case, audience)
    figure = figures.get(key)
    if figure is None:
        return None
    if isinstance(figure, HiddenFigure):
        return _Value(hidden=True)
    return _Value(amount=figure.value, decimals=figure.shown_decimals, unit=figure.unit, owners=figure.owners)


def _fact_value(key: str, facts: Facts | None, case: Case, audience: Audience) -> _Value | None:
    """A fact of the report. What the report says at RHF-AUP is as secret as the price itself."""
    fact = facts.get(key) if facts else None
    if fact is None:
        return None
    secret = "rhf_aup" in key.split(".")
    if not secret and (match := _same_amount(fact.value, case)):
        secret = match.secret
    if secret and audience == PUBLIC:
        return _Value(hidden=True)
    owners = frozenset({_owner_of(fact.value, case)}) if secret else frozenset()
    value = _read(fact.value)
    if isinstance(value, Decimal):
        exponent = int(value.as_tuple().exponent)
        return _Value(amount=value, decimals=max(0, -exponent), unit=fact.unit, owners=owners)
    return _Value(day=value, owners=owners) if isinstance(value, date) else _Value(fact.value, owners=owners)


def _same_amount(text: str, case: Case) -> Amount | None:
    """The secret amount of the case that a fact's number equals, if any."""
    value = _read(text)
    if not isinstance(value, Decimal) or not value:
        return None
    return next((amount for amount in case.secrets.values() if amount.value == value), None)


def _owner_of(text: str, case: Case) -> str:
    amount = _same_amount(text, case)
    return amount.owner if amount else UNKNOWN_OWNER


def _read(text: str) -> Decimal | date | None:
    try:
        return date.fromisoformat(text) if text[4:5] == "-" else Decimal(text)
    except (ValueError, ArithmeticError):
        return None


def _case_value(path: list[str], case: Case, audience: Audience) -> _Value | None:
    found: Any = case
    for step in path:
        found = _step(found, step)
        if found is None:
            return None
    if isinstance(found, Amount):
        secret = found.secret or path[-1] in ALWAYS_SECRET
        if secret and audience == PUBLIC:
            return _Value(hidden=True)
        owners = frozenset({found.owner or UNKNOWN_OWNER}) if secret else frozenset()
        decimals = 2 if found.value % 1 else 0
        return _Value(amount=found.value, decimals=decimals, unit="NOK", owners=owners)
    if isinstance(found, Decimal):
        exponent = int(found.normalize().as_tuple().exponent)
        return _Value(amount=found, decimals=max(0, -exponent))
    if isinstance(found, date):
        return _Value(day=found)
    return _Value(str(found)) if isinstance(found, str | int) and not isinstance(found, bool) else None


def _step(block: Any, step: str) -> Any:
    """One step of a case path; an item of a list by item number, key or place counted from 1."""
    if isinstance(block, tuple):
        for place, item in enumerate(block, start=1):
            if step in (getattr(item, "item_number", None), getattr(item, "key", None), str(place)):
                return item
        return None
    fields = getattr(type(block), "model_fields", {})
    return getattr(block, step) if step in fields else None


def _span(case: Case, slot: Slot, value: _Value | None) -> Span:
    if value is None:
        return Span(MISSING, value=True)
    if value.hidden:
        return HIDDEN
    return Span(_text(slot.form, value), value=True, owner=" og ".join(owner_names(case, value.owners)))


def _text(form: str, value: _Value) -> str:
    """A value in a form: «om_lag» nearest 100, «whole» no decimals, «value» no unit, «long» 14. mai 2025."""
    if value.day is not None:
        return number_style.long_date(value.day) if form == "long" else number_style.numeric_date(value.day)
    if value.amount is None:
        return value.text
    decimals = {"om_lag": -2, "whole": 0}.get(form, value.decimals)
    shown = number_style.number(value.amount, decimals)
    return shown if form == "value" or value.unit in UNITLESS else f"{shown} {value.unit}"


def figure_text(figure: Figure, form: str = "") -> str:
    """A figure as a slot of that form shows it to those who may see it."""
    return _text(form, _Value(amount=figure.value, decimals=figure.shown_decimals, unit=figure.unit))
