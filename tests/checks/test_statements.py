"""The lists of approved sentences: each says one thing, in good form, and every sentence of the composer is in one."""

from __future__ import annotations

import re
from itertools import chain
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.guard import real_cases, samples
from corpus.reading.read import read_pages
from corpus.reports.report import read_report
from drafting.calculations.calculation import calculate
from drafting.checks.guard.meaning import FOREIGN, meaning
from drafting.checks.guard.patterns import Choice, Pattern, Phrase, Variable, compiled, matches, variables, written
from drafting.checks.guard.statements import Form, forms, meanings, verbatim
from drafting.checks.guard.tokens import set_in_type, tokens_of
from drafting.checks.guard.ways import ways
from drafting.facts import facts
from drafting.note.note import Paragraph
from drafting.writing.composing.composer import compose
from drafting.writing.rewriting.brief import rewritable

EVERY = forms()


def some_sentence(pattern: Pattern, bound: dict[str, str], random: Random) -> list[str]:
    """A sentence of a pattern, its choices drawn by lot."""
    found: list[str] = []
    for node in pattern:
        if isinstance(node, Choice):
            found += some_sentence(random.choice(node.options), bound, random)
        elif isinstance(node, Variable):
            found.append(bound.setdefault(node.name, random.choice(node.words)) if node.words else bound[node.name])
        else:
            found.append(node)
    return found


def sentence(form: Form, seed: int) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """A whole sentence of a form, with values of our own, and what it says."""
    random = Random(seed)
    names = sorted(variables(form.pattern))
    worded = _worded(form.pattern)
    bound = {name: f"{{{{figure.number{place}}}}}" for place, name in enumerate(names) if name not in worded}
    tokens = some_sentence(form.pattern, bound, random)
    for name in worded:
        bound.setdefault(name, "")
    tokens[0] = tokens[0][0].upper() + tokens[0][1:]
    if form.end != "." or tokens[-1][-1] != ".":
        tokens.append(form.end)
    return tuple(tokens), _said(form, bound, tokens)


def _said(form: Form, bound: dict[str, str], tokens: list[str]) -> tuple[tuple[str, ...], ...]:
    """What the sentence says: a value that is not in it is not said."""
    return tuple(
        (name, *(bound[value] if bound[value] in tokens else "" for value in values)) for name, values in form.says
    )


def _worded(pattern: Pattern) -> set[str]:
    found: set[str] = set()
    for node in pattern:
        if isinstance(node, Variable) and node.words:
            found.add(node.name)
        elif isinstance(node, Choice):
            found = found.union(*map(_worded, node.options))
    return found


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(EVERY), st.integers(0, 10**9))
def test_every_sentence_says_one_thing_and_is_well_set(form: Form, seed: int) -> None:
    tokens, says = sentence(form, seed)
    assert meanings(tokens) == {says}
    text = set_in_type(tokens)
    assert tokens_of(text) == tokens
    assert not re.search(r"  | [,.;:)]|\( |[,;:](?=[^\s])|,,|\.\.", text)
    assert not {token.lower() for token in tokens} & FOREIGN


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(EVERY), st.integers(0, 10**9), st.data())
def test_a_value_in_another_place_is_another_meaning(form: Form, seed: int, data: st.DataObject) -> None:
    tokens, says = sentence(form, seed)
    places = [place for place, token in enumerate(tokens) if token[:2] == "{{"]
    if len(places) < 2:
        return
    one, other = data.draw(st.permutations(places))[:2]
    if tokens[one] == tokens[other]:
        return  # one value that is said twice
    turned = list(tokens)
    turned[one], turned[other] = turned[other], turned[one]
    assert says not in meanings(tuple(turned))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(EVERY), st.integers(0, 10**9), st.data())
