"""Leaks: forms one by one, files made at random, and files that nobody should have to open."""

from __future__ import annotations

import time
import zipfile
import zlib
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from corpus.bokmal.number_style import number
from corpus.errors import UnreadableDocument, UserError
from drafting.calculations.calculation import calculate
from drafting.case.file import parse_case
from drafting.confidentiality.leaks.leaks import Leak, find_leaks, leak_findings, secrets_of, unread_parts
from drafting.confidentiality.leaks.number_forms import Secret
from drafting.confidentiality.opened.opened import opened
from tests.confidentiality.carriers import CARRIERS, png, zip_of
from tests.confidentiality.mutations import CASES, WEIGHTS, clean, leaking, public_files
from tests.confidentiality.test_back_calculation import TABLE

PRICE = Secret("price", Decimal("21450.60"), "Amgen")
ROUND = Secret("round", Decimal(31500000), "CSL")
COST = Secret("cost", Decimal(3900000), "Novo")
DISCOUNT = Secret("discount", Decimal("37.4203"), "Amgen", "%")
YEARS = Secret("years", Decimal("8.8237"), "CSL", "år")
SMALL = Secret("small", Decimal("85.40"), "Liten")
SECRETS = (PRICE, ROUND, COST, DISCOUNT, YEARS, SMALL)


def keys(text: str, name: str = "notat.txt") -> set[str]:
    return {leak.key for leak in find_leaks(text.encode(), SECRETS, name)}


@pytest.mark.parametrize(
    "text",
    [
        "21450.6",
        "21 450,60",
        "21\u00a0450,60",
        "21\u2009450,60",
        "21\u202f450,60",
        "21\u2007450,60",
        "21.450,60",
        "21,450.60",
        "21'450.60",
        "21450,60",
        "21450",
        "21 450,-",
        "21 451",
        "21\u00ad450,60",
        "2\u200b1 450,60",
        "om lag 21 500 NOK",
        "ca. 21 500 kroner",
        "21,5 tusen",
        "21,45 TNOK",
        "0,02145 mill.",
        "MNOK 0,02145",
        "tjueen tusen fire hundre og femti kroner",
        "en og tjue tusen fire hundre og femti kroner",
        "tjueentusenfirehundreogfemti kroner",
        "to en fire fem null",
        "21\n450,60",
        "21 450,\n60 NOK",
        "21\t450,60",
        "| 21 | 450,60 |",
        "2 1 4 5 0 , 6 0",
        "21 **450**,60",
        "06,054 12",
        "\uff12\uff11\uff14\uff15\uff10,\uff16\uff10",
        "٢١٤٥٠٫٦",
        "17 160,48 NOK uten mva.",
        "https://x.no/?pris=21%20450,60",
        "21&nbsp;450,60",
        "2.14506e4",
        "2,14506E+04",
        "214506e-1",
        "2,14506 × 10⁴",
        "2.14506·10^4 NOK",
        "²¹⁴⁵⁰,⁶⁰",
        "②①④⑤⓪",
        "𝟐𝟏𝟒𝟓𝟎,𝟔𝟎",
        "२१४५०.६०",
        "۲۱۴۵۰٫۶۰",
        "kr. 21.450:60",
        "21450,-",
        "21 450,–",
        "21 450⅗ kr",
        "21½ tusen",
        "21⋅450,60",
        "2\u03361\u03364\u03365\u03360,60",
        "2\ufe0f\u20e31\ufe0f\u20e34\ufe0f\u20e35\ufe0f\u20e30\ufe0f\u20e3",
        "21,4506 TNOK",
        "21,4506 kkr",
        "2 145 060 øre",
        "Tall i 1000 kr: 21,45",
        "Beløp i hele tusen kroner\n\nRHF-AUP\t21,45",
        "Pris (TNOK)\t21,45",
        "0,0214506 MNOK",
        "21%2E450%2C60",
        "%32%31%34%35%30%2C%36%30",
        "21%2520450,60",
        "&#50;&#x31;&#52;&#53;&#48;,60",
        "21&amp;nbsp;450,60",
        r"\u0032\u0031450,60",
        r'{"a":"21\u00a0450,60 NOK"}',
        "21=C2=A0450,60",
        "cHJpcyAyMTQ1MCw2MCBOT0s=",
        "cHJpcyAyMSA0NTAsNjA",
        "MjE0NTAuNg==",
        "MgAxADQANQAwAC4ANgA=",
        "707269732032313435302c3630",
    ],
)
def test_a_price_in_every_form(text: str) -> None:
    assert "price" in keys(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("31 500 000", "round"),
        ("31,5 mill. NOK", "round"),
        ("31,5 millioner", "round"),
        ("31,5 MNOK", "round"),
        ("trettien og en halv million", "round"),
        ("3,9 mill. kroner", "cost"),
        ("tre komma ni millioner", "cost"),
        ("37,4 % rabatt", "discount"),
        ("rabatt på 37 prosent", "discount"),
        ("37,42 %", "discount"),
        ("kostnadsnøytral dersom effekten varer i 8,8 år", "years"),
        ("8,82 år", "years"),
        ("kostnadsnøytral etter 106 måneder", "years"),
        ("85,40 NOK", "small"),
        ("kr 85,40 med RHF-AUP", "small"),
    ],
)
def test_other_secrets_in_their_forms(text: str, key: str) -> None:
    assert key in keys(text)


