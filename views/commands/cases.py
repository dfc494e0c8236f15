"""Commands on a case file: `new`, `calculate` and `audit`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from corpus.errors import UserError
from views.commands.shown import AsJson, CasePath, archive_settings, show


def new(
    report: Annotated[Path, typer.Argument(metavar="RAPPORT")],
    out: Annotated[Path, typer.Option("--out", metavar="SAK", help="Saksfilen som skal lages.")],
    as_json: AsJson = False,
) -> None:
    """Lag en saksfil fra en rapport; det som mangler, er nevnt i filen."""
    from corpus.machine.written_files import write_files
    from drafting.drafts.draft import report_and_facts
    from drafting.facts.case_from_report import case_text

    if out.exists():
        raise UserError("Filen finnes allerede.", where=str(out), remedy="Velg et annet navn.")
    text = case_text(*report_and_facts(report))
    write_files(out.parent, {out.name: text.encode()})
    gaps = [line.strip(" #") for line in text.splitlines() if "MANGLER" in line]
    show({"file": str(out), "gaps": gaps}, as_json, f"Skrev {out}.\n" + "\n".join(gaps))


def calculate(
    case: CasePath,
    explain: Annotated[str, typer.Option(metavar="NØKKEL", help="Vis utledningen av ett tall.")] = "",
    xlsx: Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv en arbeidsbok med levende formler.")] = None,
    audience: Annotated[Literal["internal", "public"], typer.Option(help="Hvem arbeidsboken er for.")] = "internal",
    as_json: AsJson = False,
) -> None:
    """Regn ut alle tall i en sak."""
    from drafting.calculations.calculation import calculate_file as figures_of
    from drafting.calculations.graph.explanation import as_json as figure_json
    from drafting.calculations.graph.explanation import explained
    from drafting.calculations.treatment.package_content import content_findings
    from drafting.calculations.treatment.whole_units import whole_unit_findings
    from drafting.case.file import read_case

    if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
        raise UserError("Arbeidsboken må ha endelsen .xlsx.", where=str(xlsx), remedy="Gi filen et slikt navn.")
    case_file = read_case(case)
    the_case, figures = case_file.case, figures_of(case_file)
    if xlsx is not None:
        from drafting.publishing.gate import write_workbook

        write_workbook(the_case, figures, xlsx, audience)
    if explain and explain not in figures:
        raise UserError(
            f"Fant ikke tallet «{explain}» i saken.", where=case.name, remedy="Se nøklene med prisnotat calculate."
        )
    shown = [figures[explain]] if explain else list(figures.values())
    rows = [
        explained(figure) if explain else f"{figure.key}: {figure.display}{mark(figure.owners)}" for figure in shown
    ]
    told = (*content_findings(the_case), *whole_unit_findings(the_case))
    rows += [] if explain else [f"Obs: {finding.message}" for finding in told]
    tree = {"explanation": explained(figures[explain])} if explain else {}
    show({"figures": [figure_json(figure) for figure in shown], **tree}, as_json, "\n".join(rows))


def mark(owners: frozenset[str]) -> str:
    return f"  [unntatt offentlighet: {', '.join(sorted(owners))}]" if owners else ""


def audit(
    case: CasePath,
    known: Annotated[list[Path] | None, typer.Option(metavar="FIL", help="Publisert notat eller rapport.")] = None,
    archive: Annotated[bool, typer.Option("--archive", help="Ta med det offentlige om legemidlet i arkivet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Regn baklengs: kan noen, også en leverandør, finne en hemmelig pris ut fra det som er offentlig?"""
    from corpus.archive.catalogue import Catalogue
    from corpus.reading.read import read_pages
    from drafting.case.file import read_case
    from drafting.confidentiality.audit.readers import worst
    from drafting.confidentiality.audit.statements.archive_texts import public_texts
    from drafting.confidentiality.audit.statements.not_understood import unclear_findings
    from drafting.confidentiality.audit.statuses import audit_findings, status_json
    from drafting.publishing.audited_case import audited_case

    case_file = read_case(case)
    documents = [read_pages(path) for path in known or []]
    texts = ["\n".join(page.text for page in document.pages) for document in documents]
    others = [place for place, document in enumerate(documents, start=1) if document.kind == "assessment_report"]
    if archive:
        texts += public_texts(Catalogue(archive_settings().folder), case_file.case)
        others += range(len(documents) + 1, len(texts) + 1)
    found = audited_case(case_file, texts, others)
    findings = (*audit_findings(found.statuses), *unclear_findings(found.unclear))
    rows = [f"{status.key}: {status.status}" for status in worst(found.statuses)]
    rows += [finding.message for finding in findings if finding.severity == "error"]
    unclear = [{"text": one.text, "sentence": one.sentence} for one in found.unclear]
    secrets = [status_json(status) for status in worst(found.statuses)]
    show({"secrets": secrets, "not_understood": unclear}, as_json, "\n".join(rows))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)
