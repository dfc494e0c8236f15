"""A refused text in Språkmodell: shown as not checked, put into the editor unsaved, and never over a person's words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from writing.models import FREE, asked_for, freely, reply_of, rewritten
from writing.recording_server import Recorded

from drafting.editing.own_text import BEGAN
from drafting.editing.saved_draft import edit_section, open_draft, start_case
from drafting.editing.section_text import section_text
from drafting.store.store import Store, User
from tests.app.test_model_page import CASE, KEY, ended, labels, server, with_model
from tests.app.test_pages import everything, fresh_caches, store
from tests.app.test_work import DEMO, press

__all__ = ["fresh_caches", "server", "store"]
OTHER = User("Ola", "fagrådgiver")
OWN = "Rediger som min tekst"


def mixed(user: str) -> str:
    """Good where there is a word to put better, free elsewhere."""
    good, free = ({one["id"]: one["sentences"] for one in _told(answer(user))} for answer in (rewritten, freely))
    given = asked_for(user)
    changed = {name for name, text in given.items() if good[name][0]["text"] != text}
    return reply_of({name: [((good if name in changed else free)[name][0]["text"], ["k"])] for name in given})


def _told(reply: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(reply)["paragraphs"]
    return found


@pytest.fixture
def offered(store: Store, server: Callable[..., Recorded]) -> AppTest:
    """The page with a proposal that is free in every paragraph."""
    server(freely)
    return ended(press(with_model(store), "Skriv forslag"))


def standing(store: Store) -> str:
    return section_text(open_draft(store, CASE).draft.note.section(KEY))


def number(store: Store) -> int:
    return open_draft(store, CASE).versions[KEY].number


def own(app: AppTest, place: int = 0) -> AppTest:
    """Clicks one of the buttons that put a text into the editor."""
    [button for button in app.button if button.label == OWN][place].click()
    return app.run()


def typed(app: AppTest) -> str:
    return str(app.text_area[0].value)


def mode(app: AppTest, name: str) -> AppTest:
    app.session_state["mode"] = name
    return app.run()


def told(elements: Any) -> str:
    return " ".join(element.value for element in elements)


def test_a_refused_text_is_labelled_beside_the_programs_and_cannot_be_taken_in(offered: AppTest) -> None:
    assert not offered.exception
    sent = everything(offered)
    assert '<div class=\\"unchecked\\"><h4><span>Ikke kontrollert</span>' in sent
    assert "<ins>Kort fortalt" in sent
    assert "Kontrollen kan ikke vise" in sent
    assert "<li>" in sent
    assert 'mark class=\\"secret\\"' in sent, "the reader sees the values, marked as elsewhere"
    assert "ikke kontrollert" in told(offered.caption)
    assert not [label for label in labels(offered) if label.startswith("Ta inn")]
    assert OWN in labels(offered)


def test_take_in_all_takes_only_what_holds(store: Store, server: Callable[..., Recorded]) -> None:
    server(mixed)
    app = ended(press(with_model(store), "Skriv forslag"))
    assert FREE.strip() in everything(app)
    app = press(app, next(label for label in labels(app) if label.startswith("Ta inn alle")))
    version = open_draft(store, CASE).versions[KEY]
    assert version.origin == "model"
    assert FREE not in standing(store)
    assert OWN in labels(app)


def test_the_click_saves_nothing_and_the_text_is_the_persons_when_he_saves_it(store: Store, offered: AppTest) -> None:
    before = standing(store)
    app = own(offered)
    assert not app.exception
    assert FREE in typed(app)
    assert typed(app).count("\n\n") == before.count("\n\n"), "the other blocks are as they were"
    assert "ikke kontrollert" in told(app.warning)
    assert "Lagres av seg selv" not in everything(app)
    app.text_area[0].set_value(typed(app).replace(FREE, "Kort sagt: ")).run()
    assert (standing(store), number(store)) == (before, 1), "nothing saves itself before he says so"
    app = press(app, "Lagre som min tekst")
    version = open_draft(store, CASE).versions[KEY]
    assert (version.number, version.origin, version.who) == (2, "human", "Tove Test")
    assert "Kort sagt: " in standing(store)
    assert [entry.event for entry in store.log(CASE)][:2] == [BEGAN, "del lagret"]
    assert not app.warning
    app.text_area[0].set_value(standing(store) + "\n\nMer.").run()
    assert number(store) == 3, "from now on it saves itself"
    app = press(app, "Angre: hent tilbake versjon 2 (redigert)")
    assert "Kort sagt: " in standing(store)


def test_a_text_that_was_put_in_can_be_let_go_of(store: Store, offered: AppTest) -> None:
    before = standing(store)
    app = press(own(offered), "Forkast")
    assert typed(app) == before
    assert not app.warning
    assert number(store) == 1


def test_an_unsaved_text_outlives_another_mode_and_takes_a_second_paragraph(store: Store, offered: AppTest) -> None:
    app = own(offered)
    app.text_area[0].set_value(typed(app).replace(FREE, "Mine ord: ")).run()
    app = mode(mode(app, "internal"), "edit")
    assert "Mine ord: " in typed(app)
    app = mode(app, "model")
    app = own(app)
    assert "Mine ord: " in typed(app)
    assert typed(app).count(FREE) == 1
    assert number(store) == 1
    app = press(app, "Lagre som min tekst")
    assert "2 avsnitt som ikke var kontrollert" in store.log(CASE)[0].detail


def test_a_version_saved_meanwhile_is_told_and_neither_text_is_lost(store: Store, offered: AppTest) -> None:
    app = own(offered)
    edit_section(store, open_draft(store, CASE), KEY, "Hans tekst.", OTHER)
    app = app.run()
    assert "Ola har lagret versjon 2" in told(app.warning)
    assert FREE in typed(app)
    assert "Lagre som min tekst" not in labels(app)
    press(app, "Lagre min tekst som ny versjon")
    assert FREE in standing(store)
    assert [version.origin for version in store.history(CASE, KEY)] == ["human", "human", "composer"]
    assert store.log(CASE)[0].event == BEGAN


def test_in_a_persons_text_only_an_untouched_paragraph_is_replaced(
    store: Store, server: Callable[..., Recorded]
) -> None:
    server(freely)
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    first, *rest = standing(store).split("\n\n")
    edit_section(store, open_draft(store, CASE), KEY, "\n\n".join([f"{first} Olas ord.", *rest]), OTHER)
    app = ended(press(with_model(store), "Skriv forslag"))
    copied = [block.value for block in app.code]
    assert len(copied) == 1
    assert copied[0].startswith(FREE)
    assert "kan ikke byttes ut" in told(app.caption)
    assert "erstattes hele" not in told(app.warning), "nothing here can be taken in"
    app = own(app)
    assert "Olas ord." in typed(app)
    assert FREE in typed(app)
    assert number(store) == 2


def test_a_persons_own_text_is_never_replaced(store: Store, server: Callable[..., Recorded]) -> None:
    server(freely)
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    edit_section(store, open_draft(store, CASE), KEY, "Min egen tekst.", OTHER)
    app = ended(press(with_model(store), "Skriv forslag"))
    assert OWN not in labels(app)
    assert app.code
    assert standing(store) == "Min egen tekst."


def test_a_text_that_was_put_in_and_saved_is_not_offered_again(store: Store, offered: AppTest) -> None:
    count = labels(offered).count(OWN)
    app = mode(press(own(offered), "Lagre som min tekst"), "model")
    assert labels(app).count(OWN) == count - 1
    assert "satt inn i delen" in told(app.caption)


def choosing(user: str) -> str:
    """Free as long as it may write, and the second way of saying each sentence when it must choose."""
    rows = re.findall(r"^\[(a\d+)\]\n((?:\d+\. [A-E]: .*\n?)+)", user, re.MULTILINE)
    letters = {
        name: ["B" if f"{place}. B:" in text else "A" for place in range(1, 1 + text.count(". A: "))]
        for name, text in rows
    }
    return json.dumps(letters) if rows else freely(user)


def test_what_the_model_chose_can_be_taken_in_and_its_own_words_stand_folded_beside(
    store: Store, server: Callable[..., Recorded]
) -> None:
    server(choosing)
    app = ended(press(with_model(store), "Skriv forslag"))
    assert not app.exception
    assert "valgte modellen blant godkjente setninger" in told(app.caption)
    assert [one.label for one in app.expander if "ikke kontrollert" in one.label]
    assert FREE.strip() in everything(app)
    app = press(app, next(label for label in labels(app) if label.startswith("Ta inn alle")))
    assert not app.exception
    assert open_draft(store, CASE).versions[KEY].origin == "model"
    assert FREE not in standing(store)
    assert OWN in labels(app)
