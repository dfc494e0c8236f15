"""Numbers that are, or give, a secret of the case, wherever they are typed: in a count, a duration, a public amount.

A public number may be a secret by chance. How likely that is follows from how many significant digits it has and how
many numbers it was held against (`audit.chance`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property

from pydantic import BaseModel

from drafting.calculations.graph.figures import Figure
from drafting.case.case import Amount, Case
from drafting.confidentiality.audit.chance import by_chance
from drafting.confidentiality.audit.statements.quantities import quantities
from drafting.confidentiality.audit.statements.relations import together

FEWEST_TYPED = 3  # significant digits of an amount, which a slot can say instead
FEWEST_SPELT = 5  # digits
PERCENT = 100
MOST_DIGITS = 9


def significant(value: Decimal) -> str:
    """The digits of a number from its first to its last that is not zero."""
    return "".join(map(str, value.normalize().as_tuple().digits)).strip("0")


@dataclass(frozen=True)
class SecretNumbers:
    """The secrets of a case, and what anybody works out from one of them: per tablet, a saving, a share."""

    own: tuple[Decimal, ...]
    derived: tuple[Decimal, ...]

    def given_by(self, value: Decimal) -> bool:
        """Whether a number has the digits of a secret, or of what follows from one, and not by chance.

        Powers of ten do not count: «30,66 pasienter» tells 30 656 kroner to whoever knows.
        """
        digits = significant(value)[:MOST_DIGITS]
        for among, among_digits in ((self.own, self._own), (self.derived, self._derived)):
            if digits in among_digits.get(len(digits), ()) and not by_chance(len(digits), len(among)):
                return True
        return False

    def spelt_out_in(self, digits: str) -> bool:
        """Whether a run of digits, of several numbers put together, holds all the digits of a secret."""
        return any(len(told) >= FEWEST_SPELT and told in digits for told in map(significant, self.own))

    def amounts_to(self, value: Decimal) -> bool:
        """Whether an amount as typed is a secret amount, or what follows from one, at the precision it is typed to."""
        if len(significant(value)) < FEWEST_TYPED:
            return False
        step = Decimal(1).scaleb(value.normalize().as_tuple().exponent)  # type: ignore[arg-type]
        return any(abs(number - value) * 2 <= step for number in (*self.own, *self.derived))

    @cached_property
    def _own(self) -> dict[int, frozenset[str]]:
        return _spellings(self.own)

    @cached_property
    def _derived(self) -> dict[int, frozenset[str]]:
        return _spellings(self.derived)


def _spellings(values: tuple[Decimal, ...]) -> dict[int, frozenset[str]]:
    """The digits of some numbers, rounded and cut to each length."""
    found: dict[int, set[str]] = {}
    for value in values:
        for length in range(1, MOST_DIGITS + 1):
            step = Decimal(1).scaleb(value.adjusted() + 1 - length)
            for rounding in (ROUND_HALF_UP, ROUND_DOWN):
                digits = significant(value.quantize(step, rounding=rounding))
                found.setdefault(len(digits), set()).add(digits)
    return {length: frozenset(digits) for length, digits in found.items()}


def secret_numbers(case: Case, figures: Mapping[str, Figure]) -> SecretNumbers:
    """The secret numbers of a case. A price at its own Maks-AUP is left out: that number is public in its own right."""
    every = quantities(case, dict(figures))
    pairs = [pair for pair in together(every) if pair.kind == "maximum"]
    public = {pair.left.key for pair in pairs if pair.left.figure.value == pair.right.figure.value}
    secret = [q for q in every if q.secret and q.key not in public and q.figure.value]
    own = [q.figure.value for q in secret if "aip" not in q.basis]
    own += [figure.value for figure in figures.values() if figure.confidential and figure.unit in ("%", "år")]
    at_maximum = {q.figure.value for q in every if not q.secret and q.basis.startswith("max")}
    own += [amount.value for amount in case.secrets.values() if amount.value not in at_maximum]
    derived = [q.figure.value * factor for q in secret for factors in q.factors.values() for factor in factors]
    for pair in pairs:
        if pair.left.key not in public and pair.right.figure.value:
            left, right = pair.left.figure.value, pair.right.figure.value
            derived += [left - right, left / right * PERCENT, right / left * PERCENT]
    return SecretNumbers(_once(own), _once(derived))


def _once(values: list[Decimal]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(abs(value).normalize() for value in values if value))


def numeric_fields(block: BaseModel, path: str = "") -> Iterator[tuple[str, tuple[Decimal, ...], bool]]:
    """(path, numbers, whether an amount) of every field of a case with public numbers; those of a list together."""
    for name in type(block).model_fields:
        yield from _numeric(getattr(block, name), f"{path}.{name}" if path else name)


def _numeric(value: object, path: str) -> Iterator[tuple[str, tuple[Decimal, ...], bool]]:
    if isinstance(value, Amount):
        if not value.secret and not path.endswith("rhf_aup"):
            yield path, (value.value,), True
    elif isinstance(value, BaseModel):
        yield from numeric_fields(value, path)
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        yield path, (Decimal(value),), False
    elif isinstance(value, tuple):
        numbers = tuple(Decimal(item) for item in value if isinstance(item, Decimal | int) and item is not True)
        if numbers:
            yield path, numbers, False
        for place, item in enumerate(value, start=1):
            if isinstance(item, BaseModel):
                yield from _numeric(item, f"{path}.{getattr(item, 'item_number', None) or place}")
