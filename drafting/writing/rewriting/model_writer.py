"""Writes a note with a model: each section's paragraphs rewritten, checked, asked for again, and else the composer's.

The composer writes first, so there is always a whole and right note; the model can only make paragraphs of it read
better. Sections are written side by side. Whatever fails, a paragraph that was not shown to be right is the composer's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from drafting.calculations.graph.figures import Figure
from drafting.case.file import CaseFile
from drafting.model.gateway import SMALLEST_CONTEXT, Cancel, Model, Screen
from drafting.model.prompts import section_prompts
from drafting.note.note import Section, Slot
from drafting.writing.composing.composer import compose, concerns
from drafting.writing.rewriting.brief import rewritable
from drafting.writing.rewriting.section_writer import Desk, write_section
from drafting.writing.rewriting.writing_record import Progress, Written, WrittenSection

if TYPE_CHECKING:
    from corpus.reports.report import Report
    from drafting.facts import Facts

PARALLEL = 2


def write_with_model(
    case_file: CaseFile,
    figures: Mapping[str, Figure],
    facts: Facts | None,
    report: Report | None,
    model: Model,
    *,
    described: Callable[[Slot], str],
    may_leave: Screen,
    prompts_folder: Path | None = None,
    examples: Mapping[str, Sequence[str]] | None = None,
    context: int = SMALLEST_CONTEXT,
    parallel: int = PARALLEL,
    seed: int = 1,
    only: Sequence[str] | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Cancel = lambda: False,
) -> Written:
    """The note, as much of it by the model as can be shown to be right.

    Args:
        case_file, figures, facts, report: as for `compose`.
        model: who writes.
        described: what a slot stands for; with its value only where that is public.
        may_leave: the screen; False for a text in which a secret can be read.
        prompts_folder: the user's own prompts, which go before ours.
        examples: paragraphs of earlier notes by section key, best first.
        context: the model's context in tokens.
        parallel: sections written at the same time.
        only: keys of the sections that the model writes; all when None.
        on_progress: told what happens, from several threads but one at a time.
        cancelled: asked often; once true, what is not written is the composer's.

    Raises:
        UserError: a prompt file is wrong. Faults of the model never raise; they stand in the record.
    """
    base = compose(case_file, figures, facts, report)
    if facts is not None and not concerns(facts, case_file.case):
        facts = report = None  # as the composer: nothing of another method's report is offered
    given = examples or {}
    lock = Lock()

    def tell(progress: Progress) -> None:
        with lock:
            on_progress(progress)

    desk = Desk(
        case_file,
        figures,
        facts,
        report,
        model,
        described,
        may_leave,
        prompts_folder,
        max(context, SMALLEST_CONTEXT),
        seed,
        tell,
        cancelled,
        Event(),
    )
    wanted = [section for section in base.sections if _wanted(section, only)]
    total, done = len(wanted), 0

    def write(section: Section) -> WrittenSection:
        nonlocal done
        desk.on_progress(Progress(section.key, "started", total=total))
        made = write_section(desk, section, given.get(section.key, ()))
        with lock:
            done += 1
        desk.on_progress(Progress(section.key, "done", done=done, total=total))
        return made

    for section in wanted:
        section_prompts(section.key, prompts_folder)  # wrong prompts are told before anything is sent
    with ThreadPoolExecutor(max(1, parallel)) as pool:
        made = dict(zip((section.key for section in wanted), pool.map(write, wanted), strict=True))
    sections = tuple(made[section.key].section if section.key in made else section for section in base.sections)
    return Written(replace(base, sections=sections), tuple(one.record for one in made.values()))


def _wanted(section: Section, only: Sequence[str] | None) -> bool:
    return (only is None or section.key in only) and bool(rewritable(section))
