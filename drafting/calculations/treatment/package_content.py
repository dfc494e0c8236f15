"""Package content: how much of its strength's unit a whole package holds, or that this is not sure.

A case's `strength` may be that of one tablet, pen or vial, or of the whole package. `units` says it outright. Without
it the description («50 mg, 56 stk.») must allow one reading only; where it allows two, nothing is counted.
Nothing here looks at a price.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product as pairs
from math import prod

from corpus.bokmal import number_style
from corpus.errors import InvalidCalculation
from drafting.calculations.graph.figures import Figure, computed
from drafting.calculations.graph.inputs import Inputs
from drafting.calculations.treatment.dosing_labels import NUMBERS
from drafting.calculations.treatment.units import UNITS, conversion, folded
from drafting.case.case import Case, Package, Strength
from drafting.findings import Finding

COUNTED = ["to", "tre", "fire", "fem", "seks", "sju", "syv", "åtte", "ni", "ti", "elleve", "tolv"]
QUANTITY = r"(?<![\w.,])(?P<number>\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
UNIT = r"(?:(?:1000|mill\.?)\s+)?[a-zæøåµμ]+"
# «50 mg», «10 mg/ml», «40 mg/0,4 ml», «56 stk.», «3 x 10»: a number, its word, and what it is per.
MEASURE = re.compile(
    # not «5 %», and not «4. uke»
    rf"{QUANTITY}(?!\d|\s*%|\.\s*[a-zæøå])(?:[\s\u00a0-]*(?P<unit>{UNIT})(?:\s*/\s*(?P<per>\d+(?:[.,]\d+)?)?\s*(?P<per_unit>[a-zæøåµμ]+))?)?"
)
WORDED = re.compile(rf"\b({'|'.join(COUNTED)})\s+(?=[a-zæøå])")
PIECE = re.compile(
    r"(?:stk|stykk|tabl|kaps|penn|sprøyte|hetteglass|ampulle|pose|plaster|dose|patron|flaske|sett|enhet|stikkpille)\w*"
)


@dataclass(frozen=True, slots=True)
class Described:
    """What a description says, in the strength's unit.

    Attributes:
        units: the strengths it names: of one unit, or of the package.
        counts: the numbers of units it may tell of; {1} where it tells of none.
        per_volume: strengths of one ml (or g), where no volume is named to multiply them with.
    """

    units: frozenset[Decimal]
    counts: frozenset[int]
    per_volume: frozenset[Decimal]

    @property
    def contents(self) -> frozenset[Decimal]:
        return frozenset(unit * count for unit, count in pairs(self.units, self.counts))


def unsure_content(case: Case) -> str:
    """Why it is not sure what the dosing's package holds, in bokmål; «» where it is, or where nothing is dosed."""
    if case.dosing is None:
        return ""
    package = case.package(case.dosing.package)
    return _unsure(package) if package.strength and package.strength.units is None else ""


def content(inputs: Inputs, item: str) -> tuple[Figure, Figure]:
    """The strength of one unit and the content of the package; one figure where the strength is the package's.

    Raises:
        InvalidCalculation: the package has no strength.
    """
    strength = inputs.case.package(item).strength
    path = f"offer.packages.{item}.strength"
    if strength is None:
        raise InvalidCalculation(
            "Pakningen mangler styrke, som doseringen trenger.",
            where=path,
            remedy="Legg inn strength: {amount: 38.5, unit: µg}.",
        )
    units = strength.units or 1
    of = "enhet" if units > 1 else "pakning"
    unit = inputs.number(f"{path}.amount", f"styrke per {of}", strength.amount, strength.unit)
    if units == 1:
        return unit, unit
    number = inputs.number(f"{path}.units", "enheter per pakning", units, "")
    whole = computed(
        f"{path}.content", "innhold per pakning", unit * number, strength.unit, reference="Styrke × enheter per pakning"
    )
    return unit, whole


