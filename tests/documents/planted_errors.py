"""One error of a named kind into the text of a clean note: what an adviser gets wrong on a busy day.

A planter takes the note and a random generator and gives the note with one error, or None where the note has no place
for it. `KINDS` says under which codes the checker should tell it. Written before the checks that find them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from corpus.bokmal.amounts import AMOUNT, DATE, METHOD_ID, amount, day
from corpus.bokmal.number_style import MONTHS, long_date, numeric_date

Planter = Callable[[str, random.Random], str | None]
NUMERIC = r"\d\d\.\d\d\.\d{4}"
HEADINGS = {
    "bakgrunn": "Bakgrunn",
    "pristilbud": "Pristilbud",
    "kostnadseffektivitet": "Kostnadseffektivitet",
    "budsjettkonsekvenser": "Budsjettkonsekvenser",
    "anskaffelse": "Betydning for fremtidig anskaffelse",
    "andre_land": r"Informasjon om refusjon[^\n]*",
    "oppsummering": "Oppsummering",
    "prosess": "Prosess",
}
PROSE = ("bakgrunn", "pristilbud", "kostnadseffektivitet", "budsjettkonsekvenser", "oppsummering")


@dataclass(frozen=True)
class Kind:
    """`codes` any of which tells the error; `also` codes that rightly follow from it."""

    name: str
    plant: Planter
    codes: frozenset[str]
    also: frozenset[str] = frozenset()


KINDS: list[Kind] = []


def kind(codes: str, also: str = "") -> Callable[[Planter], Planter]:
    """Registers a planter under its function's name."""

    def register(plant: Planter) -> Planter:
        KINDS.append(Kind(plant.__name__, plant, frozenset(codes.split()), frozenset(also.split())))
        return plant

    return register


def span(text: str, key: str) -> tuple[int, int]:
    """Where the section's body stands; an empty span where the note has no such section."""
    start = re.search(rf"^ ?{HEADINGS[key]}:? *$", text, re.MULTILINE)
    if not start:
        return 0, 0
    ends = [
        match.start()
        for heading in (*HEADINGS.values(), r"Avtaleverk[^\n]*")
        if (match := re.compile(rf"^ ?{heading}:? *$", re.MULTILINE).search(text, start.end()))
    ]
    return start.end(), min(ends, default=len(text))


def changed(
    text: str, key: str, pattern: str, new: Callable[[re.Match[str]], str | None], rng: random.Random, group: int = 0
) -> str | None:
    """The note with one match of `pattern` in a section (its `group`) made new; None where there is none."""
    found = [match for match in re.compile(pattern).finditer(text, *span(text, key)) if not _in_table_head(text, match)]
    if not found:
        return None
    match = rng.choice(found)
    put = new(match)
    if put is None or put == match[group]:
        return None
    return text[: match.start(group)] + put + text[match.end(group) :]


def _in_table_head(text: str, match: re.Match[str]) -> bool:
    """Whether a match stands in the head of the price table, which is no running text."""
    return text[text.rfind("\n", 0, match.start()) + 1 :].startswith("Varenummer")


def other_digits(printed: str, rng: random.Random) -> str:
    """The number with one digit wrong, two neighbours swapped, or another number of the same length."""
    places = [place for place, sign in enumerate(printed) if sign.isdigit()]
    whole = [place for place in places if "," not in printed[:place]][:5]
    way = rng.randrange(3)
    signs = list(printed)
    pairs = [(a, b) for a, b in pairwise(whole) if printed[a] != printed[b] and printed[b] != "0"]
    if way == 0 and pairs:
        a, b = rng.choice(pairs)
        signs[a], signs[b] = signs[b], signs[a]
    else:
        for place in whole if way == 2 else [rng.choice(whole)]:
            signs[place] = rng.choice([digit for digit in "123456789" if digit != signs[place]])
    return "".join(signs)


