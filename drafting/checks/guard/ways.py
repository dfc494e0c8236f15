"""Some of the ways in which a paragraph's sentences may be said: what a model is shown, so that it can choose."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.checks.guard.patterns import written
from drafting.checks.guard.statements import Claim, Form, forms, meanings, sentences_of, verbatim
from drafting.checks.guard.tokens import set_in_type, tokens_of

ROUNDS = 3


def ways(base: str, most: int) -> tuple[str, ...]:
    """Sentences, with their values, that may stand instead of sentences of the paragraph.

    Args:
        base: the composer's paragraph, with slots.
        most: how many for each statement, or run of statements.
    """
    tokens = tokens_of(base)
    known = verbatim(tokens)
    said = min(meanings(tokens, known), default=())
    own = {set_in_type(one) for one in sentences_of(tokens)}
    found: dict[tuple[int, int], list[str]] = {}
    fitting = [(form, start) for form in forms() for start in _places(form, said)]
    for choose in range(ROUNDS):  # first each form once, then each with its next choices
        for form, start in fitting:
            run = start, start + len(form.says)
            text = _sentence(form, said[start:], choose)
            if text not in own and text not in found.setdefault(run, []) and len(found[run]) < most:
                found[run].append(text)
    return tuple(text for run in sorted(found) for text in found[run])


def _places(form: Form, said: tuple[Claim, ...]) -> Iterator[int]:
    """Where in what a paragraph says a form can stand."""
    wanted = [(name, len(values)) for name, values in form.says]
    for start in range(len(said) - len(wanted) + 1):
        if [(claim[0], len(claim) - 1) for claim in said[start : start + len(wanted)]] == wanted:
            yield start


def _sentence(form: Form, claims: tuple[Claim, ...], choose: int) -> str:
    """A form as a sentence with these values; `choose` as in `written`."""
    bound = {
        value: token
        for (_, values), claim in zip(form.says, claims, strict=False)
        for value, token in zip(values, claim[1:], strict=True)
        if token
    }
    text = set_in_type(written(form.pattern, bound, choose=choose))
    return text[0].upper() + text[1:] + ("" if form.end == "." and text[-1] == "." else form.end)
