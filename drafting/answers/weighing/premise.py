"""What a question takes for granted, held against the piece that would answer it: «hvorfor sa … nei» needs a no."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.bokmal.price_terms import DISCOUNT, NEGOTIATED
from corpus.search.aspects import in_bokmal
from drafting.answers.weighing.candidates import Candidate
from drafting.answers.weighing.named import Named

WHY = re.compile(r"\bhvorfor\b|\bgrunnen\b|\bbegrunn\w*|\bårsak\w*", re.IGNORECASE)
NO = re.compile(r"\b(?:nei|avslått|avslo\w*|avvis\w*|frarådet?|ikke|ingen|stemt\w* imot)\b", re.IGNORECASE)
SAYS_NO = re.compile(
    r"\b(?:ikkj?e|nei|ingen|avsl\w+|avvis\w*|frar[åa]d\w*|avstå|inte|not|uten|for (?:høy|dyr|lite|svak|optimist)\w*"
    r"|bare|kun|mangl\w*|usikk\w*|fordi|siden)\b",
    re.IGNORECASE,
)
# What is said to have been done, and the same denied.
DONE = re.compile(r"\b(anbefal\w*|innfør\w*|godkjen\w*|refunder\w*|dekke\w*|tilrå\w*)", re.IGNORECASE)
DENIED_DEED = re.compile(
    r"\b(?:ikkj?e|ingen|inte|not|frar[åa]d\w*|mot)\b(?: \w+){0,3} (?:anbefal|innfør|godkjen|refunder|dekk|tilrå|anv)"
    r"|\b(?:ikke|inte) bruk|\bfraråd\w*|\bavslått|\bavslag|\bikke (?:anbefal|innfør|godkjen)",
    re.IGNORECASE,
)
AMOUNT_ASKED = re.compile(
    r"pris(?!notat)|kost|\bAUP\b|\butgift|\bbeløp|\bIKER\b|budsjettvirk|\bbetal|\brabatt\b|forskjell|skilnad",
    re.IGNORECASE,
)


def false_premise(named: Named, piece: Candidate) -> Iterator[str]:
    """Why a piece cannot be the ground of what the question takes for granted, in bokmål."""
    question = in_bokmal(named.asked.asked)
    around = in_bokmal(f"{piece.heads} {piece.before} {piece.text}")
    if WHY.search(question):
        if NO.search(question) and not SAYS_NO.search(around):
            yield "sier ikke nei"
        if DONE.search(question) and not NO.search(question) and DENIED_DEED.search(around):
            yield "sier det motsatte av det spørsmålet forutsetter"
    if named.strengths and AMOUNT_ASKED.search(question) and not re.search(r"\d\s?(?:NOK|kr)", piece.text):
        yield "oppgir ingen pris for styrken"
    if named.negotiated and AMOUNT_ASKED.search(question):
        spoken = f"{piece.heads} {piece.text}"
        if not (NEGOTIATED.search(spoken) or DISCOUNT.search(spoken) or re.search(r"rabatt|tilb[uo]d", spoken)):
            yield "gjelder ikke avtaleprisen"
