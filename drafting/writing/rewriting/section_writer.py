"""One section by a model: its paragraphs asked for, checked, asked for again, chosen, and else the composer's.

Whatever fails, a paragraph that was not shown to be right is the composer's; what a model does wrong never raises.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from corpus.documents import Source
from corpus.errors import UserError
from drafting.checks.draft.review import check_section
from drafting.checks.guard import BASE, Sentence, guard
from drafting.findings import Finding
from drafting.model.gateway import SMALLEST_CONTEXT, Cancelled, ModelGone, Reply, request
from drafting.model.prompts import FOLDER, Prompt, section_prompts
from drafting.note.note import Paragraph, Section
from drafting.writing.rewriting.brief import CHARACTERS_A_TOKEN, Brief, brief_of, rewritable
from drafting.writing.rewriting.choice import Options, choosable, chosen, offered, schema_of
from drafting.writing.rewriting.desk import Desk
from drafting.writing.rewriting.reply import NOTHING, SCHEMA, read_reply
from drafting.writing.rewriting.unchecked import may_be_shown
from drafting.writing.rewriting.writing_record import ParagraphRecord, Progress, SectionRecord, WrittenSection

ATTEMPTS = 3  # the first and two more
TEMPERATURE = 0.0


def write_section(desk: Desk, section: Section, examples: Sequence[str] = (), instruction: str = "") -> WrittenSection:
    """One section, by the model where its text holds; the composer's section and the reason where the model fails."""
    prompts = section_prompts(section.key, desk.manner.prompts_folder)
    record = SectionRecord(
        section.key,
        desk.model.name,
        {prompt.name: prompt.hash for prompt in prompts},
        desk.manner.seed,
        TEMPERATURE,
        desk.context,
    )
    system = prompts[0].filled(begreper=_glossary(desk.context), instruks=instruction or "(ingen)")
    # A third of the context for the reply, and what the system's and the section's own words take.
    room = desk.context * 2 // 3 - (len(system) + len(prompts[1].text) + 400) // CHARACTERS_A_TOKEN
    out, given = desk.outgoing, desk.material
    brief = brief_of(
        section, out.described, given.report, examples, may_leave=out.may_leave, room=room, facts=given.facts
    )
    record = replace(record, left_out=brief.left_out)
    return _Writing(desk, section, brief, system, *prompts[1:], record).done()


