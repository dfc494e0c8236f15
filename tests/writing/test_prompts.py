"""Prompts are files: ours are right, a user's own go first, and what does not agree is told by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import UserError
from drafting.model.prompts import load_prompt, prompt_names
from drafting.writing.composing.outline import OUTLINE

TOP = "---\npurpose: prøve\nvariables: [navn]\nversion: 1\n---\n"


def test_every_section_and_task_has_its_prompt() -> None:
    assert {plan.key for plan in OUTLINE} | {"system", "answer", "judge", "rettelse", "valg"} == set(prompt_names())


@pytest.mark.parametrize("name", prompt_names())
def test_every_prompt_loads_and_is_filled(name: str) -> None:
    prompt = load_prompt(name)
    filled = prompt.filled(**{variable: f"<{variable}>" for variable in prompt.variables})
    assert all(f"<{variable}>" in filled for variable in prompt.variables)
    assert prompt.purpose.endswith(".")
    assert prompt.version
    assert len(prompt.hash) == 64
    assert not prompt.own


@pytest.mark.parametrize("name", prompt_names())
def test_no_prompt_holds_a_number_that_could_be_taken_for_one_of_the_case(name: str) -> None:
    assert re.findall(r"\d{3,}", load_prompt(name).text) == []


def test_a_dollar_in_a_value_is_only_a_sign(tmp_path: Path) -> None:
    (tmp_path / "system.md").write_text(TOP + "Hei $navn.", encoding="utf-8")
    assert load_prompt("system", tmp_path).filled(navn="$navn $x ${y}") == "Hei $navn $x ${y}."


def test_the_users_own_file_goes_first_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "judge.md").write_text(TOP + "Min $navn.", encoding="utf-8")
    own = load_prompt("judge", tmp_path)
    assert own.own
    assert own.hash != load_prompt("judge").hash
    assert not load_prompt("answer", tmp_path).own


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Uten topp.", "purpose"),
        ("---\npurpose: [\n---\nx", "purpose"),
        ("---\npurpose: x\nvariables: []\n---\nx", "purpose"),
        (TOP + "Uten variabel.", "navn"),
        (TOP + "$navn og $ukjent", "ukjent"),
        (TOP + "$navn koster 5 $", "$"),
    ],
)
def test_what_does_not_agree_is_told(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "system.md").write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as told:
        load_prompt("system", tmp_path)
    assert said in told.value.line
    assert "system.md" in told.value.line


@pytest.mark.parametrize(("given", "said"), [({}, "mangler navn"), ({"navn": "x", "alder": "3"}, "kjenner ikke alder")])
def test_missing_and_unknown_variables_are_errors(tmp_path: Path, given: dict[str, str], said: str) -> None:
    (tmp_path / "system.md").write_text(TOP + "$navn", encoding="utf-8")
    with pytest.raises(UserError) as told:
        load_prompt("system", tmp_path).filled(**given)
    assert said in told.value.line
