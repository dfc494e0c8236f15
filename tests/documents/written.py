"""Documents made of page texts, as `corpus.reading.read` would give them, without drawing a file."""

from __future__ import annotations

import hashlib

from corpus.documents import Document, Kind, Page, Part


def written(*pages: str, kind: Kind = "assessment_report", headings: tuple[tuple[str, str, int], ...] = ()) -> Document:
    """A document with these page texts; `headings` are (key, title, page)."""
    digest = hashlib.sha256("\f".join(pages).encode()).hexdigest()
    parts = tuple(Part(key, title, page, "") for key, title, page in headings)
    return Document(digest, "oppdiktet.pdf", kind, tuple(Page(n, text) for n, text in enumerate(pages, 1)), parts)


TITLE = (
    "Metodevurdering med kostnad-nytteanalyse\n\nID2099_010: Viddatinib (Vidda) til behandling av voksne"
    " med myelomatose\n\nDato: 24.04.2025\n\nDirektoratet for medisinske produkter (DMP)"
)
LOG = (
    "Logg\n\nBestilling:\tID2099_010 Viddatinib (Vidda)\nLegemiddelfirma:\tFjellheim Pharma AS\nPreparat:\tVidda\n"
    "Virkestoff:\tViddatinib\nIndikasjon:\tVidda er indisert til voksne med myelomatose.\nATC-kode:\tL01EX99\n"
    "Dokumentasjon bestilt:\t01-03-2024\nDokumentasjon mottatt:\t02.05.2024\nRapport ferdigstilt:\t24. april 2025\n"
    "Saksbehandlingstid:\t180 dager"
)


def report_with(*bodies: str, headings: tuple[tuple[str, str, int], ...] = ()) -> Document:
    """A report with an invented title page (page 1), a log (page 2), and these pages after them."""
    return written(TITLE, LOG, *bodies, headings=headings)
