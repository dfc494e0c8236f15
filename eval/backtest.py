"""A backtest: every earlier note drafted as of its date and measured, in processes; a run that was stopped goes on."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from corpus.archive.archive import ArchiveSettings
from corpus.errors import UnreadableDocument, UserError
from corpus.notes.note import PriceNote, read_note
from corpus.reading.read import read_pages
from drafting.case.file import read_case
from drafting.confidentiality.hiding.audience import PUBLIC
from drafting.model.gateway import Model
from drafting.model.prompts import FOLDER
from drafting.store.secrets_at_rest import Vault
from drafting.store.store import Store
from eval.judge import opinion
from eval.kept import TEXTS, Kept, NoteResult, Run, Texts
from eval.metrics.compared import NoteText, audience_of
from eval.metrics.effort import real_effort
from eval.past import Writer, draft_as_of
from eval.scoring import NoteScores, score_draft
from eval.triples import LeftOut, Triple

ROOT = Path(__file__).parents[1]
CODE = ("corpus", "drafting", "eval")
NOTES_A_PROCESS = 5  # with the composer


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: notes done of all, those taken from an earlier run, and seconds left, when they can be told."""

    done: int
    total: int
    reused: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Bench:
    """What a backtest is run with.

    Attributes:
        writer: who drafts. judge: a model with an opinion, or None.
        kept: where finished notes are. vault: encrypts what is internal; while it is locked such texts are not kept.
        jobs: processes; 1 runs in this one. fresh: takes nothing from earlier runs.
    """

    writer: Writer
    kept: Kept
    vault: Vault
    judge: Model | None = None
    jobs: int = 2
    fresh: bool = False


