"""Units of doses: converted within mass, volume or international units, otherwise refused; never guessed."""

from __future__ import annotations

from decimal import Decimal

from corpus.errors import InvalidCalculation

# unit (lower case) → (family, size in the family's base unit). IE and E are kept apart: they are not always equal.
UNITS = {
    **dict.fromkeys(("pg",), ("masse", Decimal("1e-12"))),
    **dict.fromkeys(("ng",), ("masse", Decimal("1e-9"))),
    **dict.fromkeys(("µg", "ug", "mcg", "mikrog", "mikrogram"), ("masse", Decimal("1e-6"))),
    **dict.fromkeys(("mg", "milligram"), ("masse", Decimal("1e-3"))),
    **dict.fromkeys(("g", "gram"), ("masse", Decimal(1))),
    **dict.fromkeys(("kg",), ("masse", Decimal("1e3"))),
    **dict.fromkeys(("µl", "ul", "mikroliter"), ("volum", Decimal("1e-3"))),
    **dict.fromkeys(("ml", "milliliter"), ("volum", Decimal(1))),
    **dict.fromkeys(("cl",), ("volum", Decimal(10))),
    **dict.fromkeys(("dl",), ("volum", Decimal(100))),
    **dict.fromkeys(("l", "liter"), ("volum", Decimal(1000))),
    **dict.fromkeys(("ie", "iu"), ("internasjonale enheter", Decimal(1))),
    **dict.fromkeys(("kie", "kiu", "1000 ie"), ("internasjonale enheter", Decimal("1e3"))),
    **dict.fromkeys(("mill. ie", "mill ie", "mie", "miu"), ("internasjonale enheter", Decimal("1e6"))),
}


def folded(unit: str) -> str:
    """A unit as it is looked up: lower case, one space, micro sign and Greek mu alike."""
    return " ".join(unit.lower().replace("\u03bc", "\u00b5").split())


def conversion(from_unit: str, to_unit: str, where: str) -> Decimal:
    """What an amount in `from_unit` is multiplied with to be in `to_unit`; an empty `from_unit` means `to_unit`.

    Raises:
        InvalidCalculation: when the units are of different kinds or unknown; names the key `where`.
    """
    source, target = folded(from_unit), folded(to_unit)
    if not source or source == target:
        return Decimal(1)
    if source not in UNITS or target not in UNITS or UNITS[source][0] != UNITS[target][0]:
        raise InvalidCalculation(
            f"Kan ikke regne om fra «{from_unit}» til «{to_unit}».",
            where=where,
            remedy="Skriv dosen i samme slags enhet som pakningens styrke.",
        )
    return UNITS[source][1] / UNITS[target][1]
