"""Writes a note with a model: each section's paragraphs rewritten, checked, asked for again, and else the composer's.

The composer writes first, so there is always a whole and right note; the model can only make paragraphs of it read
better. Sections are written side by side. Whatever fails, a paragraph that was not shown to be right is the composer's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Lock

from drafting.model.gateway import Model
from drafting.model.prompts import section_prompts
from drafting.note.note import Section
from drafting.writing.composing.composer import compose, concerns
from drafting.writing.composing.material.material import Material
from drafting.writing.rewriting.brief import rewritable
from drafting.writing.rewriting.desk import Desk, Manner, Outgoing, Run
from drafting.writing.rewriting.section_writer import write_section
from drafting.writing.rewriting.writing_record import Progress, Written, WrittenSection


def write_with_model(
    material: Material,
    model: Model,
    outgoing: Outgoing,
    manner: Manner = Manner(),
    *,
    examples: Mapping[str, Sequence[str]] | None = None,
    run: Run | None = None,
) -> Written:
    """The note, as much of it by the model as can be shown to be right.

    Args:
        material: as for `compose`.
        model: who writes.
        examples: paragraphs of earlier notes by section key, best first.

    Raises:
        UserError: a prompt file is wrong. Faults of the model never raise; they stand in the record.
    """
    base = compose(material.case_file, material.figures, material.facts, material.report)
    if material.facts is not None and not concerns(material.facts, material.case):
        material = replace(material, facts=None, report=None)  # as the composer: nothing of it is offered
    given, run = examples or {}, run or Run()
    lock = Lock()

    def tell(progress: Progress) -> None:
        with lock:
            run.on_progress(progress)

    desk = Desk(material, model, outgoing, manner, replace(run, on_progress=tell))
    wanted = [section for section in base.sections if _wanted(section, manner.only)]
    total, done = len(wanted), 0

    def write(section: Section) -> WrittenSection:
        nonlocal done
        tell(Progress(section.key, "started", total=total))
        made = write_section(desk, section, given.get(section.key, ()))
        with lock:
            done += 1
        tell(Progress(section.key, "done", done=done, total=total))
        return made

    for section in wanted:
        section_prompts(section.key, manner.prompts_folder)  # wrong prompts are told before anything is sent
    with ThreadPoolExecutor(max(1, manner.parallel)) as pool:
        made = dict(zip((section.key for section in wanted), pool.map(write, wanted), strict=True))
    sections = tuple(made[section.key].section if section.key in made else section for section in base.sections)
    return Written(replace(base, sections=sections), tuple(one.record for one in made.values()))


def _wanted(section: Section, only: Sequence[str] | None) -> bool:
    return (only is None or section.key in only) and bool(rewritable(section))
