"""One note, two audiences: INTERNAL sees everything, marked with its owner; PUBLIC is built without the secrets.

Hiding is not painting over: the mapping for the public is made from figures that no longer hold a value
(`hidden.without_secrets`), so a public note is the same, byte for byte, whatever the secrets are. The marker has one
width, since the width of a gap has told prices before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from drafting.case.case import Case
from drafting.case.file import CaseFile
from drafting.confidentiality.hiding.hidden import ShownFigure, owner_name, owner_names, without_secrets
from drafting.confidentiality.hiding.slot_values import SlotValue, slot_text, slot_value
from drafting.note.note import FilledNote, Note, Slot, Span, fill, filled_section, parse, texts

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
    public = audience == PUBLIC
    return {
        slot: _span(case_file.case, slot, slot_value(slot.key, case_file.case, figures, facts, public))
        for slot in slots
    }


def _span(case: Case, slot: Slot, value: SlotValue | None) -> Span:
    if value is None:
        return Span(MISSING, value=True)
    if value.hidden:
        return HIDDEN
    return Span(slot_text(slot.form, value), value=True, owner=" og ".join(owner_names(case, value.owners)))


def legend(case: Case, figures: Mapping[str, ShownFigure]) -> tuple[tuple[str, str], ...]:
    """(owner, what of theirs the note holds), sorted by owner; for internal files only."""
    owners = {owner for figure in figures.values() for owner in figure.owners}
    owners |= {amount.owner for amount in case.secrets.values()}
    return tuple(
        (owner_name(case, owner), "forretningshemmelighet: avtalt pris eller kostnad, og tall som er regnet ut fra den")
        for owner in sorted(owners)
    )