def shifted(printed: str, rng: random.Random) -> str:
    """The date with another year, another month, or some days off; as printed, a day that exists."""
    now = day(printed)
    assert now is not None
    wrong = rng.choice(
        (
            date(now.year - 1, now.month, min(now.day, 28)),
            date(now.year, now.month % 12 + 1, min(now.day, 28)),
            now - timedelta(days=rng.choice((1, 3, 7, 10))),
        )
    )
    return long_date(wrong) if any(month in printed for month in MONTHS) else numeric_date(wrong)


@kind("P001", "P025")
def offer_date(text: str, rng: random.Random) -> str | None:
    pattern = rf"(?:har|ga [^.\n]{{0,40}}?|ga) ?({NUMERIC})"
    return changed(text, "pristilbud", pattern, lambda m: shifted(m[1], rng), rng, 1)


@kind("P002", "P003 P025 P024")
def note_date(text: str, rng: random.Random) -> str | None:
    match = re.search(rf"^Dato:\s+({DATE})", text, re.MULTILINE)
    return text[: match.start(1)] + shifted(match[1], rng) + text[match.end(1) :] if match else None


@kind("P003", "P004")
def total_days(text: str, rng: random.Random) -> str | None:
    return changed(
        text, "prosess", r"(\d+) dager,? hvorav", lambda m: str(int(m[1]) + rng.choice((-2, -1, 1, 10))), rng, 1
    )


@kind("P003", "P004")
def waiting_days(text: str, rng: random.Random) -> str | None:
    return changed(text, "prosess", r"(\d+) dager i påvente", lambda m: str(int(m[1]) + rng.choice((1, 2, 9))), rng, 1)


@kind("P003")
def net_days(text: str, rng: random.Random) -> str | None:
    return changed(
        text, "prosess", r"reelle? [^.]*?(\d+) dager", lambda m: str(int(m[1]) + rng.choice((1, 2, 5))), rng, 1
    )


@kind("P005", "P022 P025")
def forum_date_in_summary(text: str, rng: random.Random) -> str | None:
    if not re.compile(rf"Beslutningsforum[^.\d]*{NUMERIC}").search(text, *span(text, "anskaffelse")):
        return None
    pattern = rf"Beslutningsforum[^.\d]*({NUMERIC})"
    return changed(text, "oppsummering", pattern, lambda m: shifted(m[1], rng), rng, 1)


@kind("P006", "P005 P025")
def price_day(text: str, rng: random.Random) -> str | None:
    def other(match: re.Match[str]) -> str:
        return f"{rng.choice((2, 5, 10, 14, 16, 20)):02}{match[1][2:]}"

    return changed(text, "anskaffelse", rf"gjelde fra ({NUMERIC})", other, rng, 1)


@kind("P005 P006", "P025")
def price_day_in_summary(text: str, rng: random.Random) -> str | None:
    pattern = rf"gjelde fra ({NUMERIC})"
    return changed(text, "oppsummering", pattern, lambda m: shifted(m[1], rng), rng, 1)


@kind("P007", "P017 P015")
def budget_difference(text: str, rng: random.Random) -> str | None:
    pattern = r"(?m)^(?:Budsjettvirkning|Komparator|Intervensjon)\t(?:[^\t\n]*\t){0,3}(\d[\d  ]{5,})\t"
    return changed(text, "budsjettkonsekvenser", pattern, lambda m: other_digits(m[1], rng), rng, 1)


@kind("P017", "P015 P007")
def sum_of_years(text: str, rng: random.Random) -> str | None:
    pattern = r"(?m)^(?:Budsjettvirkning|Komparator|Intervensjon)\t(?:[^\t\n]*\t){5}(\d[\d  ]{5,})$"
    return changed(text, "budsjettkonsekvenser", pattern, lambda m: other_digits(m[1], rng), rng, 1)


@kind("P008")
def double_sign(text: str, rng: random.Random) -> str | None:
    sign = rng.choice(("..", ",,", " .", ".,"))
    pattern = r"(?!mva)[a-zæøå]{3}(\. )(?=[A-ZÆØÅ])" if sign != ",," else r"[a-zæøå](, )(?=[a-zæøå])"
    return changed(text, rng.choice(PROSE), pattern, lambda _: f"{sign} ", rng, 1)


