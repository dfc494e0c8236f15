"""The key for what is stored, from each of its three places; and what is encrypted with it besides the database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import keyring
import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as KeepsNothing

from corpus.errors import UserError
from drafting.settings import Settings, settings
from drafting.store.key_sources import KeyInEnvironment, KeyInKeyring, KeyMissing
from drafting.store.secrets_at_rest import is_token, new_key
from drafting.store.store import Store, User, open_store
from drafting.store.upkeep import backup, restore, rotate_keys

ADVISER = User("Ada Adviser", "fagrådgiver")
CANARY = "98765.43"
CASE = f"method_id: ID2099_001\nsecret: {CANARY}\n"
REPORT = b"%PDF-rapport " + CANARY.encode()


class MemoryKeyring(KeyringBackend):
    """A keyring that lives as long as a test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def memory() -> Iterator[MemoryKeyring]:
    before, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def with_case(found: Settings) -> Store:
    store = open_store(found)
    store.add_case("ID2099_001", "En tittel", CASE, ADVISER)
    store.keep_report("ID2099_001", REPORT, "rapport.pdf", ADVISER)
    return store


def environment(tmp_path: Path, place: str) -> dict[str, str]:
    chosen = {"file": {}, "environment": {"PRISNOTAT_KEY": new_key()}, "keyring": {"PRISNOTAT_KEY": "keyring"}}
    return {"PRISNOTAT_HOME": str(tmp_path / "home"), **chosen[place]}


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("place", ["file", "environment", "keyring"])
def test_nothing_lies_in_clear_and_everything_is_read_again(tmp_path: Path, place: str) -> None:
    found = settings(environment(tmp_path, place))
    store = with_case(found)
    store.engine.dispose()
    assert found.key_file.exists() == (place == "file")
    assert b"98765" not in every_byte(found.home)
    again = open_store(found)
    assert again.case_text("ID2099_001") == (1, CASE)
    assert again.report_bytes("ID2099_001") == REPORT
    backup(again, tmp_path / "kopi")
    assert b"98765" not in every_byte(tmp_path / "kopi")
    assert all(key not in every_byte(tmp_path / "kopi") for key in again.vault.source.read())
    again.engine.dispose()


@pytest.mark.parametrize(
    ("place", "lose"),
    [
        ("file", lambda env, home, _: (home.key_file.unlink(), env)[1]),
        ("environment", lambda env, *_: env | {"PRISNOTAT_KEY": ""}),
        ("environment", lambda env, *_: env | {"PRISNOTAT_KEY": "ikke en nøkkel"}),
        ("keyring", lambda env, _, memory: (memory.kept.clear(), env)[1]),
        ("keyring", lambda env, *_: (keyring.set_keyring(NoKeyring()), env)[1]),
    ],
)
def test_without_the_key_what_is_public_still_works(
    tmp_path: Path, place: str, memory: MemoryKeyring, lose: Callable[..., Mapping[str, str]]
) -> None:
    env = environment(tmp_path, place)
    found = settings(env)
    with_case(found).engine.dispose()
    found = settings(lose(env, found, memory))
    locked = open_store(found)
    assert locked.vault.locked
    assert [(case.title, case.report_name) for case in locked.cases()] == [("En tittel", "rapport.pdf")]
    assert locked.log("ID2099_001")
    reads: list[Callable[[], object]] = [
        lambda: locked.case_text("ID2099_001"),
        lambda: locked.report_bytes("ID2099_001"),
        lambda: rotate_keys(locked),
    ]
    for read in reads:
        with pytest.raises(UserError) as caught:
            read()
        assert "\n" not in caught.value.line
        assert "ikke en nøkkel" not in caught.value.line
    backup(locked, tmp_path / "kopi")
    locked.engine.dispose()
    restored = restore(settings({"PRISNOTAT_HOME": str(tmp_path / "ny")}), tmp_path / "kopi")
    assert [case.title for case in restored.cases()] == ["En tittel"]
    restored.engine.dispose()


@pytest.mark.parametrize("place", ["file", "keyring"])
def test_rotation_changes_the_key_of_texts_and_reports(tmp_path: Path, place: str) -> None:
    store = with_case(settings(environment(tmp_path, place)))
    old, pepper = store.vault.source.read(), store.pepper
    assert rotate_keys(store) == 2
    new = store.vault.source.read()
    assert len(new) == 1
    assert new != old
    assert (store.case_text("ID2099_001"), store.report_bytes("ID2099_001")) == ((1, CASE), REPORT)
    assert store.pepper == pepper
    store.vault.source.write(old)
    for read in (store.case_text, store.report_bytes):
        with pytest.raises(KeyMissing, match="passer ikke"):
            read("ID2099_001")
    store.engine.dispose()


