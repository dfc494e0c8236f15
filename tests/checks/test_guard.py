"""The guard: correct rewritings pass, lies do not, whatever they are made of."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.guard import (
    EVERY_LIAR,
    MOST_REFUSED,
    Paraphrase,
    adversarial,
    false_rejections,
    lies,
    paraphrases,
    real_cases,
    samples,
    written_lies,
)
from corpus.documents import Source
from drafting.checks.guard import Sentence, guard

BASE = (
    "Ved Maks-AUP er behandling med {{case.product.abbreviation}} kostnadsnøytral dersom effekten varer i om lag "
    "{{threshold.max_aup.years}}. Ved tilbudt RHF-AUP er den det dersom effekten varer i om lag "
    "{{threshold.rhf_aup.years}}."
)
COST = (
    "Kostnaden per pasient, inkl. mva., er {{treatment.max_aup}} ved Maks-AUP og {{treatment.rhf_aup}} ved tilbudt "
    "RHF-AUP."
)
PASSAGE = Source("0" * 64, 3, 0, 44, "Usikkerheten gjelder særlig varigheten av effekten.", "rapport.pdf")
EVERY = list(paraphrases())


def codes(text: str, base: str, *more: Sentence) -> set[str]:
    return {finding.code for finding in guard([Sentence(text), *more], base, {"p1": PASSAGE}, "prøve")}


def test_false_rejections_are_few() -> None:
    found = false_rejections()
    assert found["known"]["paragraphs"] >= 200
    assert found["known"]["rate"] < MOST_REFUSED
    assert found["blind"]["paragraphs"] >= 200


def test_every_base_accepts_itself() -> None:
    assert [one.base for one in EVERY if guard([Sentence(one.base)], one.base, {}, "prøve")] == []


def test_no_written_lie_passes() -> None:
    found = written_lies()
    assert found["wrong"] == []
    assert found["lies"] > 500


def test_no_lie_passes_in_the_samples() -> None:
    few = [next(case for case in samples() if case[0] == name) for name in ("threshold", "demo")]
    found = adversarial(iter(few))
    assert found["wrong"] == []
    assert found["kinds"] >= 25


@pytest.mark.shared
def test_no_lie_passes_in_a_real_case() -> None:
    name, case_file, report = next(case for case in real_cases() if case[0] == "ID2022_075")
    told = list(lies(case_file, report))
    assert len(told) > 800
    assert [lie for lie in told if lie[3]] == [], name


def test_there_are_ten_invented_cases_and_many_kinds_of_liar() -> None:
    assert len(list(samples())) >= 10
    assert len(EVERY_LIAR) >= 390


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (COST.replace("{{treatment.max_aup}}", "{{treatment.min_aup}}"), "G001"),
        (COST.replace("{{treatment.max_aup}}", "{treatment.max_aup}"), "G002"),
        (COST.replace("{{treatment.max_aup}} ved Maks-AUP og ", ""), "G003"),
        (COST.replace("{{treatment.max_aup}}", "{{treatment.max_aup}} {{treatment.max_aup}}"), "G004"),
        (COST.replace("{{treatment.max_aup}}", "1 000 NOK"), "G005"),
        (COST.replace("Kostnaden", "Kostnaden hos Novartis"), "G007"),
        (COST.replace("Kostnaden", "«Kostnaden»"), "G008"),
        (COST.replace("er {{", "er bare {{"), "G009"),
        (COST.replace("Maks-AUP og", "RHF-AUP og").replace("tilbudt RHF", "Maks"), "G010"),
        (COST.replace("Kostnaden", "The cost"), "G012"),
        (COST.rstrip("."), "G013"),
        (COST + "<br>", "G014"),
    ],
)
def test_each_fault_has_its_code(text: str, code: str) -> None:
    assert code in codes(text, COST)


def test_a_reservation_that_is_gone_has_its_code() -> None:
    assert "G011" in codes(BASE.replace("om lag ", ""), BASE)


def test_a_whole_sentence_of_the_report_may_be_quoted() -> None:
    quote = Sentence(f"DMP skriver: «{PASSAGE.quote}»", ("p1",))
    assert codes(COST, COST, quote) == set()


@pytest.mark.parametrize(
    ("text", "rests_on", "code"),
    [
        ("DMP skriver: «varigheten av effekten.»", ("p1",), "G008"),
        (f"Leverandøren skriver: «{PASSAGE.quote}»", ("p1",), "G009"),
        (f"DMP skriver: «{PASSAGE.quote}»", ("p2",), "G006"),
        ("Prisen er lav.", (), "G006"),
        ("Prisen er lav.", ("k", "p1"), "G009"),
    ],
)
def test_what_is_no_quote_is_refused(text: str, rests_on: tuple[str, ...], code: str) -> None:
    assert code in codes(COST, COST, Sentence(text, rests_on))


def test_a_condition_may_change_sides() -> None:
    turned = (
        "Dersom effekten varer i om lag {{threshold.max_aup.years}}, er behandling med {{case.product.abbreviation}} "
        "kostnadsnøytral ved Maks-AUP. Ved tilbudt RHF-AUP er den det dersom effekten varer i om lag "
        "{{threshold.rhf_aup.years}}."
    )
    assert codes(turned, BASE) == set()


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(EVERY), st.text(string.digits, min_size=1, max_size=6), st.integers(0, 400))
def test_a_number_is_never_smuggled_in(one: Paraphrase, digits: str, place: int) -> None:
    base = one.base
    words = base.split(" ")
    at = place % (len(words) + 1)
    assert guard([Sentence(" ".join([*words[:at], digits, *words[at:]]))], base, {}, "prøve")


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(EVERY),
    st.sampled_from("ikke aldri billig lav høy dyr svært kanskje kostnadseffektiv ingen alle halve sikkert".split()),  # noqa: SIM905
    st.integers(0, 400),
)
def test_a_word_that_turns_a_sentence_is_never_smuggled_in(one: Paraphrase, word: str, place: int) -> None:
    base = one.base
    words = base.split(" ")
    at = place % (len(words) + 1)
    assert guard([Sentence(" ".join([*words[:at], word, *words[at:]]))], base, {}, "prøve")


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(EVERY), st.text(max_size=120))
def test_any_text_is_judged_without_an_error(one: Paraphrase, text: str) -> None:
    base = one.base
    found = guard([Sentence(text)], base, {}, "prøve")
    assert found or text.strip() == base


def test_the_table_says_which_half_was_held_out() -> None:
    held = [one for one in EVERY if one.kind == "held_out"]
    assert len(held) >= 90
    assert Path(__file__).parents[1].joinpath("tables/paraphrases.toml").is_file()
