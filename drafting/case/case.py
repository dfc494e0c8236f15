"""Case: the case file of one note, validated. Amounts are NOK incl. VAT; field names are those of the file.

Amounts that are always negotiated (`rhf_aup`, `annual_cost_rhf_aup`) are secret even when written as plain numbers.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

# Source: limits of our own, against slips of the keyboard: no price or budget in Norway comes near.
LARGEST_AMOUNT = Decimal(10) ** 12
MOST_DECIMALS = 6
TWO_READINGS = (
    "kan leses på to måter: skriv tallet uten punktum om punktumet skiller tusen, eller med høyst to desimaler om det "
    "er desimaltegn"
)

Track = Literal["cost_utility", "cost_comparison", "threshold", "cost_minimisation", "no_health_economics"]
CountryStatus = Literal[
    "accepted",
    "accepted_with_agreement",
    "accepted_with_restriction",
    "interim_accepted",
    "managed_access",
    "not_accepted",
    "ongoing",
    "none_found",
]
ALWAYS_SECRET = frozenset({"rhf_aup", "annual_cost_rhf_aup"})


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


AnyAmount = Annotated[Amount, BeforeValidator(_amount)]
Price = Annotated[Amount, BeforeValidator(_price)]
Positive = Annotated[Decimal, BeforeValidator(lambda raw: _limited(raw, Decimal(0), strict=True))]
NotNegative = Annotated[Decimal, BeforeValidator(lambda raw: _limited(raw, Decimal(0), strict=False))]
People = Annotated[Decimal, BeforeValidator(lambda raw: _limited(_counted(raw), Decimal(0), strict=False))]
AnyNumber = Annotated[Decimal, BeforeValidator(_decimal)]
Count = Annotated[int, BeforeValidator(_whole)]
Week = Annotated[int, BeforeValidator(lambda raw: 0 if raw == 0 and raw is not False else _whole(raw))]
Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
MethodId = Annotated[str, StringConstraints(pattern=r"^ID\d{4}_\d{3}$")]
ItemNumber = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]


class Product(Block):
    name: Text
    substance: Text
    company: Text
    abbreviation: str = ""
    atc: str = ""
    indication: str = ""


class Report(Block):
    track: Track
    dated: Day | None = None
    updated: Day | None = None


class Decision(Block):
    forum_date: Day | None = None
    available_from: Literal["decision"] | Day | None = None


class Strength(Block):
    """A strength. `units` is how many units of it the package holds; 1 says that `amount` is the whole package's."""

    amount: Positive
    unit: Text
    units: Count | None = None


class Package(Block):
    """An offered package. `in_calculations: false` says that it is offered, and that no calculation is to use it."""

    item_number: ItemNumber
    description: Text
    max_aup: Price
    rhf_aup: Price
    strength: Strength | None = None
    in_calculations: bool = True


class Offer(Block):
    dated: Day | None = None
    negotiated: bool = False
    packages: Annotated[tuple[Package, ...], Field(min_length=1)]


class Dose(Block):
    """A dose; without a unit it is in the package's strength unit."""

    amount: Positive
    unit: str = ""


def _dose(raw: Any) -> Any:
    return raw if isinstance(raw, dict | Dose) else {"amount": raw}


AnyDose = Annotated[Dose, BeforeValidator(_dose)]