def test_a_key_in_the_environment_is_changed_by_its_owner(tmp_path: Path) -> None:
    env = environment(tmp_path, "environment")
    store = with_case(settings(env))
    with pytest.raises(UserError, match="kan ikke byttes herfra") as caught:
        rotate_keys(store)
    assert "«ny,gammel»" in caught.value.line
    assert env["PRISNOTAT_KEY"] not in caught.value.line
    store.engine.dispose()
    new = new_key()
    both = open_store(settings(env | {"PRISNOTAT_KEY": f"{new}, {env['PRISNOTAT_KEY']}"}))
    assert rotate_keys(both) == 2
    both.engine.dispose()
    alone = open_store(settings(env | {"PRISNOTAT_KEY": new}))
    assert (alone.case_text("ID2099_001"), alone.report_bytes("ID2099_001")) == ((1, CASE), REPORT)
    alone.engine.dispose()


def test_a_rotation_broken_off_between_the_reports_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException): ...

    def cut(*_: object) -> int:
        raise PowerCut

    store = with_case(settings(environment(tmp_path, "keyring")))
    with monkeypatch.context() as patched:
        patched.setattr("drafting.store.upkeep.rotate_copies", cut)
        with pytest.raises(PowerCut):
            rotate_keys(store)
    begun = store.vault.source.read()
    assert len(begun) == 2
    assert (store.case_text("ID2099_001"), store.report_bytes("ID2099_001")) == ((1, CASE), REPORT)
    rotate_keys(store)
    assert store.vault.source.read() == begun[:1]
    assert (store.case_text("ID2099_001"), store.report_bytes("ID2099_001")) == ((1, CASE), REPORT)
    store.engine.dispose()


def test_plain_copies_of_an_older_version_are_encrypted_at_the_first_opening(tmp_path: Path) -> None:
    found = settings(environment(tmp_path, "file"))
    store = with_case(found)
    path = store.report_path("ID2099_001")
    assert path is not None
    path.write_bytes(REPORT)
    assert store.report_bytes("ID2099_001") == REPORT
    store.engine.dispose()
    key = found.key_file.read_bytes()
    found.key_file.unlink()
    locked = open_store(found)
    with pytest.raises(KeyMissing):
        backup(locked, tmp_path / "kopi")
    assert not (tmp_path / "kopi").exists()
    locked.engine.dispose()
    found.key_file.write_bytes(key)
    again = open_store(found)
    assert is_token(path.read_bytes())
    assert again.report_bytes("ID2099_001") == REPORT
    again.engine.dispose()


def test_a_report_whose_copy_is_gone_is_one_line(tmp_path: Path) -> None:
    store = with_case(settings(environment(tmp_path, "file")))
    path = store.report_path("ID2099_001")
    assert path is not None
    path.unlink()
    with pytest.raises(UserError, match=r"rapport\.pdf.*kan ikke leses"):
        store.report_bytes("ID2099_001")
    store.engine.dispose()


@pytest.mark.parametrize("backend", [NoKeyring, KeepsNothing])
def test_a_keyring_that_keeps_nothing_is_told_before_anything_is_stored(
    tmp_path: Path, backend: Callable[[], KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    with pytest.raises(UserError, match="Nøkkelringen på maskinen kan ikke brukes"):
        open_store(settings(environment(tmp_path, "keyring")))


def test_no_key_is_ever_shown() -> None:
    key = new_key()
    source = KeyInEnvironment(key)
    assert key not in repr(source)
    with pytest.raises(UserError, match="gyldig nøkkel") as caught:
        KeyInEnvironment(key[:-3]).read()
    assert key[:8] not in caught.value.line
    assert key[:8] not in repr(KeyInKeyring("hjem"))


@given(content=st.binary(max_size=200))
def test_an_encrypted_copy_is_told_from_any_plain_one(content: bytes) -> None:
    assert is_token(Fernet(Fernet.generate_key()).encrypt(content))
    assert not is_token(content) or content.startswith(b"gAAAAA")


def test_the_key_is_not_handed_to_the_programs_that_read_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.reading.isolation import _Worker

    monkeypatch.setenv("PRISNOTAT_KEY", new_key())
    worker = _Worker()
    try:
        inherited = Path(f"/proc/{worker.process.pid}/environ").read_bytes()
    finally:
        worker.stop()
    assert os.environ["PRISNOTAT_KEY"].encode() not in inherited
    assert b"PRISNOTAT_" not in inherited