def test_a_word_that_is_gone_is_found_unless_the_rest_is_in_a_list(form: Form, seed: int, data: st.DataObject) -> None:
    tokens, _ = sentence(form, seed)
    base = set_in_type(tokens)
    gone = data.draw(st.integers(0, len(tokens) - 1))
    rest = set_in_type([*tokens[:gone], *tokens[gone + 1 :]])
    says = meanings(tokens_of(rest))
    assert (not list(meaning(rest, base))) == (says == meanings(tokens)), rest


@pytest.mark.parametrize("form", EVERY, ids=lambda form: "+".join(name for name, _ in form.says))
def test_every_option_of_a_form_is_read_as_that_form(form: Form) -> None:
    for seed in range(3):
        tokens, says = sentence(form, seed)
        assert meanings(tokens) == {says}, set_in_type(tokens)


def composed() -> dict[str, str]:
    """Every paragraph that a model may be given in the samples and, where they are, the real cases."""
    found: dict[str, str] = {}
    for _, case_file, path in chain(samples(), real_cases()):
        report = read_report(read_pages(path)) if path else None
        note = compose(case_file, calculate(case_file.case), facts(report) if report else None, report)
        for section in note.sections:
            found |= {block.text: section.key for block in rewritable(section).values() if isinstance(block, Paragraph)}
    return found


def test_every_sentence_of_the_composer_is_in_a_list_and_has_other_ways() -> None:
    paragraphs = composed()
    assert len(paragraphs) > 50
    assert {text: verbatim(tokens_of(text)) for text in paragraphs if verbatim(tokens_of(text))} == {}
    assert [text for text in paragraphs if len(meanings(tokens_of(text))) != 1] == []
    for text in paragraphs:
        for way in ways(text, 3):
            assert meanings(tokens_of(way)), way


def test_a_pattern_is_read_as_it_is_written() -> None:
    phrases = {"er": Phrase((), ("[er|utgjør]",)), "pris": Phrase(("s", "X"), ("<s> <er> {X}", "prisen"))}
    phrases["egen"] = Phrase((), ("kostnaden [i dag]",))
    pattern = compiled("{n:en|to} <pris egen A> her", phrases)
    assert variables(pattern) == {"A", "n"}
    given = tokens_of("En kostnaden i dag utgjør {{x.y}} her")
    assert [bound for _, bound in matches(pattern, given, 0, {}, first=0)] == []  # a kept word is kept as it is
    given = tokens_of("en kostnaden i dag utgjør {{x.y}} her")
    assert [dict(bound) for _, bound in matches(pattern, given, 0, {})] == [{"n": "en", "A": "{{x.y}}"}]
    assert set_in_type(written(pattern, {"n": "to", "A": "{{x.y}}"})) == "to kostnaden i dag er {{x.y}} her"


@pytest.mark.parametrize("text", ["[a|b", "a]", "<ukjent>", "<er X>", "{", "a > b"])
def test_a_wrong_pattern_is_said_to_be(text: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|bracket|phrase"):
        compiled(text, {"er": Phrase((), ("er",))})


def test_a_sentence_in_no_list_stands_only_word_for_word() -> None:
    own = "Vi så rapporten fra {{case.a}}."
    known = "Beregnet IKER er {{x.m}} ved Maks-AUP og {{x.r}} ved tilbudt RHF-AUP, inkl. mva."
    base = f"{own} {known}"
    assert list(meaning(base, base)) == []
    assert list(meaning(base.replace("Beregnet IKER er", "Beregnet IKER utgjør"), base)) == []
    assert list(meaning(base.replace("så", "leste"), base))
    assert list(meaning(f"{known} {own}", base))


def test_og_may_not_pull_a_statement_under_a_condition() -> None:
    base = (
        "Det antas at {{case.patients.statement}} vil være aktuelle for behandlingen. Budsjettvirkningen det første "
        "året er {{x.m}} ved Maks-AUP og {{x.r}} ved tilbudt RHF-AUP, inkl. mva."
    )
    joined = base.replace(". Budsjett", ", og budsjett")
    assert list(meaning(base, base)) == []
    assert list(meaning(joined, base))