@dataclass(slots=True)
class _Writing:
    """The conversation about one section."""

    desk: Desk
    section: Section
    brief: Brief
    system: str
    task: Prompt
    correction: Prompt
    choice: Prompt
    record: SectionRecord

    def done(self) -> WrittenSection:
        kept: dict[str, Paragraph] = {}
        unchecked: dict[str, tuple[Paragraph, tuple[Finding, ...]]] = {}
        codes: dict[str, list[str]] = {name: [] for name in self.brief.paragraphs}
        tries = dict.fromkeys(self.brief.paragraphs, 0)
        findings: dict[str, tuple[Finding, ...]] = {}
        picked: set[str] = set()
        for attempt in range(ATTEMPTS):
            open_ones = [name for name in self.brief.paragraphs if name not in kept]
            if not open_ones or self.desk.run.gone.is_set():
                break
            choices = self._choices(open_ones) if attempt == ATTEMPTS - 1 else {}
            self._tell("asked", kept, attempt)
            try:
                reply = self._choose(choices, attempt) if choices else self._ask(open_ones, findings, attempt)
            except UserError as error:
                self._failed(error)
                break
            self._count(reply)
            told = chosen(reply.text, choices) if choices else read_reply(reply.text)
            for name in choices or open_ones:
                tries[name] += 1
                paragraph, found = self._checked(name, told)
                if paragraph is not None:
                    kept[name] = paragraph
                    picked |= {name} if choices else set()
                elif (shown := self._shown(name, told)) is not None:
                    unchecked[name] = (shown, found)
                if not choices:  # a choice that failed says nothing of the words that it was to replace
                    findings[name] = found
                codes[name] += [finding.code for finding in found]
            self._tell("checked", kept, attempt)
        if self.desk.run.gone.is_set() and not self.record.calls and not self.record.failure:
            self.record = replace(self.record, failure="Tjeneren for språkmodellen svarer ikke.")
        section, record = self._assembled(kept, picked, tries, codes)
        # Beside a text that is shown stand the reasons against that text, not against a later one.
        last = findings | {name: found for name, (_, found) in unchecked.items()}
        reasons = {name: tuple(dict.fromkeys(one.message for one in found)) for name, found in last.items() if found}
        reasons = {name: told for name, told in reasons.items() if name not in kept or name in picked}
        return WrittenSection(
            section, record, reasons, {name: unchecked[name][0] for name in unchecked if name in reasons}
        )

    def _tell(self, event: Literal["asked", "checked"], kept: Mapping[str, Paragraph], attempt: int) -> None:
        total = len(self.brief.paragraphs)
        self.desk.run.on_progress(Progress(self.section.key, event, done=len(kept), total=total, attempt=attempt + 1))

    def _failed(self, error: UserError) -> None:
        if isinstance(error, ModelGone):
            self.desk.run.gone.set()
        line = error.line if not isinstance(error, Cancelled) else "Skrivingen ble avbrutt."
        self.record = replace(self.record, failure=line)

    def _ask(self, names: Sequence[str], findings: Mapping[str, tuple[Finding, ...]], attempt: int) -> Reply:
        if self.desk.run.cancelled():
            raise Cancelled("Skrivingen ble avbrutt.")
        brief = replace(self.brief, paragraphs={name: self.brief.paragraphs[name] for name in names})
        user = self.task.filled(**brief.fields)
        told = "\n".join(
            f"[{name}] {' '.join(dict.fromkeys(finding.message for finding in findings[name]))}"
            for name in names
            if findings.get(name)
        )
        if told:
            user = f"{user}\n\n{self.correction.filled(funn=told)}"
        # A character of the paragraphs for each token: three times what a good reply takes, and an end to a bad one.
        enough = 300 + sum(len(text) for text in brief.paragraphs.values())
        return self._sent(user, SCHEMA, attempt, enough)

    def _choices(self, names: Sequence[str]) -> dict[str, Options]:
        """What there is to choose in these paragraphs, as much of it as there is room for."""
        room = (self.desk.context - 600) * CHARACTERS_A_TOKEN - len(self.system)
        found: dict[str, Options] = {}
        for name, options in choosable({name: self.brief.paragraphs[name] for name in names}).items():
            if len(offered({**found, name: options})) < room:
                found[name] = options
        return found

    def _choose(self, choices: Mapping[str, Options], attempt: int) -> Reply:
        if self.desk.run.cancelled():
            raise Cancelled("Skrivingen ble avbrutt.")
        return self._sent(self.choice.filled(valg=offered(choices)), schema_of(choices), attempt, 300)

    def _sent(self, user: str, schema: dict[str, Any], attempt: int, enough: int) -> Reply:
        left = self.desk.context - (len(self.system) + len(user)) // CHARACTERS_A_TOKEN - 64
        asked = request(
            self.system,
            user,
            self.desk.outgoing.may_leave,
            schema,
            seed=self.desk.manner.seed + attempt,
            most_tokens=max(256, min(left, enough)),
        )
        key, tell = self.section.key, self.desk.run.on_progress
        return self.desk.model.complete(asked, lambda text: tell(Progress(key, "text", text)), self.desk.run.cancelled)

    def _count(self, reply: Reply) -> None:
        old = self.record
        self.record = replace(
            old,
            calls=old.calls + 1,
            tokens_in=old.tokens_in + reply.tokens_in,
            tokens_out=old.tokens_out + reply.tokens_out,
            seconds=round(old.seconds + reply.seconds, 3),
        )

    def _checked(
        self, name: str, told: Mapping[str, tuple[Sentence, ...]] = NOTHING
    ) -> tuple[Paragraph | None, tuple[Finding, ...]]:
        """The paragraph when it holds, or what is wrong with it."""
        place = self.section.key
        if name not in told:
            return None, (
                Finding("G015", "error", place, "Avsnittet mangler i svaret, eller svaret kunne ikke leses."),
            )
        old = rewritable(self.section)[name]
        passages = {item.id: item.source for item in self.brief.passages.values()}
        found = guard(told[name], old.text, passages, place)
        if found:
            return None, found
        new = self._paragraph(old, told[name], passages)
        worse = self._new_findings(name, new)
        return (None, worse) if worse else (new, ())

    def _shown(self, name: str, told: Mapping[str, tuple[Sentence, ...]]) -> Paragraph | None:
        """A refused paragraph as a person may see it; None when there is none that is safe to show."""
        passages = {item.id: item.source for item in self.brief.passages.values()}
        sentences = told.get(name, ())
        if not all(sentence.rests_on and {BASE, *passages} >= set(sentence.rests_on) for sentence in sentences):
            return None
        old = rewritable(self.section)[name]
        new = replace(self._paragraph(old, sentences, passages), writer=None)
        return new if may_be_shown(sentences, old.text, passages, new.text, self.desk.outgoing.may_leave) else None

    def _paragraph(self, old: Paragraph, told: Sequence[Sentence], passages: Mapping[str, Source]) -> Paragraph:
        """The sentences as one paragraph; a quoted passage gets its page, and is a source from now on."""
        parts, sources = [], list(old.sources)
        for sentence in told:
            if BASE in sentence.rests_on:
                parts.append(" ".join(sentence.text.split()))
                continue
            source = passages[sentence.rests_on[0]]
            sources.append(source)
            page = f" (s. {source.page})" if source.page else ""
            parts.append(f"{self.desk.material.agency} skriver{page}: «{' '.join(source.quote.split())}»")
        return replace(old, text=" ".join(parts), sources=tuple(dict.fromkeys(sources)), writer="model", base=old.text)

    def _new_findings(self, name: str, new: Paragraph) -> tuple[Finding, ...]:
        """What the note's own checks find in the section with this paragraph and did not find before."""

        def found(section: Section) -> tuple[Finding, ...]:
            given = self.desk.material
            return check_section(section, given.case_file, given.figures, given.facts, given.report)

        before = set(found(self.section))
        return tuple(finding for finding in found(_with(self.section, {name: new})) if finding not in before)

    def _assembled(
        self,
        kept: Mapping[str, Paragraph],
        picked: Collection[str],
        tries: Mapping[str, int],
        codes: Mapping[str, Sequence[str]],
    ) -> tuple[Section, SectionRecord]:
        rows = tuple(
            ParagraphRecord(
                name,
                "model" if name in kept else "composer",
                tries.get(name, 0),
                tuple(codes.get(name, ())),
                name in picked,
            )
            for name in rewritable(self.section)
        )
        record = replace(self.record, paragraphs=rows)
        if not kept:
            return self.section, record
        marked = _with(self.section, kept)
        blocks = tuple(
            replace(block, writer=block.writer or "composer") if isinstance(block, Paragraph) else block
            for block in marked.blocks
        )
        return replace(marked, blocks=blocks, writer="model"), record


def _with(section: Section, paragraphs: Mapping[str, Paragraph]) -> Section:
    blocks = [paragraphs.get(f"a{place}", block) for place, block in enumerate(section.blocks, start=1)]
    return replace(section, blocks=tuple(blocks))


def _glossary(context: int) -> str:
    """The house's terms, without headings; the price terms alone where the context is small."""
    text = (FOLDER / "begreper.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("- **")]
    most = 6 if context < 2 * SMALLEST_CONTEXT else len(lines)
    return "\n".join(lines[:most])
