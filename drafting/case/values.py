"""Values of the case file: amounts, numbers, days and texts, each refused with one sentence where it is not one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

# Source: limits of our own, against slips of the keyboard: no price or budget in Norway comes near.
LARGEST_AMOUNT = Decimal(10) ** 12
MOST_DECIMALS = 6
TWO_READINGS = (
    "kan leses på to måter: skriv tallet uten punktum om punktumet skiller tusen, eller med høyst to desimaler om det "
    "er desimaltegn"
)


class Block(BaseModel):
    """A block of the case file: frozen; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)


class Amount(Block):
    """NOK incl. VAT; with `owner`, a trade secret of that owner (offentleglova § 13)."""

    value: Decimal
    owner: str = ""

    @property
    def secret(self) -> bool:
        return bool(self.owner)


def _amount(raw: Any) -> Any:
    """`12.5`, or `{secret: 12.5, owner: Name}`, as an Amount's fields. Raises ValueError with one bokmål sentence.

    `48.217` is refused: in Norwegian it is 48 217 kroner as well as 48 kroner and a bit.
    """
    if isinstance(raw, Amount):
        return raw
    if isinstance(raw, dict):
        if set(raw) != {"secret", "owner"}:
            raise ValueError("et hemmelig beløp skrives {secret: beløp, owner: eier}")
        if not str(raw["owner"] or "").strip():
            raise ValueError("et hemmelig beløp må ha en eier (owner)")
        return {"value": _counted(raw["secret"]), "owner": str(raw["owner"])}
    return {"value": _counted(raw)}


def _counted(raw: Any) -> Decimal:
    """A number of kroner or of people. Raises ValueError where its point could be meant to group thousands.

    Not for doses, strengths, lengths of time and QALYs: three decimals are ordinary there («1.375 mg»).
    """
    value = _decimal(raw)
    if value.as_tuple().exponent == -3 and 1 <= abs(value) < 1000:
        raise ValueError(TWO_READINGS)
    return value


def _decimal(raw: Any) -> Decimal:
    value = Decimal(raw) if isinstance(raw, int | Decimal) and not isinstance(raw, bool) else Decimal("NaN")
    if not value.is_finite():
        raise ValueError("er ikke et tall: skriv det som 34277.50, uten anførselstegn, mellomrom og komma")
    exponent = value.as_tuple().exponent
    if abs(value) >= LARGEST_AMOUNT or (isinstance(exponent, int) and -exponent > MOST_DECIMALS):
        raise ValueError("har for mange siffer til å være riktig")
    return value


def _limited(raw: Any, low: Decimal, strict: bool) -> Decimal:
    value = _decimal(raw)
    if value < low or (strict and value == low):
        raise ValueError("må være større enn null" if strict else "kan ikke være negativt")
    return value


def _price(raw: Any) -> Any:
    fields = _amount(raw)
    value = fields.value if isinstance(fields, Amount) else fields["value"]
    _limited(value, Decimal(0), strict=True)
    return fields


def _not_negative(raw: Any) -> Any:
    fields = _amount(raw)
    _limited(fields.value if isinstance(fields, Amount) else fields["value"], Decimal(0), strict=False)
    return fields


def _whole(raw: Any) -> int:
    value = _limited(raw, Decimal(0), strict=True)
    if value != value.to_integral_value():
        raise ValueError("må være et helt tall")
    return int(value)


def _day(raw: Any) -> date:
    if type(raw) is not date:
        raise ValueError("er ikke en dato på formen åååå-mm-dd")
    return raw


def _share(raw: Any) -> Decimal:
    value = _limited(raw, Decimal(0), strict=False)
    if value > 1:
        raise ValueError("kan ikke være over 1")
    return value


AnyAmount = Annotated[Amount, BeforeValidator(_amount)]
Price = Annotated[Amount, BeforeValidator(_price)]
NotNegativeAmount = Annotated[Amount, BeforeValidator(_not_negative)]
Positive = Annotated[Decimal, BeforeValidator(lambda raw: _limited(raw, Decimal(0), strict=True))]
NotNegative = Annotated[Decimal, BeforeValidator(lambda raw: _limited(raw, Decimal(0), strict=False))]
People = Annotated[Decimal, BeforeValidator(lambda raw: _limited(_counted(raw), Decimal(0), strict=False))]
AnyNumber = Annotated[Decimal, BeforeValidator(_decimal)]
Count = Annotated[int, BeforeValidator(_whole)]
Week = Annotated[int, BeforeValidator(lambda raw: 0 if raw == 0 and raw is not False else _whole(raw))]
Share = Annotated[Decimal, BeforeValidator(_share)]
Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
MethodId = Annotated[str, StringConstraints(pattern=r"^ID\d{4}_\d{3}$")]
ItemNumber = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