class Step(Block):
    """Doses of one size; exactly one of the three doses is given.

    Attributes:
        days: the number of days on which a dose is given. With no interval, one day after the other.
        every_days, every_weeks: from one such day to the next: `{days: 18, every_days: 3}` is 18 days with a dose,
            each three days after the last. At most one of them. `every_days: 1` says outright that it is every day.
        times_per_day: doses on each such day; the dose is then that of one time.
        weeks: instead of `days`, the weeks in which one dose is given: `[0, 2, 6]`.
        dose, dose_per_m2, dose_per_kg: the dose of a day (of one time with `times_per_day`).
    """

    days: Count | None = None
    every_days: Count | None = None
    every_weeks: Count | None = None
    times_per_day: Count | None = None
    weeks: tuple[Week, ...] = ()
    dose: AnyDose | None = None
    dose_per_m2: AnyDose | None = None
    dose_per_kg: AnyDose | None = None

    @model_validator(mode="after")
    def _one_dose(self) -> Step:
        if sum(dose is not None for dose in (self.dose, self.dose_per_m2, self.dose_per_kg)) != 1:
            raise ValueError("skal ha nøyaktig én av dose, dose_per_m2 og dose_per_kg")
        if (self.days is None) == (not self.weeks):
            raise ValueError("skal ha enten days (antall dager med dose) eller weeks (ukene dosen gis i)")
        if self.weeks and (self.every_days or self.every_weeks or self.times_per_day):
            raise ValueError("kan ikke ha både weeks og every_days, every_weeks eller times_per_day")
        if self.every_days and self.every_weeks:
            raise ValueError("kan ikke ha både every_days og every_weeks")
        if list(self.weeks) != sorted(set(self.weeks)):
            raise ValueError("skal ha ukene i stigende rekkefølge, hver uke én gang")
        return self

    @property
    def interval(self) -> int:
        """Days from one day with a dose to the next; with `weeks`, the fewest."""
        if self.weeks:
            return 7 * min((later - week for week, later in pairwise(self.weeks)), default=1)
        return 7 * self.every_weeks if self.every_weeks else self.every_days or 1

    @property
    def evenly_spaced(self) -> bool:
        """Whether the days with a dose are equally far apart."""
        return len({later - week for week, later in pairwise(self.weeks)}) <= 1

    @property
    def dosing_days(self) -> int:
        """The number of days on which a dose is given."""
        return self.days or len(self.weeks)


