"""A draft as the files of `prisnotat draft`: all of them or none, and never a public one that leaks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.documents import Source
from corpus.errors import Refused
from corpus.machine.written_files import write_files
from drafting.calculations.graph.explanation import as_json as figure_json
from drafting.calculations.graph.figures import Figures
from drafting.calculations.threshold import durations
from drafting.confidentiality.checklist import checklist
from drafting.confidentiality.hiding.audience import filled_note
from drafting.confidentiality.leaks.safe_findings import MASK, NUMBER
from drafting.drafts.draft import Draft
from drafting.export.markdown import markdown, section_markdown
from drafting.findings import Finding
from drafting.publishing.gate import internal_files, public_files

PUBLIC_NAMES = ("public.docx", "public.pdf")


@dataclass(frozen=True, slots=True)
class Written:
    """What `write_draft` wrote, why the public files are missing if they are, and every finding, wherever its place."""

    files: tuple[Path, ...]
    blocked: tuple[str, ...]
    sections: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]


def write_draft(draft: Draft, folder: Path) -> Written:
    """Writes note.md, the internal files, checklist.md, trace.json and, unless blocked, the public files.

    `note.md` is the internal version. Public files from an earlier draft are removed when this one is blocked, so that
    none can be taken for this draft's.

    Raises:
        UserError: the folder cannot be written; the old files stand.
    """
    filled = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, audience="internal")
    files = {"note.md": markdown(filled).encode(), **internal_files(draft)}
    blocked: tuple[str, ...] = ()
    try:
        files |= public_files(draft)
    except Refused as refusal:
        blocked = refusal.reasons or (refusal.line,)
    files["checklist.md"] = checklist(draft.note, draft.case_file, draft.figures, draft.facts).encode()
    files["trace.json"] = json.dumps(trace(draft), ensure_ascii=False, indent=1).encode()
    written = write_files(folder, files, absent=[name for name in PUBLIC_NAMES if name not in files])
    texts = {section.key: section_markdown(section) for section in filled.sections}
    sections = tuple(
        {
            "key": section.key,
            "writer": section.writer,
            "text": texts[section.key],
            "sources": [source_json(source) for source in section.sources],
            "findings": [asdict(finding) for finding in findings_in(draft, section.key)],
        }
        for section in draft.note.sections
    )
    return Written(tuple(written), blocked, sections, draft.all_findings)


def findings_in(draft: Draft, key: str) -> list[Finding]:
    """The draft's findings whose place is the section or something inside it."""
    return [finding for finding in draft.all_findings if finding.place.split(".")[0] == key]


def source_json(source: Source) -> dict[str, Any]:
    """Where a statement comes from: document, page and exact quote."""
    return {"document": source.name, "hash": source.document, "page": source.page, "quote": source.quote}


def trace(draft: Draft) -> dict[str, Any]:
    """Where everything in the note comes from, without the value of any secret."""
    return {
        "method_id": draft.note.method_id,
        "case": {"file": draft.case_file.name, "sha256": draft.case_file.hash},
        "report": {"file": draft.report.document.name, "sha256": draft.report.document.hash} if draft.report else None,
        "facts": [
            {"key": fact.key, "value": fact.value, "unit": fact.unit, **source_json(fact.source)}
            | ({"corrected": fact.corrected} if fact.corrected else {})
            for fact in (draft.facts.facts if draft.facts else ())
        ],
        "figures": _figures(draft.figures),
        "sections": [
            {
                "key": section.key,
                "writer": section.writer,
                "text": section.text,
                "sources": [source_json(source) for source in section.sources],
            }
            for section in draft.note.sections
        ],
        "findings": [_finding(found) for found in draft.all_findings if not found.secret],
        "writing": list(draft.record),
    }


def _figures(figures: Figures) -> list[dict[str, Any]]:
    """Every figure, a secret one without its value; secret durations alike, whether they are reached or not."""
    hidden = {key: figures[one.undiscounted] for key, one in durations(figures).items()}
    hidden = {key: beside for key, beside in hidden.items() if beside.confidential}
    told = [
        figure_json(figure) | ({"value": None, "display": None} if figure.confidential else {})
        for key, figure in figures.items()
        if key not in hidden
    ]
    alike = {"value": None, "display": None, "confidential": True}
    return told + [
        {"key": key, **alike, "unit": beside.unit, "owners": sorted(beside.owners)} for key, beside in hidden.items()
    ]


def _finding(found: Finding) -> dict[str, Any]:
    """A finding without its numbers: one may be a secret that somebody typed, and to mask only that would tell it."""
    told = {"message": found.message, "expected": found.expected, "found": found.found}
    masked = {name: NUMBER.sub("[tall]", text.replace(MASK.strip(), "[tall]")) for name, text in told.items()}
    return {name: value for name, value in asdict(found).items() if name != "secret"} | masked
