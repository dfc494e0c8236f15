"""A model's proposal in the app's store: written in the background, taken in by paragraph, undone, never left stale."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update
from writing.models import FREE, FakeModel, asked_for, freely, reply_of, rewritten
from writing.recording_server import recording

from corpus.documents import Source
from corpus.errors import Refused, UserError
from drafting.editing.model_job import Job, Wish, checked_instruction, start_writing
from drafting.editing.model_proposal import Proposal, accept, offers
from drafting.editing.own_text import BEGAN, holds, save_own, with_own
from drafting.editing.saved_draft import (
    approve_section,
    change_case,
    change_report,
    composed,
    edit_section,
    open_draft,
    start_case,
)
from drafting.editing.section_history import restore_version, undo_target
from drafting.editing.section_text import section_text
from drafting.editing.standing_text import text_alone, with_paragraphs
from drafting.editing.stored_proposals import CONTENT, proposals, put_aside
from drafting.model.gateway import ModelDoor, ModelGone
from drafting.note.note import Paragraph, Section
from drafting.settings import settings
from drafting.store.store import Store, User, open_store
from drafting.store.tables import PROPOSALS
from drafting.store.upkeep import rotate_keys

SAMPLES = Path(__file__).parent.parent.parent / "corpus" / "samples"
DEMO = (SAMPLES / "demo.yaml").read_text("utf-8")
CASE, KEY = "ID2099_001", "oppsummering"
ADVISER, OTHER, READER = User("Ada", "fagrådgiver"), User("Ola", "fagrådgiver"), User("Lise", "leser")
LIE = "Prisen er lav."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(settings({"PRISNOTAT_HOME": str(tmp_path)}))
    start_case(opened, DEMO, ADVISER)
    yield opened
    opened.engine.dispose()


def base(store: Store, key: str = KEY) -> Section:
    return composed(store, CASE)[1].note.section(key)


def written(store: Store, model: FakeModel | ModelDoor, key: str = KEY, instruction: str = "") -> Job:
    job = start_writing(store, composed(store, CASE)[1], Wish(key, instruction), model, ADVISER)
    assert job.ended.wait(20)
    return job


def proposed(store: Store, answer: Callable[[str], str] = rewritten, key: str = KEY) -> Proposal:
    written(store, FakeModel(answer), key)
    return proposals(store, CASE, key)[0].proposal


def lying_in(*names: str) -> Callable[[str], str]:
    """A model that rewrites well, but lies in these paragraphs."""

    def answer(user: str) -> str:
        told = json.loads(rewritten(user))["paragraphs"]
        return reply_of({p["id"]: [(LIE if p["id"] in names else p["sentences"][0]["text"], ["k"])] for p in told})

    return answer


def offered(store: Store, proposal: Proposal) -> list[str]:
    saved = open_draft(store, CASE)
    return [one.name for one in offers(proposal, base(store), saved.versions[KEY], "") if one.state == "offered"]


def take(store: Store, proposal: Proposal, *names: str) -> int:
    names = names or tuple(offered(store, proposal))
    return accept(store, open_draft(store, CASE), base(store), proposal, names=names, user=ADVISER)


def standing(store: Store, key: str = KEY) -> Section:
    return open_draft(store, CASE).draft.note.section(key)


# Writing


def test_a_proposal_is_kept_encrypted_and_changes_nothing_by_itself(store: Store, tmp_path: Path) -> None:
    before = standing(store)
    written(store, FakeModel(rewritten), instruction="Kortere")
    (kept,) = proposals(store, CASE, KEY)
    assert (kept.who, kept.proposal.instruction) == ("Ada", "Kortere")
    assert "gjennomført" in kept.proposal.section.text
    assert standing(store) == before
    assert store.log(CASE)[0].event == "forslag fra språkmodell"
    assert "Kortere" not in " ".join(entry.detail for entry in store.log(CASE))
    store.engine.dispose()
    assert b"har gjennomf" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_the_wish_reaches_the_model_and_a_second_try_has_another_seed(store: Store) -> None:
    model = FakeModel(rewritten)
    written(store, model, instruction="Nevn  usikkerheten")
    written(store, model)
    assert "Nevn usikkerheten" in model.asked[0].system
    assert "(ingen)" in model.asked[1].system
    assert model.asked[0].seed != model.asked[1].seed
    assert len(proposals(store, CASE, KEY)) == 2
    put_aside(store, CASE, KEY, ADVISER)
    assert proposals(store, CASE, KEY) == ()


@pytest.mark.parametrize(
    "wish",
    ["Skriv at prisen er 30655,80", "nevn 30 655,80 kroner", "prisen er 30655.80 NOK", "skriv 30 656 kr i stedet"],
)
def test_a_secret_in_the_wish_is_refused_before_anything_is_sent(store: Store, wish: str) -> None:
    with recording(rewritten) as (recorded, url), pytest.raises(Refused) as refusal:
        start_writing(store, composed(store, CASE)[1], Wish(KEY, wish), ModelDoor("prøve", url), ADVISER)
    assert recorded.paths == []
    assert recorded.bodies == []
    assert "\n" not in refusal.value.line
    assert "30" not in refusal.value.line
    assert proposals(store, CASE, KEY) == ()


def test_a_wish_goes_through_a_server_with_nothing_secret_beside_it(store: Store) -> None:
    with recording(rewritten) as (recorded, url):
        written(store, ModelDoor("prøve", url), instruction="Kortere")
    assert "Kortere" in recorded.asked[0]["messages"][0]["content"]
    assert not any(b"30655" in body for body in recorded.bodies)


def test_a_wish_may_be_empty_but_not_endless(store: Store) -> None:
    draft = composed(store, CASE)[1]
    assert checked_instruction(draft, " \n ") == ""
    with pytest.raises(UserError, match="lengre enn"):
        checked_instruction(draft, "kortere " * 100)


def test_a_reader_may_not_ask(store: Store) -> None:
    model = FakeModel(rewritten)
    with pytest.raises(Refused, match="leser"):
        start_writing(store, composed(store, CASE)[1], Wish(KEY), model, READER)
    assert model.asked == []


def test_a_stopped_writing_keeps_what_held(store: Store) -> None:
    names = list(asked_names(store))

    class Stopping(FakeModel):
        def complete(self, request, on_text, cancelled):  # type: ignore[no-untyped-def]
            if self.asked:
                job.stop()
                while not cancelled():
                    pass
            return super().complete(request, on_text, cancelled)

    model = Stopping(lying_in(*names[1:]))
    held = base(store)
    job = start_writing(store, composed(store, CASE)[1], Wish(KEY), model, ADVISER)
    assert job.ended.wait(20)
    (kept,) = proposals(store, CASE, KEY)
    states = {one.name: one.state for one in offers(kept.proposal, held, open_draft(store, CASE).versions[KEY], "")}
    assert states[names[0]] in ("offered", "same")
    assert {states[name] for name in names[1:]} == {"refused"}


def test_stopping_a_silent_server_leaves_everything_as_it_was(store: Store) -> None:
    with recording(rewritten, "silent") as (recorded, url):
        job = start_writing(store, composed(store, CASE)[1], Wish(KEY), ModelDoor("prøve", url, "", 60), ADVISER)
        while not recorded.bodies:
            assert not job.ended.wait(0.02)
        assert "Forsøk 1 av inntil 3: venter på svar" in job.line
        job.stop()
        assert job.ended.wait(5)
    assert "avbrutt" in job.failure
    assert proposals(store, CASE, KEY) == ()
    assert standing(store).writer == "composer"


def test_a_model_that_is_gone_is_one_line(store: Store) -> None:
    job = written(store, FakeModel(queue=[ModelGone("Språkmodellen svarte ikke.")]))
    assert job.failure == "Språkmodellen svarte ikke."
    assert proposals(store, CASE, KEY) == ()


def test_progress_never_holds_what_is_not_checked(store: Store) -> None:
    job = Job()
    seen = []

    class Watched(FakeModel):
        def complete(self, request, on_text, cancelled):  # type: ignore[no-untyped-def]
            def text(piece: str) -> None:
                on_text(piece)
                seen.append(job.line)

            return super().complete(request, text, cancelled)

    from drafting.drafts.model_draft import section_with_model
    from drafting.writing.rewriting.desk import Run

    section_with_model(composed(store, CASE)[1], KEY, Watched(lying_in("a1")), run=Run(job.told))
    assert len(seen) == 3
    assert all("ikke kontrollert" in line for line in seen)
    assert LIE not in " ".join(seen)


def test_a_change_of_key_takes_the_proposals_along(store: Store) -> None:
    before = proposed(store)
    rotate_keys(store)
    assert proposals(store, CASE, KEY)[0].proposal == before


# Taking in


def asked_names(store: Store) -> dict[str, str]:
    model = FakeModel()
    written(store, model)
    put_aside(store, CASE, KEY, ADVISER)
    return asked_for(model.asked[0].user)


def test_a_paragraph_that_is_taken_in_stands_and_the_rest_is_as_it_was(store: Store) -> None:
    saved = open_draft(store, CASE)
    approve_section(store, saved, KEY, ADVISER)
    proposal = proposed(store)
    name = offered(store, proposal)[0]
    assert take(store, proposal, name) == 2
    section, version = standing(store), open_draft(store, CASE).versions[KEY]
    assert (version.origin, version.who, version.number) == ("model", "Ada", 2)
    writers = []
    for place, (new, old) in enumerate(zip(section.blocks, base(store).blocks, strict=True), start=1):
        taken = f"a{place}" == name
        assert (section_text(Section("", "", (new,))) != section_text(Section("", "", (old,)))) is taken
        writers += [new.writer] if isinstance(new, Paragraph) else []
    assert writers.count("model") == 1
    assert KEY not in open_draft(store, CASE).approvals
    now = {one.name: one.state for one in offers(proposal, base(store), version, "")}
    assert now[name] == "accepted"


def test_paragraphs_are_taken_in_one_after_another(store: Store) -> None:
    proposal = proposed(store)
    first, second = offered(store, proposal)
    assert (take(store, proposal, first), take(store, proposal, second)) == (2, 3)
    assert "har gjennomført" in standing(store).text
    assert "Hvis {{case.product.name}}" in standing(store).text
    assert offered(store, proposal) == []


def test_a_refused_paragraph_says_why_and_cannot_be_taken_in(store: Store) -> None:
    name = next(iter(asked_names(store)))
    proposal = proposed(store, lying_in(name))
    offer = next(one for one in offers(proposal, base(store), open_draft(store, CASE).versions[KEY], ""))
    assert (offer.state, offer.proposed) == ("refused", "")
    assert any("ikke blant de godkjente" in reason for reason in offer.reasons)
    assert LIE not in repr(proposal.section) + repr(proposal.record)
    with pytest.raises(UserError, match="Be om et nytt"):
        take(store, proposal, name)
    assert standing(store).writer == "composer"


def test_a_reader_cannot_take_in(store: Store) -> None:
    proposal = proposed(store)
    with pytest.raises(Refused, match="leser"):
        accept(store, open_draft(store, CASE), base(store), proposal, names=offered(store, proposal), user=READER)


def test_a_persons_text_is_replaced_as_a_whole_or_not_at_all(store: Store) -> None:
    proposal = proposed(store)
    edit_section(store, open_draft(store, CASE), KEY, "Min egen tekst.", OTHER)
    first, _ = offered(store, proposal)
    with pytest.raises(Refused, match="i sin helhet"):
        take(store, proposal, first)
    assert standing(store).text == "Min egen tekst."
    take(store, proposal)
    assert standing(store).writer == "model"
    assert "Min egen tekst" not in standing(store).text
    assert [version.origin for version in store.history(CASE, KEY)] == ["model", "human", "composer"]


# A refused text as a person's own


def test_a_refused_text_is_kept_with_the_proposal_and_is_never_taken_in(store: Store, tmp_path: Path) -> None:
    proposal = proposed(store, freely)
    found = offers(proposal, base(store), open_draft(store, CASE).versions[KEY], "")
    assert {one.state for one in found} == {"unchecked"}
    assert all(one.proposed.startswith(FREE) and one.reasons for one in found)
    for names in ([found[0].name], [one.name for one in found]):
        with pytest.raises(UserError, match="Be om et nytt"):
            take(store, proposal, *names)
    edit_section(store, open_draft(store, CASE), KEY, "Min egen tekst.", OTHER)
    with pytest.raises(Refused, match="i sin helhet"):
        take(store, proposal, found[0].name)
    assert standing(store).text == "Min egen tekst."
    assert FREE not in " ".join(entry.detail for entry in store.log(CASE))
    store.engine.dispose()
    assert FREE.encode() not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_proposal_of_before_has_no_refused_text_and_opens(store: Store) -> None:
    tree = json.loads(CONTENT.dump_json(proposed(store, freely)))
    assert CONTENT.validate_python(tree).unchecked
    del tree["unchecked"]
    with store.engine.begin() as db:
        db.execute(update(PROPOSALS).values(content_token=store.vault.encrypt(json.dumps(tree))))
    (kept,) = proposals(store, CASE, KEY)
    assert kept.proposal.unchecked == {}
    found = offers(kept.proposal, base(store), open_draft(store, CASE).versions[KEY], "")
    assert {(one.state, one.proposed) for one in found} == {("refused", "")}


def test_a_refused_text_is_stale_when_the_composer_says_something_else(store: Store) -> None:
    proposal = proposed(store, freely)
    change_case(store, CASE, DEMO.replace("track: cost_utility", "track: cost_comparison"), ADVISER, seen=1)
    found = offers(proposal, base(store), open_draft(store, CASE).versions[KEY], "")
    assert "stale" in {one.state for one in found}


def test_a_refused_text_in_its_place_is_saved_as_the_persons_and_the_log_says_how_it_began(store: Store) -> None:
    first, second, *_ = proposed(store, freely).unchecked.values()
    before = standing(store)
    with_first = with_own(before, first)
    assert with_first is not None
    assert len(with_first.blocks) == len(before.blocks)
    assert standing(store) == before
    both = with_own(with_first, second)
    assert both is not None
    assert with_own(both, first) is None
    text = section_text(both).replace(FREE, "", 1)
    number = save_own(store, open_draft(store, CASE), KEY, text, ADVISER, borrowed=(first, second))
    version = open_draft(store, CASE).versions[KEY]
    assert (version.number, version.origin, version.who) == (number, "human", "Ada") == (2, "human", "Ada")
    newest = store.log(CASE)[0]
    assert (newest.event, newest.who) == (BEGAN, "Ada")
    assert newest.detail.endswith("versjon 2: 2 avsnitt som ikke var kontrollert")
    written = [block.sources for block in version.section.blocks if block.sources]
    assert written == [block.sources for block in before.blocks if block.sources]


def test_saving_what_stands_is_no_version_and_a_reader_saves_nothing(store: Store) -> None:
    proposal = proposed(store, freely)
    borrowed = tuple(proposal.unchecked.values())
    saved, text = open_draft(store, CASE), section_text(standing(store))
    assert save_own(store, saved, KEY, text, ADVISER, borrowed=borrowed) == 1
    assert BEGAN not in [entry.event for entry in store.log(CASE)]
    with pytest.raises(Refused, match="leser"):
        save_own(store, saved, KEY, "Noe annet.", READER, borrowed=borrowed)


def test_a_refused_text_replaces_only_what_nobody_has_rewritten(store: Store) -> None:
    first, second, *_ = proposed(store, freely).unchecked.values()
    text = section_text(standing(store))
    edit_section(store, open_draft(store, CASE), KEY, text.replace(first.base, f"{first.base} Mitt."), OTHER)
    assert with_own(standing(store), first) is None
    replaced = with_own(standing(store), second)
    assert replaced is not None
    assert f"{first.base} Mitt." in replaced.text
    assert second.base not in replaced.text


def test_a_refused_text_replaces_an_accepted_rewriting_of_the_same_paragraph(store: Store) -> None:
    refused = next(iter(proposed(store, freely).unchecked.values()))
    take(store, proposed(store))
    replaced = with_own(standing(store), refused)
    assert replaced is not None
    assert holds(replaced, refused)
    assert not holds(standing(store), refused)
    assert "har gjennomført" not in replaced.text or "utført" not in refused.base


def test_a_writing_that_failed_after_a_refused_text_keeps_it(store: Store) -> None:
    class Failing(FakeModel):
        def complete(self, request, on_text, cancelled):  # type: ignore[no-untyped-def]
            if self.asked:
                raise ModelGone("Språkmodellen svarte ikke.")
            return super().complete(request, on_text, cancelled)

    job = written(store, Failing(freely))
    assert job.failure == ""
    (kept,) = proposals(store, CASE, KEY)
    assert kept.proposal.unchecked
    assert kept.proposal.record.failure == "Språkmodellen svarte ikke."


# What stands


def test_an_accepted_section_stays_when_it_is_opened_again(store: Store) -> None:
    take(store, proposed(store))
    first = open_draft(store, CASE)
    again = open_draft(store, CASE)
    assert again.versions[KEY].number == first.versions[KEY].number == 2
    assert "har gjennomført" in again.draft.note.section(KEY).text
    approve_section(store, again, KEY, ADVISER)
    assert KEY in open_draft(store, CASE).approvals


def test_a_models_section_that_is_opened_for_editing_and_not_changed_is_still_the_models(store: Store) -> None:
    take(store, proposed(store))
    text = section_text(standing(store))
    assert edit_section(store, open_draft(store, CASE), KEY, text, OTHER) == 2
    assert standing(store).writer == "model"
    assert edit_section(store, open_draft(store, CASE), KEY, text + "\n\nOg mer.", OTHER) == 3
    assert standing(store).writer == "human"


def test_a_new_price_keeps_the_text_and_withdraws_the_approval(store: Store) -> None:
    take(store, proposed(store))
    before = standing(store)
    approve_section(store, open_draft(store, CASE), KEY, ADVISER)
    change_case(store, CASE, DEMO.replace("30655.80", "29000.10"), ADVISER, seen=1)
    assert text_alone(standing(store)) == text_alone(before)
    assert KEY not in open_draft(store, CASE).approvals


def test_when_the_composer_says_something_else_its_words_are_back_and_the_log_says_so(store: Store) -> None:
    proposal = proposed(store)
    take(store, proposal)
    old = base(store)
    change_case(store, CASE, DEMO.replace("track: cost_utility", "track: cost_comparison"), ADVISER, seen=1)
    now, today = standing(store), base(store)
    assert old.text != today.text
    assert "har gjennomført en kostnad-nytte-analyse" not in now.text
    rewritten_still = [block for block in now.blocks if isinstance(block, Paragraph) and block.writer == "model"]
    assert all(block.base in today.text for block in rewritten_still)
    assert "modellens tekst falt bort" in [entry.event for entry in store.log(CASE)]
    version = open_draft(store, CASE).versions[KEY]
    assert "stale" in {one.state for one in offers(proposal, today, version, "")}
    assert open_draft(store, CASE).versions[KEY].number == version.number


def test_a_stale_paragraph_cannot_be_taken_in(store: Store) -> None:
    proposal = proposed(store)
    names = offered(store, proposal)
    change_case(store, CASE, DEMO.replace("track: cost_utility", "track: cost_comparison"), ADVISER, seen=1)
    with pytest.raises(UserError, match="Be om et nytt"):
        take(store, proposal, *names)
    assert standing(store).writer == "composer"


def test_a_quote_stands_only_while_its_report_is_the_cases_report() -> None:
    source = Source("rapport", 3, 0, 20, "Effekten er usikker.", "rapport.pdf")
    own = Paragraph("Prisen vurderes.", sources=())
    section = Section("bakgrunn", "Bakgrunn", (own,))
    quoting = replace(
        own,
        text="Prisen vurderes. DMP skriver (s. 3): «Effekten er usikker.»",
        sources=(source,),
        writer="model",
        base=own.text,
    )
    assert with_paragraphs(section, [quoting], "rapport").blocks == (quoting,)
    assert with_paragraphs(section, [quoting], "en annen rapport") == section


def test_another_report_takes_only_its_quotes_away(store: Store) -> None:
    take(store, proposed(store))
    change_report(store, CASE, (SAMPLES / "ID2099_001.pdf").read_bytes(), "r.pdf", ADVISER)
    now, today = standing(store), base(store)
    for block in now.blocks:
        if isinstance(block, Paragraph) and block.writer == "model":
            assert block.base in [old.text for old in today.blocks if isinstance(old, Paragraph)]


# Undo


def test_undo_puts_the_version_before_back_and_the_history_only_grows(store: Store) -> None:
    first = standing(store)
    assert undo_target(store.history(CASE, KEY)) is None
    take(store, proposed(store))
    target = undo_target(store.history(CASE, KEY))
    assert target is not None
    assert target.number == 1
    made = restore_version(store, open_draft(store, CASE), base(store), target.number, OTHER)
    assert (made.number, made.origin, made.who) == (3, "composer", "Ola")
    assert standing(store) == first
    target = undo_target(store.history(CASE, KEY))
    assert target is not None
    restore_version(store, open_draft(store, CASE), base(store), target.number, OTHER)
    assert "har gjennomført" in standing(store).text
    origins = [version.origin for version in store.history(CASE, KEY)]
    assert origins == ["model", "composer", "model", "composer"]


def test_undo_of_an_edit_brings_the_models_text_back(store: Store) -> None:
    take(store, proposed(store))
    accepted = standing(store)
    edit_section(store, open_draft(store, CASE), KEY, "Min egen tekst.", OTHER)
    target = undo_target(store.history(CASE, KEY))
    assert target is not None
    restore_version(store, open_draft(store, CASE), base(store), target.number, ADVISER)
    assert standing(store) == accepted


def test_an_old_text_that_nobody_would_write_today_stands_as_the_persons(store: Store) -> None:
    take(store, proposed(store))
    change_case(store, CASE, DEMO.replace("track: cost_utility", "track: cost_comparison"), ADVISER, seen=1)
    saved = open_draft(store, CASE)
    for number in (1, 2):
        made = restore_version(store, open_draft(store, CASE), base(store), number, ADVISER)
        assert made.origin == "human"
        assert standing(store).text == store.history(CASE, KEY)[-number].section.text
    assert saved.versions[KEY].origin != "human"
    with pytest.raises(Refused, match="leser"):
        restore_version(store, open_draft(store, CASE), base(store), 1, READER)
    with pytest.raises(UserError, match="finnes ikke"):
        restore_version(store, open_draft(store, CASE), base(store), 99, ADVISER)
