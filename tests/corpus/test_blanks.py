"""Holes in running text: found where a quantity was taken out, and nowhere else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.notes.blanks import BOX, HIDDEN, SPACE, holes, redacted
from tests.documents import prose
from tests.documents.make_notes import CLEAN_SENTENCES, SECRET_SENTENCES, _filled, shown
from tests.documents.make_notes import HIDDEN as MARKED

# Other wordings than those the grammar was written from: {…} is what the published version lacks.
OTHER_WORDINGS = (
    "Prisen per pakning er ⟦12 300 NOK⟧.",
    "Årlig kostnad per pasient blir ⟦12 300 NOK⟧ eks. mva.",
    "Kostnaden øker fra ⟦1 200 NOK⟧ til ⟦2 400 NOK⟧ i løpet av perioden.",
    "IKER blir da ⟦500 000 NOK per QALY⟧ med tilbudt RHF-AUP.",
    "Forhandlet pris gir en årskostnad på ⟦234 567 NOK⟧.",
    "Behandlingen er kostnadsbesparende dersom den varer lenger enn ⟦3,4 år⟧.",
    "Rabatten er ⟦23 %⟧ fra maks-AUP.",
    "Prisen vil bli redusert med ⟦12 %⟧ fra 1. januar.",
    "For voksne blir kostnaden henholdsvis ⟦1 200 NOK⟧ og ⟦2 400 NOK⟧ i år 1 og år 2.",
    "Kostnaden er ca. ⟦12 000 NOK⟧ per dose.",
    "Med rabattert pris koster behandlingen ⟦23 000 NOK⟧ per måned.",
    "Legemiddelkostnaden reduseres fra ⟦1 200⟧ til ⟦900⟧ NOK per pasient.",
)
UNTOUCHED = (
    *CLEAN_SENTENCES,
    *(text for texts in vars(prose).values() if isinstance(texts, tuple) for text in texts if isinstance(text, str)),
    "Prisene er inkl. mva. Alle kostnader er eks. mva. Prisen er per pakning, og beløp er i mill. NOK.",
    "Kostnadene er tatt med i analysen, og det er dette firmaet har regnet med. Se rapporten det vises til.",
    "Hva dette vil koste, er ikke avklart. Det er uklart hva prisen er. Hvor mye det utgjør, vet vi ikke.",
    "Det vises til henholdsvis avsnitt 3.1 og 3.2. Prisen gjelder fra og med 2026 til og med 2028.",
    "Andelen er om lag halvparten. Dette er om lag på nivå med dagens behandling, og ikke bedre enn ved placebo.",
    "Kostnaden per år er med maks-AUP beregnet til 300 000 NOK. Prisen er lik eller lavere enn den som er grunnlaget.",
)


@pytest.mark.parametrize("sentence", [*SECRET_SENTENCES, *OTHER_WORDINGS])
@pytest.mark.parametrize("after", ["", " Dette er lagt til grunn videre."])
def test_every_deleted_quantity_leaves_one_blank_and_the_clean_sentence_none(sentence: str, after: str) -> None:
    text = _filled(sentence, random.Random(7)) + after
    published, blanks = redacted(shown(text, "deleted"), "pristilbud")
    assert len(blanks) == len(MARKED.findall(text)) == published.count(HIDDEN)
    assert redacted(shown(text, "clean"), "pristilbud") == (shown(text, "clean"), ())


@pytest.mark.parametrize("text", UNTOUCHED)
def test_text_without_holes_is_left_alone(text: str) -> None:
    assert holes(text) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"Kostnaden er {BOX} per år.", 1),
        (f"fra om lag {SPACE} til om lag {SPACE} per pasient", 2),
        (f"Navn {SPACE} Navnesen signerer", 0),
        ("Prisen er ████ NOK og XXXX NOK.", 2),
        (f"Allerede merket: {HIDDEN}.", 1),
    ],
)
def test_boxes_gaps_and_marks(text: str, count: int) -> None:
    assert len(redacted(text, "")[1]) == count


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*UNTOUCHED, "om lag", "for", "på", "er", "enn", "."])).map(" ".join)
)
@settings(deadline=None, max_examples=60)
def test_nothing_is_lost_and_a_second_reading_changes_nothing(text: str) -> None:
    once, blanks = redacted(text, "")
    kept = "".join(once.replace(HIDDEN, "").split())
    assert (
        "█" in text
        or "*" in text
        or "_" in text
        or "x" in text.lower()
        or kept == "".join(text.replace(HIDDEN, "").replace(BOX, "").replace(SPACE, "").split())
    )
    assert len(blanks) == once.count(HIDDEN)
    assert redacted(once, "")[0] == once


def test_context_is_what_stands_around_the_hole() -> None:
    (blank,) = redacted("Effekten varer i før den avtar.", "oppsummering", 3)[1]
    assert (blank.section, blank.before, blank.after, blank.page) == (
        "oppsummering",
        "Effekten varer i",
        "før den avtar.",
        3,
    )