def backtest(
    triples: Sequence[Triple],
    bench: Bench,
    *,
    left_out: Sequence[LeftOut] = (),
    store: Store | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Run:
    """The run over these triples, kept. A note that cannot be used is left out with its reason.

    Raises:
        UserError: not one note could be used, or the results cannot be written.
    """
    digests = {triple.method_id: digest_of(triple, bench) for triple in triples}
    old = {} if bench.fresh else {key: note for key, digest in digests.items() if (note := bench.kept.note(digest))}
    results: dict[str, NoteResult] = dict(old)
    failed = list(left_out)
    start = time.monotonic()
    waiting = [triple for triple in triples if triple.method_id not in old]
    on_progress(Progress(len(old), len(triples), len(old), None))
    for made, (triple, outcome) in enumerate(_outcomes(waiting, bench), start=1):
        if isinstance(outcome, UserError):
            failed.append(LeftOut(triple.note.name, outcome.line))
        else:
            result = _sealed(replace(outcome, digest=digests[triple.method_id]), bench.vault)
            bench.kept.keep_note(result)
            results[triple.method_id] = result
        left = (time.monotonic() - start) / made * (len(waiting) - made)
        on_progress(Progress(len(old) + made, len(triples), len(old), left))
    if not results:
        reasons = " ".join(f"{item.file}: {item.reason}" for item in failed)
        raise UserError(f"Ingen av notatene kunne brukes. {reasons}")
    notes = tuple(_with_real_effort(results[key], store) for key in sorted(results))
    run = Run(
        writer=bench.writer.label,
        finished=datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat(),
        code=code_digest()[:12],
        notes=notes,
        model=bench.writer.model.name if bench.writer.model else "",
        prompts=prompts_digest(bench.writer.prompts)[:12] if bench.writer.model else "",
        left_out=tuple(failed),
    )
    bench.kept.keep_run(run)
    return run


def _outcomes(triples: Sequence[Triple], bench: Bench) -> Iterator[tuple[Triple, NoteResult | UserError]]:
    """Each triple with its result or why there is none, as they are ready."""
    # A process costs some seconds to start, what the composer's draft of several notes does.
    jobs = min(bench.jobs, len(triples) if bench.writer.model else -(-len(triples) // NOTES_A_PROCESS))
    if jobs < 2:
        yield from ((triple, measured(triple, bench.writer, bench.judge)) for triple in triples)
        return
    # Started afresh, not forked: the libraries for PDF and embedding do not survive a fork.
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"))
    try:
        waiting = {pool.submit(measured, triple, bench.writer, bench.judge): triple for triple in triples}
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def measured(triple: Triple, writer: Writer, judge: Model | None = None) -> NoteResult | UserError:
    """One triple drafted as of its date and measured; the error that makes it unusable is the result then."""
    try:
        return _measured(triple, writer, judge)
    except UserError as error:
        return error


def _measured(triple: Triple, writer: Writer, judge: Model | None) -> NoteResult:
    document = read_pages(triple.note)
    if document.kind != "price_note":
        raise UnreadableDocument("Filen er ikke et prisnotat.", where=triple.note.name, remedy="Ta den ut av mappen.")
    note, case_file = read_note(document), read_case(triple.case)
    _check_same_method(triple, note, case_file.case.method_id)
    start = time.monotonic()
    past = draft_as_of(case_file, triple.report, writer)
    seconds = time.monotonic() - start
    audience = audience_of(document)
    found = score_draft(past.draft, note, audience)
    tokens = sum(section["tokens_in"] + section["tokens_out"] for section in past.draft.record)
    cost: dict[str, float | None] = {
        "seconds": round(seconds, 3),
        "tokens": float(tokens) if writer.model else None,
        "judge": opinion(past.draft, judge, writer.prompts) if judge else None,
    }
    return NoteResult(
        method_id=triple.method_id,
        dated=case_file.case.note_date.isoformat(),
        track=case_file.case.report.track,
        audience=audience,
        report=past.draft.report is not None,
        digest="",
        scores={**found.scores, **cost},
        sections=found.sections,
        withheld=past.withheld,
        texts=texts_of(found),
    )


def _check_same_method(triple: Triple, note: PriceNote, method_id: str) -> None:
    for what, name, found in (("Notatet", triple.note.name, note.method_id), ("Saken", triple.case.name, method_id)):
        if found and found != triple.method_id:
            raise UserError(f"{what} gjelder {found}.", where=name, remedy="Gi filen navn etter metoden den gjelder.")


def texts_of(found: NoteScores) -> dict[str, Texts]:
    """Both texts of every section that either has."""

    def text(note: NoteText, key: str) -> str:
        section = note.section(key)
        return section.text if section else ""

    return {item.key: Texts(text(found.human, item.key), text(found.draft, item.key)) for item in found.sections}


def _sealed(result: NoteResult, vault: Vault) -> NoteResult:
    """The result as it may lie on disk: the texts of an internal note, or of one that leaks, only encrypted."""
    if result.audience == PUBLIC and not result.scores.get("leaks"):
        return result
    token = "" if vault.locked else vault.encrypt(TEXTS.dump_json(result.texts).decode())
    return replace(result, texts={}, texts_token=token)


def opened_texts(result: NoteResult, vault: Vault) -> dict[str, Texts]:
    """The texts of a note for somebody with the right to see them. Raises KeyMissing when they cannot be read."""
    return TEXTS.validate_json(vault.decrypt(result.texts_token)) if result.texts_token else dict(result.texts)


def _with_real_effort(result: NoteResult, store: Store | None) -> NoteResult:
    real = real_effort(store, result.method_id) if store and not store.vault.locked else None
    return replace(result, scores={**result.scores, "real_effort": real})


def digest_of(triple: Triple, bench: Bench) -> str:
    """SHA-256 of all that a result depends on: note, case, report, code, and for a model its name, prompts, archive."""
    writer, judge = bench.writer, bench.judge
    parts = [_file_hash(path) for path in (triple.note, triple.case, triple.report)] + [triple.method_id, code_digest()]
    parts += [_file_hash(path) for path in writer.phrases]
    for model in (writer.model, judge):
        where = f"{getattr(model, 'provider', '')} {getattr(model, 'url', '')}"
        parts.append(f"{model.name} {where} {prompts_digest(writer.prompts)}" if model else "")
    if writer.model:
        parts.append(f"{writer.context} {writer.local} {_archive_state(writer.archive)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _file_hash(path: Path | None) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
    except OSError:  # told when the file is read
        return "unreadable"


def _archive_state(settings: ArchiveSettings | None) -> str:
    if settings is None or not settings.folder.is_dir():
        return ""
    from corpus.archive.catalogue import Catalogue

    catalogue = Catalogue(settings.folder)
    return f"{catalogue.archive_id} {catalogue.generation}"


@cache
def code_digest() -> str:
    """SHA-256 of the product's own code and data: another version writes, or measures, otherwise."""
    kinds = (".py", ".toml", ".md")
    files = sorted(path for name in CODE for path in (ROOT / name).rglob("*") if path.suffix in kinds)
    return _folder_digest(files)


def prompts_digest(own: Path | None) -> str:
    """SHA-256 of the prompts in force: ours, and the user's own."""
    return _folder_digest([*sorted(FOLDER.glob("*.md")), *(sorted(own.glob("*.md")) if own else ())])


def _folder_digest(files: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.name}\n".encode() + path.read_bytes())
    return total.hexdigest()
