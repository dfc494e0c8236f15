"""Where a number holds: in Norway, now, for the patients of the assessment; or elsewhere, earlier, in a study.

A number that its own sentence places elsewhere, or that DMP rejects there or in the next sentence, is not what DMP
estimates now. It is told of, with the reason, and is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.bokmal.amounts import SCALE, SIGNED, method_ids, money
from corpus.reports.report import Report, Statement
from drafting.facts.fact.fact import Claimed, Fact, Found, Warned
from drafting.facts.fact.price_basis import at_negotiated_price
from drafting.facts.fact.scope import NAMES, not_used

# Source: the countries that Norwegian assessments compare with, and the words for all of them.
ELSEWHERE = re.compile(
    r"\b(?:(?:i|fra|for|til)\s+(?:andre\s+land|utlandet|Norden|Europa|EU|verden|Storbritannia|USA)"
    r"|(?:Sverige|Danmark|Finland|Island|Skottland|England|Wales|Irland|Nederland|Belgia|Tyskland|Frankrike|Spania|Italia"
    r"|Østerrike|Sveits|Polen|Storbritannia|Canada|Australia|Japan|USA)s?"
    r"|(?i:svensk|dansk|finsk|britisk|engelsk|skotsk|tysk|fransk|amerikansk|nederlandsk|europeisk|canadisk)e?)\b"
)
# A part of the country: a number of one region is not the country's.
REGION = re.compile(
    r"\b(?:i|for|ved|fra)\s+(?:Helse\s+(?:Vest|Nord|Midt|Sør)|Nord-Norge|Vestlandet|Østlandet|Oslo|Bergen"
    r"|Trondheim|Tromsø)(?!\s+(?:universitets)?sykehus)"
    r"|\b(?:i|for)\s+(?:én|en)\s+(?:helse)?region\b",
    re.IGNORECASE,
)
STUDY = re.compile(
    r"\b(?:i|fra|ved|under|gjennom)\s+(?:(?:den|denne|en|de|disse|en\s+enarmet|pivotale?|kliniske?|sentrale)\s+)*"
    r"(?:\w+-)?(?:stud(?:ie|ien|ier|iene)|utprøving\w*|forsøket|register\w*|kohort\w*)\b"
    r"|\b(?:i|fra|blant|ved)\s+(?:(?:et|en|ei|den|det|\w+sk)\s+)?(?:\w+\s+)?(?:materiale[t]?|\w*undersøkelse\w*|gjennomgang\w*"
    r"|metaanalyse\w*|database\w*|pasientserie\w*|\w+-(?:klinikken|sykehuset|universitetet))\b"
    r"|\b(?:i|fra)\s+[A-ZÆØÅ]{3,}[A-ZÆØÅ0-9]*-\d+\b|\bstudie(?:populasjon|pasient|arm)\w*",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:forrige|førre|tidligere|tidlegare|foregående|opprinnelige?|første)\s+(?:\w+\s+)?"
    r"(?:(?:metode|hurtig)?vurdering|rapport|analyse|notat|beslutning|sak|innsending|pris)\w*"
    r"|\b(?:før|fram\s+til|frem\s+til)\s+(?:\w+\s+){0,2}?\w*(?:pris|endring|anbud|avtale|revisjon|oppdatering)\w*"
    r"|\bi\s+(?:perioden|årene|åra)\s+(?:19|20)\d\d\b"
    r"|\bi\s+ID\s?\d{4}[_-]\d{3}\b|\b(?:var|gjaldt|kostet)\s+(?:tidligere|før|den\s+gang)\b",
    re.IGNORECASE,
)
PAST_YEAR = re.compile(
    r"\b(?:i|for|fra|i\s+løpet\s+av)\s+(?P<year>(?:19|20)\d\d)\b(?!\s*-?\s*(?:kroner|NOK|priser))", re.I
)
PAST = re.compile(
    r"\b(?:var|fikk|ble|hadde|anslo|beregnet|utgjorde|kostet|startet|antok|estimerte|behandlet|la\s+til\s+grunn|gjaldt)\b",
    re.IGNORECASE,
)
ESTIMATES_NOW = re.compile(
    r"\b(?:anslår|legger\b.*\btil\s+grunn|forventer|antar|estimerer|mener|vurderer|regner\s+med|vil\s+være)\b", re.I
)
_NUMBER_SAID = (
    r"(?:(?:dette|det)\s+(?:anslaget|tallet|estimatet)"
    r"|anslaget|anslagene|tallet|tallene|estimatet|beløpet|prisen|gevinsten)"
)
_IT = rf"(?:{_NUMBER_SAID}|dette|det|disse|denne)"
# What DMP does not use, where the words do not say that it is the company's.
REJECTS = re.compile(
    rf"\blegger\s+ikke\s+(?:(?!firma|innsend|produsent)\w+\s+){{0,4}}?til\s+grunn"
    rf"|\b(?:har|er|blir)\s+ikke\s+(?:lagt\s+til\s+grunn|brukt|benyttet|godtatt|akseptert)\s+{_IT}\b"
    rf"|\b(?:godtar|aksepterer|bruker|benytter|støtter|deler)\s+ikke\s+{_IT}\b"
    rf"|\b(?:avviser|forkaster|avviste|forkastet)\s+{_IT}\b|\b(?:er\s+ikke\s+enig|er\s+uenig|ikke\s+er\s+enig)\s+i\s+{_IT}\b"
    rf"|\b(?:{_NUMBER_SAID}|dette)\s+(?:er|kan|bør|skal|blir)\s+(?:derfor\s+)?ikke\s+(?:brukt|brukes|benytt\w+|legges|lagt)\b"
    rf"|\b{_NUMBER_SAID}\s+(?:er|vurderes\s+som|fremstår\s+som|anses\s+som)\s+(?:\w+\s+)?"
    r"(?:urealistisk|for\s+(?:høy|lav|stor|lit)\w*|forkastet|avvist|ikke\s+(?:realistisk|rimelig|troverdig))",
    re.IGNORECASE,
)
# «basert på resultater fra studien»: what DMP's own number rests on.
_RESTS_ON = re.compile(
    r"\b(?:basert\s+på|på\s+grunnlag\s+av|bygger\s+på|utgangspunkt\s+i|ut\s+fra|med|(?:effekt)?data|tall|resultat\w*)\b[^,.;]{0,40}$",
    re.IGNORECASE,
)
# «Forrige metodevurdering gjaldt … Da fant Legemiddelverket …»: the second sentence tells of what the first one names.
GOES_BACK = re.compile(r"^(?:Da|Den\s+gang(?:en)?|Den\s+gongen|Der|I\s+den(?:ne)?\s+(?:vurderingen|rapporten|saken))\b")
NOT_HERE = re.compile(rf"\b(?:{_NUMBER_SAID}|disse\s+tall\w*|dette)\s+gjelder\s+ikke\b", re.IGNORECASE)
OTHERS = r"\bfirma|\bprodusent|\binnsender|\bleverandør|\bekspert|\bklinikere?|\bpasientforening"
REFERS = re.compile(rf"\b{_IT}\b", re.IGNORECASE)
# Where another number's part of the sentence begins or ends.
_PART = re.compile(r"[;]|,?\s(?:mens|men|mot|enn|sammenlignet\s+med|hvorav)\s")


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence, the one after it and the one before it in the same paragraph."""

    statement: Statement
    following: Statement | None
    before: Statement | None = None


