"""Patterns: a compact way to write many sentences at once, and every way in which tokens can match one.

`[a|b]` one of them · `[a]` with or without · `{X}` a value, the same one wherever X stands · `<name x Y>` a phrase of
its own, given another phrase x and a value Y · `{n:pakning|pakninger}` one of these words, which then is a value,
so that a rewriting has to keep it. Everything else stands for itself. A pattern has no other means, so what it matches
can be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from drafting.checks.guard.tokens import is_value, tokens_of

Bound: TypeAlias = Mapping[str, str]  # variable → token
PART = re.compile(r"\[|\]|\||\{\w+\}|\{\w+:[^{}]+\}|<\w+(?: \w+)*>|[^\[\]|{}<>]+")


@dataclass(frozen=True, slots=True)
class Variable:
    """A value; with `words`, one of these words instead."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several patterns."""

    options: tuple[Pattern, ...]


Pattern: TypeAlias = "tuple[str | Variable | Choice, ...]"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A named phrase: its own names for its values, and the patterns that it may have."""

    names: tuple[str, ...]
    forms: tuple[str, ...]


def compiled(text: str, phrases: Mapping[str, Phrase], names: Mapping[str, str] = MappingProxyType({})) -> Pattern:
    """A written pattern as nodes.

    Args:
        text: the pattern.
        phrases: every phrase by name.
        names: what the values and phrases that the text was given are called outside it.

    Raises:
        ValueError: a bracket is open, or a phrase is unknown or has another number of values.
    """
    parts = PART.findall(text)
    if "".join(parts) != text:
        raise ValueError(f"unreadable pattern: {text}")
    pattern, at = _sequence(parts, 0, phrases, names)
    if at != len(parts):
        raise ValueError(f"a bracket is not opened or closed: {text}")
    return pattern


def _sequence(
    parts: Sequence[str], at: int, phrases: Mapping[str, Phrase], names: Mapping[str, str]
) -> tuple[Pattern, int]:
    nodes: list[str | Variable | Choice] = []
    while at < len(parts) and parts[at] not in "]|":
        part = parts[at]
        if part == "[":
            options = []
            while parts[at] != "]":
                option, at = _sequence(parts, at + 1, phrases, names)
                options.append(option)
                if at == len(parts):
                    raise ValueError(f"a bracket is not closed: {''.join(parts)}")
            nodes.append(Choice((*options, ()) if len(options) == 1 else tuple(options)))
        elif part[0] == "{":
            name, _, words = part[1:-1].partition(":")
            nodes.append(Variable(names.get(name, name), tuple(words.split("|")) if words else ()))
        elif part[0] == "<":
            nodes.append(_phrase(part[1:-1].split(), phrases, names))
        else:
            nodes += tokens_of(part)
        at += 1
    return tuple(nodes), at


def _phrase(call: Sequence[str], phrases: Mapping[str, Phrase], names: Mapping[str, str]) -> Choice:
    head, *given = (names.get(name, name) for name in call)
    phrase = phrases.get(head)
    if phrase is None or len(phrase.names) != len(given):
        raise ValueError(f"no such phrase: <{' '.join(call)}>")
    inner = {**names, **dict(zip(phrase.names, given, strict=True))}
    return Choice(tuple(compiled(form, phrases, inner) for form in phrase.forms))


def variables(pattern: Pattern) -> frozenset[str]:
    """The names of everything that a pattern can bind."""
    found: set[str] = set()
    for node in pattern:
        if isinstance(node, Variable):
            found.add(node.name)
        elif isinstance(node, Choice):
            found.update(*map(variables, node.options))
    return frozenset(found)


def starts(pattern: Pattern) -> frozenset[str]:
    """The words that what a pattern stands for can begin with; «» when it can begin with a value, or with nothing."""
    if not pattern:
        return frozenset([""])
    node = pattern[0]
    if isinstance(node, Choice):
        return frozenset().union(*(starts(option + pattern[1:]) for option in node.options))
    if isinstance(node, Variable):
        return frozenset(node.words or [""])
    return frozenset([node])


def _fits(pattern: Pattern, bound: Bound) -> bool:
    """Whether a pattern can be written with these values."""
    return all(
        any(_fits(option, bound) for option in node.options)
        if isinstance(node, Choice)
        else isinstance(node, str) or (node.name in bound and (not node.words or bound[node.name] in node.words))
        for node in pattern
    )


def matches(
    pattern: Pattern, tokens: Sequence[str], at: int, bound: Bound, *, first: int = -1
) -> Iterator[tuple[int, Bound]]:
    """Every way in which the tokens from `at` on begin with the pattern: where it ends, and what it bound.

    Args:
        first: the place whose word begins a sentence and so has a capital letter.
    """
    if not pattern:
        yield at, bound
        return
    node, rest = pattern[0], pattern[1:]
    if isinstance(node, Choice):
        for option in node.options:
            yield from matches(option + rest, tokens, at, bound, first=first)
    elif at < len(tokens):
        token = tokens[at]
        if isinstance(node, Variable):
            fits = bound.get(node.name, token) == token and (token in node.words if node.words else is_value(token))
            now = {**bound, node.name: token}
        else:
            fits, now = token == (node[0].upper() + node[1:] if at == first else node), dict(bound)
        if fits:
            yield from matches(rest, tokens, at + 1, now, first=first)


def written(pattern: Pattern, bound: Bound, *, choose: int = 0) -> tuple[str, ...]:
    """One of the token sequences that a pattern stands for, with every value that it can have.

    Args:
        bound: the values; a variable without one is left out.
        choose: which option each choice takes of those that fit the values, counted round.
    """
    found: list[str] = []
    for node in pattern:
        if isinstance(node, Choice):
            fitting = [option for option in node.options if _fits(option, bound)]
            had = [len(variables(option) & bound.keys()) for option in fitting]
            full = [option for option, count in zip(fitting, had, strict=True) if count == max(had)]
            found += written(full[choose % len(full)], bound, choose=choose)
        else:
            found.append(bound[node.name] if isinstance(node, Variable) else node)
    return tuple(found)
