"""What `prisnotat read` says of a document, whatever its kind."""

from __future__ import annotations

from typing import Any

from corpus.documents import Document
from corpus.notes.note import read_note
from corpus.notes.note_json import note_json
from corpus.reading.document_kind import found_kind
from corpus.reports.report import read_report, report_json


def document_json(document: Document) -> dict[str, Any]:
    """The document as plain data with the keys of `prisnotat read`; what its kind does not have is empty.

    `kind` is one of the three that the program works with; `kind_found` names it more closely (an agenda, a letter),
    and `kind_signs` says by what.

    Raises:
        UnreadableDocument: the document names itself as a kind that it cannot be read as.
    """
    found = found_kind(document.pages)
    told = {"kind_found": found.kind.key, "kind_signs": list(found.signs)}
    if document.kind == "price_note":
        return note_json(read_note(document)) | told
    if document.kind == "assessment_report":
        return report_json(read_report(document)) | told
    return {
        "kind": document.kind,
        **told,
        "method_id": "",
        "title": "",
        "dated": "",
        "product": "",
        "substance": "",
        "sections": [
            {"key": part.key, "title": part.title, "page": part.page, "text": part.text} for part in document.parts
        ]
        or [
            {"key": f"side_{page.number}", "title": "", "page": page.number, "text": page.text}
            for page in document.pages
        ],
        "tables": [{"page": table.page, "caption": table.caption, "rows": table.rows} for table in document.tables],
        "prices": [],
        "decisions": [],
        "process": {},
        "blanks": [],
        "warnings": list(document.warnings),
    }
