"""A reply cut into sentences and checked as it arrives: what is seen early stands in the end, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from drafting.answers.standing import Cited, cited_sentences
from drafting.answers.with_model import STOPPED, Progress, answer_with_model
from drafting.model.gateway import Cancelled, Reply, Request, open_model
from writing.recording_server import recording
from writing.test_answer_with_model import LIES, QUESTION, RIGHT, SAMPLES, place_of

MORE = "Budsjettvirkningen i det femte året er beregnet til 61 300 000 NOK med Maks-AUP inkl. mva"
TRUE = (RIGHT, MORE)


@dataclass
class Piecewise:
    """A model whose reply arrives in the pieces given, and is stopped when asked to."""

    reply: Callable[[str], str]
    cuts: tuple[int, ...] = ()
    name: str = "prøve"

    def complete(self, request: Request, on_text: Callable[[str], None], cancelled: Callable[[], bool]) -> Reply:
        text = self.reply(request.user)
        places = sorted({0, *(cut % (len(text) + 1) for cut in self.cuts), len(text)})
        for start, end in pairwise(places):
            if cancelled():
                raise Cancelled("Skrivingen ble avbrutt.")
            on_text(text[start:end])
        return Reply(text, self.name)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(ArchiveSettings(tmp_path_factory.mktemp("hjem")), None)
    index_files(archive, [SAMPLES / "ID2098_011.txt"])
    return archive


def reply_of(said: list[str]) -> Callable[[str], str]:
    return lambda user: " ".join(f"{text} [{place_of(user, RIGHT)}]." for text in said)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.sampled_from((*TRUE, *LIES[:3])), min_size=1, max_size=5),
    cuts=st.lists(st.integers(0, 2000), max_size=30),
)
def test_what_is_seen_early_stands_in_the_end(archive: Archive, said: list[str], cuts: list[int]) -> None:
    seen: list[Progress] = []
    answer = answer_with_model(QUESTION, archive, Piecewise(reply_of(said), tuple(cuts)), on_progress=seen.append)
    assert (answer.writer == "model") == (RIGHT in said)
    for progress in seen:
        assert all(text[: text.rindex(" [")] in TRUE for text in progress.stands)
        assert RIGHT in " ".join(progress.stands) or not progress.stands
    for early, late in pairwise(seen):
        assert late.stands[: len(early.stands)] == early.stands
        assert early.checked <= late.checked
    if seen and answer.writer == "model":
        assert answer.answer.startswith(" ".join(seen[-1].stands)[:-1])


@given(st.text(alphabet="abc. [u1,2]9\n-«»Å", max_size=80), st.integers(0, 80))
def test_half_a_reply_gives_the_first_of_the_whole_ones_sentences(reply: str, cut: int) -> None:
    half, whole = list(cited_sentences(reply[:cut])), list(cited_sentences(reply))
    assert whole[: len(half)] == half
    for one in whole:
        assert one.text == " ".join(one.text.split()) != ""
        assert all(re.fullmatch(r"u\d{1,2}", name) for name in one.names)


def test_sentences_before_one_mark_and_lists_are_cut() -> None:
    reply = "- Prisen er 12 NOK. Den gjelder fra 01.02.2098 [u1, u2].\n- Tre pasienter [u3]\nUten kilde."
    assert list(cited_sentences(reply)) == [
        Cited("Prisen er 12 NOK.", ("u1", "u2")),
        Cited("Den gjelder fra 01.02.2098", ("u1", "u2")),
        Cited("Tre pasienter", ("u3",)),
    ]


def test_a_sentence_said_twice_stands_once(archive: Archive) -> None:
    answer = answer_with_model(QUESTION, archive, Piecewise(reply_of([RIGHT, RIGHT, MORE])))
    assert answer.answer == f"{RIGHT} [1]. {MORE} [2] (notat av 12.03.2098)."


def test_a_reply_that_was_stopped_leaves_the_archives_own_words(archive: Archive) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 1

    answer = answer_with_model(QUESTION, archive, Piecewise(reply_of([RIGHT]), (5, 9)), cancelled=cancelled)
    assert answer.writer == "archive"
    assert answer.note.endswith("Språkmodellen ble stoppet. Svaret er arkivets egne ord.")


def test_nothing_is_sent_after_a_stop(archive: Archive) -> None:
    with recording(lambda _: "for sent") as (recorded, url):
        door = open_model("openai:prøve", url, "")
        answer = answer_with_model(QUESTION, archive, door, cancelled=lambda: True)
        assert answer.note.endswith(STOPPED)
        assert not recorded.arrived.wait(1)