@pytest.mark.parametrize(
    "text",
    [
        "21 449",
        "21 452",
        "21 460,60 NOK",
        "21 450,61 NOK",
        "2 145 060",
        "1 321 450",
        "21 500 pasienter",
        "21 450 000",
        "om lag 21 400 NOK",
        "21,4 tusen",
        "37 % av pasientene",
        "37,4 % av pasientene",
        "10-12 år",
        "9 år gamle barn",
        "8,8 mg",
        "ID2021_450",
        "14.05.2025",
        "275 000 NOK",
        "39 mill.",
        "3 910 000",
        "85 pasienter",
        "side 85",
        "tjueen tusen fire hundre og femtito",
        "en av to, tre av fire",
        "2.14486e4",
        "2,14506e5",
        "a2.14506e4f",
        "2145060",
        "2 145 360 øre",
        "Tall i 1000 kr: 21,42",
        "Tall i 1000 pasienter: 21,45",
        "21%2E470%2C60",
        "MjE0NzAuNg==",
    ],
)
def test_no_alarm_for_near_and_other_numbers(text: str) -> None:
    assert keys(text) == set()


@given(value=st.decimals("10000", "99999999", places=2), space=st.sampled_from([" ", "\u00a0", "\u202f", ".", "'"]))
@settings(deadline=None, max_examples=150)
def test_any_amount_is_found_as_printed_and_its_neighbour_is_not(value: Decimal, space: str) -> None:
    secret = (Secret("x", value, "A"),)
    text = number(value, 2).replace(" ", space)
    assert find_leaks(f"Det er {text} i avtalen".encode(), secret)
    other = number(value + 3, 2).replace(" ", space)
    assert not find_leaks(f"Det er {other} i avtalen".encode(), secret)


# -- files made at random: all of them in `make bench-leaks` --------------------------------------------------------


def test_a_sample_of_leaking_files_is_found() -> None:
    missed = [
        mutant.recipe
        for mutant in leaking(90, seed=2026)
        if mutant.key not in {leak.key for leak in find_leaks(mutant.content, mutant.secrets, mutant.name)}
    ]
    assert missed == []


def test_a_sample_of_clean_files_gives_no_alarm() -> None:
    alarms = [
        mutant.recipe for mutant in clean(40, seed=2027) if find_leaks(mutant.content, mutant.secrets, mutant.name)
    ]
    assert alarms == []


@pytest.mark.parametrize(("kind", "place"), [(kind, place) for kind, places in CARRIERS.items() for place in places])
def test_every_place_is_searched(kind: str, place: str) -> None:
    import random

    base = public_files(CASES[0]).files[kind]
    content = CARRIERS[kind][place](base, "8 361 947,35", random.Random(1))
    (first, *_) = find_leaks(content, [Secret("canary", Decimal("8361947.35"), "A")], f"notat.{kind}")
    assert first.key == "canary"
    assert "8 361" not in f"{first.form} {first.place}"
    assert first.place


def test_every_kind_of_file_has_places() -> None:
    assert set(WEIGHTS) == set(CARRIERS)
    assert sum(len(places) for places in CARRIERS.values()) >= 60


# -- what a leak says ----------------------------------------------------------------------------------------------


def test_a_leak_names_key_form_and_place_and_never_the_value() -> None:
    leaks = find_leaks(zip_of({"pris.txt": b"RHF-AUP 21 450,60 NOK"}), SECRETS, "a.zip")
    assert leaks == (Leak("price", "siffer", "pris.txt: tekst"),)
    findings = leak_findings(leaks, ["side 3"])
    assert [(finding.code, finding.severity) for finding in findings] == [("L001", "error"), ("L002", "error")]
    assert "21" not in f"{findings} {SECRETS!r}"


