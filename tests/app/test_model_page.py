"""Språkmodell in Gjennomgang: the wish, the writing, the proposal beside what stands, undo; a server on loopback."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from writing.models import asked_for, reply_of, rewritten
from writing.recording_server import Mode, Recorded, recording

from drafting.editing.saved_draft import edit_section, open_draft, start_case
from drafting.editing.stored_proposals import proposals
from drafting.store.store import Store, User
from tests.app.conftest import ROOT
from tests.app.test_pages import everything, fresh_caches, page, store
from tests.app.test_work import DEMO, press
from views.shared import session

__all__ = ["fresh_caches", "store"]
CASE, KEY = "ID2099_001", "oppsummering"
LIE = "Prisen er lav."


def lying(user: str) -> str:
    return reply_of({name: [(LIE, ["k"])] for name in asked_for(user)})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Recorded]]:
    """Starts a server that the settings name, and gives what it receives."""
    opened = []

    def start(answer: Callable[[str], str] = rewritten, mode: Mode = "good") -> Recorded:
        context = recording(answer, mode)
        opened.append(context)
        recorded, url = context.__enter__()
        monkeypatch.setenv("PRISNOTAT_MODEL", "openai:prøve")
        monkeypatch.setenv("PRISNOTAT_MODEL_URL", url)
        return recorded

    yield start
    for context in opened:
        context.__exit__(None, None, None)


def with_model(store: Store, role: str = "fagrådgiver") -> AppTest:
    """The summary of the demo case in the mode «Språkmodell»."""
    if not store.cases():
        start_case(store, DEMO, User("Ada", "fagrådgiver"))
    app = page("review", role)
    app.session_state["mode"] = "model"
    app.session_state[f"section_{CASE}"] = KEY
    return app.run()


def ended(app: AppTest) -> AppTest:
    """The page when the writing has ended."""
    for _ in range(100):
        app.run()
        if not any(button.label == "Avbryt" for button in app.button):
            return app
        time.sleep(0.05)
    pytest.fail("the writing did not end")


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_without_a_model_the_page_says_which_setting_is_missing(store: Store) -> None:
    app = with_model(store)
    assert not app.exception
    told = " ".join(info.value for info in app.info)
    assert "PRISNOTAT_MODEL" in told
    assert "PRISNOTAT_MODEL_URL" in told
    assert "Skriv forslag" not in labels(app)


def test_a_wrong_setting_is_one_line(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRISNOTAT_MODEL", "uten-kolon")
    app = with_model(store)
    assert "Kjenner ikke modellen" in app.error[0].value
    assert not app.exception


def test_a_proposal_is_shown_beside_what_stands_and_taken_in_by_paragraph(
    store: Store, server: Callable[..., Recorded]
) -> None:
    recorded = server()
    app = with_model(store)
    assert recorded.paths == [], "nothing is asked before the user asks"
    app.text_input(key=f"own_wish_{KEY}").set_value("vær nøktern")
    app = ended(press(app, "Skriv forslag"))
    assert not app.exception
    assert not app.error
    assert "vær nøktern" in recorded.asked[0]["messages"][0]["content"]
    sent = everything(app)
    assert "<del>utført</del>" in sent
    assert "<ins>gjennomført</ins>" in sent
    assert 'mark class=\\"secret\\"' in sent
    assert "Les før du tar det inn" in sent
    assert open_draft(store, CASE).versions[KEY].origin == "composer"
    app = press(app, "Ta inn")
    version = open_draft(store, CASE).versions[KEY]
    assert (version.origin, version.who) == ("model", "Tove Test")
    assert labels(app).count("Ta inn") == 1
    app = press(app, "Behold")
    assert "Du beholdt det som står." in everything(app)
    assert "Ta inn alle (1)" not in labels(app), "what is kept is not taken in with the rest"
    app = press(app, "Ta inn")
    assert "Ta inn" not in labels(app)
    app = press(app, "Angre: hent tilbake versjon 2 (modellens tekst)")
    assert "gjennomført" in open_draft(store, CASE).draft.note.section(KEY).text
    assert "Hvis" not in open_draft(store, CASE).draft.note.section(KEY).text
    app = press(app, "Legg bort forslagene")
    assert proposals(store, CASE, KEY) == ()


def test_a_models_paragraph_is_marked_where_the_section_is_read(store: Store, server: Callable[..., Recorded]) -> None:
    server()
    app = press(ended(press(with_model(store), "Skriv forslag")), "Ta inn alle (2)")
    app.session_state["mode"] = "internal"
    assert "by-model" in everything(app.run())
    assert "modellens tekst" in everything(app)
    app.session_state["mode"] = "public"
    assert "by-model" not in everything(app.run()).split("</style>")[-1]


def test_a_refused_paragraph_shows_why_and_not_what_the_model_wrote(
    store: Store, server: Callable[..., Recorded]
) -> None:
    server(lying)
    app = ended(press(with_model(store), "Skriv forslag"))
    sent = everything(app)
    assert "Forslaget besto ikke kontrollen" in sent
    assert "<li>" in sent
    assert LIE not in sent
    assert "Ta inn" not in labels(app)


@pytest.mark.parametrize("wish", ["Skriv 30 655,80 kroner", "prisen er 30655.80"])
def test_a_secret_wish_is_one_line_and_reaches_nobody(store: Store, server: Callable[..., Recorded], wish: str) -> None:
    recorded = server()
    app = with_model(store)
    app.text_input(key=f"own_wish_{KEY}").set_value(wish)
    app = press(app, "Skriv forslag")
    assert "Ingenting er sendt." in app.error[0].value
    assert "30" not in app.error[0].value
    assert recorded.paths == []


def test_a_writing_can_be_stopped(store: Store, server: Callable[..., Recorded]) -> None:
    recorded = server(mode="silent")
    app = press(with_model(store), "Skriv forslag")
    assert "Avbryt" in labels(app)
    assert "skrives nå" in everything(app)
    while not recorded.bodies:
        time.sleep(0.02)
    start = time.monotonic()
    app = ended(press(app, "Avbryt"))
    assert time.monotonic() - start < 5
    assert "avbrutt" in app.warning[0].value
    assert open_draft(store, CASE).versions[KEY].number == 1


def test_a_persons_text_is_only_replaced_as_a_whole_and_that_is_said(
    store: Store, server: Callable[..., Recorded]
) -> None:
    server()
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    edit_section(store, open_draft(store, CASE), KEY, "Min egen tekst.", User("Ola", "fagrådgiver"))
    app = ended(press(with_model(store), "Skriv forslag"))
    assert "redigert av Ola" in app.warning[0].value
    assert "Ta inn" not in labels(app)
    app = press(app, "Ta inn alle (2)")
    assert open_draft(store, CASE).versions[KEY].origin == "model"
    app = press(app, "Angre: hent tilbake versjon 2 (redigert)")
    assert open_draft(store, CASE).draft.note.section(KEY).text == "Min egen tekst."


def test_a_writing_that_ends_while_the_page_is_made_does_not_hide_its_proposal(
    store: Store, server: Callable[..., Recorded], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proposal is there as soon as the page says that the writing has ended, however the two fall in time."""
    server()
    app = press(with_model(store), "Skriv forslag")
    read = proposals

    def late(*arguments: Any) -> Any:
        found = read(*arguments)
        for job in session.writings().values():
            assert job.ended.wait(20)  # ends right after the proposals were read
        return found

    monkeypatch.setattr("views.model.model_writing.proposals", late)
    app = ended(app)
    assert any(label.startswith("Ta inn") for label in labels(app))


