"""What is laid over a PDF page and is no part of its text: filled form fields, comments, text boxes, stamps."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

SILENT = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
NOT_SHOWN = 2 | 32  # hidden, not viewed
WORDLESS = {raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY, raw.FPDF_ANNOT_STRIKEOUT}
MOST = 2_000  # notes on a page that are looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """Filled fields and comments on a page, and whether anything lies over it that may cover text."""

    fields: int = 0
    remarks: int = 0
    covering: bool = False


def form_of(document: pdfium.PdfDocument) -> Any:
    """The document's form, for asking what its fields hold; None when it has none."""
    if document.get_formtype() == raw.FORMTYPE_NONE:
        return None
    document.init_forms()
    return document.formenv


def asked_on(page: Any, form: Any) -> Asked:
    """What is laid over the page. `form` is `form_of` its document."""
    fields = remarks = 0
    covering = False
    for place in range(min(raw.FPDFPage_GetAnnotCount(page), MOST)):
        note = raw.FPDFPage_GetAnnot(page, place)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind not in SILENT and not raw.FPDFAnnot_GetFlags(note) & NOT_SHOWN:
            if kind == raw.FPDF_ANNOT_WIDGET:
                fields += bool(_field(note, form))
            else:
                covering = covering or kind not in {raw.FPDF_ANNOT_TEXT}
                remarks += kind not in WORDLESS and bool(_string(note))
        raw.FPDFPage_CloseAnnot(note)
    return Asked(fields, remarks, covering)


def _field(note: Any, form: Any) -> str:
    """What a text or choice field holds; a button or a box to tick holds no text."""
    if form is None:
        return _string(note, b"V")
    if raw.FPDFAnnot_GetFormFieldType(form, note) not in {
        raw.FPDF_FORMFIELD_TEXTFIELD,
        raw.FPDF_FORMFIELD_COMBOBOX,
        raw.FPDF_FORMFIELD_LISTBOX,
    }:
        return ""
    length = raw.FPDFAnnot_GetFormFieldValue(form, note, None, 0)
    return _read(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size), length)


def _string(note: Any, key: bytes = b"Contents") -> str:
    length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    return _read(lambda buffer, size: raw.FPDFAnnot_GetStringValue(note, key, buffer, size), length)


def _read(fill: Any, length: int) -> str:
    """A string that pdfium writes into a buffer of `length` bytes."""
    if not 2 < length < 1_000_000:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    fill(buffer, length)
    return bytes(memoryview(buffer).cast("B")[: length - 2]).decode("utf-16-le", "replace").strip()
