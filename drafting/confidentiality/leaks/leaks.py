"""A finished file to the secrets that can be read in it. Judges the file, not the intention.

What is opened stands in `opened`, what counts as a secret in `leak_rules`. A leak names the secret's key, the form
in which it stands and the place, never the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from corpus.bokmal.written_numbers import WrittenNumber, folded, written_numbers
from corpus.errors import UnreadableDocument
from drafting.calculations.graph.figures import Figure, Figures
from drafting.case.case import Case
from drafting.confidentiality.hiding.hidden import inputs_of
from drafting.confidentiality.hiding.slot_values import figure_text
from drafting.confidentiality.leaks.identifiers import identifiers_in, names_something
from drafting.confidentiality.leaks.number_forms import Form, Forms, Secret
from drafting.confidentiality.leaks.rules import find_in
from drafting.confidentiality.opened.opened import Piece, opened
from drafting.findings import Finding
from drafting.note.note import FilledNote

SEARCHED = {"NOK", "%", "år"}
MOST_TEXT = 4_000_000  # characters; a long report has 400 000
FORMS = ("", "om_lag", "whole", "value")


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret that can be read: `key` which, `form` how it is written, `place` where. Never the value."""

    key: str
    form: str
    place: str


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search of a file gave. `unread` parts hold what nobody can vouch for, `doubtful` ones a picture's text."""

    leaks: tuple[Leak, ...]
    unread: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def secrets_of(case: Case, figures: Figures) -> tuple[Secret, ...]:
    """Every secret number of a case: confidential figures, and secret amounts that no figure shows as they are.

    Amounts, percentages and durations. A rank («billigst») is no number that a search could tell from others: words
    that say it are the reviewer's (`revealing_words`), and what follows from it is the audit's.
    """
    public = allowed_values(figures)
    found = {
        key: Secret(key, figure.value, ", ".join(sorted(figure.owners)), _unit(figure), public)
        for key, figure in figures.items()
        if figure.confidential and figure.value and _unit(figure) in SEARCHED
    }
    shown = {secret.value for secret in found.values()}
    for path, amount in case.secrets.items():
        if amount.value and amount.value not in shown:
            found.setdefault(path, Secret(path, amount.value, amount.owner, public=public))
    return tuple(found.values())


def _unit(figure: Figure) -> str:
    return "NOK" if figure.unit.startswith("NOK") else figure.unit


def allowed_values(figures: Figures) -> frozenset[Decimal]:
    """Numbers that the public version rightly prints: public figures and their inputs, in every form of a slot."""
    public = [figure for figure in figures.values() if not figure.confidential]
    leaves = [leaf for figure in public for leaf in inputs_of(figure)]
    return frozenset(
        number.value.normalize()
        for figure in (*public, *leaves)
        for form in FORMS
        for number in written_numbers(folded(figure_text(figure, form)))
        if number.whole and not number.split
    )


def find_leaks(
    path_or_bytes: Path | str | bytes,
    secrets: Iterable[Secret],
    name: str = "",
    allowed: Iterable[Decimal] = (),
) -> tuple[Leak, ...]:
    """The secrets that can be read in a file, each once a form and place.

    Args:
        path_or_bytes: a .docx, .pdf, .xlsx, .html, .md, .txt, .zip or .png, by what it holds, not by its name.
        secrets: as `secrets_of` gives them.
        name: the file's name when bytes are given; it is searched too.
        allowed: more numbers that may stand there; each secret brings the public figures of its own case.

    Raises:
        UnreadableDocument: the file cannot be judged: encrypted, damaged, or unpacks without end.
    """
    return searched(path_or_bytes, secrets, name, allowed).leaks


def unread_parts(path_or_bytes: Path | str | bytes, name: str = "") -> tuple[str, ...]:
    """The parts of a file that hold no readable text and cannot be judged (pages that are pictures)."""
    return searched(path_or_bytes, (), name).unread


def searched(
    path_or_bytes: Path | str | bytes,
    secrets: Iterable[Secret],
    name: str = "",
    allowed: Iterable[Decimal] = (),
) -> Searched:
    """The leaks of a file with the parts of it that were not read, or read with doubt; as `find_leaks`."""
    data, name = _read(path_or_bytes, name)
    found = opened(data, name or "filen")
    secrets = tuple(secrets)
    forms = Forms(secrets)
    return Searched(
        leaks_in(found.pieces, secrets, allowed),
        tuple(_safe_place(place, forms) for place in found.unread),
        tuple(_safe_place(place, forms) for place in found.doubtful),
    )


