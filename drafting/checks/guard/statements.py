"""What a paragraph says, as a list of statements; two paragraphs say the same when their lists are equal.

`statements/*.toml` holds every statement of the note and the sentences that it may have. A sentence that is in no list
says nothing that we know, so a paragraph with one is never shown to be right. Where the composer itself writes such a
sentence (the house's own phrases), it says itself, and only word for word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from drafting.checks.guard.patterns import Pattern, Phrase, compiled, matches, starts, variables
from drafting.checks.guard.tokens import is_value, starts_sentence

FOLDER = Path(__file__).with_name("statements")
Claim: TypeAlias = tuple[str, ...]  # a statement's name and its values, in order; «» for one that is not there
Meaning: TypeAlias = tuple[Claim, ...]
VERBATIM = "ordrett"
# After one of these, «, og …» may still be under it, and says another thing than a new sentence.
UNDER = frozenset("dersom hvis når at som der hvor fordi siden mens om".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True, eq=False)  # one form is another only as itself: a pattern is slow to compare
class Form:
    """One way of saying one or several statements.

    Attributes:
        says: for each statement its name and the names of its values.
        end: the sign that ends it, «.» or «:».
        joins: whether «, og» and another statement may follow.
    """

    says: tuple[tuple[str, tuple[str, ...]], ...]
    pattern: Pattern
    end: str
    joins: bool


@cache
def forms() -> tuple[Form, ...]:
    """Every form of every statement.

    Raises:
        ValueError: a file is wrong: an unknown phrase, or a form that does not have its statement's values.
    """
    trees = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    phrases: dict[str, Phrase] = {}
    for tree in trees:
        for head, lines in tree.get("phrases", {}).items():
            name, *names = head.split()
            if name in phrases:
                raise ValueError(f"two phrases are called {name}")
            phrases[name] = Phrase(tuple(names), tuple(lines))
    return tuple(
        _form(entry, text, phrases) for tree in trees for entry in tree.get("statement", ()) for text in entry["forms"]
    )


@cache
def _by_start() -> dict[str, tuple[Form, ...]]:
    """The forms by the word that they can begin with; under «» those that can begin with a value."""
    found: dict[str, list[Form]] = {}
    for form in forms():
        for word in starts(form.pattern):
            found.setdefault(word, []).append(form)
    return {word: tuple(some) for word, some in found.items()}


def _form(entry: dict[str, object], text: str, phrases: dict[str, Phrase]) -> Form:
    heads = [str(one).split() for one in entry["says"]]  # type: ignore[attr-defined]
    says = tuple((name, tuple(names)) for name, *names in heads)
    pattern = compiled(text, phrases)
    if variables(pattern) != {name for _, names in says for name in names}:
        raise ValueError(f"other values than {' '.join(heads[0])} has: {text}")
    return Form(says, pattern, str(entry.get("end", ".")), bool(entry.get("joins", False)))


def sentences_of(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """The tokens of a paragraph by sentence, each with the sign that ends it."""
    found, start = [], 0
    for place in range(len(tokens)):
        if _ends(tokens, place + 1, ".") or place == len(tokens) - 1:
            found.append(tuple(tokens[start : place + 1]))
            start = place + 1
    return found


def _ends(tokens: Sequence[str], after: int, sign: str) -> bool:
    """Whether a sentence that ends in `sign` ends just before this place."""
    last, at_end = tokens[after - 1], after == len(tokens)
    if last != sign and not (sign == "." and last[-1] == "." and last[:-1].isalpha()):
        return False
    return at_end or (sign == "." and starts_sentence(tokens[after]))


@lru_cache(maxsize=256)
def verbatim(tokens: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The sentences of a paragraph that are in no list, alone or with those beside them."""
    if meanings(tokens):  # a form may be two sentences, of which one alone is in no list
        return frozenset()
    return frozenset(one for one in sentences_of(tokens) if not meanings(one))


@lru_cache(maxsize=4096)
def meanings(tokens: tuple[str, ...], known: frozenset[tuple[str, ...]] = frozenset()) -> frozenset[Meaning]:
    """All that a paragraph can be read as saying; empty when a sentence of it is in no list.

    Args:
        tokens: of the whole paragraph.
        known: sentences that say themselves, word for word.
    """
    read: dict[tuple[int, bool], frozenset[Meaning]] = {}

    def from_(at: int, new: bool) -> frozenset[Meaning]:
        if at == len(tokens):
            return frozenset([()]) if new else frozenset()
        if (at, new) not in read:
            steps = _steps(tokens, at, known if new else (), new=new)
            read[at, new] = frozenset(
                (*said, *later) for said, after, starts in set(steps) for later in from_(after, starts)
            )
        return read[at, new]

    return from_(0, True)


def _steps(
    tokens: Sequence[str], at: int, known: Iterable[tuple[str, ...]], *, new: bool
) -> Iterator[tuple[Meaning, int, bool]]:
    """(what is said, where it ends, whether a new sentence begins there) for each reading of what stands at `at`."""
    for one in known:
        if tuple(tokens[at : at + len(one)]) == one:
            yield ((VERBATIM, *one),), at + len(one), True
    word = tokens[at]
    # A capital letter begins a sentence, or is the word's own.
    words = {"" if is_value(word) else word, *([word[0].lower() + word[1:]] if new else [])}
    for form in dict.fromkeys(form for one in words for form in _by_start().get(one, ())):
        for end, bound in matches(form.pattern, tokens, at, {}, first=at if new else -1):
            said = tuple((name, *(bound.get(value, "") for value in names)) for name, names in form.says)
            if end < len(tokens) and tokens[end] == form.end and _ends(tokens, end + 1, form.end):
                yield said, end + 1, True
            elif form.end == "." and tokens[end - 1] != "." and _ends(tokens, end, "."):
                yield said, end, True
            elif form.joins and tuple(tokens[end : end + 2]) == (",", "og") and not UNDER & set(tokens[at:end]):
                yield said, end + 2, False
