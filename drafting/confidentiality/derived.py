"""What an author can print of a secret without its being a figure of the note: a saving, a share, a total, a mean.

«Besparelsen er 400 000 NOK per pakning» or «to pakninger koster …» gives the price as surely as the price does. The
audit therefore knows these as well; nobody has to think of them when he writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise, product

from corpus.errors import MissingRate
from drafting.calculations.figures import Figure, Figures, Term, apply, computed
from drafting.calculations.prices import aip_term
from drafting.case import Case

MOST_PACKAGES = 60  # of one price in one number: «tolv hetteglass koster …»
VAT = Decimal("1.25")
PRICE = re.compile(r"price\.[^.]+\.rhf_aup")
YEARLY = re.compile(r"budget\.(rhf_aup|max_aup)\.year\d+\.(intervention|comparator|impact)")
CYCLE = re.compile(r"((?:part\.)?dosing\.[^.]+)\.cycle\d+\.rhf_aup")


def derived_figures(case: Case, figures: Figures) -> dict[str, Figure]:
    """Secret numbers that follow from the case's figures in one step, by key; none is a figure of the note itself."""
    made = (*_of_prices(case, figures), *_of_years(figures), *_beside_maximum(figures), *_totals(figures))
    return {figure.key: figure for figure in made if figure.confidential}


def _figure(key: str, label: str, term: Term, unit: str = "NOK") -> Figure:
    return computed(key, label, term, unit, reference="")


def _of_prices(case: Case, figures: Figures) -> Iterator[Figure]:
    """Several packages, a price without VAT, and a price per unit of strength."""
    packages = {package.item_number: package for package in case.offer.packages} if case.offer else {}
    for key, price in figures.items():
        if not PRICE.fullmatch(key):
            continue
        for count in range(2, MOST_PACKAGES + 1):
            yield _figure(f"{key}.times{count}", f"{count} × {price.label}", price * count)
        yield _without_vat(key, price)
        yield from _purchase_prices(case, key, price)
        strength = getattr(packages.get(key.split(".")[1]), "strength", None)
        if strength is not None:
            yield _figure(
                f"{key}.per_unit", f"{price.label} per {strength.unit}", apply("divide", price, strength.amount)
            )


def _purchase_prices(case: Case, key: str, price: Figure) -> Iterator[Figure]:
    """The pharmacy's purchase price (AIP) under each rule that the package may fall under; none without rates."""
    for cold, ab in product((False, True), repeat=2):
        with suppress(MissingRate):
            term = aip_term(price, on=case.note_date, cold=cold, ab=ab)
            kind = ".cold" * cold + ".ab" * ab
            yield _figure(f"{key}.aip{kind}", f"AIP som svarer til {price.label}", term)


def _of_years(figures: Figures) -> Iterator[Figure]:
    """A yearly cost a month or a day, and without VAT."""
    for key, figure in figures.items():
        if ".annual.rhf_aup" in key and "difference" not in key and "rank" not in key:
            for name, part, days in (("month", "måned", "12"), ("day", "dag", "365.25"), ("day_of_365", "dag", "365")):
                yield _figure(f"{key}.per_{name}", f"{figure.label} per {part}", apply("divide", figure, Decimal(days)))
            yield _without_vat(key, figure)


def _without_vat(key: str, figure: Figure) -> Figure:
    return _figure(f"{key}.ex_vat", f"{figure.label} uten mva.", apply("divide", figure, VAT))


def _beside_maximum(figures: Figures) -> Iterator[Figure]:
    """How much lower a figure is at RHF-AUP than at Maks-AUP, in kroner and per cent, and what share is left."""
    for key, figure in figures.items():
        highest = figures.get(key.replace("rhf_aup", "max_aup"))
        if "rhf_aup" not in key or highest is None or not figure.unit.startswith("NOK") or not highest.value:
            continue
        name = f"{figure.label} mot Maks-AUP"
        yield _figure(f"{key}.saving", f"besparelse i {name}", highest - figure)
        share = apply("multiply", apply("divide", figure, highest), 100)
        yield _figure(f"{key}.share.discount_percent", f"andel av {name}", share, "%")
        if not key.startswith("price."):  # a price's own discount is a figure
            yield _figure(f"{key}.saving.discount_percent", f"prosentvis besparelse i {name}", 100 - share, "%")


def _totals(figures: Figures) -> Iterator[Figure]:
    """Totals and means of the budget's years, of several prices and of a group's cycles."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for key, figure in figures.items():
        if match := YEARLY.fullmatch(key):
            groups.setdefault((f"budget.{match[1]}.{match[2]}", "alle år"), []).append(figure)
        elif PRICE.fullmatch(key):
            groups.setdefault(("price.rhf_aup", "alle pakninger"), []).append(figure)
        elif match := CYCLE.fullmatch(key):
            groups.setdefault((f"{match[1]}.rhf_aup", "alle sykluser"), []).append(figure)
    for (key, what), parts in groups.items():
        if len(parts) > 1:
            yield from _sums(key, what, parts)


def _sums(key: str, what: str, parts: Sequence[Figure]) -> Iterator[Figure]:
    total = apply("add", *parts)
    yield _figure(f"{key}.sum", f"sum av {parts[0].label} med flere ({what})", total)
    yield _figure(
        f"{key}.mean", f"gjennomsnitt av {parts[0].label} med flere ({what})", apply("divide", total, len(parts))
    )
    for number, (left, right) in enumerate(pairwise(parts), start=1):
        yield _figure(f"{key}.step{number}", f"forskjell mellom {right.label} og {left.label}", right - left)