@kind("P008")
def stray_quotation_mark(text: str, rng: random.Random) -> str | None:
    mark = rng.choice("«»")
    return changed(text, rng.choice(PROSE), r"[a-zæøå](\. )(?=[A-ZÆØÅ])", lambda _: f"{mark}. ", rng, 1)


@kind("P009")
def term(text: str, rng: random.Random) -> str | None:
    old, new = rng.choice(
        (
            ("RHF-AUP", "RHF AUP"),
            ("RHF-AUP", "LIS-AUP"),
            ("Maks-AUP", "Maks AUP"),
            ("Maks-AUP", "MaksAUP"),
            (r"\bDMP\b", "SLV"),
            (r"\bDMP\b", "Legemiddelverket"),
            (r"Beslutningsforum\b", "beslutningsforum"),
            ("Sykehusinnkjøp", "Sykehus innkjøp"),
        )
    )
    return changed(text, rng.choice(PROSE), old, lambda _: new, rng)


@kind("P010")
def missing_heading(text: str, rng: random.Random) -> str | None:
    key = rng.choice(("kostnadseffektivitet", "budsjettkonsekvenser", "anskaffelse", "oppsummering", "prosess"))
    start, _ = span(text, key)
    begun = text.rfind("\n", 0, start - 1) + 1
    return text[:begun] + text[start:].lstrip("\n") if start else None


@kind("P012")
def method_id(text: str, rng: random.Random) -> str | None:
    own = METHOD_ID.search(text)
    if not own:
        return None
    wrong = f"ID{own[1]}_{(int(own[2]) + rng.choice((1, 9, 90))) % 1000:03}"
    key = rng.choice(("pristilbud", "kostnadseffektivitet", "anskaffelse", "oppsummering"))
    return changed(text, key, r"\.( )(?=[A-ZÆØÅ])", lambda _: f" Saken har nummer {wrong}. ", rng, 1)


@kind("P013", "P025")
def decision_with_two_dates(text: str, rng: random.Random) -> str | None:
    pattern = rf"ID\d{{4}}_\d{{3}} \(({NUMERIC})\)"
    return changed(text, "anskaffelse", pattern, lambda m: shifted(m[1], rng), rng, 1)


@kind("P014", "P015 P020")
def packages_times_price(text: str, rng: random.Random) -> str | None:
    pattern = rf"\d+ pakninger (?:per år|i året)(?: koster |\. Årskostnaden er )({AMOUNT})"
    return changed(text, "pristilbud", pattern, lambda m: other_digits(m[1], rng), rng, 1)


@kind("P014")
def number_of_packages(text: str, rng: random.Random) -> str | None:
    pattern = r"(\d+) pakninger (?:per år koster|i året\. Årskostnaden)"
    return changed(text, "pristilbud", pattern, lambda m: str(int(m[1]) + rng.choice((1, 2, 13))), rng, 1)


@kind("P014")
def dose_times_days(text: str, rng: random.Random) -> str | None:
    pattern = r"til sammen (\d+) tabletter"
    return changed(text, "pristilbud", pattern, lambda m: str(int(m[1]) + rng.choice((-28, -1, 2, 28))), rng, 1)


@kind("P014 P007 P017", "P015")
def cost_in_dosing_table(text: str, rng: random.Random) -> str | None:
    pattern = rf"(?m)^[^\t\n]+\t[^\t\n]+\t\d+\t({AMOUNT})"
    return changed(text, "pristilbud", pattern, lambda m: other_digits(m[1], rng), rng, 1)


@kind("P015", "P014 P020")
def amount_in_summary(text: str, rng: random.Random) -> str | None:
    body = text[: span(text, "oppsummering")[0]]
    said = [m for m in re.compile(AMOUNT).finditer(text, *span(text, "oppsummering")) if m[0] in body and len(m[0]) > 8]
    if not said:
        return None
    match = rng.choice(said)
    return text[: match.start()] + other_digits(match[0], rng) + text[match.end() :]


