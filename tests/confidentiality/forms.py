"""The ways a number can be written, for making files that leak and files that only look so."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from drafting.confidentiality.number_words import in_words
from drafting.number_style import number, round_half_up

NBSP, THIN, NARROW, FIGURE = "\u00a0", "\u2009", "\u202f", "\u2007"
Write = Callable[[Decimal, random.Random], str]


def spaced(space: str) -> Write:
    return lambda value, _: number(value, 2).replace(" ", space)


def grouped(thousands: str, point: str) -> Write:
    return lambda value, _: f"{value:,.2f}".replace(",", "\0").replace(".", point).replace("\0", thousands)


def whole(value: Decimal, _: random.Random) -> str:
    return number(value)


def roughly(value: Decimal, _: random.Random) -> str:
    return f"om lag {number(value, -2)} NOK"


def thousands(value: Decimal, _: random.Random) -> str:
    return number(value / 1000, 1) + " tusen"


def millions(value: Decimal, _: random.Random) -> str:
    decimals = max(1, 4 - (value / 10**6).adjusted() - 1)
    return number(value / 10**6, decimals) + " mill. kroner"


def mnok(value: Decimal, _: random.Random) -> str:
    decimals = max(1, 4 - (value / 10**6).adjusted() - 1)
    return "MNOK " + number(value / 10**6, decimals)


def words(value: Decimal, draw: random.Random) -> str:
    text = in_words(int(value), old=draw.random() < 0.5)
    return (text.replace(" ", "") if draw.random() < 0.3 else text) + " kroner"


def invisible(value: Decimal, draw: random.Random) -> str:
    sign = draw.choice(["\u00ad", "\u200b", "\u2060", "\ufeff"])
    return sign.join(number(value, 2))


def full_width(value: Decimal, _: random.Random) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in number(value, 2))


def backwards(value: Decimal, _: random.Random) -> str:
    return number(value, 2)[::-1]


def spelt_out(value: Decimal, _: random.Random) -> str:
    return " ".join(f"{value:.2f}".replace(".", ","))


# Forms of an amount with at least five digits. `words` cuts the øre, the rest round.
AMOUNT_FORMS: dict[str, Write] = {
    "punktum": lambda value, _: f"{value.normalize():f}",
    "mellomrom": spaced(" "),
    "hardt mellomrom": spaced(NBSP),
    "tynt mellomrom": spaced(THIN),
    "smalt mellomrom": spaced(NARROW),
    "siffermellomrom": spaced(FIGURE),
    "punktum i tusen": grouped(".", ","),
    "engelsk": grouped(",", "."),
    "sveitsisk": grouped("'", "."),
    "uten gruppering": lambda value, _: f"{value:.2f}".replace(".", ","),
    "hele kroner": whole,
    "hele kroner, NOK": lambda value, _: f"{number(value)} NOK",
    "kr foran": lambda value, _: f"kr {number(value)},-",
    "om lag": roughly,
    "tusen": thousands,
    "mill.": millions,
    "MNOK": mnok,
    "tallord": words,
    "usynlige tegn": invisible,
    "brede sifre": full_width,
    "baklengs": backwards,
    "ett og ett siffer": spelt_out,
}


# Amounts below 10 000 are read as such only with øre, a currency or a word of cost beside them.
SMALL_FORMS: dict[str, Write] = {
    "NOK etter": lambda value, _: f"{number(value, 2)} NOK",
    "kr foran": lambda value, _: f"kr {number(value, 2)}",
    "hele kroner": lambda value, _: f"{number(value)} kroner",
    "hardt mellomrom": lambda value, draw: f"{AMOUNT_FORMS['hardt mellomrom'](value, draw)} NOK",
    "engelsk": lambda value, draw: f"NOK {AMOUNT_FORMS['engelsk'](value, draw)}",
    "tallord": words,
}


def percent(value: Decimal, draw: random.Random) -> str:
    shown = number(value, draw.choice([1, 2]))
    return draw.choice([f"{shown} % rabatt", f"rabatt på {shown} prosent", f"{shown} % lavere enn Maks-AUP"])


def years(value: Decimal, draw: random.Random) -> str:
    shown = number(value, draw.choice([1, 2]))
    return f"kostnadsnøytral dersom effekten varer i om lag {shown} år"


def written(value: Decimal, unit: str, draw: random.Random) -> tuple[str, str]:
    """(name of the form, the value written in it)."""
    if unit == "%":
        return "rabatt", percent(value, draw)
    if unit == "år":
        return "varighet", years(value, draw)
    if abs(value) < 10_000:
        name = draw.choice(list(SMALL_FORMS))
        return name, SMALL_FORMS[name](abs(value), draw)
    name = draw.choice([name for name in AMOUNT_FORMS if abs(value) >= 100_000 or name not in ("tusen", "om lag")])
    return name, AMOUNT_FORMS[name](abs(value), draw)


def near(value: Decimal, draw: random.Random) -> Decimal:
    """A number of the same size, 0.3-6 % away, to the øre like the secrets."""
    away = Decimal(draw.choice([-1, 1]) * draw.uniform(0.003, 0.06))
    return (value * (1 + away)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def neighbour(value: Decimal, draw: random.Random) -> Decimal:
    """A number one digit away: the digit in the middle of the whole kroner is another."""
    digits = list(str(int(round_half_up(value))))
    place = draw.randrange(1, max(2, len(digits) - 1))
    digits[place] = draw.choice([digit for digit in "0123456789" if digit != digits[place]])
    return Decimal("".join(digits))
