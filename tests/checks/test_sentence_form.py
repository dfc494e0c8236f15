"""What has lost a small word is refused, and what an adviser may write is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.guard import paraphrases
from drafting.checks.guard.sentence_form import sentence_form
from drafting.checks.guard.verbs import missing_verbs
from drafting.checks.guard.word_classes import classes, split

COST = "Legemiddelkostnaden per år, inkl. mva., er {{treatment.annual.max_aup}} ved Maks-AUP."
METHOD = (
    "DMP har vurdert behandling med {{case.product.substance}}, og har utført en analyse. "
    "Den viser hvor lenge effekten må vare."
)
RESULT = (
    "Resultatet avhenger av diskonteringen. Det antas at effekten er tilsvarende. "
    "Sykehuset kan komme til ved å inngå avtale."
)


@pytest.mark.parametrize(
    ("base", "text"),
    [
        (COST, "Legemiddelkostnaden per år, inkl. mva., {{treatment.annual.max_aup}} ved Maks-AUP."),
        (COST, "Legemiddelkostnaden per år, inkl. mva., var {{treatment.annual.max_aup}} ved Maks-AUP."),
        (COST, "Legemiddelkostnaden {{treatment.annual.max_aup}} per år, inkl. mva., ved Maks-AUP er."),
        (METHOD, METHOD.replace("har vurdert", "vurdert")),
        (METHOD, METHOD.replace(" med ", " ")),
        (METHOD, METHOD.replace(", og har", " har")),
        (METHOD, METHOD.replace("må vare", "må")),
        (METHOD, METHOD.replace("må vare", "vare")),
        (METHOD, METHOD.replace(". Den viser", ". Derfor viser den")),
        (RESULT, RESULT.replace("avhenger av", "avhenger")),
        (RESULT, RESULT.replace("antas at", "antas om")),
        (RESULT, RESULT.replace("å inngå", "inngå")),
        (RESULT, RESULT.replace("ved å", "å å")),
        (RESULT, RESULT.replace("Sykehuset kan", "Sykehuset")),
    ],
)
def test_a_sentence_that_has_come_apart_is_refused(base: str, text: str) -> None:
    assert text != base
    assert list(sentence_form(text, base))


@pytest.mark.parametrize(
    ("base", "text"),
    [
        (COST, "Ved Maks-AUP er legemiddelkostnaden per år {{treatment.annual.max_aup}}, inkl. mva."),
        (COST, "Årlig legemiddelkostnad utgjør {{treatment.annual.max_aup}} ved Maks-AUP, inkl. mva."),
        (METHOD, METHOD.replace(". Den viser", ", som viser")),
        (METHOD, METHOD.replace(", og har utført en analyse", ". Det er utført en analyse")),
        (RESULT, RESULT.replace("avhenger av", "er avhengig av")),
        (RESULT, RESULT.replace("antas at effekten er", "antas at effekten vil være")),
    ],
)
def test_what_an_adviser_may_write_is_not_refused(base: str, text: str) -> None:
    assert list(sentence_form(text, base)) == []


def test_sentences_are_words_without_brackets_and_page_references() -> None:
    text = "Kostnaden (KN) er ca. {{a.b}} inkl. mva. (s. 4). Tallene er DMPs."
    assert split(text) == [("kostnaden", "er", "ca", "{{a.b}}", "¤mva"), ("tallene", "er", "dmps")]


def test_no_word_is_both_preposition_and_verb() -> None:
    words = classes()
    assert [word for word in words.of if words.has(word, "preposition") and words.has(word, "finite")] == []


def test_an_infinitive_after_a_modal_verb_is_no_clause_of_its_own() -> None:
    assert missing_verbs(split("Behandlingen kan tas i bruk.")[0]) == 0
    assert missing_verbs(split("Behandlingen tas i bruk når avtalen.")[0]) == 1


@given(st.sampled_from(sorted({one.base for one in paraphrases()})))
def test_a_paragraph_is_well_formed_beside_itself(base: str) -> None:
    assert list(sentence_form(base, base)) == []


@given(st.text(max_size=80), st.text(max_size=80))
@settings(deadline=None)
def test_any_two_texts_can_be_compared(own: str, base: str) -> None:
    for code, message in sentence_form(own, base):
        assert code in ("G010", "G013")
        assert message.endswith(".")