@kind("P015", "P014 P020")
def first_year_in_text(text: str, rng: random.Random) -> str | None:
    pattern = rf"(?:år 1|første året)[^.\n]*? ({AMOUNT})"
    return changed(text, "budsjettkonsekvenser", pattern, lambda m: other_digits(m[1], rng), rng, 1)


@kind("P016", "P015")
def patients_in_summary(text: str, rng: random.Random) -> str | None:
    def other(match: re.Match[str]) -> str:
        return f"{int(match[1]) + rng.choice((-3, 2, 10))}-{int(match[2]) + rng.choice((0, 5, 10))}"

    return changed(text, "oppsummering", r"(\d+)[-–](\d+)(?= (?:voksne |nye )?pasienter)", other, rng)


@kind("P016")
def fewer_than_a_range(text: str, rng: random.Random) -> str | None:
    words = rng.choice(("færre enn", "flere enn", "mer enn"))
    return changed(text, "oppsummering", r"\d+[-–]\d+ (?:voksne |nye )?pasienter", lambda m: f"{words} {m[0]}", rng)


@kind("P016", "P015")
def range_backwards(text: str, rng: random.Random) -> str | None:
    key = rng.choice(("budsjettkonsekvenser", "oppsummering"))
    pattern = r"(\d+)[-–](\d+)(?= (?:voksne |nye )?pasienter)"
    return changed(text, key, pattern, lambda m: f"{m[2]}-{m[1]}", rng)


@kind("P018", "P014 P015 P019 P020 P028")
def maximum_below_negotiated(text: str, rng: random.Random) -> str | None:
    pattern = rf"(?m)^\d{{6}}\t[^\t\n]+\t({AMOUNT})\t({AMOUNT})$"

    def swapped(match: re.Match[str]) -> str:
        return match[0].replace(f"{match[1]}\t{match[2]}", f"{match[2]}\t{match[1]}")

    return changed(text, "pristilbud", pattern, swapped, rng)


@kind("P019")
def negotiated_price_in_public(text: str, rng: random.Random) -> str | None:
    if "Offentlig versjon" not in text:
        return None
    pattern = rf"(?m)^\d{{6}}\t[^\t\n]+\t({AMOUNT})(\t)$"

    def price(match: re.Match[str]) -> str:
        value = amount(match[1])
        return f"\t{int((value or 0) * 7 / 10):,} NOK".replace(",", " ")

    return changed(text, "pristilbud", pattern, price, rng, 2)


@kind("P020", "P014 P015")
def price_in_text(text: str, rng: random.Random) -> str | None:
    pattern = rf"[Pp](?:risen per pakning|akningsprisen)[^.\n]*? ({AMOUNT})"
    return changed(text, "pristilbud", pattern, lambda m: other_digits(m[1], rng), rng, 1)


@kind("P020 P014", "P015 P018 P028")
def price_in_table(text: str, rng: random.Random) -> str | None:
    if not re.compile(r"[Pp]risen per pakning|Pakningsprisen|pakninger per år koster").search(text):
        return None
    pattern = rf"(?m)^\d{{6}}\t[^\t\n]+\t({AMOUNT})"
    return changed(text, "pristilbud", pattern, lambda m: other_digits(m[1], rng), rng, 1)


@kind("P021")
def left_over(text: str, rng: random.Random) -> str | None:
    words = rng.choice(
        ("XX", "[sett inn]", "[mangler: kilde]", "TODO", "xx.xx.xxxx", "Feil! Fant ikke referansekilden.", "{{tall}}")
    )
    return changed(text, rng.choice(PROSE), r"[a-zæøå]( )(?=[a-zæøå])", lambda _: f" {words} ", rng, 1)


@kind("P011")
def emptied_phrase(text: str, rng: random.Random) -> str | None:
    key = rng.choice(("pristilbud", "kostnadseffektivitet", "oppsummering"))
    sentence = rng.choice(
        (
            "Kostnaden per pasient er om lag for et fullt løp. ",
            "Legemiddelkostnaden er beregnet til om lag med tilbudt RHF-AUP. ",
            "Behandlingen er kostnadsnøytral dersom effekten varer i om lag Dersom den er kortere, blir den dyrere. ",
        )
    )
    return changed(text, key, r"[a-zæøå]\. ()(?=[A-ZÆØÅ])", lambda _: sentence, rng, 1)


