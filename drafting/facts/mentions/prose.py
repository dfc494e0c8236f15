"""The numbers of running text as mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.bokmal.amounts import AMOUNT, NUMBER, amount, number, two_ways
from corpus.bokmal.counted import FOREIGN, is_unit
from corpus.bokmal.institutions import AGENCY
from corpus.bokmal.price_terms import VAT
from corpus.reports.chapters import concludes
from corpus.reports.report import Report, Statement
from corpus.reports.speakers import COMPANY_NAMED
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import at_negotiated_price, bases, vats
from drafting.facts.fact.scope import Flow
from drafting.facts.fact.scope_reading import scope_at
from drafting.facts.fact.setting import elsewhere, of_earlier, rejected
from drafting.facts.mentions.mention import Kind, Mention, Sides, side_of

_QALY = r"(?:QALYs?|gode?\s+leveår|kvalitetsjustert\w*\s+(?:gode\s+)?leveår)"
PER_QALY = re.compile(
    rf"\s*(?:/|per\b|pr\.?|for\s+(?:hver[t]?|kvar[t]?|et|eit))\s*(?:ekstra\s+)?(?:vunne[nt]?e?\s+)?{_QALY}",
    re.IGNORECASE,
)
# Words before a sum of money that make it the cost of a QALY.
RATIO = re.compile(
    rf"\b(?:IKER\w*|kostnad\w*\s+(?:per|pr\.?)\s+(?:vunne[nt]?\s+)?{_QALY}|kostnadseffektivitetsbrøk\w*|brøken|ICER)\b",
    re.IGNORECASE,
)
AFTER_NUMBER = r"(?:\s+(?:vunne[nt]?e?|flere|fleire|færre|ekstra|tapte|gjenstående|attståande|nye|aktuelle|\w+e))?\s+"
QALYS = re.compile(rf"(?<![\d,.–-])(?P<n>{NUMBER}){AFTER_NUMBER[:-3]}\s*{_QALY}(?!\w)", re.IGNORECASE)
PEOPLE = r"(?:pasient(?:er|ar|ene|ane)?|personer|personar|voksne|vaksne|brukere|brukarar|barn|menneske[r]?)\b"
PATIENTS = re.compile(rf"(?<![\d,._–-])(?P<n>{NUMBER}){AFTER_NUMBER}(?:norske\s+|voksne\s+)?{PEOPLE}", re.IGNORECASE)
# «Av disse er det 185 per år som …»: a count without a noun after it, where the sentence counts people.
YEARLY = re.compile(rf"(?<![\d,._–-])(?P<n>{NUMBER})\s+(?:per|i|kvart|hvert)\s+år\b", re.IGNORECASE)
PERCENT = re.compile(rf"(?<![\d,.–-])(?P<n>{NUMBER})\s*(?:%|prosent\b)", re.IGNORECASE)
CUT = re.compile(r"[;:]|,\s|\s(?:og|men|mens|mot)\s")
NEW = re.compile(r"\bnye\b|\bstart(?:er|ar)\b|\boppstart\w*|\bbegynner\b|\bbyrjar\b", re.IGNORECASE)
NOT_MAIN = re.compile(
    r"\b(?:undergruppe|subgruppe|sensitivitetsanalyse|følsomhetsanalyse|scenario|dersom|hvis|viss|forutsatt|terskel"
    r"|alternativkostnad|eksempel|ved stadium|alene er)\w*",
    re.IGNORECASE,
)
VAT_NAMED = re.compile(VAT, re.IGNORECASE)
NOT_NOW = "gjelder ikke hovedanalysen"


def in_prose(report: Report, sides: Sides) -> Iterator[Mention]:
    """The mentions of all sentences that no optical reading gave."""
    said = report.statements
    own = {id(item) for item in report.own_statements}
    for before, item, after in zip([None, *said[:-1]], said, [*said[1:], None], strict=True):
        if id(item) not in own or item.ocr or not re.search(r"\d", item.text):
            continue
        yield from _of(report, sides, item, _beside(before, item), _beside(after, item))


def _beside(other: Statement | None, item: Statement) -> Statement | None:
    return other if other is not None and other.paragraph == item.paragraph else None


def _of(
    report: Report, sides: Sides, item: Statement, before: Statement | None, after: Statement | None
) -> Iterator[Mention]:
    text = item.text
    found = list(_numbers(text))
    spans = [span for _, _, span in found]
    for kind, value, (start, end) in found:
        near = _near(text, (start, end), spans)
        clause = _clause(text, start, end)
        scope = scope_at(text, start, end, *reversed(item.headings))
        why = elsewhere(text, start, end, report.dated)
        why += (
            ("gjelder en tidligere tid eller vurdering",) if of_earlier(item, before, after, report.method_id) else ()
        )
        why += ("er avvist",) if rejected(item, after) else ()
        why += (NOT_NOW,) if NOT_MAIN.search(clause) else ()
        flow: Flow = "new" if kind == "patients" and NEW.search(near) else ""
        who = _who(report, item, clause)
        same = [span for other, _, span in found if other == kind]
        tail = text[same[-1][1] :] if len(same) > 1 else ""
        basis, vat = _terms(item, near, clause, who, tail)
        yield Mention(
            kind,
            value,
            text[start:end],
            step_of(text[start:end], about=scope.bound == "about"),
            near,
            text,
            item.headings,
            item.source(report.document, text[start:end]),
            replace(scope, basis=basis, vat=vat, flow=flow),
            who,
            any(map(concludes, item.headings)),
            tuple(dict.fromkeys(why)),
            arm=side_of(near, sides) or side_of(clause, sides),
        )


def _numbers(text: str) -> Iterator[tuple[Kind, Decimal, tuple[int, int]]]:
    """(kind, value, span) of the numbers of a sentence; a number is of one kind only."""
    taken: list[tuple[int, int]] = []
    last: Kind = "money"
    for match in re.finditer(AMOUNT, text, re.IGNORECASE):
        value = amount(match[0])
        if value is None or two_ways(match[0]) or is_unit(text, *match.span()):
            continue
        lead = re.split(r"[;:]", text[: match.start()])[-1]
        joined = re.search(r"\b(?:og|mot|eller)\s+(?:om\s+lag\s+)?$", lead) and last == "per_qaly"
        per = PER_QALY.match(text, match.end()) or _last_is_ratio(lead) or joined
        last = "per_qaly" if per else "money"
        taken.append(match.span())
        yield last, value, match.span()
    kinds: Sequence[tuple[Kind, re.Pattern[str]]] = (("qaly", QALYS), ("patients", PATIENTS))
    if re.search("diskont", text, re.IGNORECASE):  # the one per cent that a key asks for
        kinds = (*kinds, ("percent", PERCENT))
    if re.search(PEOPLE, text, re.IGNORECASE) or re.search(r"\btilfelle|\baktuell", text, re.IGNORECASE):
        kinds = (*kinds, ("patients", YEARLY))
    for kind, pattern in kinds:
        for match in pattern.finditer(text):
            value = None if two_ways(match["n"]) else number(match["n"])
            start, end = match.span("n")
            if value is not None and not any(one <= start < other for one, other in taken):
                taken.append((start, end))
                yield kind, value, (start, end)


def _last_is_ratio(lead: str) -> bool:
    """Whether a cost of a QALY is named before an amount with no other amount between."""
    named = [match.end() for match in RATIO.finditer(lead)]
    return bool(named) and not re.search(AMOUNT, lead[named[-1] :], re.IGNORECASE)


def _near(text: str, span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> str:
    """The part of a sentence that is a number's own: to the cut or the number before it, and to those after it."""
    start, end = span
    low = max(
        (match.end() for match in CUT.finditer(text[:start])),
        default=0,
    )
    low = max([low, *(other for _, other in spans if other <= start)])
    high = min([*(match.start() + end for match in [CUT.search(text[end:])] if match), len(text)])
    high = min([high, *(one for one, _ in spans if one >= end)])
    before = [other for other in spans if other[1] <= start]
    if before and not text[low:start].strip():  # «412 300 NOK for Vidda og 388 100 NOK for …»: what leads up to both
        first = max(before)
        lead = max((match.end() for match in CUT.finditer(text[: first[0]])), default=0)
        return text[lead : first[0]] + text[low:high]
    return text[low:high]


