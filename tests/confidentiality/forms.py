"""The ways a number can be written, for making files that leak and files that only look so."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import quote

from corpus.bokmal.number_style import number, round_half_up
from corpus.bokmal.number_words import in_words

NBSP, THIN, NARROW, FIGURE = "\u00a0", "\u2009", "\u202f", "\u2007"
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
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


def scientific(value: Decimal, draw: random.Random) -> str:
    mantissa, power = f"{value.quantize(Decimal('0.01')).normalize():E}".split("E")
    comma = mantissa.replace(".", ",")
    ten = f"{comma} × 10{power.removeprefix('+').translate(RAISED)}"
    return draw.choice([f"{mantissa}e{int(power)}", f"{mantissa}E{power}", f"{comma} x 10^{int(power)}", ten])


def digits_of(zero: int) -> Write:
    """In the digits of another script, by its zero."""
    return lambda value, _: number(value, 2).translate({ord(str(digit)): zero + digit for digit in range(10)})


def raised(value: Decimal, _: random.Random) -> str:
    return number(value, 2).translate(RAISED)


def percent_coded(value: Decimal, draw: random.Random) -> str:
    text = number(value, 2)
    return "".join(f"%{byte:02X}" for byte in text.encode()) if draw.random() < 0.5 else quote(text)


def entities(value: Decimal, draw: random.Random) -> str:
    form = draw.choice(["&#{};", "&#x{:x};"])
    return "".join(form.format(ord(sign)) for sign in number(value, 2))


def escapes(value: Decimal, _: random.Random) -> str:
    return "".join(f"\\u{ord(sign):04x}" for sign in number(value, 2))


def packed(value: Decimal, draw: random.Random) -> str:
    text = f"pris {number(value, 2)} NOK"
    return base64.b64encode(text.encode(draw.choice(["utf-8", "utf-16-le"]))).decode()


def in_tnok(value: Decimal, draw: random.Random) -> str:
    shown = f"{value.quantize(Decimal('0.1')).normalize() / 1000:f}".replace(".", ",")
    return draw.choice([f"{shown} TNOK", f"TNOK {shown}", f"tall i 1000 kr: {shown}"])


def old_style(value: Decimal, _: random.Random) -> str:
    return f"kr. {int(value):,}".replace(",", ".") + f":{value:.2f}"[-2:].rjust(3, ":")


def in_ore(value: Decimal, _: random.Random) -> str:
    return f"{number(value * 100)} øre"


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
    "potens av ti": scientific,
    "arabiske sifre": digits_of(0x660),
    "indiske sifre": digits_of(0x966),
    "hevede sifre": raised,
    "prosentkodet": percent_coded,
    "entiteter": entities,
    "omskrevne tegn": escapes,
    "base64": packed,
    "TNOK": in_tnok,
    "gammel skrivemåte": old_style,
    "strek for øre": lambda value, _: f"{int(value)},-",
    "øre": in_ore,
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
