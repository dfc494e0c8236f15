"""The audit once for everybody who may read: an outsider, and each owner, who knows his own secrets already.

The supplier of the new drug knows his price; a budget impact that is printed then gives him the comparator's, which no
outsider could work out. Each reader has the same public texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafting.calculations.graph.figures import Figures
from drafting.case.case import Case
from drafting.confidentiality.audit.back_calculation import Audit
from drafting.confidentiality.audit.statuses import SecretStatus

DEGREE = {"safe": 0, "bounded": 1, "determined": 3}


def audit_readers(case: Case, figures: Figures, known: Sequence[str] = ()) -> tuple[SecretStatus, ...]:
    """What an outsider learns of each secret, then what each owner learns beyond that of the others' secrets.

    Args:
        case: the case.
        figures: as `calculate` gives them.
        known: every public text: the note, DMP's report, and what the archive holds on the drug (`public_texts`).
    """
    asked = Audit(case, figures, known)
    found = list(asked.statuses())
    outside = {status.key: status for status in found}
    for owner in asked.owners:
        found += [
            replace(status, reader=reader_name(case, owner))
            for status in asked.statuses(owner)
            if degree(status) > degree(outside[status.key])
        ]
    return tuple(found)


def degree(status: SecretStatus) -> int:
    """How grave a status is: determined, narrowly bounded, bounded, safe."""
    return DEGREE[status.status] + (status.status == "bounded" and status.blocks)


def worst(statuses: Sequence[SecretStatus]) -> tuple[SecretStatus, ...]:
    """One status for each secret: the gravest, an outsider's before an owner's."""
    found: dict[str, SecretStatus] = {}
    for status in statuses:
        if status.key not in found or degree(status) > degree(found[status.key]):
            found[status.key] = status
    return tuple(found.values())


def reader_name(case: Case, owner: str) -> str:
    """An owner as one speaks of him: «leverandøren av Alfagen»."""
    if owner == case.product.company:
        return f"leverandøren av {case.product.name}"
    blocks = [*([case.comparator] if case.comparator else []), *case.comparison]
    for block in blocks:
        amounts = (block.annual_cost_rhf_aup, block.annual_cost_max_aup)
        if any(amount and amount.owner == owner for amount in amounts):
            return f"leverandøren av {block.name}"
    return f"leverandøren {owner}"
