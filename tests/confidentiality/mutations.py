"""Files that leak, and clean ones with near numbers, made at random from public files of many cases."""

from __future__ import annotations

import html
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import openpyxl

from drafting.calculations.calculation import calculate
from drafting.case.file import read_case
from drafting.confidentiality.hiding.audience import filled_note
from drafting.confidentiality.leaks.leaks import secrets_of
from drafting.confidentiality.leaks.number_forms import Secret
from drafting.export.markdown import markdown
from drafting.export.pdf import pdf_bytes
from drafting.export.word import docx_bytes
from drafting.writing.composing.composer import compose
from tests.confidentiality.carriers import CARRIERS, PDF_DRAWN, png, zip_of
from tests.confidentiality.forms import near, neighbour, written

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "corpus/samples/cases").glob("*.yaml"))
WEIGHTS = {"docx": 26, "pdf": 24, "xlsx": 10, "html": 14, "md": 7, "txt": 7, "zip": 6, "png": 6}
# Forms that Helvetica cannot draw.
UNDRAWABLE = (
    *("usynlige tegn", "brede sifre", "tynt mellomrom", "smalt mellomrom", "siffermellomrom"),
    *("potens av ti", "arabiske sifre", "indiske sifre", "hevede sifre", "strek for øre"),
)
# Codes that a sign put in the middle of them makes into something else.
CODED = ("prosentkodet", "entiteter", "omskrevne tegn", "base64")


@dataclass(frozen=True)
class PublicFiles:
    """The public files of one case, with its secrets."""

    name: str
    secrets: tuple[Secret, ...]
    files: dict[str, bytes]


@dataclass(frozen=True)
class Mutant:
    """A file made from a public one. `key` is the secret that was put in, empty for a clean one."""

    recipe: str
    name: str
    content: bytes
    key: str
    secrets: tuple[Secret, ...]


@lru_cache(maxsize=32)
def public_files(path: Path) -> PublicFiles:
    """Every kind of public file of a case."""
    case_file = read_case(path)
    figures = calculate(case_file.case)
    filled = filled_note(compose(case_file, figures, None, None), case_file, figures, None, "public")
    text = markdown(filled)
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line)
    files = {
        "docx": docx_bytes(filled),
        "pdf": pdf_bytes(filled),
        "md": text.encode(),
        "txt": text.encode(),
        "html": f"<html><head><title>Notat</title></head><body>{body}</body></html>".encode(),
        "xlsx": _workbook(text),
        "zip": zip_of({"notat.md": text.encode()}),
        "png": png(b"", b""),
    }
    return PublicFiles(path.stem, secrets_of(case_file.case, figures), files)


def _workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in text.split("\n"):
        if line.startswith("|"):
            sheet.append([cell.strip() for cell in line.strip("|").split("|")])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def leaking(count: int, seed: int, cases: list[Path] | None = None) -> Iterator[Mutant]:
    """Files with one secret in each, in a form and place drawn at random."""
    draw = random.Random(seed)
    for _ in range(count):
        public = public_files(draw.choice(cases or CASES))
        secret = draw.choice([secret for secret in public.secrets if _writable(secret)])
        form, text = written(secret.value, secret.unit, draw)
        yield _mutant(public, secret.key, form, text, draw)


def clean(count: int, seed: int, cases: list[Path] | None = None) -> Iterator[Mutant]:
    """The same, with numbers that lie near a secret without being one."""
    draw = random.Random(seed)
    made = 0
    while made < count:
        public = public_files(draw.choice(cases or CASES))
        secret = draw.choice([secret for secret in public.secrets if _writable(secret)])
        value = (
            draw.choice([near, neighbour])(abs(secret.value), draw)
            if secret.unit == "NOK"
            else near(secret.value, draw)
        )
        state = draw.getstate()
        form, text = written(value, secret.unit, draw)
        if any(_says(other, state, text) for other in public.secrets):
            continue  # rounded, it is the secret after all
        made += 1
        yield _mutant(public, "", form, text, draw)


def _says(secret: Secret, state: object, text: str) -> bool:
    """Whether the secret written by the same draws reads the same."""
    if not _writable(secret):
        return False
    draw = random.Random()
    draw.setstate(state)  # type: ignore[arg-type]
    return written(secret.value, secret.unit, draw)[1] == text


def _writable(secret: Secret) -> bool:
    """Secrets that the forms can show: amounts from 100 NOK, discounts and durations."""
    return secret.unit in ("%", "år") or abs(secret.value) >= 100


def _mutant(public: PublicFiles, key: str, form: str, text: str, draw: random.Random) -> Mutant:
    kind = draw.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
    places = dict(CARRIERS[kind])
    if kind == "pdf" and form in UNDRAWABLE:
        places = {name: carrier for name, carrier in places.items() if name not in PDF_DRAWN}
    if form in CODED:
        places.pop("fet del", None)
    place = draw.choice(list(places))
    content = places[place](public.files[kind], text, draw)
    return Mutant(
        f"{public.name} · {kind} · {place} · {form} · {text!r}", f"notat.{kind}", content, key, public.secrets
    )