def content_findings(case: Case) -> Iterator[Finding]:
    """D008: it is not sure what the dosing's package holds · D009: `units` is not what the description says."""
    if case.dosing is None:
        return
    package = case.package(case.dosing.package)
    if why := unsure_content(case):
        yield Finding(
            "D008",
            "error",
            "pristilbud",
            f"Varenummer {package.item_number} ({package.description}): {why}. Antall pakninger og kostnaden per "
            "syklus er derfor ikke regnet ut. Oppgi units i strength: hvor mange enheter av denne styrken pakningen "
            "har, eller units: 1 dersom styrken gjelder hele pakningen.",
        )
    strength = package.strength
    if strength and strength.units:
        said = described(package.description, strength)
        if said.units and strength.amount * strength.units not in said.contents:
            yield Finding(
                "D009",
                "warning",
                "pristilbud",
                f"Varenummer {package.item_number} ({package.description}): strength sier at pakningen har "
                f"{strength.units} enheter à {_shown(strength)}, og det er ikke det beskrivelsen sier. Rett den ene.",
            )


def _unsure(package: Package) -> str:
    strength = package.strength
    assert strength is not None
    said, amount, shown = described(package.description, strength), strength.amount, _shown(strength)
    both = f"det er ikke sikkert om styrken ({shown}) gjelder én enhet eller hele pakningen"
    if said.counts != {1}:
        return "" if amount in said.contents - said.units else both
    if said.units:
        return "" if amount in said.units else f"styrken ({shown}) er ikke den som beskrivelsen sier"
    return both if amount in said.per_volume else ""


def described(description: str, strength: Strength) -> Described:
    """What a description tells of a package's content: every number with the unit beside it; a bare one is a count."""
    text = re.sub(r"(?<![a-zæøå])\s*[x×*]\s*(?=\d)", " x ", folded(description))
    units: set[Decimal] = set()
    volumes: list[tuple[Decimal, str]] = []
    rates: list[tuple[Decimal, str]] = []  # strength per one of a unit that is no piece
    counts = [NUMBERS[match[1]] for match in WORDED.finditer(text)]
    for match in MEASURE.finditer(text):
        number, unit = _number(match["number"]), match["unit"] or ""
        size = _in_unit(number, unit, strength.unit)
        if size is None:
            if unit in UNITS:
                volumes.append((number, unit))
            elif number == number.to_integral_value() and number > 0 and "," not in match["number"]:
                counts.append(int(number))
            continue
        per, per_unit = _number(match["per"] or "1"), match["per_unit"] or ""
        if per_unit in UNITS and UNITS[per_unit] != UNITS.get(unit):
            if match["per"]:
                units.add(size)
            rates.append((size / per, per_unit))
        else:
            units.add(size)
            if per_unit and match["per"] and (other := _in_unit(per, per_unit, strength.unit)):
                units.add(other)  # «5 mg/10 mg»: two drugs in one tablet
    measured = {
        rate * volume
        for (rate, per_unit), (number, unit) in pairs(rates, volumes)
        if (volume := _in_unit(number, unit, per_unit)) is not None
    }
    # What a volume is named for is the strength times that volume, not the strength of some other volume.
    units = measured or units
    several = [count for count in counts if count > 1]
    if PIECE.fullmatch(folded(strength.unit)) and several and not units:
        units = {Decimal(1)}
    return Described(
        frozenset(units),
        frozenset({max(several), prod(several)}) if several else frozenset({1}),
        frozenset() if measured else frozenset(rate for rate, _ in rates),
    )


def _in_unit(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A number of `unit` in the unit `wanted`; None where they are of different kinds."""
    if not unit:
        return None
    try:
        return number * conversion(unit, wanted, "")
    except InvalidCalculation:
        return None


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0]", "", text).replace(",", "."))


def _shown(strength: Strength) -> str:
    decimals = max(0, -int(strength.amount.normalize().as_tuple().exponent))
    return f"{number_style.number(strength.amount, decimals)} {strength.unit}"
