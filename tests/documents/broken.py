"""Files that should be refused, or read in spite of everything, made on demand."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

from pypdf import PdfReader, PdfWriter


def encrypted(data: bytes, password: str) -> bytes:
    """The PDF encrypted; with an empty password anyone can open it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "eier", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def pdf_of(objects: dict[int, bytes], *, root: int = 1) -> bytes:
    """A PDF of these objects with a right cross-reference table."""
    body, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, count = len(body), max(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        body += b"%010d 00000 n \n" % places.get(number, 0)
    body += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, root, start)
    return bytes(body)


def recursive_pages() -> bytes:
    """A page tree whose only child is itself."""
    return pdf_of({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})


def bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to so many megabytes, through two filters."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1024 * 1024) for _ in range(megabytes)) + packer.flush()
    twice = zlib.compress(packed, 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice)
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            4: stream,
        }
    )


def many_pages(count: int) -> bytes:
    """So many pages that are one and the same."""
    kids = b" ".join(b"3 0 R" for _ in range(count))
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        }
    )


def package(members: dict[str, bytes]) -> bytes:
    """A zip package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def without_xref(data: bytes) -> bytes:
    """The PDF with a cross-reference table that points nowhere."""
    start = data.rindex(b"startxref")
    return data[:start] + b"startxref\n99999999\n%%EOF\n"


def mutated(data: bytes, seed: int) -> bytes:
    """The bytes with a few changes: bits, runs, numbers, cuts, doubled and moved pieces."""
    rng = random.Random(seed)
    mutant = bytearray(data)
    for _ in range(rng.choice((1, 2, 5, 20, 100))):
        _mutate(mutant, rng)
        if not mutant:
            return b"%PDF-"
    return bytes(mutant)


def mutated_word(data: bytes, seed: int) -> bytes:
    """The Word package with its document part mutated and packed again, so that damage gets past the checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = mutated(members["word/document.xml"], seed)
    return package(members)


def _mutate(mutant: bytearray, rng: random.Random) -> None:
    place = rng.randrange(len(mutant))
    kind = rng.randrange(7)
    if kind == 0:
        mutant[place] ^= 1 << rng.randrange(8)
    elif kind == 1:
        mutant[place : place + rng.randrange(1, 40)] = rng.randbytes(rng.randrange(0, 40))
    elif kind == 2:
        number = next((at for at in range(place, min(place + 300, len(mutant))) if 0x30 <= mutant[at] <= 0x39), place)
        mutant[number : number + 1] = rng.choice((b"0", b"-1", b"4294967295", b"99999999999999999999", b"9"))
    elif kind == 3 and rng.random() < 0.1:
        del mutant[place:]
    elif kind == 4:
        other = rng.randrange(len(mutant))
        size = rng.randrange(1, 400)
        mutant[place:place] = mutant[other : other + size]
    elif kind == 5:
        name = rng.choice(
            (b"/Kids", b"/Type", b"/Count", b"/Length", b"/Filter", b"endobj", b"stream", b"/Parent", b"obj")
        )
        at = mutant.find(name, place)
        if at >= 0:
            mutant[at : at + len(name)] = rng.choice((b"/Kids", b"/Length", b"", b"<<", b">>", b"[", b"/Parent"))
    else:
        mutant[place : place + rng.randrange(1, 200)] = b""
