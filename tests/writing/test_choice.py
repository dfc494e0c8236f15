"""The model's last try: letters for approved sentences; nothing that it writes itself can come in that way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.case.file import read_case
from drafting.checks.guard import guard
from drafting.drafts.model_draft import draft_with_model
from drafting.writing.rewriting.choice import choosable, chosen, offered, options_of, schema_of
from drafting.writing.rewriting.desk import Manner
from writing.models import FakeModel
from writing.samples import DEMO

BASE = "Beregnet IKER er {{icer.max_aup}} ved Maks-AUP og {{icer.rhf_aup}} ved tilbudt RHF-AUP, inkl. mva."
OTHER = "Det vises til {{case.title}}."
CHOICES = choosable({"a1": BASE, "a2": f"{BASE} {OTHER}", "a3": OTHER})


def test_a_sentence_is_offered_in_its_own_words_first_and_a_paragraph_without_a_choice_is_not() -> None:
    assert options_of(BASE)[0][0] == BASE
    assert 2 <= len(options_of(BASE)[0]) <= 5
    assert options_of(OTHER) == ((OTHER,),)
    assert list(CHOICES) == ["a1", "a2"]
    assert "1. A: Beregnet IKER er" in offered(CHOICES)
    assert f"2. A: {OTHER}" in offered(CHOICES)


def test_the_schema_wants_one_letter_for_each_sentence() -> None:
    properties = schema_of(CHOICES)["schema"]["properties"]
    assert properties["a2"]["minItems"] == properties["a2"]["maxItems"] == 2
    assert "A" in properties["a1"]["items"]["enum"]
    assert len(properties["a1"]["items"]["enum"]) == len(options_of(BASE)[0])


@pytest.mark.parametrize(
    "reply", ['{"a2": ["B", "A"]}', 'Svar: {"a2": ["B", "A"], "a9": ["A"]}', "a2: B A", "[a2]: B, A"]
)
def test_letters_become_sentences(reply: str) -> None:
    assert [one.text for one in chosen(reply, CHOICES)["a2"]] == [options_of(BASE)[0][1], OTHER]


@pytest.mark.parametrize(
    "reply",
    ["", "{", '{"a2": "BA"}', '{"a2": ["B"]}', '{"a2": ["B", "B"]}', '{"a2": ["B", "Å"]}', '{"a1": [1]}', "[" * 5000],
)
def test_another_reply_is_no_paragraph(reply: str) -> None:
    assert chosen(reply, CHOICES) == {}


@settings(deadline=None, max_examples=200)
@given(
    st.text(max_size=200)
    | st.dictionaries(st.sampled_from(["a1", "a2"]), st.lists(st.sampled_from("ABCDEF"))).map(json.dumps)
)
def test_whatever_comes_back_is_approved_sentences_or_nothing(reply: str) -> None:
    for name, told in chosen(reply, CHOICES).items():
        assert guard(told, {"a1": BASE, "a2": f"{BASE} {OTHER}"}[name], {}, "prøve") == ()


def test_a_model_that_only_lies_gets_a_choice_in_the_end_and_the_record_says_so() -> None:
    def answer(user: str) -> str:
        rows = re.findall(r"^\[(a\d+)\]\n((?:\d+\. [A-E]: .*\n?)+)", user, re.MULTILINE)
        letters = {
            name: [("B" if f"{n}. B:" in text else "A") for n in range(1, 1 + len(re.findall(r"\. A:", text)))]
            for name, text in rows
        }
        return json.dumps(letters) if rows else "Prisen er lav."

    model = FakeModel(answer)
    draft = draft_with_model(read_case(DEMO), None, model, Manner(only=("oppsummering",)))
    assert len(model.asked) == 3
    rows = draft.record[0]["paragraphs"]
    assert any(row["chosen"] and row["writer"] == "model" and row["attempts"] == 3 for row in rows)
    assert "Prisen er lav" not in draft.note.section("oppsummering").text


def test_prompts_say_what_is_wanted() -> None:
    text = (Path(__file__).parents[2] / "prompts/valg.md").read_text(encoding="utf-8")
    assert "$valg" in text
