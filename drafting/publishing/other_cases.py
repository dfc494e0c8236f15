"""Secrets of other cases in the store that a case's public files may give away: of the same drug or the same owner.

A supplier's price in one case is as secret in the note of another; so is what was offered in an earlier revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from corpus.errors import UserError
from drafting.calculations.calculation import calculate_file
from drafting.calculations.graph.figures import Figures
from drafting.case.case import Case
from drafting.case.file import parse_case
from drafting.confidentiality.leaks.leaks import secrets_of
from drafting.confidentiality.leaks.number_forms import Secret
from drafting.store.store import Store

ELSEWHERE = "en annen sak"  # which one is told to nobody: that they share a price may be a secret as well
PLAIN_SECRET = re.compile(r"secret:\s*(\d+(?:\.\d+)?)")


def secrets_elsewhere(store: Store, case: Case, figures: Figures) -> tuple[Secret, ...]:
    """The secrets of every other case on the same drug or with the same owner, and of the case's own earlier revisions.

    Those that are secrets of this case too are left out, for they are searched for as such. Raises KeyMissing.
    """
    own = {secret.value for secret in secrets_of(case, figures)}
    found: dict[Decimal, Secret] = {}
    for text, same in _texts(store, case.method_id):
        for secret in _secrets(text, case, same):
            if secret.value not in own:
                found.setdefault(secret.value, replace(secret, key=ELSEWHERE, public=frozenset()))
    return tuple(found.values())


def _texts(store: Store, method_id: str) -> Iterator[tuple[str, bool]]:
    """Every case file but the one at hand, and whether it is an earlier revision of the same case."""
    for _, text in store.case_revisions(method_id)[:-1]:
        yield text, True
    for other in store.cases():
        if other.method_id != method_id:
            yield store.case_text(other.method_id)[1], False


def _secrets(text: str, case: Case, same: bool) -> Iterator[Secret]:
    try:
        case_file = parse_case(text)
        other, figures = case_file.case, calculate_file(case_file)
    except UserError:  # of a form that is no longer read: what it marks as secret is searched for all the same
        if same or any(name.casefold() in text.casefold() for name in (case.product.name, case.product.substance)):
            yield from (Secret(ELSEWHERE, Decimal(value), "") for value in PLAIN_SECRET.findall(text))
        return
    if same or _names(other) & _names(case):
        yield from secrets_of(other, figures)
    else:
        owners = _owners(case)
        shared = {amount.value for amount in other.secrets.values() if amount.owner.casefold() in owners}
        yield from (secret for secret in secrets_of(other, figures) if secret.value in shared)


def _names(case: Case) -> frozenset[str]:
    """What a case's drugs and methods are called, also the one it is compared with."""
    names = [case.product.name, case.product.substance, *(alternative.name for alternative in case.comparison)]
    names += [case.comparator.name] if case.comparator else []
    return frozenset(name.casefold().strip() for name in names if name.strip())


def _owners(case: Case) -> frozenset[str]:
    owners = {case.product.company, *(amount.owner for amount in case.secrets.values())}
    return frozenset(owner.casefold() for owner in owners if owner not in ("", "comparator"))
