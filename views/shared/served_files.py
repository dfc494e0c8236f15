"""The files that pages hand out (downloads, page pictures): each at a random address, for one browser, while it stays.

Streamlit names a file by a hash of its bytes and gives it to anyone who asks, for a minute after the user has left. Our
files are the same byte for byte whenever the prices are, so that address would tell a guessed price from a wrong one.
Here the address is 256 random bits that no bytes give. It is answered only when the browser that asks is the browser
that the file was made for, and the session that it was made in is open.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any

import streamlit as st
from streamlit.runtime import exists, get_instance, memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage, get_extension_for_mimetype
from streamlit.runtime.scriptrunner import get_script_run_ctx

BROWSER_COOKIE = "prisnotat_browser"
# The browser that the request at hand comes from; `views.serving` sets it. Outside a request no file is given out.
ASKING: ContextVar[str] = ContextVar("asking", default="")


@dataclass(frozen=True, slots=True)
class Owner:
    """The session that a file was made in, and the browser that the session belongs to."""

    session: str
    browser: str


class ServedFiles(MemoryMediaFileStorage):
    """Streamlit's storage with random addresses, and an owner for each file."""

    def __init__(self, media_endpoint: str) -> None:
        super().__init__(media_endpoint)
        self._owners: dict[str, Owner] = {}
        self._made: dict[tuple[Any, ...], str] = {}
        self._guard = Lock()

    def load_and_get_id(
        self, path_or_data: str | bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
    ) -> str:
        """The file's id. What a session shows again keeps its address, so that a rerun loads no picture anew."""
        content = self._read_file(path_or_data) if isinstance(path_or_data, str) else path_or_data
        owner = current_owner()
        same = (owner, hashlib.sha256(content).digest(), mimetype, kind, filename)
        with self._guard:
            file_id = self._made.get(same)
            if file_id is None:
                file_id = self._made[same] = secrets.token_urlsafe(32)
                self._owners[file_id] = owner
                self._files_by_id[file_id] = MemoryFile(content, mimetype, kind, filename)
        return file_id

    def get_url(self, file_id: str) -> str:
        """The address that the owner's browser asks for."""
        return f"{self._media_endpoint}/{file_id}{get_extension_for_mimetype(self._files_by_id[file_id].mimetype)}"

    def get_file(self, filename: str) -> MemoryFile:
        """The file, for its owner's browser while the session is open. Raises MediaFileStorageError otherwise."""
        owner = self._owners.get(filename.split(".", maxsplit=1)[0])
        asking = ASKING.get()
        if (
            owner is None
            or not (asking and hmac.compare_digest(asking.encode(), owner.browser.encode()))
            or not get_instance().is_active_session(owner.session)
        ):
            raise MediaFileStorageError("no such file for this browser")
        return super().get_file(filename)

    def delete_file(self, file_id: str) -> None:
        with self._guard:
            self._files_by_id.pop(file_id, None)
            self._owners.pop(file_id, None)
            self._made = {same: made for same, made in self._made.items() if made != file_id}

    def forget(self, session: str) -> None:
        """Takes away every file of a session, at once."""
        for file_id in [key for key, owner in list(self._owners.items()) if owner.session == session]:
            self.delete_file(file_id)


def current_owner() -> Owner:
    """The session whose page is being run, and its browser; without a cookie nobody can fetch the file."""
    run = get_script_run_ctx()
    return Owner(run.session_id, st.context.cookies.get(BROWSER_COOKIE, "")) if run is not None else Owner("", "")


def forget_files() -> None:
    """Takes away what this session has been given, when another user takes the keyboard."""
    storage = get_instance().media_file_mgr._storage if exists() else None
    if isinstance(storage, ServedFiles):
        storage.forget(current_owner().session)


def install() -> None:
    """Makes the server that is about to start keep its files here.

    Streamlit's own `App` takes no storage as an argument; it looks this class up by name when it makes its runtime.
    """
    memory_media_file_storage.MemoryMediaFileStorage = ServedFiles  # type: ignore[misc]
