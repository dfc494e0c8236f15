"""Numbers, amounts, dates and method ids as written in bokmål; what is ambiguous is None, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Source: Språkrådet, «Tall, tid og dato»: groups of three with a space (of any width), decimal comma.
GAP = "[ \\u00a0\\u2000-\\u200a\\u202f\\u205f]"
MINUS = "[-\\u2010-\\u2013\\u2212\\ufe63\\uff0d]"  # every sign that is printed before a negative figure
# A figure never begins inside another («900.065» holds no 065), nor with a nought before a digit.
# At most six groups: more are several numbers side by side, and no limit would let a long row cost quadratic time.
# Groups with full stops or commas are read where there are two or more: «10.566.865» can be nothing else.
NUMBER = (
    r"(?<!\d)(?<!\d[.,'’])(?!0\d)"
    r"(?:\d{1,3}(?:\.\d{3}){2,6}(?:,\d{1,20})?(?![.,]?\d)|\d{1,3}(?:,\d{3}){2,6}(?:\.\d{1,20})?(?![.,]?\d)"
    rf"|(?:\d{{1,3}}(?:{GAP}\d{{3}}){{1,6}}(?!{GAP}\d{{3}}(?!\d))|\d{{1,20}})(?:,\d{{1,20}})?(?!\d|[.,'’]\d))"
)
SIGNED = rf"(?:{MINUS}{GAP}?)?{NUMBER}"
SCALES = {
    "tusen": Decimal(10) ** 3,
    "mill": Decimal(10) ** 6,
    "million": Decimal(10) ** 6,
    "millioner": Decimal(10) ** 6,
    "millionar": Decimal(10) ** 6,
    "mrd": Decimal(10) ** 9,
    "milliard": Decimal(10) ** 9,
    "milliarder": Decimal(10) ** 9,
    "milliardar": Decimal(10) ** 9,
}
SCALE = r"(?:millioner|millionar|million|mill\.?|milliarder|milliardar|milliard|mrd\.?|tusen)"
CURRENCY = r"(?:NOK|norske\s+kroner|kroner|kr\.?)"
COUNTED = r"(?:MNOK|mkr|kNOK|TNOK|tkr)(?!\w)"  # a currency that says what it is counted in
# An amount: «1 234,50 NOK», «NOK 1 234», «1,2 mill. kroner», «− 45 000 kr», «16,9 MNOK».
AMOUNT = rf"(?:{CURRENCY}\s*{SIGNED}(?:\s*{SCALE})?|{SIGNED}(?:(?:\s*{SCALE})?\s*{CURRENCY}(?![\w])|\s*{COUNTED}))"

MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
MONTH = (
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|des)\.?"
)
_NUMERIC = r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d{2}-\d{2}"
DATE = rf"(?:{_NUMERIC}|\d{{1,2}}\.?\s+{MONTH}\s+\d{{4}})"
METHOD_ID = re.compile(r"\bID\s?(\d{4})[_-]\s?(\d{3})(?!\d{2})")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the span it was read from."""

    value: str
    start: int
    end: int


def number(text: str) -> Decimal | None:
    """«1 234,50» → 1234.50; «−3» → −3; «10.566.865» → 10566865. None: not one number, or unsure («12.316»)."""
    bare = re.sub(rf"{GAP}|\s", " ", text).strip()
    match = re.fullmatch(rf"({MINUS} ?)?({NUMBER})", bare)
    if not match:
        return None
    figure = match[2].replace(" ", "")
    if figure.count(",") > 1:
        figure = figure.replace(",", "")
    elif "." in figure:
        figure = figure.replace(".", "")
    value = Decimal(figure.replace(",", "."))
    return -value if match[1] else value


def amount(text: str) -> Decimal | None:
    """«1,2 mill. NOK» → 1200000; «NOK 45 000» → 45000; «16,9 MNOK» → 16900000. None when it is not one amount."""
    flat = re.sub(rf"{GAP}|\s", " ", text).strip()
    if match := re.fullmatch(rf"({SIGNED})\s*({COUNTED})", flat, flags=re.IGNORECASE):
        value = number(match[1])
        return None if value is None else scaled(value, Decimal(10) ** (6 if match[2][0].lower() == "m" else 3))
    bare = re.sub(rf"^{CURRENCY}\s*|\s*{CURRENCY}$", "", flat, flags=re.IGNORECASE)
    match = re.fullmatch(rf"({SIGNED})(?:\s*({SCALE}))?", bare, flags=re.IGNORECASE)
    if not match or (value := number(match[1])) is None:
        return None
    return scaled(value, SCALES[match[2].rstrip(".").lower()]) if match[2] else value