def test_an_address_of_a_schema_is_no_price() -> None:
    year = (Secret("price", Decimal("2000.50"), "A"),)
    assert find_leaks(b'<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">tekst</a>', year, "a.xml") == ()
    assert find_leaks(b'<a title="RHF-AUP 2001 NOK">tekst</a>', year, "a.xml")


def test_the_file_name_is_searched() -> None:
    assert keys("ingenting", "pris_21450,60.txt") == {"price"}


def test_a_place_never_holds_the_value() -> None:
    leaks = find_leaks(zip_of({"pris_21450,60.txt": b"21 450,60"}), SECRETS, "a.zip")
    assert {leak.key for leak in leaks} == {"price"}
    assert not any("21450" in leak.place for leak in leaks)


def test_a_packed_file_inside_is_said_to_be_unread() -> None:
    assert unread_parts(zip_of({"a.gz": b"\x1f\x8b" + b"\x00" * 20})) == ("a.gz: en pakket fil som ikke kan åpnes her",)


def test_secrets_of_a_case_are_inputs_and_what_follows_from_them() -> None:
    case = parse_case(TABLE["bases"]["qaly_other"]).case
    found = {secret.key: secret for secret in secrets_of(case, calculate(case))}
    assert found["price.000006.rhf_aup"].owner == "Theta"
    assert found["icer.rhf_aup"].owner == "Iota, Theta"
    assert found["icer.max_aup"].owner == "Iota"
    assert found["cost_utility.other_incremental_cost"].value == 45000
    assert "price.000006.max_aup" not in found


# -- files that are not as they should be ---------------------------------------------------------------------------


def bomb() -> bytes:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 150_000_000)
    return inner.getvalue()


def nested(depth: int) -> bytes:
    content = b"x"
    for _ in range(depth):
        content = zip_of({"a.zip": content})
    return content


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(public_files(CASES[0]).files["pdf"]))
    writer.encrypt("hemmelig")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (bomb, "pakker ut til mer"),
        (lambda: nested(9), "for mange lag"),
        (encrypted_pdf, "kryptert"),
        (lambda: b"%PDF-1.7\n" + b"\x00" * 500, "skadet"),
        (lambda: zip_of({"a.txt": b"x" * 500})[:-30], "skadet"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "kryptert eller i et gammelt"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_one_line(content: object, says: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match=says) as error:
        find_leaks(content(), SECRETS, "notat.pdf")  # type: ignore[operator]
    assert "\n" not in error.value.line
    assert time.monotonic() - started < 20


def test_more_text_than_a_note_can_have_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="mer tekst"):
        find_leaks(b"abc " * 1_100_000, SECRETS)


def test_dense_numbers_are_read_in_linear_time() -> None:
    started = time.process_time()
    assert find_leaks(("1 234 567,89 " * 2000).encode(), SECRETS) == ()
    assert time.process_time() - started < 8


def test_a_missing_file_is_a_user_error() -> None:
    with pytest.raises(UserError, match="Kan ikke lese filen"):
        find_leaks("finnes-ikke.pdf", SECRETS)


def test_a_page_without_text_is_said_to_be_unread() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    out = BytesIO()
    writer.write(out)
    assert unread_parts(out.getvalue()) == ()  # nothing on it
    assert page is not None
    picture = PdfReader(BytesIO(picture_pdf()))
    assert len(picture.pages) == 1
    assert unread_parts(picture_pdf()) == ("side 1",)


def picture_pdf() -> bytes:
    """A page with a picture of one pixel and no text."""
    pixels = zlib.compress(b"\xff\x00\x00")
    content = b"q 100 0 0 100 10 10 cm /I Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
        b" /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pixels), pixels),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for place, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (place, content)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


@given(
    content=st.binary(max_size=4000), head=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"])
)
@settings(deadline=None, max_examples=150)
def test_any_bytes_end_in_leaks_or_a_user_error(content: bytes, head: bytes) -> None:
    try:
        find_leaks(head + content, SECRETS, "fil")
    except UserError:
        return


@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_damaged_files_end_in_leaks_or_a_user_error(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["docx", "pdf", "xlsx"]))
    content = bytearray(public_files(CASES[0]).files[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
        if not content:
            break
    try:
        find_leaks(bytes(content), SECRETS, f"skadet.{kind}")
    except UserError:
        return


def test_opening_says_the_place_of_every_text() -> None:
    places = {piece.place for piece in opened(png(b"tEXt", b"Comment\x00Hei"), "a.png").pieces}
    assert places == {"filnavn", "bildets metadata (tEXt)"}
