"""Commands that write drafts: `draft`, and `models`, which says who may write them."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from views.commands.shown import AsJson, CasePath, Out, archive_settings, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafting.writing.rewriting.writing_record import Progress as WritingProgress


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
        from drafting.writing.rewriting.desk import Manner, Run

        case_file = read_case(case)
        local = in_force.model_trust == "local"
        made = draft_with_model(
            case_file,
            report,
            door,
            Manner(in_force.prompts, context_for(door), parallel=parallel),
            examples=with_examples(
                earlier_paragraphs(archive_settings(), case_file.case, local=local), read_bank(in_force.home)
            ),
            run=Run(show_progress),
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