def _clause(text: str, start: int, end: int) -> str:
    """The clause that a number stands in: between semicolons, and between «mens», «men» and «mot»."""
    cuts = re.compile(r";|,?\s(?:mens|medan|men)\s")
    low = max((match.end() for match in cuts.finditer(text[:start])), default=0)
    after = cuts.search(text[end:])
    return text[low : end + after.start() if after else len(text)]


def _who(report: Report, item: Statement, clause: str) -> str:
    """Who gives the number: whom its own clause names, else whoever speaks in the sentence, else by heading."""
    name = next((word for word in report.company.split() if len(word) > 3), "")
    company = bool(COMPANY_NAMED.search(clause) or (name and name in clause)) or bool(FOREIGN.search(clause))
    dmp = bool(re.search(rf"\b{AGENCY}\b|\b{AGENCY}s\b", clause))
    if company and dmp:
        return "unsure"
    if company or dmp:
        return "company" if company else "dmp"
    speaker = item.speaker or item.voice
    return "experts" if speaker == "other" else speaker


def _terms(item: Statement, near: str, clause: str, who: str, tail: str) -> tuple[str, str]:
    """(price basis, VAT) of a number: in its own words, its clause, its sentence; DMP's also in its paragraph.

    Where a sentence has several numbers of a kind, the VAT that one of them names is not the others', unless it is the
    only one named, after the last of them: `tail`, empty where there is but one number.
    """
    wider = () if who in ("company", "unsure") else (item.paragraph,)
    texts = (near, clause, item.text, *wider)
    found = []
    shared = (near, tail) if len(VAT_NAMED.findall(item.text)) == 1 else (near,)
    for named, where in ((bases, texts), (vats, shared if tail and vats(item.text) else texts)):
        said = next((names for text in where if (names := named(text))), ())
        found.append(said[0] if len(said) == 1 else "")
    return found[0], found[1]


def is_secret(mention: Mention) -> bool:
    """Whether the words of a mention speak of a negotiated price: such a number goes nowhere but into facts."""
    return mention.scope.basis == "rhf_aup" or at_negotiated_price(mention.text)
