"""How a one-off treatment is paid, as far as the case says; the calculations take all of it to be paid at once."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.case.case import Case
from drafting.findings import Finding

PAYMENT_SENTENCES = {
    "by_result": "Etter avtalen avhenger betalingen av resultatet av behandlingen.",
    "instalments": "Etter avtalen betales behandlingen over tid.",
}


def paid_at_once(case: Case) -> bool:
    """Whether the whole cost of a one-off treatment falls due when it is given; false where that is not known.

    An alternative price agreement may be pay-by-result or instalments, so it says nothing by itself.
    """
    agreement = case.agreement
    if agreement is None:
        return True
    if agreement.payment is not None:
        return agreement.payment == "one_off"
    return agreement.kind != "alternative_price"


def payment_sentence(case: Case) -> str:
    """How the agreement has a one-off treatment paid, where it is not all at once; «» where that is not known."""
    return PAYMENT_SENTENCES.get((case.agreement.payment if case.agreement else None) or "", "")


def payment_findings(case: Case) -> Iterator[Finding]:
    """D006: a one-off treatment whose payment is unknown, or known not to be all at once."""
    if case.treatment is None or case.treatment.kind != "one_off" or paid_at_once(case):
        return
    known = case.agreement is not None and case.agreement.payment is not None
    terms = "sier at kostnaden ikke betales samlet" if known else "sier ikke hvordan kostnaden betales"
    yield Finding(
        "D006",
        "warning",
        "pristilbud",
        f"Avtalen i saken {terms}, så notatet sier ikke at hele kostnaden påløper når behandlingen gis, men at den er "
        "regnet da. "
        "Beregningene regner hele prisen på det tidspunktet: kontroller at de kan brukes."
        + ("" if known else " Fyll inn agreement.payment (one_off, by_result eller instalments)."),
    )
