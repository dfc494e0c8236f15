"""The same work from a terminal: thin commands over `corpus`, `drafting` and `eval`; no rule of the field here.

Every command takes `--json`: one JSON document on stdout and nothing else there. Exit codes: 0 done; 1 done, and
something blocks; 2 unusable input, told in one line of bokmål on stderr, and nothing half written.
"""

from __future__ import annotations

import getpass
import json
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from typer.exceptions import TyperException

from corpus.errors import Refused, UserError
from corpus.machine.crash_dumps import no_crash_dumps
from corpus.machine.private_files import private_umask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.archive.archive import ArchiveSettings
    from drafting.writing.rewriting.writing_record import Progress as WritingProgress
    from eval.backtest import Progress as BacktestProgress

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Prisnotat: utkast til prisnotater for Nye metoder.",
)

AsJson = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument på stdout.")]
CasePath = Annotated[Path, typer.Argument(metavar="SAK", help="Saksfil (YAML).")]
Out = Annotated[Path, typer.Option("--out", metavar="MAPPE", help="Mappen filene skrives til.")]


def show(result: Any, as_json: bool, text: str) -> None:
    """The result on stdout: as one JSON document, or as text for people."""
    print(json.dumps(result, ensure_ascii=False, indent=1) if as_json else text)


@app.command()
def read(file: Annotated[Path, typer.Argument(metavar="FIL")], as_json: AsJson = False) -> None:
    """Les en rapport eller et prisnotat, og vis hva som ble funnet."""
    from corpus.reading.read import read_pages
    from views.commands.reading_json import document_json

    result = document_json(read_pages(file))
    parts = "\n".join(f"  side {part['page']}: {part['title']}" for part in result["sections"])
    warnings = "".join(f"\nObs: {warning}" for warning in result["warnings"])
    head = f"{result['method_id']} {result['title']}".strip() or "Fant verken metode-ID eller tittel i filen."
    show(result, as_json, f"{head}\n{parts}{warnings}")


@app.command()
def facts(report: Annotated[Path, typer.Argument(metavar="RAPPORT")], as_json: AsJson = False) -> None:
    """Hent fakta med side og sitat ut av en metodevurderingsrapport."""
    from drafting.drafts.draft import report_and_facts
    from drafting.facts import facts_json

    result = facts_json(report_and_facts(report)[1])
    rows = [f"{fact['key']} = {fact['value']} {fact['unit']} (side {fact['page']})" for fact in result["facts"]]
    rows += [f"Uenighet i rapporten: {conflict['key']}" for conflict in result["conflicts"]]
    show(result, as_json, "\n".join(rows + [f"Obs: {warning}" for warning in result["warnings"]]))


@app.command()
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
    rows += [] if explain else [f"Obs: {finding.message}" for finding in content_findings(the_case)]
    tree = {"explanation": explained(figures[explain])} if explain else {}
    show({"figures": [figure_json(figure) for figure in shown], **tree}, as_json, "\n".join(rows))


def mark(owners: frozenset[str]) -> str:
    return f"  [unntatt offentlighet: {', '.join(sorted(owners))}]" if owners else ""


@app.command()
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


