"""Why an answer was given or refused, as lines of bokmål for «--why»: what weighed most, and what failed."""

from __future__ import annotations

from drafting.answers.weighing.choosing import Chosen, answering
from drafting.answers.weighing.evidence import weights

MOST = 6  # numbers shown


def explained(ranked: Chosen) -> tuple[str, ...]:
    """A line for the odds, one for each number that weighed most, and one for what was left out."""
    lines = [f"Utelatt: {reason}." for reason in ranked.refused[:3]]
    if not ranked.fitting:
        return ("Ingen utdrag handler om det spørsmålet nevner.", *lines)
    weight = weights()["answers"]
    numbers = answering(ranked.fitting, ranked.left_out)
    weighed = {name: weight.get(name, 0.0) * value for name, value in numbers.items()}
    heaviest = sorted(weighed.items(), key=lambda item: -abs(item[1]))[:MOST]
    shown = [f"{name}: {numbers[name]:.2f} × {weight.get(name, 0.0):+.2f} = {value:+.2f}" for name, value in heaviest]
    return (f"Log-odds for at utdraget svarer: {ranked.odds:+.2f}.", *shown, *lines)