def money(text: str) -> Decimal | None:
    """An amount of kroner. None also for «900,065»: no one prints three decimals of a krone, so it may be thousands."""
    return None if two_ways(text) else amount(text)


def two_ways(text: str) -> bool:
    """Whether a sum of money may be read in two ways, a thousand times apart: «900,065 NOK», «900.065», «900'065»."""
    bare = re.sub(rf"^{CURRENCY}\s*|\s*{CURRENCY}$", "", text.strip(), flags=re.IGNORECASE)
    return bool(re.fullmatch(rf"\(?{MINUS}?\s?[1-9]\d{{0,2}}(?:[.,'’]\d{{3}}|['’]\d{{3}}['’]\d{{3}})\)?", bare))


def cell_amount(text: str, point: str = "") -> Decimal | None:
    """The amount of a table cell of money.

    In brackets it is negative, as accounts print it. `point` is the sign («.» or «,») that is known to part the
    thousands of this table; without it «1.735» and «1,735» are none. A number that a narrow cell broke inside a group
    is mended («125 755 9 40» → 125755940), only after two whole groups, and when just one way of joining two neighbours
    gives a number: less could be two numbers in one cell.
    """
    flat = re.sub(rf"{GAP}|\s", " ", text).strip().rstrip("*†‡ ")
    if match := re.fullmatch(r"\((.+)\)", flat):
        inside = cell_amount(match[1], point)
        return None if inside is None or inside < 0 else -inside
    if point and two_ways(flat):
        flat = flat.replace(point, " ")
    value = money(flat)
    groups = flat.split()
    if value is not None or len(groups) < 4 or not re.fullmatch(rf"{MINUS}?\d{{1,3}}", groups[0]):
        return value
    if not re.fullmatch(r"\d{3}", groups[1]):
        return None
    joined = (
        [*groups[:place], groups[place] + groups[place + 1], *groups[place + 2 :]]
        for place in range(2, len(groups) - 1)
    )
    mended = {found for parts in joined if (found := number(" ".join(parts))) is not None}
    return mended.pop() if len(mended) == 1 else None


def scaled(value: Decimal, factor: Decimal) -> Decimal:
    """`value` × `factor`; decimals that the scaling made meaningless are dropped («12,5» millions → 12500000)."""
    product = value * factor
    return product.quantize(Decimal(1)) if factor != 1 and product == product.to_integral_value() else product


def plain(value: Decimal) -> str:
    """A number as an unscaled string without exponent, with the decimals it was printed with: «1200000», «34277.30»."""
    return format(abs(value) if value == 0 else value, "f")


def day(text: str) -> date | None:
    """«14.05.2025», «14-05-2025», «14. mai 2025» or «2025-05-14» as a date; None when there is no such day."""
    bare = " ".join(text.split()).lower()
    if match := re.fullmatch(r"(\d{1,2})(?:\. ?|-)(\d{1,2})(?:\. ?|-)(\d{4})", bare):
        return _date(match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", bare):
        return _date(match[1], match[2], match[3])
    if match := re.fullmatch(rf"(\d{{1,2}})\.? ({MONTH}) (\d{{4}})", bare):
        return _date(match[3], MONTHS.index(match[2][:3]) + 1, match[1])
    return None


def iso_day(text: str) -> str:
    """The first date in a text as ISO; a month alone («april 2019») as «2019-04»; empty when there is none."""
    if match := re.search(rf"(?<!\d){DATE}(?!\d)", text, flags=re.IGNORECASE):
        found = day(match[0])
        return found.isoformat() if found else ""
    if match := re.search(rf"\b({MONTH}) (\d{{4}})(?!\d)", text, flags=re.IGNORECASE):
        return f"{match[2]}-{MONTHS.index(match[1][:3].lower()) + 1:02d}"
    return ""


def method_ids(text: str) -> tuple[str, ...]:
    """Every method id in a text, once each, in order. A glued footnote digit («ID2015_0131») is not part of it."""
    return tuple(dict.fromkeys(f"ID{match[1]}_{match[2]}" for match in METHOD_ID.finditer(text)))


def _date(year: str | int, month: str | int, number_of_day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(number_of_day))
    except ValueError:
        return None
