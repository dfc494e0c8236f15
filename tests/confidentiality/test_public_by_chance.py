"""A public figure that equals a secret by chance publishes nothing; the same number in somebody's words does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from drafting.drafts.draft import Draft, draft_note
from drafting.note.note import Paragraph
from drafting.publishing.gate import public_blocks
from tests.calculations.conftest import ITEM
from tests.writing.test_as_entered import case_file

CONTINUOUS = {"kind": "continuous", "package": ITEM, "packages": 1, "period_days": 28}
OLD = {"name": "gammelt middel", "annual_cost_max_aup": 50000}
KNOWN = OLD | {"annual_cost_rhf_aup": {"secret": 20000, "owner": "B AS"}}
UTILITY = {"incremental_qaly": 1, "drug_cost_max_aup": 600000}
PRICES = {"offer.max_aup": 90000, "offer.rhf_aup": {"secret": 60000, "owner": "A AS"}, "treatment": CONTINUOUS}
BY_CHANCE: dict[str, dict[str, Any]] = {
    "other costs are a difference": {
        "report": {"track": "cost_utility"}, "treatment": CONTINUOUS, "comparator": KNOWN,
        "cost_utility": UTILITY | {"other_incremental_cost": -30000},
    },
    "other costs are a price": {
        **PRICES, "report": {"track": "cost_utility"}, "comparator": OLD,
        "cost_utility": UTILITY | {"other_incremental_cost": 60000},
    },
    "a comparator's year is a price": {
        **PRICES, "report": {"track": "cost_comparison"}, "comparator": OLD | {"annual_cost_max_aup": 60000},
    },
    "two patients' years are a price": {
        **PRICES, "comparator": OLD | {"annual_cost_max_aup": 30000}, "budget": {"new_patients": [1, 1, 2]},
    },
    "the drug cost is a price": {
        **PRICES, "report": {"track": "cost_utility"}, "comparator": OLD,
        "cost_utility": {"incremental_qaly": 1, "drug_cost_max_aup": 60000},
    },
}  # fmt: skip


def blocks_of(draft: Draft) -> tuple[str, ...]:
    return tuple(finding.code for finding in public_blocks(draft, {}))


@pytest.mark.parametrize("blocks", BY_CHANCE.values(), ids=BY_CHANCE)
def test_a_public_slot_teaches_nothing(blocks: dict[str, Any]) -> None:
    assert blocks_of(draft_note(case_file(blocks))) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Tilbudt RHF-AUP er 60 000 NOK per pakning.",
        "RHF-AUP er {{case.comparator.annual_cost_max_aup}} per pakning.",
        "Prisen etter forhandling er 60 000 kroner per pakning.",
    ],
)
def test_somebodys_own_words_still_do(words: str) -> None:
    draft = draft_note(case_file(BY_CHANCE["a comparator's year is a price"]))
    first, *rest = draft.note.sections
    told = replace(first, blocks=(*first.blocks, Paragraph(words)), writer="human")
    assert blocks_of(replace(draft, note=replace(draft.note, sections=(told, *rest))))