def placed(found: Found, report: Report) -> Found:
    """What was found; a number that its words place elsewhere, or that DMP rejects, is a warning instead."""
    places = _places(report)
    captions = {(row.page, row.start): table.caption for table in report.printed for row in table.rows}
    for item in found:
        fact = item.fact if isinstance(item, Claimed) else item
        if isinstance(fact, Warned) or fact.key.split(".")[0] not in NAMES:
            yield item
            continue
        reasons = _reasons(fact, places, captions, report)
        if not reasons:
            yield item
            continue
        place = next(iter(_at(fact, places)), None)
        secret = fact.scope is not None and fact.scope.basis == "rhf_aup"
        secret = secret or (place is not None and at_negotiated_price(place.statement.text, place.statement.paragraph))
        printed = "" if secret else _printed(fact)
        yield Warned(
            not_used(NAMES[fact.key.split(".")[0]], printed, fact.source.page, reasons), fact.source, (printed,)
        )


def elsewhere(text: str, start: int, end: int, dated: str = "") -> tuple[str, ...]:
    """Why the number at text[start:end] is not of Norway and now, each as «gjelder et annet land».

    Args:
        text: the sentence. start, end: the number's span.
        dated: the report's day (ISO): a year before it is past where the sentence tells it as past.
    """
    low = max((match.end() for match in _PART.finditer(text[:start])), default=0)
    high = next((match.start() + end for match in _PART.finditer(text[end:])), len(text))
    part = text[low:high]
    reasons = []
    if ELSEWHERE.search(part) and not re.search(r"\b(?:i\s+Norge|norsk\w*)\b", part, re.IGNORECASE):
        reasons.append("gjelder et annet land")
    if REGION.search(part):
        reasons.append("gjelder bare en del av landet")
    study = STUDY.search(part)
    if study and not _RESTS_ON.search(part[: study.start()]):
        reasons.append("gjelder en studie eller et register")
    year = PAST_YEAR.search(part)
    past = year and PAST.search(part) and not ESTIMATES_NOW.search(part) and year["year"] < (dated[:4] or "9999")
    if EARLIER.search(part) or past:
        reasons.append("gjelder en tidligere tid eller vurdering")
    return tuple(reasons)


