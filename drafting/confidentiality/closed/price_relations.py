"""Whether a covered sentence about money sets one price beside another, without a number: what fixes it as well.

«Prisen er som i Sverige», «på linje med komparator», «lik Maks-AUP». Whoever knows the one price then knows the other.
"""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.bokmal.price_terms import NEGOTIATED, PUBLIC_PRICE
from drafting.confidentiality.closed.free import GONE, PUBLIC_VALUE, SECRET_VALUE, VALUE
from drafting.confidentiality.closed.lexicon import words

JOINT = re.compile(
    r"[\s,/()\ue010-\ue013]*(?:(?:og|eller|samt|både|inkl\.?|mva\.?|tilbudt|avtalt|ved|til|for|med)[\s,/()]*)*"
)
COPULA = (
    r"\b(?:er|ble|blir|bli|var|være|vært|forblir|ligger|ligge|koster|koste|betaler|betale|havner|lander|holdes"
    r"|settes|satt)"
)
# «Prisen er Maks-AUP»: a price said to be the public one.
PREDICATE = re.compile(rf"{COPULA}\s+(?:på\s+|ved\s+|lik\s+)?{PUBLIC_PRICE.pattern}", re.IGNORECASE)
LEVEL = r"på\s+(?:\w+\s+)?(?:linje|nivå|høyde|par|line)\s+(?:med|som)"
ADVERBS = r"(?:(?:om\s+lag|omtrent|nå|fortsatt|helt|også|nesten|akkurat|nøyaktig|ca\.?|cirka|i\s+dag|igjen)\s+)*"
LIKE = re.compile(
    rf"{COPULA}\s+{ADVERBS}(?:som|lik\w*|tilsvarende|{LEVEL})\s|\b{LEVEL}\s|\b(?:matche[rs]?|tangere[rs]?)\s",
    re.IGNORECASE,
)
THAN = re.compile(
    rf"\b(?:enn|som|lik\w*|tilsvarende|mot|fremfor|framfor|versus|vs\.?|sammenlignet\s+med|i\s+forhold\s+til|{LEVEL})\s",
    re.IGNORECASE,
)
LANDS = (
    r"\w*(?:sverige|svensk|dansk|danmark|finland|finsk|island|england|engelsk|skottland|skotsk|storbritannia|britisk"
    r"|tyskland|tysk|nederland|belgia|frankrike|fransk|spania|italia|norge|norsk|europa|norden|nordisk|naboland|utland|usa)\w*"
)
PRICED = re.compile(
    rf"(?:[\w-]+\s+){{0,3}}?(?:{LANDS}|[\w-]*(?:pris|kostnad|AUP)\w*|komparator\w*|konkurrent\w*|alternativ\w*"
    rf"|dagens\s+\w+|standardbehandling\w*|andre\s+land\w*|{GONE}+)",
    re.IGNORECASE,
)
# «Vi betaler det danskene betaler»: what is paid, said by who else pays it.
PAID_BY = re.compile(
    rf"\b(?:betal|kost|får|fikk|pris)\w*\b.*?\b(?:det|hva|slik|akkurat)\s+(?:som\s+)?(?:man\s+)?(?:(?:i|for|gjør)\s+)?"
    rf"(?:{LANDS}|komparator\w*|konkurrent\w*|de\s+andre|{GONE}+)",
    re.IGNORECASE,
)
# What a decision sets a price against when it says why: no price, so that nothing is fixed by it.
BENEFIT = re.compile(r"(?:[\w-]+\s+){0,3}?(?:nytte|effekt|helse|dokument|gevinst|alvorlig)\w*", re.IGNORECASE)
# «Det rimeligste alternativet skal brukes» is an order to those who buy, and ranks none.
RANKED = re.compile(
    r"\b(?:billig|rimelig|dyr|gunstig)e?st\w*+"
    r"(?!\s+(?:alternativ|legemid|tilbud|behandling|preparat)\w*\s+(?:skal|bør|må|kan|velges|brukes|foretrekkes))",
    re.IGNORECASE,
)


def relation(part: str) -> str:
    """The words that set the negotiated price beside a public one or another price; «» where nothing does.

    Naming two prices together («RHF-AUP og Maks-AUP er …») sets them beside each other no more than a table does.
    """
    secret = [match.span() for match in NEGOTIATED.finditer(part)]
    secret += [(n, n + 1) for n, sign in enumerate(part) if sign == SECRET_VALUE]
    public = [match.span() for match in PUBLIC_PRICE.finditer(part)]
    public += [(n, n + 1) for n, sign in enumerate(part) if sign == PUBLIC_VALUE]
    for one, other in pairwise(sorted([*secret, *public])):
        between = part[one[1] : other[0]]
        if not JOINT.fullmatch(between) and (one in secret) != (other in secret):
            return " ".join(between.replace(GONE, "").replace(VALUE, "").split()) or "ved siden av hverandre"
    predicate = PREDICATE.search(part)
    if predicate := predicate or PAID_BY.search(part):
        return " ".join(predicate[0].split())
    return _beside(part, LIKE)


def compares_prices(part: str) -> str:
    """As `relation`, for a text that repeats a decision: what compares with a price, a land or a drug, or ranks prices.

    «Prisen er for høy i forhold til nytten» is how decisions speak, and fixes no price.
    """
    if ranked := RANKED.search(part):
        return ranked[0]
    measuring = words("comparisons")
    if any(measuring.holds(word.lower()) for word in re.findall(r"\w+", part)):
        return _beside(part, THAN)
    return ""


def _beside(part: str, like: re.Pattern[str]) -> str:
    for match in like.finditer(part):
        if PRICED.match(part, match.end()) and not BENEFIT.match(part, match.end()):
            return " ".join(match[0].split())
    return ""