def test_the_prompts_in_force_are_shown_and_which_are_the_users_own(
    store: Store, server: Callable[..., Recorded], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server()
    own = (ROOT / "prompts" / f"{KEY}.md").read_text("utf-8").replace("version: 1", "version: 7")
    (tmp_path / f"{KEY}.md").write_text(own, "utf-8")
    monkeypatch.setenv("PRISNOTAT_PROMPTS", str(tmp_path))
    sent = everything(with_model(store))
    assert f"<td>{KEY}</td>" in sent
    assert sent.count(">innebygd<") == 3
    assert sent.count(">egen<") == 1
    assert "<td>7</td>" in sent


def test_the_history_fetches_any_version_back(store: Store) -> None:
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    for text in ("Første.", "Andre."):
        edit_section(store, open_draft(store, CASE), "bakgrunn", text, User("Ola", "fagrådgiver"))
    app = page("review", "fagrådgiver")
    app.session_state["part"] = "Historikk"
    app = app.run()
    heads = [expander.label for expander in app.expander]
    assert heads[0].startswith("Versjon 3 · redigert · Ola")
    assert heads[0].endswith("står nå")
    assert heads[2].startswith("Versjon 1 · programmets tekst · Prisnotat")
    app.button(key="fetch_bakgrunn_2").click().run()
    version = open_draft(store, CASE).versions["bakgrunn"]
    assert (version.number, version.section.text, version.who) == (4, "Første.", "Tove Test")


def test_a_reader_sees_nothing_of_it(store: Store, server: Callable[..., Recorded]) -> None:
    server()
    app = with_model(store, "leser")
    assert not {"Skriv forslag", "Ta inn"} & set(labels(app))