class Cycle(Block):
    label: Text
    count: Count = 1
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class DosingGroup(Block):
    key: Key
    label: Text
    body_surface_m2: Positive | None = None
    weight_kg: Positive | None = None
    cycles: Annotated[tuple[Cycle, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _measures(self) -> DosingGroup:
        steps = [step for cycle in self.cycles for step in cycle.steps]
        if self.body_surface_m2 is None and any(step.dose_per_m2 for step in steps):
            raise ValueError("mangler body_surface_m2, som dose_per_m2 trenger")
        if self.weight_kg is None and any(step.dose_per_kg for step in steps):
            raise ValueError("mangler weight_kg, som dose_per_kg trenger")
        return self


class Course(Block):
    key: Key
    label: Text
    cycles: Count

    @model_validator(mode="after")
    def _not_a_cycle(self) -> Course:
        if re.fullmatch(r"cycle\d+", self.key):
            raise ValueError("kan ikke ha en key på formen cycle1, som er navnet på en enkelt syklus")
        return self


class DosingRule(Block):
    max_days_per_preparation: Count | None = None
    sharing: Literal["none", "full"] = "none"


class Dosing(Block):
    package: ItemNumber
    rule: DosingRule = DosingRule()
    groups: Annotated[tuple[DosingGroup, ...], Field(min_length=1)]
    courses: tuple[Course, ...] = ()


class TreatmentPart(Block):
    """Packages of one kind that the treatment uses: in each period, or in all for a one-off treatment."""

    package: ItemNumber
    packages: Positive
    period_days: Positive | None = None


class Treatment(Block):
    """What one patient's treatment uses: one kind of package, or several as `parts`, whose costs are added.

    `parts` is for a combination, for several strengths, or for both a starting and a later form.
    """

    kind: Literal["one_off", "continuous"]
    package: ItemNumber | None = None
    packages: Positive | None = None
    period_days: Positive | None = None
    parts: tuple[TreatmentPart, ...] = ()
    mean_duration_months: Positive | None = None

    @model_validator(mode="after")
    def _period(self) -> Treatment:
        if bool(self.parts) == any(value is not None for value in (self.package, self.packages, self.period_days)):
            raise ValueError("skal ha enten package og packages (og period_days), eller parts med slike linjer")
        if not self.parts and (self.package is None or self.packages is None):
            raise ValueError("mangler package eller packages")
        items = [part.package for part in self.parts]
        if len(set(items)) < len(items):
            raise ValueError("har samme pakning i to linjer under parts")
        if self.kind == "continuous" and any(part.period_days is None for part in self.all_parts):
            raise ValueError("mangler period_days, som en løpende behandling trenger")
        return self

    @property
    def all_parts(self) -> tuple[TreatmentPart, ...]:
        """The parts, one for a treatment with one kind of package."""
        if self.parts or self.package is None or self.packages is None:
            return self.parts
        return (TreatmentPart(package=self.package, packages=self.packages, period_days=self.period_days),)


class Comparator(Block):
    name: Text
    annual_cost_max_aup: Price | None = None
    annual_cost_rhf_aup: Price | None = None


class Alternative(Comparator):
    annual_cost_max_aup: Price


class Threshold(Block):
    payment: Literal["start_of_year", "mid_year", "end_of_year"]


class DrugCost(Block):
    """A drug cost per patient at a price basis: the whole course's, as the analysis has it.

    Attributes:
        amount: NOK incl. VAT. At RHF-AUP always secret: of `product.company`, or of the comparator's `name`.
        basis: the price that it was computed with.
        package: the offered package whose price the cost follows; needed where that is not clear from the case.
    """

    amount: Annotated[Amount, BeforeValidator(_not_negative)]
    basis: Literal["max_aup", "rhf_aup"]
    package: ItemNumber | None = None

    @model_validator(mode="after")
    def _negotiated_is_secret(self) -> DrugCost:
        if self.basis == "rhf_aup" and not self.amount.secret:
            raise ValueError("må ha amount: {secret: beløp, owner: eier} når basis er rhf_aup")
        return self


def _several(raw: Any) -> Any:
    return [raw] if isinstance(raw, dict | DrugCost) else raw


class CostUtility(Block):
    """What the IKER is computed from, per patient.

    Attributes:
        incremental_qaly: QALYs gained.
        drug_cost: the new drug's cost; a list where it has several parts, each following its own package.
        comparator_drug_cost: the comparator's; amount 0 says that it has none.
        other_incremental_cost: all other costs, new minus comparator.
        drug_cost_max_aup: in older files, drug cost minus comparator's drug cost, at Maks-AUP.
    """

    incremental_qaly: AnyNumber
    drug_cost: Annotated[tuple[DrugCost, ...], BeforeValidator(_several)] = ()
    comparator_drug_cost: DrugCost | None = None
    drug_cost_max_aup: Price | None = None
    other_incremental_cost: AnyAmount = Amount(value=Decimal(0))

    @model_validator(mode="after")
    def _one_way(self) -> CostUtility:
        if (self.drug_cost_max_aup is None) == (not self.drug_cost):
            raise ValueError("skal ha drug_cost (eller, i eldre filer, drug_cost_max_aup), og ikke begge")
        if self.comparator_drug_cost and not self.drug_cost:
            raise ValueError("med comparator_drug_cost skal ha drug_cost, ikke drug_cost_max_aup")
        if self.comparator_drug_cost and self.comparator_drug_cost.package:
            raise ValueError("skal ikke ha package i comparator_drug_cost: den følger prisene i comparator")
        return self


class Severity(Block):
    qaly_without_disease: NotNegative
    prognosis_qaly: NotNegative


def _share(raw: Any) -> Decimal:
    value = _limited(raw, Decimal(0), strict=False)
    if value > 1:
        raise ValueError("kan ikke være over 1")
    return value


Share = Annotated[Decimal, BeforeValidator(_share)]


class Budget(Block):
    new_patients: Annotated[tuple[People, ...], Field(min_length=1, max_length=30)]
    years: Count | None = None
    persistence: tuple[Share, ...] = ()

    @model_validator(mode="after")
    def _lengths(self) -> Budget:
        years = self.years or len(self.new_patients)
        if len(self.new_patients) != years:
            raise ValueError("years må være antallet år i new_patients")
        if self.persistence and len(self.persistence) != years:
            raise ValueError("persistence må ha like mange år som new_patients")
        return self


class Patients(Block):
    statement: Text


class Agreement(Block):
    """The agreement of the price. `payment` is how a one-off treatment is paid, where the agreement says.

    `one_off`: all when it is given. `by_result`: depending on how it goes. `instalments`: over time.
    """

    kind: Literal["gene_and_cell_therapy", "alternative_price", "framework"]
    payment: Literal["one_off", "by_result", "instalments"] | None = None
    site: str = ""
    negotiated: Day | None = None


class Process(Block):
    report_received: Day | None = None
    inquiry_sent: Day | None = None
    prices_received: Day | None = None
    agreement_negotiated: Day | None = None
    note_finished: Day | None = None


class OtherCountry(Block):
    country: Text
    body: str = ""
    status: CountryStatus
    dated: Day | None = None
    url: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = ""
    quote: str = ""


class EarlierDecision(Block):
    """A decision on another indication of the same product, quoted in Bakgrunn."""

    method_id: MethodId
    forum: Text = "Beslutningsforum"
    dated: Day
    indication: str = ""
    text: Text


class Signature(Block):
    name: Text
    title: Text


class Recipient(Block):
    organisation: Text
    title: Text = "Fagdirektør"
    name: str = ""


RHF = tuple(Recipient(organisation=f"Helse {region} RHF") for region in ("Nord", "Vest", "Sør-Øst", "Midt-Norge"))


class Case(Block):
    """The case file of one price note. Only what every note needs is required; the rest may come later."""

    method_id: MethodId
    title: Text
    note_date: Day
    product: Product
    report: Report
    decision: Decision = Decision()
    offer: Offer | None = None
    dosing: Dosing | None = None
    treatment: Treatment | None = None
    comparator: Comparator | None = None
    comparison: tuple[Alternative, ...] = ()
    threshold: Threshold | None = None
    cost_utility: CostUtility | None = None
    severity: Severity | None = None
    budget: Budget | None = None
    patients: Patients | None = None
    agreement: Agreement | None = None
    process: Process = Process()
    earlier_decisions: tuple[EarlierDecision, ...] = ()
    other_countries: tuple[OtherCountry, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[Recipient, ...] = RHF

    def package(self, item_number: str) -> Package:
        """The offered package with that item number. Raises KeyError."""
        for package in self.offer.packages if self.offer else ():
            if package.item_number == item_number:
                return package
        raise KeyError(item_number)

    @property
    def secrets(self) -> dict[str, Amount]:
        """Every secret amount by its place in the case file («offer.packages.557865.rhf_aup»)."""
        return dict(_secrets(self, ""))


def _secrets(value: Any, path: str) -> list[tuple[str, Amount]]:
    if isinstance(value, Amount):
        return [(path, value)] if value.secret else []
    if isinstance(value, BaseModel):
        pairs = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, tuple):
        pairs = [(getattr(item, "item_number", None) or str(place), item) for place, item in enumerate(value, start=1)]
    else:
        return []
    return [found for name, item in pairs for found in _secrets(item, f"{path}.{name}" if path else name)]


def later_than_note(case: Case) -> list[tuple[str, date]]:
    """Dates of what already happened that lie after the note's own date, with their keys."""
    happened: list[tuple[str, date | None]] = [
        ("report.dated", case.report.dated),
        ("report.updated", case.report.updated),
        ("offer.dated", case.offer.dated if case.offer else None),
        ("agreement.negotiated", case.agreement.negotiated if case.agreement else None),
        *((f"process.{name}", getattr(case.process, name)) for name in Process.model_fields),
        *((f"other_countries.{n}.dated", item.dated) for n, item in enumerate(case.other_countries, start=1)),
        *((f"earlier_decisions.{n}.dated", item.dated) for n, item in enumerate(case.earlier_decisions, start=1)),
    ]
    return [(key, day) for key, day in happened if day and day > case.note_date]


def file_name(method_id: str) -> str:
    """The method id, proven safe as part of a path. Raises ValueError."""
    if not re.fullmatch(r"ID\d{4}_\d{3}", method_id):
        raise ValueError(method_id)
    return method_id
