"""Numbers that the report gives in its own voice and no fact came from: one warning a page, so that nothing is silent.

No reason is given, for none is known: the number may stand in words that no reader of facts understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from corpus.bokmal.amounts import AMOUNT, NUMBER, SCALE, amount
from corpus.bokmal.counted import BARE_POWER
from corpus.bokmal.price_terms import FOREIGN_TERMS, source
from corpus.reports.report import Report, Statement
from corpus.reports.speakers import COMPANY_NAMED, speaker_of
from drafting.facts.fact.fact import Fact, Found, Warned
from drafting.facts.fact.price_basis import at_negotiated_price

MOST = 5  # numbers that one warning names
MONEY = re.compile(r"kostnad|koster|\bpris|budsjett|utgift|\bIKER|QALY|\bAUP|innspar|bespar", re.IGNORECASE)
FOREIGN = rf"{NUMBER}(?:\s*{SCALE})?\s*{source(FOREIGN_TERMS)}"
PATIENTS = re.compile(
    rf"(?<![\d,.–-])(?P<n>{NUMBER})\s+(?:nye\s+)?(?:\w+\s+)?pasient\w*\s+(?:\w+\s+){{0,3}}?(?:per|i|hvert)\s+år"
    rf"|pasienttall\w*[^.;\d]{{0,60}}?(?P<m>{NUMBER})\s+(?:per|i|hvert)\s+år"
    rf"|(?<![\d,.–-])(?P<p>{NUMBER})\s+(?:\w+\s+)?pasient\w*[^.;\d]{{0,60}}?\bi\s+Norge\b"
    rf"|\b(?:høyst|inntil|maksimalt|minst)\s+(?P<q>{NUMBER})\s+av\s+(?:disse|dem)\b"
    rf"|(?<![\d,.–-])(?P<o>{NUMBER})\s+nye\s+(?:kommer|pasient|starter|tilfelle|(?:per|hvert|i)\s+år)\w*",
    re.IGNORECASE,
)
QALYS = re.compile(
    rf"(?<![\d,.–-])(?P<n>{NUMBER})\s+(?:færre\s+|flere\s+|vunne\s+|tapte\s+)?(?:QALYs?|gode\s+leveår)\b"
    rf"|(?<![\d,.–-])(?P<m>{NUMBER})\s+(?:færre|flere)\s+enn\b",
    re.IGNORECASE,
)
EFFECT_YEARS = re.compile(
    rf"\b(?:vare|var(?:er|t)|tjen\w*\s+inn|innspart)\b[^.;\d]{{0,60}}?(?P<n>{NUMBER})\s+år\b", re.IGNORECASE
)
# The patients of a study are none of the assessment's.
STUDY = re.compile(r"\bstudie|\brandomiser|\bkontrollarm|\bpopulasjon", re.IGNORECASE)


def unused(report: Report, facts: Iterable[Fact], warnings: Sequence[str]) -> Found:
    """One warning a page on the amounts, patients and QALYs of its sentences that gave neither fact nor warning."""
    used: dict[tuple[int, int], set[Decimal | None]] = {}
    for fact in facts:
        value = fact.amount
        used.setdefault((fact.source.page, fact.source.start), set()).add(None if value is None else abs(value))
    left: dict[int, dict[str, bool]] = {}
    for statement in report.own_statements:
        if statement.ocr or statement.speaker == "company" or statement.voice == "company" or _names_company(statement):
            continue
        read = {value for page, start, _ in statement.places for value in used.get((page, start), ())}
        if any(f"på side {statement.page}" in warning and "samme setning" in warning for warning in warnings):
            continue
        secret = at_negotiated_price(statement.text, statement.paragraph)
        for printed in _numbers(statement.text):
            page = statement.source(report.document, printed).page
            if _value(printed) not in read and not _told(printed, page, warnings):
                left.setdefault(page, {}).setdefault(printed, secret)
    for page, numbers in left.items():
        yield Warned(_warning(page, numbers))


def _warning(page: int, numbers: dict[str, bool]) -> str:
    """Amounts at a negotiated price are counted, not named: warnings go to files and logs."""
    shown = [f"«{printed}»" for printed, secret in numbers.items() if not secret][:MOST]
    hidden = len(numbers) - len(shown)
    named = ", ".join(shown)
    if hidden and shown:
        return f"{named} og {hidden} flere tall på side {page} er ikke brukt."
    if hidden:
        return f"{hidden} tall ved RHF-AUP på side {page} er ikke brukt."
    return f"{' og '.join(named.rsplit(', ', 1))} på side {page} er ikke brukt."


def _numbers(text: str) -> Iterator[str]:
    """The numbers of a sentence that facts could be made of, as printed."""
    rest = BARE_POWER.sub(lambda match: " " * len(match[0]), text)
    if MONEY.search(text):
        for match in re.finditer(rf"{FOREIGN}|{AMOUNT}", rest, re.IGNORECASE):
            yield " ".join(match[0].strip("-–—− ").split())
    for pattern in (QALYS, EFFECT_YEARS, *(() if STUDY.search(text) else (PATIENTS,))):
        for match in pattern.finditer(rest):
            yield next(number for number in match.groupdict().values() if number)


def _value(printed: str) -> Decimal | None:
    value = amount(printed)
    return abs(value) if value is not None else None


def _told(printed: str, page: int, warnings: Sequence[str]) -> bool:
    """Whether a warning about that page names the number."""
    digits = re.sub(r"[^\d,]", "", printed)
    here = (warning for warning in warnings if re.search(rf"\bside {page}\b", warning, re.IGNORECASE))
    texts = (re.sub(r"(?<=\d)\s(?=\d)", "", re.sub(r"\bside \d+", "", text, flags=re.IGNORECASE)) for text in here)
    return any(re.search(rf"(?<!\d){digits}(?!\d)", text) for text in texts)


def _names_company(statement: Statement) -> bool:
    return speaker_of(statement.text) == "company" or bool(COMPANY_NAMED.search(statement.text))
