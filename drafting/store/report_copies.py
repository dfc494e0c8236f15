"""Encrypted copies of the reports, in files beside the database: a report is often confidential until it is published.

A copy keeps the report's own name, and is encrypted with the vault's key whatever that name says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UserError
from corpus.machine.private_files import private_file, private_folder
from drafting.store.secrets_at_rest import Vault, is_token


def copy_path(folder: Path, digest: str, name: str) -> Path:
    """Where the copy lies: in a folder named by the report's hash, under the report's own name made safe."""
    return folder / digest[:16] / (re.sub(r"[^\w .-]", "_", name)[-80:].lstrip(". ") or "rapport.pdf")


def write_copy(path: Path, token: bytes) -> None:
    """Writes a copy whole or not at all. Raises UserError."""
    new = path.with_name(path.name + ".new")
    try:
        private_folder(path.parent)
        private_file(new).write_bytes(token)
        new.replace(path)
    except OSError as error:
        raise UserError(
            f"Kan ikke lagre rapporten ({error.strerror or 'ukjent feil'}).",
            where=str(path.parent),
            remedy="Kontroller plass og tilgang.",
        ) from None


def read_copy(path: Path, vault: Vault) -> bytes:
    """The report in a copy; a file that is not encrypted as it stands. Raises UserError, KeyMissing."""
    content = _content(path)
    return vault.decrypt_bytes(content) if is_token(content) else content


def encrypt_plain_copies(folder: Path, vault: Vault) -> None:
    """Encrypts the copies that an older version left in clear. Raises UserError; KeyMissing when there are any."""
    for path in _copies(folder):
        if not is_token(content := _content(path)):
            write_copy(path, vault.encrypt_bytes(content))


def rotate_copies(folder: Path, vault: Vault) -> int:
    """Writes every copy anew under the first key; how many. Raises UserError, KeyMissing."""
    copies = list(_copies(folder))
    for path in copies:
        content = _content(path)
        write_copy(path, vault.rotated(content) if is_token(content) else vault.encrypt_bytes(content))
    return len(copies)


def _copies(folder: Path) -> Iterator[Path]:
    """The copies, without what a broken-off write may have left."""
    yield from (path for path in sorted(folder.glob("*/*")) if path.is_file() and path.suffix != ".new")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"Kopien av rapporten kan ikke leses ({error.strerror or 'ukjent feil'}).",
            where=path.name,
            remedy="Last den opp på nytt.",
        ) from None