def of_earlier(statement: Statement, before: Statement | None, following: Statement | None, method_id: str) -> bool:
    """Whether the sentences beside it say that it tells of an earlier assessment, or that its numbers do not hold."""
    if following is not None and NOT_HERE.search(following.text):
        return True
    told = before is not None and (EARLIER.search(before.text) or set(method_ids(before.text)) - {method_id})
    return bool(told and GOES_BACK.match(statement.text))


def rejected(statement: Statement, following: Statement | None) -> bool:
    """Whether DMP, or the report itself, says in the sentence or in the next that it does not use the number."""
    if _rejects(statement.text):
        return True
    return following is not None and _rejects(following.text) and bool(REFERS.search(following.text))


def _rejects(text: str) -> bool:
    """Whether a sentence rejects a number; what the company or the experts do not agree to stays DMP's."""
    for match in REJECTS.finditer(text):
        clause = re.split(r"[,;]|\s(?:men|og|mens)\s", text[: match.start()])[-1]
        if not re.search(OTHERS, clause, re.IGNORECASE) or re.search(r"\b(?:DMP|SLV|Legemiddelverket)\b", clause):
            return True
    return False


def _reasons(
    fact: Fact, places: Mapping[tuple[int, int], _Place], captions: Mapping[tuple[int, int], str], report: Report
) -> tuple[str, ...]:
    caption = captions.get((fact.source.page, fact.source.start))
    if caption is not None:
        return elsewhere(caption, len(caption), len(caption), report.dated)
    for place in _at(fact, places):
        text = place.statement.text
        spans = [match.span() for match in re.finditer(re.escape(_printed(fact)), text)] if _printed(fact) else []
        start, end = spans[0] if spans else (0, len(text))
        found = elsewhere(text, start, end, report.dated)
        if not found and of_earlier(place.statement, place.before, place.following, report.method_id):
            found = ("gjelder en tidligere tid eller vurdering",)
        company = ".company" in fact.key
        return (*found, *(("er avvist",) if not company and rejected(place.statement, place.following) else ()))
    return ()


def _printed(fact: Fact) -> str:
    """The number of the fact as its quote prints it; empty where no number of it has that value."""
    amount = fact.amount
    if amount is None:
        return ""
    for match in re.finditer(rf"{SIGNED}(?:\s*{SCALE})?", " ".join(fact.source.quote.split())):
        if money(match[0].strip().lstrip("-–−")) in (amount, abs(amount)):
            return match[0].strip()
    return ""


def _places(report: Report) -> dict[tuple[int, int], _Place]:
    statements: Sequence[Statement] = report.statements
    found = {}
    for before, one, other in zip([None, *statements], statements, [*statements[1:], None], strict=False):
        following = other if other and other.paragraph == one.paragraph else None
        earlier = before if before and before.paragraph == one.paragraph else None
        for page, start, _ in one.places:
            found[page, start] = _Place(one, following, earlier)
    return found


def _at(fact: Fact, places: Mapping[tuple[int, int], _Place]) -> Iterator[_Place]:
    place = places.get((fact.source.page, fact.source.start))
    if place:
        yield place