@app.command()
def draft(
    case: CasePath,
    out: Out,
    *,
    report: Annotated[Path | None, typer.Option("--report", metavar="FIL", help="DMPs rapport.")] = None,
    model: Annotated[
        str | None, typer.Option(metavar="MODELL", help="openai:NAVN, eller none. Ellers PRISNOTAT_MODEL.")
    ] = None,
    parallel: Annotated[int, typer.Option(min=1, max=16, help="Deler språkmodellen skriver samtidig.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Skriv utkast til prisnotat: internt og offentlig, hver side merket UTKAST."""
    from drafting.case.file import read_case
    from drafting.drafts.draft import draft_note
    from drafting.house_style.phrase_bank import house_composer, read_bank, with_examples
    from drafting.model.model_choice import chosen_model
    from drafting.publishing.draft_files import write_draft
    from drafting.settings import settings

    in_force = settings()
    door = chosen_model(in_force, model)
    if door is None:
        case_file = read_case(case)
        made = draft_note(case_file, report, house_composer(in_force.home, case_file.case.report.track))
    else:
        from drafting.drafts.model_draft import draft_with_model
        from drafting.house_style.earlier_paragraphs import earlier_paragraphs
        from drafting.model.model_choice import context_for

        case_file = read_case(case)
        local = in_force.model_trust == "local"
        made = draft_with_model(
            case_file,
            report,
            door,
            examples=with_examples(
                earlier_paragraphs(archive_settings(), case_file.case, local=local), read_bank(in_force.home)
            ),
            prompts_folder=in_force.prompts,
            context=context_for(door),
            parallel=parallel,
            on_progress=show_progress,
        )
        for failure in dict.fromkeys(section["failure"] for section in made.record if section["failure"]):
            print(failure, file=sys.stderr)
    written = write_draft(made, out)
    result = {
        "files": [str(path) for path in written.files],
        "sections": written.sections,
        "findings": [asdict(finding) for finding in written.findings],
        "blocked": list(written.blocked),
    }
    findings = [f"  {found.code} {found.place}: {found.message}" for found in written.findings]
    show(
        result, as_json, "\n".join([*(f"Skrev {path}" for path in written.files), *findings, *stopped(written.blocked)])
    )
    if written.blocked:
        raise typer.Exit(1)


def stopped(reasons: Sequence[str]) -> list[str]:
    """Why the public files are missing, one line each."""
    return ["Den offentlige versjonen er stoppet:", *(f"  - {reason}" for reason in reasons)] if reasons else []


def show_progress(progress: WritingProgress) -> None:
    """One line on stderr when a section is written."""
    if progress.event == "done":
        print(f"Skrev {progress.section} ({progress.done} av {progress.total}).", file=sys.stderr)


@app.command()
def models(as_json: AsJson = False) -> None:
    """Vis hvilken språkmodell som er satt opp, om den svarer, og om den beholder feltene."""
    from drafting.model.model_choice import chosen_model, model_state
    from drafting.settings import settings

    door = chosen_model(settings(), None)
    if door is None:
        show(
            {"model": None, "reachable": None}, as_json, "Ingen språkmodell er satt opp. Notatene skrives uten modell."
        )
        return
    state = model_state(settings(), door)
    context = f"{state.context} tokens" if state.context else "ukjent"
    rows = [f"Modell: {state.model} ({state.url or 'leverandørens egen adresse'}), {state.trust}"]
    rows += [
        f"Svarer, på {state.seconds:.1f} s. Kontekst: {context}." if state.reachable else f"Svarer ikke: {state.fault}",
        f"Felt beholdt i selvtesten: {state.slots_kept} av {state.slots_tested}.",
    ]
    show(asdict(state), as_json, "\n".join(rows))
    if not state.reachable or state.slots_kept < state.slots_tested:
        raise typer.Exit(1)


@app.command()
def publish(
    method_id: Annotated[str, typer.Argument(metavar="METODE-ID")],
    out: Out,
    *,
    role: Annotated[Literal["fagrådgiver", "fagsjef"], typer.Option(help="Rollen du publiserer i.")] = "fagrådgiver",
    override: Annotated[
        str, typer.Option(metavar="BEGRUNNELSE", help="Overstyr en stopp; bare fagsjef, og det loggføres.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Skriv endelige filer uten UTKAST; nektes til alt er godkjent og ingenting lekker."""
    from corpus.machine.written_files import write_files
    from drafting.editing import saved_draft
    from drafting.publishing.gate import Override
    from drafting.settings import settings
    from drafting.store.store import User, open_store

    user = User(_account(), role)
    overriding = Override(user.name, user.role, override) if override else None
    files = saved_draft.publish(open_store(settings()), method_id, user, overriding)
    written = [str(path) for path in write_files(out, files)]
    show({"files": written}, as_json, "\n".join(f"Skrev {path}" for path in written))


def _account() -> str:
    """The account that runs the program, by the system's own word and not by a variable that anybody can set."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):  # another system, or an account without a name
        return getpass.getuser()


@app.command()
def accept(
    method_id: Annotated[str, typer.Argument(metavar="METODE-ID")],
    number: Annotated[
        int, typer.Option("--sentence", metavar="N", help="Nummeret i listen; uten det vises listen.")
    ] = 0,
    *,
    reason: Annotated[str, typer.Option(metavar="BEGRUNNELSE", help="Hvorfor setningen kan være offentlig.")] = "",
    role: Annotated[Literal["fagrådgiver", "fagsjef"], typer.Option(help="Rollen din.")] = "fagrådgiver",
    as_json: AsJson = False,
) -> None:
    """Vis setningene som stopper den offentlige versjonen, eller godta en som en annen har skrevet."""
    from drafting.editing import saved_draft
    from drafting.publishing import accepted_sentences
    from drafting.settings import settings
    from drafting.store.store import User, open_store

    store = open_store(settings())
    try:
        saved = saved_draft.open_draft(store, method_id)
    except KeyError:
        raise UserError("Saken finnes ikke.", where=method_id, remedy="Se oversikten i appen.") from None
    if number:
        if not 1 <= number <= len(saved.stops):
            raise UserError("Det er ingen setning med det nummeret.", where=f"--sentence {number}", remedy="Se listen.")
        user = User(_account(), role)
        accepted_sentences.accept(store, saved.draft, saved.stops[number - 1], user, reason)
        saved = saved_draft.open_draft(store, method_id)
    rows = accepted_sentences.listed(saved.stops, saved.accepted)
    lines = (
        f"{row['number']}. {row['place']}: {row['sentence']} ({row['accepted_by'] or 'ikke godtatt'})" for row in rows
    )
    show({"sentences": rows}, as_json, "\n".join(lines) or "Ingen setninger stopper den offentlige versjonen.")


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FIL")],
    case: Annotated[Path | None, typer.Option("--case", metavar="SAK", help="Saksfil med hemmelighetene.")] = None,
    calendar: Annotated[
        Path | None, typer.Option(metavar="FIL", help="Møtedager i Beslutningsforum: én dato per linje, eller .ics.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Let etter hemmelige priser i en ferdig fil, i enhver form, og etter feil i notatet."""
    from drafting.case.file import read_case
    from drafting.checks.printed.meeting_calendar import read_meeting_days
    from drafting.publishing.checked_file import check_file

    meeting_days = read_meeting_days(calendar) if calendar else frozenset()
    found = check_file(file, read_case(case) if case else None, meeting_days)
    result = {
        "leaks": [asdict(leak) for leak in found.leaks],
        "findings": [asdict(finding) for finding in found.findings],
        "unread": list(found.unread),
        "read_as_note": not found.not_a_note,
        "kind_found": found.kind.kind.key,
    }
    rows = [f"{one.code} {one.place}: {one.message}" for one in found.findings if one.severity != "info"]
    if found.not_a_note:
        rows.insert(0, f"Ikke lest som prisnotat, bare søkt gjennom for hemmeligheter: {found.not_a_note}")
    elif not rows:
        rows = ["Fant ingen feil."]
    if found.not_a_note and not found.findings:
        rows.append("Fant ingen av hemmelighetene.")
    show(result, as_json, "\n".join(rows))
    if found.blocks:
        raise typer.Exit(1)


@app.command()
def audit(
    case: CasePath,
    known: Annotated[list[Path] | None, typer.Option(metavar="FIL", help="Publisert notat eller rapport.")] = None,
    archive: Annotated[bool, typer.Option("--archive", help="Ta med det offentlige om legemidlet i arkivet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Regn baklengs: kan noen, også en leverandør, finne en hemmelig pris ut fra det som er offentlig?"""
    from corpus.archive.catalogue import Catalogue
    from corpus.reading.read import read_pages
    from drafting.calculations.calculation import calculate_file as figures_of
    from drafting.case.file import read_case
    from drafting.confidentiality.audit.readers import audit_readers, worst
    from drafting.confidentiality.audit.statements.archive_texts import public_texts
    from drafting.confidentiality.audit.statuses import audit_findings, status_json

    case_file = read_case(case)
    texts = ["\n".join(page.text for page in read_pages(path).pages) for path in known or []]
    if archive:
        texts += public_texts(Catalogue(archive_settings().folder), case_file.case)
    statuses = audit_readers(case_file.case, figures_of(case_file), texts)
    findings = audit_findings(statuses)
    rows = [f"{status.key}: {status.status}" for status in worst(statuses)]
    rows += [found.message for found in findings if found.severity == "error"]
    show({"secrets": [status_json(status) for status in worst(statuses)]}, as_json, "\n".join(rows))
    if any(found.severity == "error" for found in findings):
        raise typer.Exit(1)


@app.command()
def index(
    paths: Annotated[list[Path], typer.Argument(metavar="STI…", help="Filer og mapper.")],
    confidential: Annotated[bool, typer.Option(help="Dokumentene er unntatt offentlighet.")] = False,
    background: Annotated[bool, typer.Option(help="Ikke vent til alt er embeddet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ta dokumenter inn i arkivet; uendrede filer koster ingenting."""
    from corpus.archive.indexing import Progress, index_json

    def tell(progress: Progress) -> None:
        left = f", om lag {progress.seconds_left:.0f} s igjen" if progress.seconds_left is not None else ""
        print(f"\r{progress.stage} {progress.done} av {progress.total}{left}   ", end="", file=sys.stderr, flush=True)

    result = index_json(
        archive_settings(),
        paths,
        confidential=confidential,
        background=background,
        progress=tell if sys.stderr.isatty() else None,
    )
    counts = "{added} nye, {changed} endret, {unchanged} uendret, {removed} fjernet, {passages} avsnitt".format(
        **result
    )
    failed = [f"Kunne ikke leses: {failure['file']}: {failure['reason']}" for failure in result["failed"]]
    show(result, as_json, "\n".join([counts, *failed, *([result["warning"]] if result["warning"] else [])]))
    if result["failed"]:
        raise typer.Exit(1)


def archive_settings() -> ArchiveSettings:
    """Where the archive is, from the environment."""
    from drafting.settings import settings

    return settings().archive


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="SPØRSMÅL")],
    confidential: Annotated[bool, typer.Option(help="Svar også fra det som er unntatt offentlighet.")] = False,
    model: Annotated[
        str | None, typer.Option(metavar="MODELL", help="openai:NAVN, eller none. Ellers PRISNOTAT_MODEL.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Vis hva som talte for og mot svaret.")] = False,
    as_json: AsJson = False,
) -> None:
    """Svar fra arkivet med kilder, eller si at det ikke finnes grunnlag."""
    from corpus.archive.archive import open_archive
    from drafting.answers.with_model import answer_with_model
    from drafting.model.model_choice import chosen_model
    from drafting.settings import settings

    in_force = settings()
    door = chosen_model(in_force, model)
    answer = answer_with_model(
        question,
        open_archive(archive_settings())[0],
        door,
        local=in_force.model_trust == "local",
        confidential=confidential,
        prompts_folder=in_force.prompts,
    )
    if answer.note:
        print(answer.note, file=sys.stderr)
    cited = [
        f"  [{n}] {cite.source.name}, side {cite.source.page}: «{' '.join(cite.source.quote.split())}»"
        for n, cite in enumerate(answer.citations, start=1)
    ]
    by = ["Skrevet av språkmodellen; hver setning er kontrollert mot kilden."] if answer.writer == "model" else []
    weighed = [f"  {line}" for line in answer.why] if why else []
    show(answer.json | ({"why": answer.why} if why else {}), as_json, "\n".join([answer.answer, *cited, *by, *weighed]))


@app.command()
def decisions(
    csv: Annotated[bool, typer.Option("--csv", help="Skriv CSV på stdout.")] = False,
    confidential: Annotated[bool, typer.Option(help="Ta med det som er unntatt offentlighet.")] = False,
    take_in: Annotated[
        Path | None, typer.Option("--import", metavar="FIL", help="Ta inn et register (.csv eller .xlsx) først.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(metavar="FELT=KOLONNE", help="Hvilken kolonne i registeret som er hva.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vis beslutningene i arkivet, én rad hver."""
    from corpus.archive.archive import open_archive
    from corpus.register.register import csv_text, decisions_rows, import_register, register

    archive = open_archive(archive_settings())[0]
    if take_in is not None:
        pairs = [text.partition("=") for text in column or ()]
        if bad := next((name for name, sign, heading in pairs if not (sign and heading)), None):
            raise UserError("En kolonne skrives FELT=KOLONNE.", where=bad, remedy="For eksempel method_id=Sak.")
        count = import_register(archive, take_in, {name: heading for name, _, heading in pairs})
        print(f"Tok inn {count} rader fra {take_in.name}.", file=sys.stderr)
    if csv and not as_json:
        print(csv_text(register(archive, confidential=confidential)), end="")
        return
    rows = decisions_rows(archive, confidential=confidential)
    lines = [f"{row['date']} {row['method_id']} {row['substance']}: {row['outcome']}" for row in rows]
    show(
        {"rows": rows},
        as_json,
        "\n".join(lines) or "Arkivet har ingen beslutninger. Ta inn notater med prisnotat index.",
    )


@app.command()
def evaluate(
    *,
    notes: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="MAPPE",
            help="Tidligere notater med saksfiler i cases og rapporter i reports; kan gjentas. "
            "Ellers eksemplene som følger med programmet.",
        ),
    ] = None,
    model: Annotated[str, typer.Option(metavar="MODELL", help="Hvem som skriver: openai:NAVN, eller none.")] = "none",
    writer: Annotated[str, typer.Option(metavar="NAVN", help="Hva skriveren kalles i resultatet.")] = "",
    judge: Annotated[str, typer.Option(metavar="MODELL", help="En dommermodell; den teller ikke i samlet mål.")] = "",
    against: Annotated[
        list[Path] | None, typer.Option(metavar="FIL", help="Et tidligere resultat (JSON); kan gjentas.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv rapporten som én HTML-fil.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=32, help="Prosesser.")] = 2,
    fresh: Annotated[bool, typer.Option(help="Bruk ikke det som er målt før.")] = False,
    phrases: Annotated[
        bool, typer.Option(help="Skriv med fraser som går igjen i de notatene som er eldre enn hvert notat.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Mål utkast mot tidligere notater: hvert notat skrives slik det kunne vært skrevet den dagen det er datert."""
    from eval.evaluation import Asked, evaluated
    from eval.evaluation import shown as shown_evaluation

    asked = Asked(tuple(notes or ()), model, writer, judge, tuple(against or ()), jobs, fresh, phrases)
    found = evaluated(asked, on_progress=show_bar)
    if html is not None:
        from corpus.machine.written_files import write_files
        from eval.report import report_html

        write_files(html.parent, {html.name: report_html(found.run, found.earlier).encode()})
    show(found.json, as_json, shown_evaluation(found))
    if found.blocks:
        raise typer.Exit(1)


def show_bar(progress: BacktestProgress) -> None:
    """A bar on stderr with the time left; on a terminal it stays on its line."""
    width = 24
    filled = width * progress.done // progress.total
    left = f", om lag {progress.seconds_left:.0f} s igjen" if progress.seconds_left else ""
    bar = f"[{'#' * filled}{'.' * (width - filled)}] {progress.done} av {progress.total} notater{left}"
    if sys.stderr.isatty():
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{bar:<70}", end=end, file=sys.stderr, flush=True)
    else:
        print(bar, file=sys.stderr, flush=True)


@app.command()
def keys(
    action: Annotated[
        Literal["rotate", "new"],
        typer.Argument(metavar="rotate|new", help="rotate: bytt nøkkel. new: skriv ut en ny til PRISNOTAT_KEY."),
    ],
    as_json: AsJson = False,
) -> None:
    """Bytt nøkkel og krypter alt som er lagret, på nytt; eller skriv ut en ny nøkkel uten å ta den i bruk."""
    from drafting.settings import settings
    from drafting.store.store import open_store
    from drafting.store.upkeep import rotate_keys

    if action == "new":
        from drafting.store.secrets_at_rest import new_key

        key = new_key()
        show({"action": action, "key": key}, as_json, key)
        return
    store = open_store(settings())
    count = rotate_keys(store)
    done = f"Ny nøkkel er i bruk; {count} tekster og rapporter er kryptert på nytt."
    left = "" if store.vault.source.changeable else " Ta nå den gamle nøkkelen ut av PRISNOTAT_KEY."
    show({"action": action, "encrypted_again": count}, as_json, done + left)


@app.command()
def backup(out: Out, as_json: AsJson = False) -> None:
    """Ta sikkerhetskopi; hemmelighetene er kryptert i den, og nøkkelen er ikke med."""
    from drafting.settings import settings
    from drafting.store.store import open_store
    from drafting.store.upkeep import backup as backup_store

    files = [str(path) for path in backup_store(open_store(settings()), out)]
    show({"files": files}, as_json, "\n".join(f"Skrev {path}" for path in files) + "\nTa vare på nøkkelen for seg.")


@app.command()
def restore(folder: Annotated[Path, typer.Argument(metavar="MAPPE")], as_json: AsJson = False) -> None:
    """Legg en sikkerhetskopi tilbake."""
    from drafting.settings import settings
    from drafting.store.upkeep import restore as restore_store

    cases = [case.method_id for case in restore_store(settings(), folder).cases()]
    show({"cases": cases}, as_json, "Lagt tilbake: " + (", ".join(cases) or "ingen saker"))


@app.command(name="app")
def start_app(
    demo: Annotated[bool, typer.Option(help="Åpne den oppdiktede demosaken.")] = False,
    port: Annotated[int, typer.Option(help="Port på denne maskinen.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Åpne nettleseren.")] = True,
) -> None:
    """Start webapplikasjonen."""
    from streamlit.web import cli as streamlit_cli

    page = Path(__file__).with_name("app.py")
    flags = [
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.showEmailPrompt",
        "false",
        "--browser.gatherUsageStats",
        "false",
        "--server.headless",
        "false" if browser else "true",
    ]
    sys.argv = ["streamlit", "run", str(page), *flags, "--", *(["--demo"] if demo else [])]
    streamlit_cli.main()


def usage_line(error: TyperException) -> str:
    """What was wrong with the command line itself, in bokmål. Typer's own kinds of error are known by name only."""
    param = getattr(error, "param", None)
    name = (param.metavar or param.opts[-1]) if param else "et argument"
    what = {
        "NoSuchOption": f"Ukjent valg {getattr(error, 'option_name', '')}.",
        "MissingParameter": f"Mangler {name}.",
        "BadParameter": f"Ugyldig verdi for {name}.",
        "BadOptionUsage": f"Valget {getattr(error, 'option_name', '')} mangler en verdi.",
    }.get(type(error).__name__, "Ukjent kommando eller feil bruk.")
    return f"{what} Se prisnotat --help."


def fail(line: str, code: int) -> NoReturn:
    print(line, file=sys.stderr)
    raise SystemExit(code)


def main() -> None:
    """Entry of the `prisnotat` command: runs it and turns every error into one line and an exit code."""
    no_crash_dumps()
    private_umask()
    for name in ("pypdf", "fontTools", "alembic"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except Refused as refusal:
        fail(refusal.listed, 1)
    except UserError as error:
        fail(error.line, 2)
    except TyperException as error:
        fail(usage_line(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        fail("Avbrutt. Ingenting er halvveis skrevet.", 130)
    except OSError as error:
        from corpus.machine.file_faults import fault_line

        fail(fault_line(error, "Datamappen").line, 2)
    except Exception as error:
        fail(f"Uventet feil ({type(error).__name__}). Ingenting er skrevet; meld fra til forvaltningen.", 2)
    raise SystemExit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
