"""A secret in all the values that stand for it: exact, rounded, cut, without VAT, as months, as a share.

Which of them count where is decided in `leak_rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property

from corpus.bokmal.written_numbers import WrittenNumber

VAT = Decimal("1.25")
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret number. `value` stays out of every repr, so that no traceback or log can show it.

    `public` are the numbers that the public version of the same case rightly prints.
    """

    key: str
    value: Decimal = field(repr=False)
    owner: str
    unit: str = "NOK"
    public: frozenset[Decimal] = field(default=frozenset(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Form:
    """How a value stands for a secret: digits of the secret that it keeps, and what was done to it."""

    secret: Secret
    kept: int
    exact: bool
    name: str = ""
    unit: str = "NOK"
    exponent: int = -99


@dataclass(frozen=True)
class Forms:
    """Every value that stands for one of the secrets, for quick look-up."""

    secrets: tuple[Secret, ...]

    @cached_property
    def by_value(self) -> dict[Decimal, tuple[Form, ...]]:
        table: dict[Decimal, list[Form]] = {}
        for secret in self.secrets:
            best: dict[tuple[Decimal, str], Form] = {}
            for value, form in _forms(secret):
                known = best.get((value, form.unit))
                if known is None or form.kept > known.kept:
                    best[value, form.unit] = form
            for (value, _), form in best.items():
                table.setdefault(value, []).append(form)
        return {value: tuple(forms) for value, forms in table.items()}

    @cached_property
    def digits(self) -> frozenset[str]:
        """The digits of every form, without the zeros around them: a quick way to pass over other numbers."""
        return frozenset("".join(map(str, value.as_tuple().digits)).strip("0") for value in self.by_value)

    def of(self, number: WrittenNumber) -> tuple[Form, ...]:
        value = number.value
        if number.decimals > 6:  # a binary fraction of a spreadsheet: 21450.599999999999
            value = value.quantize(Decimal("1e-6"), rounding=ROUND_HALF_UP)
            return self.by_value.get(value.normalize(), ())
        return tuple(form for form in self.by_value.get(value.normalize(), ()) if _as_precise(number, form))


def _as_precise(number: WrittenNumber, form: Form) -> bool:
    """Whether the secret rounds to the number at its printed precision: 11,37 is «11», but not «11,0»."""
    return not number.decimals or form.exponent <= number.power - number.decimals


def _forms(secret: Secret) -> Iterator[tuple[Decimal, Form]]:
    value = abs(secret.value)
    if not value:
        return
    unit = "%" if secret.unit == "%" else "år" if secret.unit == "år" else "NOK"
    yield from _rounded(secret, value, unit, 2 if unit == "NOK" else 1)
    if unit == "NOK":
        for decimals in (2, 0):
            without_vat = (value / VAT).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
            if without_vat >= 1000:
                yield without_vat.normalize(), Form(secret, 6, True, "uten mva.", "uten mva.")
    if unit == "år":
        yield from _rounded(secret, value * MONTHS_A_YEAR, "måneder", 2)
    if unit == "%":
        yield from _rounded(secret, value / 100, "andel", 4)


def _rounded(secret: Secret, value: Decimal, unit: str, least: int) -> Iterator[tuple[Decimal, Form]]:
    """The value rounded and cut at every place that keeps at least `least` digits."""
    length = value.adjusted() + 1
    yield value.normalize(), Form(secret, 15, True, "", unit)
    for exponent in range(-6, length - least + 1):
        for rounding in (ROUND_HALF_UP, ROUND_DOWN) if exponent <= 1 and length - exponent >= 4 else (ROUND_HALF_UP,):
            shown = value.quantize(Decimal(1).scaleb(exponent), rounding=rounding)
            if shown:
                exact = exponent <= 0 and length - exponent >= 4
                name = _rounding_name(exponent)
                yield shown.normalize(), Form(secret, length - exponent, exact, name, unit, exponent)


def _rounding_name(exponent: int) -> str:
    if exponent < 0:
        return ""
    return "avrundet til hele kroner" if exponent == 0 else f"avrundet til nærmeste {10**exponent:,}".replace(",", " ")
