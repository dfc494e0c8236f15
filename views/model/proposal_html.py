"""One paragraph of a model's proposal as HTML: what stands, and beside it the proposal or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from drafting.editing.model_proposal import Offer, State
from drafting.note.note import Shown, fill
from drafting.note.word_differences import Run, word_differences
from views.shared.rendering import spans_html

STATES: dict[State, str] = {
    "offered": "kan tas inn",
    "accepted": "tatt inn",
    "same": "uendret",
    "unchecked": "ikke kontrollert",
    "refused": "besto ikke kontrollen",
    "unwritten": "ikke skrevet",
    "stale": "foreldet",
}
OWN = "Programmets avsnitt"
FEW = 3  # reasons that are shown at once
TOLD: dict[State, str] = {
    "unchecked": "Kontrollen kan ikke vise at teksten sier det samme som programmets:",
    "same": "Modellen beholdt programmets ord.",
    "refused": "Forslaget besto ikke kontrollen. Programmets ord står.",
    "unwritten": "Modellen skrev ikke dette avsnittet.",
    "stale": "Programmets avsnitt eller rapporten er endret siden forslaget ble skrevet. Be om et nytt.",
}


def beside(offer: Offer, shown: Shown, left: str, number: int) -> str:
    """One paragraph: what stands, and beside it the proposal or why there is none.

    What was taken in is shown beside the composer's words that it stands for.
    """
    told = f'<p class="told">{escape(TOLD[offer.state])}</p>{_reasons(offer.reasons)}' if offer.state in TOLD else ""
    if offer.state in ("offered", "accepted", "unchecked"):
        before, after = word_differences(offer.base if offer.state == "accepted" else offer.now, offer.proposed)
        now, new = _marked(before, shown, "del"), f"<p>{_marked(after, shown, 'ins')}</p>{told}"
        left = OWN if offer.state == "accepted" else left
    else:
        now, new = spans_html(fill(offer.now, shown)), told
    return (
        f'<div class="beside"><div><h4>{number}. {escape(left)}</h4><p>{now}</p></div>'
        f'<div class="{offer.state}"><h4>{_heading(offer.state)}</h4>{new}</div></div>'
    )


def _heading(state: State) -> str:
    """What the right side is; text that is not checked is labelled, so that nobody takes it for text that holds."""
    if state == "unchecked":
        return f"<span>{escape(STATES[state].capitalize())}</span> Språkmodellens avsnitt"
    return escape(f"Språkmodellen: {STATES[state]}")


def _reasons(reasons: Sequence[str]) -> str:
    """The reasons as a list, those after the first few folded."""
    rows = [f"<li>{escape(reason)}</li>" for reason in reasons]
    first, rest = "".join(rows[:FEW]), "".join(rows[FEW:])
    count = "1 grunn" if len(rows) == FEW + 1 else f"{len(rows) - FEW} grunner"
    more = f"<details><summary>{count} til</summary><ul>{rest}</ul></details>" if rest else ""
    return f"<ul>{first}</ul>{more}" if first else ""


def _marked(runs: Sequence[Run], shown: Shown, tag: str) -> str:
    parts = [(spans_html(fill(run.text, shown)), run.changed) for run in runs]
    return "".join(f"<{tag}>{text}</{tag}>" if changed else text for text, changed in parts)