def _read(path_or_bytes: Path | str | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes, name
    path = Path(path_or_bytes)
    try:
        return path.read_bytes(), name or path.name
    except OSError as error:
        reason = error.strerror or "ukjent feil"
        raise UnreadableDocument(
            f"Kan ikke lese filen ({reason}).", where=str(path), remedy="Kontroller navnet og tilgangen."
        ) from None


def leaks_in(pieces: Iterable[Piece], secrets: Iterable[Secret], allowed: Iterable[Decimal] = ()) -> tuple[Leak, ...]:
    """The secrets in texts that are open already."""
    forms, permitted = Forms(tuple(secrets)), frozenset(value.normalize() for value in allowed)
    found: dict[Leak, None] = {}
    seen: set[tuple[str, bool]] = set()
    length = 0
    for piece in pieces:
        if (piece.text, piece.bare) in seen:
            continue
        seen.add((piece.text, piece.bare))
        length += len(piece.text)
        if length > MOST_TEXT:
            raise UnreadableDocument(
                "Filen har mer tekst enn programmet søker gjennom.", where=piece.place, remedy="Del den opp."
            )
        for leak in _in_piece(piece, forms, permitted):
            found.setdefault(replace(leak, place=_safe_place(leak.place, forms)))
    return tuple(found)


def _safe_place(place: str, forms: Forms) -> str:
    """The place with its digits masked when a file name in it holds a secret itself."""
    told = any(True for _ in find_in(folded(place), forms, True, frozenset()))
    return re.sub(r"\d", "•", place) if told else place


def _in_piece(piece: Piece, forms: Forms, allowed: frozenset[Decimal]) -> Iterator[Leak]:
    text = folded(piece.text)
    found: set[str] = set()
    identifiers = identifiers_in(text)
    for number, form in find_in(text, forms, piece.bare, allowed):
        if names_something(number.start, number.end, identifiers):
            continue
        found.add(form.secret.key)
        yield Leak(form.secret.key, form_name(number, form), piece.place)
    backwards = text[::-1]
    for number, form in find_in(backwards, forms, False, allowed):
        full = form.exact and form.unit == "NOK" and number.whole and number.value >= 10_000
        if full and form.secret.key not in found and not number.scaled:
            yield Leak(form.secret.key, "baklengs", piece.place)


def form_name(number: WrittenNumber, form: Form) -> str:
    """How a secret is written, in a few words without its digits."""
    how = "tallord" if number.words else "delt opp" if number.split else "siffer"
    scaled = "med tusen, mill. eller mrd." if number.scaled else ""
    return ", ".join(part for part in (how, scaled, form.name) if part)


def note_leaks(filled: FilledNote, secrets: Iterable[Secret], allowed: Iterable[Decimal] = ()) -> tuple[Leak, ...]:
    """Secrets that stand in the text of a note for the public: typed by hand, or said by a quote or a model."""
    return leaks_in(note_pieces(filled), secrets, allowed)


def note_pieces(filled: FilledNote) -> Iterator[Piece]:
    """The texts of a filled note, by section."""
    yield Piece("tittel", filled.title, True)
    for label, text in (*filled.header, *filled.signatures):
        yield Piece("hode og underskrifter", f"{label}\t{text}")
    for section in filled.sections:
        for block in section.blocks:
            rows = ["\t".join("".join(span.text for span in cell) for cell in row) for row in block.rows]
            lines = [("".join(span.text for span in block.caption)), *rows]
            lines += ["".join(span.text for span in footnote) for footnote in block.footnotes]
            yield Piece(section.key, "\n".join(line for line in lines if line))


def note_text(filled: FilledNote) -> str:
    """A filled note as one text: what an outsider reads, for the audit's `known`."""
    return "\n\n".join(piece.text for piece in note_pieces(filled))


def leak_findings(
    leaks: Iterable[Leak], unread: Iterable[str] = (), doubtful: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Leaks (L001) and parts that nobody can vouch for (L002) as findings that block; pictures to look at (L003)."""
    found = [
        Finding("L001", "error", leak.place, f"{leak.key} kan leses her ({leak.form}). Fjern tallet fra teksten.")
        for leak in leaks
    ]
    found += [
        Finding("L002", "error", place, "Delen er ikke lest og kan ikke undersøkes. Fjern den, eller se på den selv.")
        for place in unread
    ]
    found += [
        Finding("L003", "warning", place, "Et bilde kan ha tekst som ikke ble lest riktig. Se på det selv.")
        for place in doubtful
    ]
    return tuple(found)
