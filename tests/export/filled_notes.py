"""Filled notes for the export's tests: an invented case with everything a note can hold."""

from __future__ import annotations

from typing import Literal

from drafting.note.note import BlockKind, FilledBlock, FilledNote, FilledSection, Span, Spans

MARKING = "Unntatt offentlighet, jf. offentleglova § 13, jf. forvaltningsloven § 13 første ledd nr. 2"
HIDDEN = Span("[unntatt offentlighet]", value=True, hidden=True)
PRICE, COST = "8 123,40 NOK", "97 480,80 NOK"


def plain(text: str) -> Spans:
    return (Span(text),)


def value(text: str, owner: str = "") -> Span:
    return Span(text, value=True, owner=owner)


def paragraph(*runs: str | Span, kind: BlockKind = "text", footnotes: tuple[str, ...] = ()) -> FilledBlock:
    spans = tuple(Span(run) if isinstance(run, str) else run for run in runs)
    return FilledBlock(kind, ((spans,),), footnotes=tuple(plain(text) for text in footnotes))


def table(
    *rows: tuple[str | Span, ...], caption: str = "", heading: bool = True, numeric: tuple[int, ...] = ()
) -> FilledBlock:
    cells = tuple(tuple(plain(cell) if isinstance(cell, str) else (cell,) for cell in row) for row in rows)
    return FilledBlock("table", cells, plain(caption) if caption else (), heading, numeric)


def note(*sections: FilledSection, draft: bool = False, title: str = "Eksempelmab (Prøvivo)") -> FilledNote:
    """A public note without anything but these sections."""
    header = (("Til:", "Helse Nord RHF"), ("Dato:", "14. mai 2025"))
    return FilledNote("public", "ID2099_001", title, header, sections, (), draft)


def section(*blocks: FilledBlock, key: str = "bakgrunn", title: str = "Bakgrunn") -> FilledSection:
    return FilledSection(key, title, blocks)


def whole_note(
    audience: Literal["internal", "public"] = "internal", *, draft: bool = True, price: str = PRICE, cost: str = COST
) -> FilledNote:
    """The invented note for an audience, with these secrets."""
    internal = audience == "internal"

    def secret(text: str, owner: str) -> Span:
        return value(text, owner) if internal else HIDDEN

    background = section(
        paragraph(
            "Prisnotatet bygger på metodevurderingsrapporten fra Direktoratet for medisinske produkter (DMP), datert ",
            value("24.04.2025"),
            ".[^1] Her er alt oppdiktet.",
            footnotes=("Rapporten finnes ikke.",),
        ),
        paragraph("Godkjent indikasjon:", kind="subheading"),
        paragraph("Prøvivo er indisert til behandling av voksne med prøvesykdom.", kind="quote"),
        paragraph("Om alvorlighet: [mangler: metodevurderingens omtale av alvorlighet]"),
        paragraph("Eksempelmab innføres på disse vilkårene:", kind="numbered"),
        paragraph("sykdommen er i første remisjon", kind="bullet"),
        paragraph("legemidlet gis ved ett sykehus", kind="bullet"),
        paragraph("Prisen er lik eller lavere enn den som er grunnlaget for beslutningen.", kind="numbered"),
    )
    offer = section(
        paragraph("Firma A har ", value("07.05.2025"), " tilbudt disse prisene:"),
        table(
            ("Varenummer", "Pakning", "Maks-AUP inkl. mva.", "RHF-AUP inkl. mva."),
            ("000001", "Prøvivo, hetteglass 10 ml", value("12 345,60 NOK"), secret(price, "Firma A")),
            numeric=(2, 3),
        ),
        paragraph("Årskostnaden er ", secret(cost, "Firma A og Firma B"), " mot ", value("148 147,20 NOK"), "."),
        key="pristilbud",
        title="Pristilbud",
    )
    process = section(
        table(
            ("Underlag mottatt fra DMP", value("25.04.2025")),
            ("Prisnotat ferdigstilt", value("14.05.2025")),
            heading=False,
        ),
        key="prosess",
        title="Prosess",
    )
    return FilledNote(
        audience,
        "ID2099_001",
        "Eksempelmab (Prøvivo) til behandling av prøvesykdom hos voksne",
        (
            ("Til:", "Helse Nord RHF, Fagdirektør Kari Prøve"),
            ("", "Helse Vest RHF, Fagdirektør Ola Prøve"),
            ("Kopi:", "Sekretariatet for Nye metoder"),
            ("Fra:", "Sykehusinnkjøp HF, divisjon legemidler"),
            ("Dato:", "14. mai 2025"),
        ),
        (background, offer, process),
        (("Kari Prøve", "Fagsjef"), ("Ola Prøve", "Fagrådgiver")),
        draft,
        MARKING if internal else "",
        (("Firma A", "avtalt pris"), ("Firma B", "avtalt pris")) if internal else (),
    )


def full_of(text: str) -> FilledNote:
    """A note with one text in every place that a text can stand."""
    return note(
        section(
            paragraph(text),
            paragraph(text, kind="subheading"),
            paragraph(text, kind="numbered"),
            paragraph(text, kind="quote", footnotes=(text,)),
            table((text, text), (text, HIDDEN), caption=text),
            title=text,
        ),
        title=text,
    )
