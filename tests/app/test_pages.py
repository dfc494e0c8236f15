"""Each page by itself, for each role, without a browser: empty states, errors as one line, no secret for a reader."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from drafting.calculations.calculation import calculate
from drafting.case.file import parse_case
from drafting.editing.saved_draft import start_case
from drafting.settings import settings
from drafting.store.store import Store, User, open_store
from tests.app.conftest import ROOT
from views.figures.what_if import price_steps

PAGES = ("overview", "new_note", "review", "figures", "archive")
DEMO = (ROOT / "corpus" / "samples" / "demo.yaml").read_text("utf-8")
CANARY = "17171.71"
WITH_CANARY = DEMO.replace("30655.80", CANARY)


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def store(own_home: None) -> Iterator[Store]:
    opened = open_store(settings())
    yield opened
    opened.engine.dispose()


def page(name: str, role: str) -> AppTest:
    """The page as a user with that role meets it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["user"] = User("Tove Test", role)
    app.run()
    path = next((ROOT / "views").rglob(f"{name}.py"))
    return app.switch_page(str(path.relative_to(ROOT))).run()


def everything(app: AppTest) -> str:
    """Every text that is sent to the browser, attributes and hidden fields included."""
    return " ".join(str(element.proto) for element in _elements(app.main)) + " ".join(
        str(element.proto) for element in _elements(app.sidebar)
    )


def _elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _elements(child)
        if getattr(child, "proto", None) is not None:
            yield child


@pytest.mark.parametrize(("name", "role"), [*((name, "fagrådgiver") for name in PAGES), ("new_note", "leser")])
def test_a_page_without_any_case_says_what_to_do(store: Store, name: str, role: str) -> None:
    app = page(name, role)
    assert not app.exception
    if name != "new_note":
        assert "ingen saker ennå" in " ".join(info.value for info in app.info)
    elif role == "leser":
        assert "kan ikke opprette saker" in app.error[0].value


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_is_sent_no_secret(store: Store, name: str) -> None:
    start_case(store, WITH_CANARY, User("Ada", "fagrådgiver"))
    app = page(name, "leser")
    assert not app.exception
    sent = everything(app).replace("\\302\\240", " ").replace("\u00a0", " ")
    assert len(sent) > 200
    for figure in calculate(parse_case(WITH_CANARY).case).values():
        if figure.confidential and len(figure.display) > 6:
            assert figure.display not in sent
    for form in (CANARY, "17 171", "17171", "17.171"):
        assert form not in sent


@pytest.mark.shared
@pytest.mark.parametrize("method_id", ["ID2021_047", "ID2022_075"])
@pytest.mark.parametrize("name", ["review", "figures"])
def test_a_reader_is_sent_no_secret_of_a_real_case(store: Store, shared: Path, method_id: str, name: str) -> None:
    text = (shared / "cases" / f"{method_id}.yaml").read_text("utf-8")
    start_case(store, text, User("Ada", "fagrådgiver"))
    app = page(name, "leser")
    assert not app.exception
    assert not app.error
    sent = everything(app).replace("\\302\\240", " ").replace("\u00a0", " ")
    for figure in calculate(parse_case(text).case).values():
        if figure.confidential and len(figure.display) > 6:
            assert figure.display not in sent, figure.key


def test_an_adviser_is_sent_the_same_secret(store: Store) -> None:
    start_case(store, WITH_CANARY, User("Ada", "fagrådgiver"))
    assert "17 171,71 NOK" in everything(page("figures", "fagrådgiver"))


@pytest.mark.parametrize(("ceiling", "offered"), [("48217.50", "30655.80"), ("12.30", "11.05"), ("43028738", "1")])
def test_the_sliders_prices_run_to_maks_aup_and_stop_at_the_offered_one(ceiling: str, offered: str) -> None:
    package = parse_case(DEMO.replace("48217.50", ceiling).replace("30655.80", offered)).case.package("099001")
    prices = price_steps(package)
    assert prices == sorted(set(prices))
    assert prices[-1] == Decimal(ceiling)
    assert Decimal(offered) in prices
    assert prices[0] > 0


def test_nothing_is_shown_before_somebody_has_signed_in(store: Store) -> None:
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "ID2099_001" not in everything(app)
    app.text_input[0].input("  ")
    app.button[0].click().run()
    assert app.error[0].value == "Skriv navnet ditt."
    app.text_input[0].input("Tove Test")
    app.button[0].click().run()
    assert app.session_state["user"] == User("Tove Test", "fagrådgiver")


@pytest.mark.parametrize("name", ["review", "figures", "archive"])
def test_without_the_key_a_page_says_so_in_one_line(store: Store, name: str) -> None:
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    store.settings.key_file.unlink()
    app = page(name, "fagrådgiver")
    if name != "archive":
        assert "PRISNOTAT" in app.error[0].value
    assert not app.exception


def test_without_the_key_the_overview_still_works(store: Store) -> None:
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    store.settings.key_file.unlink()
    app = page("overview", "fagrådgiver")
    assert "nøkkelen" in app.warning[0].value
    assert any("ID2099" in item.value for item in app.markdown)


def test_an_unknown_setting_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRISNOTAT_HOEM", "x")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "PRISNOTAT_HOME" in app.error[0].value.replace("\\", "")
    assert not app.exception


def test_an_unexpected_error_is_one_line_and_the_log_holds_no_value(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Store) -> None:
        raise RuntimeError(f"prisen er {CANARY}")

    monkeypatch.setattr(Store, "cases", broken)
    app = page("overview", "fagsjef")
    assert "Uventet feil" in app.error[0].value
    assert CANARY not in everything(app)
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text


def test_a_long_title_and_an_empty_offer_are_shown(store: Store) -> None:
    bare = "\n".join(
        [
            "method_id: ID2099_055",
            f"title: {'Et svært langt navn på en metode ' * 20}",
            "note_date: 2025-05-14",
            "product: {name: Preparat, substance: virkestoff, company: Firma}",
            "report: {track: no_health_economics}",
        ]
    )
    start_case(store, bare, User("Ada", "fagrådgiver"))
    for name in PAGES:
        app = page(name, "fagrådgiver")
        assert not app.exception
        assert not app.error, f"{name}: {app.error[0].value}"
