"""By which names the app answers, and which protections no setting turns off."""

from __future__ import annotations

import pytest
from streamlit import config

from views.serving import ALWAYS_ON, LOCAL_NAMES, answers_to, close_settings


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST", "localhost."]
)
def test_the_machines_own_names_are_answered(host: str) -> None:
    assert answers_to([host], LOCAL_NAMES)


@pytest.mark.parametrize(
    "asked",
    [
        ["evil.example"],
        ["evil.example:8501"],
        ["localhost.evil.example"],
        ["evil.example@localhost"],
        ["localhost@evil.example"],
        ["localhost/evil"],
        ["localhost:x"],
        ["localhost", "evil.example"],
        [""],
        [],
        ["[::1"],
        ["127.0.0.1.nip.example"],
    ],
)
def test_other_names_are_turned_away(asked: list[str]) -> None:
    assert not answers_to(asked, LOCAL_NAMES)


def test_a_name_under_a_given_one() -> None:
    assert answers_to(["prisnotat.hf.no"], ["*.hf.no"])
    assert not answers_to(["hf.no.evil.example"], ["*.hf.no"])
    assert not answers_to(["evilhf.no"], ["*.hf.no"])


@pytest.fixture
def options() -> object:
    kept = {name: config.get_option(name) for name in (*ALWAYS_ON, "server.allowedHosts")}
    yield
    for name, value in kept.items():
        config.set_option(name, value)


@pytest.mark.usefixtures("options")
@pytest.mark.parametrize("given", [[], ["*"], ["*."], ["  "]])
def test_a_setting_that_lets_anybody_in_lets_only_this_machine_in(given: list[str]) -> None:
    for name in ALWAYS_ON:
        config.set_option(name, False)
    config.set_option("server.allowedHosts", given)
    close_settings()
    assert all(config.get_option(name) for name in ALWAYS_ON)
    assert config.get_option("server.allowedHosts") == list(LOCAL_NAMES)


@pytest.mark.usefixtures("options")
def test_a_given_name_stands() -> None:
    config.set_option("server.allowedHosts", ["Prisnotat.HF.no.", "*"])
    close_settings()
    assert config.get_option("server.allowedHosts") == ["prisnotat.hf.no"]
