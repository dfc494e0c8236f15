"""An answer on its way: the archive's own words at once; a model's sentence by sentence, as each is shown to hold.

No word of a model's is on the screen before it is checked. Streamlit stops a run where it next writes to the page, so
the seconds that are counted here are also what lets a click on «Stopp» through; the next run finds the question under
`WRITTEN_ON` and answers it without the model.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from corpus.archive.archive import Archive
from corpus.errors import UserError
from drafting.answers.answer import Answer
from drafting.answers.answers import ask
from drafting.answers.with_model import OWN_WORDS, STOPPED, Progress, answer_with_model
from drafting.model.model_choice import chosen_model
from drafting.settings import settings
from views.archive.ask_history import shown
from views.shared import session

WRITTEN_ON = "written_on"  # in the session: a question that a model was writing on
WRITERS = {
    "model": "Skrevet av språkmodellen; hver setning er kontrollert mot kilden.",
    "archive": "Hentet fra arkivet, uten språkmodell.",
}


def answered(archive: Archive, question: str, earlier: Sequence[str]) -> Answer:
    """The answer by the model that the settings name, shown while it comes; the archive's own words without one."""
    in_force = settings()
    try:
        model, fault = chosen_model(in_force, None), ""
    except UserError as error:
        model, fault = None, f"{error.line} {OWN_WORDS}"
    screen = _Screen(question)
    answer = answer_with_model(
        question,
        archive,
        model,
        local=in_force.model_trust == "local",
        confidential=session.may_see_secrets(),
        earlier=earlier,
        prompts_folder=in_force.prompts,
        on_progress=screen.tell,
        cancelled=screen.tick,
    )
    st.session_state.pop(WRITTEN_ON, None)
    return replace(answer, note=f"{answer.note} {fault}".strip()) if answer.verbatim else answer


def stopped_answer(archive: Archive, question: str, earlier: Sequence[str]) -> Answer:
    """The answer to a question on which a model was stopped: the archive's own words, and a line that says so."""
    answer = ask(question, archive, confidential=session.may_see_secrets(), earlier=earlier)
    return replace(answer, note=f"{answer.note} {STOPPED}".strip())


@dataclass(slots=True)
class _Screen:
    """What is seen while a model writes: seconds, a way to stop, and the sentences that stand so far."""

    question: str
    begun: float = field(default_factory=time.monotonic)
    checked: int = 0
    second: int = -1
    status: DeltaGenerator = field(default_factory=st.empty)
    text: DeltaGenerator = field(default_factory=st.empty)

    def tick(self) -> bool:
        """Counts the seconds; never asks the model to stop, as a click ends the whole run."""
        second = int(time.monotonic() - self.begun)
        if self.second < 0:
            st.session_state[WRITTEN_ON] = self.question
            st.button("Stopp", key="stop_writing", icon=":material/stop_circle:")
        if second != self.second:
            self.second = second
            counted = f" Kontrollerte setninger: {self.checked}." if self.checked else ""
            self.status.caption(f"Skriver svaret … {second} s.{counted}")
        return False

    def tell(self, progress: Progress) -> None:
        """Shows the sentences that stand."""
        self.checked = progress.checked
        if progress.stands:
            self.text.markdown(shown(" ".join(progress.stands)))