@kind("P022", "P005 P025")
def no_meeting_day(text: str, rng: random.Random) -> str | None:
    """The forum's day moved a little, everywhere in the note; needs the calendar."""
    match = re.compile(rf"Beslutningsforum (?:for nye metoder )?({NUMERIC})").search(text, *span(text, "anskaffelse"))
    now = day(match[1]) if match else None
    if match is None or now is None:
        return None
    return text.replace(match[1], numeric_date(now + timedelta(days=rng.choice((1, 2, 3)))))


@kind("P023", "P001 P005 P006 P013")
def impossible_date(text: str, rng: random.Random) -> str | None:
    key = rng.choice(("bakgrunn", "anskaffelse", "andre_land"))
    return changed(text, key, NUMERIC, lambda m: f"{rng.choice((30, 31))}.02.{m[0][6:]}", rng)


@kind("P024")
def country_in_the_future(text: str, rng: random.Random) -> str | None:
    pattern = rf"(?:innført|anbefalt)[^.\n]*\(({NUMERIC})\)"
    return changed(text, "andre_land", pattern, lambda m: f"{m[1][:6]}{int(m[1][6:]) + 5}", rng, 1)


@kind("P025", "P001 P003 P004")
def stages_out_of_order(text: str, rng: random.Random) -> str | None:
    start, end = span(text, "prosess")
    found = list(re.compile(NUMERIC).finditer(text, start, end))
    if len(found) < 3 or found[1][0] == found[2][0]:
        return None
    a, b = found[1], found[2]
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


@kind("P025")
def report_after_note(text: str, rng: random.Random) -> str | None:
    pattern = rf"(?:rapport|Rapporten)[^.\n]*datert ({NUMERIC})"
    return changed(text, "bakgrunn", pattern, lambda m: f"{m[1][:6]}{int(m[1][6:]) + 2}", rng, 1)


@kind("P025", "P005 P006")
def price_before_decision(text: str, rng: random.Random) -> str | None:
    """The first day of the price a year too early, everywhere in the note."""
    match = re.compile(rf"gjelde fra ({NUMERIC})").search(text, *span(text, "anskaffelse"))
    return text.replace(match[1], f"{match[1][:6]}{int(match[1][6:]) - 1}") if match else None


def drug_names(text: str) -> list[str]:
    """The product and the substance of the title."""
    match = re.search(r"ID\d{4}_\d{3}: ?(\w{6,}) \((\w{6,})\)", text)
    return [match[1], match[2]] if match else []


@kind("P026")
def name_misspelt(text: str, rng: random.Random) -> str | None:
    names = drug_names(text)
    if not names:
        return None
    name = rng.choice(names)

    def wrong(match: re.Match[str]) -> str:
        place = rng.randrange(2, len(match[0]) - 1)
        way = rng.randrange(3)
        if way == 0:
            return match[0][:place] + match[0][place + 1 :]
        if way == 1:
            return match[0][:place] + match[0][place] * 2 + match[0][place + 1 :]
        return match[0][: place - 1] + match[0][place] + match[0][place - 1] + match[0][place + 1 :]

    key = rng.choice((*PROSE, "anskaffelse"))
    return changed(text, key, rf"(?i)\b{name}\b", wrong, rng)


@kind("P027")
def word_twice(text: str, rng: random.Random) -> str | None:
    words = r"\b(er|og|som|til|av|på|for|kan|vil|pasienter|behandling|beregnet) "
    return changed(text, rng.choice(PROSE), words, lambda m: f"{m[1]} {m[0]}", rng)


@kind("P028")
def discount(text: str, rng: random.Random) -> str | None:
    pattern = r"rabatt på (\d+),(\d)"
    return changed(
        text, "pristilbud", pattern, lambda m: f"rabatt på {int(m[1]) + rng.choice((-5, 1, 10))},{m[2]}", rng
    )
