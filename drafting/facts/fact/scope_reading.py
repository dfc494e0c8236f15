"""The scope of a number from the words around it: bounds beside it, time and denominator in the nearest words.

Each dimension is told by the nearest words that tell anything about it: what follows the number up to the next comma
or conjunction, then what leads up to it, then the whole sentence, then the headings. Bounds and shares belong to the
number itself and are looked for beside it only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.bokmal.amounts import AMOUNT, CURRENCY, NUMBER, SCALE
from corpus.bokmal.price_terms import ABOUT_TERMS, source
from drafting.facts.fact.scope import Bound, Per, Period, Population, Scope

ORDINALS = ("første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende", "tiende")
CARDINALS = ("én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")
_COUNTED = rf"(?:{NUMBER}|{'|'.join(CARDINALS[1:])}|tolv|tjue|flere)"

_WHICH = rf"(?:{'|'.join(ORDINALS)}|neste|kommende)"

# What may stand between a bound word and its number.
_ABOUT = source(ABOUT_TERMS)
_BETWEEN = rf"(?:\s*(?:enn|på|til|med|opp|de|en|et|ett|kun|bare|{_ABOUT}|{CURRENCY}))*\s*"
_MORE = r"(?:mer|flere|høyere|større|lengre|over|utover|overstig\w*|overskrid\w*|minst|minimum)"
_LESS = r"(?:mindre|færre|lavere|kortere|under)"
_NOT = r"(?:ikke|aldri|neppe|ingen)"
# Source: Norsk referansegrammatikk, negation and comparison: «ikke mer enn» is an upper bound, «ikke under» a lower.
BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        "at_most",
        rf"(?:\b{_NOT}\s+(?:\w+\s+){{0,2}}?{_MORE}|\b(?:overstig\w*|overskrid\w*|kommer)\s+{_NOT}(?:\s+over)?)",
    ),
    ("at_least", rf"\b{_NOT}\s+(?:\w+\s+){{0,2}}?{_LESS}"),
    (
        "at_most",
        rf"(?:\b(?:inntil|opptil|opp(?:e|ad)?\s+(?:til|i|mot)|høyst|maksimalt|maksimum|maks(?!-)|{_LESS})\b|[<≤]=?)",
    ),
    ("at_most", r"\b(?:øvre\s+grense|øvre\s+ramme|tak|høyeste\s+anslag)\b"),
    ("at_least", rf"(?:\b(?:{_MORE}|fra)\b|[>≥]=?)"),
    ("at_least", r"\b(?:nedre\s+grense|laveste\s+anslag)\b"),
    ("about", _ABOUT),
)
_BEFORE = tuple((bound, re.compile(rf"(?:{words}){_BETWEEN}$", re.IGNORECASE)) for bound, words in BOUNDS)
_UNIT = rf"(?:\s*(?:{SCALE}\s*)?(?:{CURRENCY}|%|prosent|\w+)?(?:\s*(?:/|per)\s*QALY)?)?"
# Bound words that come after the number.
LATER: tuple[tuple[Bound, str], ...] = (
    ("at_most", r"eller\s+(?:mindre|færre|lavere|under)|og\s+nedover|på\s+det\s+(?:meste|høyeste)|som\s+maksimum"),
    ("at_least", r"eller\s+(?:mer|flere|høyere|over)|og\s+(?:oppover|mer)|på\s+det\s+(?:minste|laveste)"),
    ("at_most", r"som\s+(?:en\s+)?øvre\s+grense"),
    ("at_least", r"som\s+(?:en\s+)?nedre\s+grense"),
    ("about", r"eller\s+(?:så|der\s*omkring)"),
)
_AFTER = tuple((bound, re.compile(rf"^{_UNIT}(?:\s+\w+)?\s+(?:{words})\b", re.IGNORECASE)) for bound, words in LATER)
_RANGE_UNIT = rf"(?:\s*{SCALE})?(?:\s*(?:{CURRENCY}|%|prosent|QALYs?|gode\s+leveår|pasient\w*))?(?:\s+per\s+QALY)?"
_RANGE_BEFORE = re.compile(
    # «i år 1 til 122 millioner», «i 2027 til 40»: a year before «til» is no end of a range.
    rf"(?:(?<!\bår\s)(?<!\bår\s\d)(?<!\b20\d)\d{_RANGE_UNIT}\s*(?:[-–—−/]|±|til|eller)|\b(?:mellom|fra)\s+(?:{_ABOUT}\s+)?{CURRENCY}?\s*{NUMBER}"
    rf"{_RANGE_UNIT}\s*(?:og|til))\s*(?:{_ABOUT}\s*)?(?:{CURRENCY})?\s*$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(
    rf"^{_RANGE_UNIT}\s*(?:[-–—−±]|til|eller)\s*(?:{_ABOUT}\s*)?(?:{CURRENCY})?\s*{NUMBER}"
    rf"(?!\s*(?:uker|måneder|dager|år)\b)",
    re.IGNORECASE,
)
_BETWEEN_TWO = re.compile(rf"\b(?:mellom|fra)\s+(?:{_ABOUT}\s+)?(?:{CURRENCY})?\s*$", re.IGNORECASE)
_SECOND_END = re.compile(rf"^{_RANGE_UNIT}\s+(?:og|til)\s+(?:{_ABOUT}\s+)?(?:{CURRENCY})?\s*{NUMBER}", re.IGNORECASE)

_EVERY = r"(?:per|pr\.?|hver[t]?|i|/)"
PERIODS: tuple[tuple[Period, str], ...] = (
    ("half_year", r"\bhalvår\w*"),
    ("quarter", r"\b\w*kvartal\w*"),
    ("month", rf"\bmånedlig\w*|\bmåneds?kostnad\w*|(?:\b|(?=/)){_EVERY}\s*(?:måned(?:en)?|mnd\.?)(?!\w)"),
    ("cycle", rf"\b{_EVERY}\s+(?:behandlings)?(?:syklus\w*|kur)\b|\bsykluskostnad\w*"),
    ("cycle", rf"\b(?:per|pr\.?|hver)\s+(?:{_COUNTED}|\d+\.|{'|'.join(ORDINALS)})[\s-]*(?:dag|uke|måned)\w*"),
    ("week", rf"\bukentlig\w*|\bukes?kostnad\w*|(?:\b|(?=/)){_EVERY}\s*uken?\b"),
    (
        "day",
        rf"\bdaglig\w*|\b(?:dag|døgn)s?kostnad\w*|(?:\b(?!i\s+dag\b)|(?=/)){_EVERY}\s*(?:behandlings)?(?:dag(?:en)?|døgn(?:et)?)\b",
    ),
    (
        "years",
        r"(?<!pasienter )(?<!barn )(?<!voksne )(?<!personer )\b(?:(?:over|i\s+løpet\s+av|gjennom|for|på|etter|i)\s+de"
        r"|over|i\s+løpet\s+av|gjennom|for|på|etter|de)\s+"
        rf"(?:{_WHICH}\s+|en\s+periode\s+på\s+)*{_COUNTED}\s+(?:{_WHICH}\s+)?år(?:ene)?\b"
        r"|\b\w+årsperiode\w*|\b(?:ku|akku)mul\w+",
    ),
    (
        "one_year",
        rf"\b(?:{'|'.join(ORDINALS)}|siste)\s+(?:(?:hele|full\w*)\s+)?(?:behandlings|budsjett)?år(?:et)?\b"
        rf"|\bår\s+(?:\d{{1,2}}|en|{'|'.join(CARDINALS)})\b(?!\s+år\b)",
    ),
    (
        "year",
        r"\bårlig\w*|\bårskostnad\w*|(?:\b(?:per|pr\.?|hvert|i|ett|et)|/)\s*(?:pasient|behandlings)?år(?:et)?\b(?!\s*\d)",
    ),
    ("lifetime", r"\blivsløp\w*|\blivstid\w*|\blivslang\w*|\blevetid\w*"),
    ("once", r"\b[eé]n?gangs\w*|\b(?:én|en)\s+gang\b|\bengangs\w*"),
    (
        "course",
        r"\bbehandlingsløp\w*|\b(?:hele|full\w*|gjennomsnittlig\w*)\s+behandling(?!\s*(?:per|hver)\b)\w*|\b(?:per|pr\.?)\s+behandling\b"
        r"|\bhele\s+(?:løpet|forløpet)\b",
    ),
    (
        "now",
        r"\bi\s+dag\b|\bnå\b(?!\s+(?:ut|til|målet))|\bfor\s+tiden\b|\bprevalen\w*|\btotalt\s+i\s+Norge|\blever\s+med\b|\btil\s+enhver\s+tid",
    ),
)
PERS: tuple[tuple[Per, str], ...] = (
    (
        "patient",
        r"\b(?:per|pr\.?|for\s+(?:én|en|hver|den\s+enkelte))\s+(?:\w+\s+)?(?:pasient|person|individ|barn)\b|\b(?:per|pr\.?)\s+pasientår",
    ),
    ("package", r"\b(?:per|pr\.?|for\s+(?:én|en|hver))\s+(?:pakning|eske|boks|pakke)\b|\bpakningspris\w*"),
    (
        "unit",
        r"\b(?:per|pr\.?|for\s+(?:én|en|ett|et|hver|hvert))\s+(?:\w+\s+)?(?:hetteglass|ampulle|tablett|kapsel|dose|injeksjon|infusjon"
        r"|sprøyte|penn|flaske|pose|administrasjon|enhet|mg|ml|g|mikrogram|IE)\b",
    ),
    (
        "total",
        rf"\bsamle[td]\w*|\btotal\w*|\btil\s+sammen\b|\bi\s+alt\b|\b(?:hele|alle)\s+(?:de\s+)?(?:\w+\s+)?(?:pasient|behandlings|landet|norske)\w*"
        rf"|\b(?:for|med|til|av)\s+(?:{_ABOUT}\s+)?{NUMBER}(?:\s*[-–]\s*{NUMBER})?\s+(?:\w+\s+)?pasient\w*|\blandsbasis\b|\bbudsjett\w*"
        r"|\bfor\s+(?:de\s+regionale\s+)?(?:helseforetak|helsetjenest|spesialisthelsetjenest|helseregion)\w*|\bfor\s+landet\b",
    ),
    ("treatment", r"\b(?:per|pr\.?|for\s+(?:én|en|et|ett|hver|hvert))\s+(?:\w+\s+)?behandling(?:sløp)?\b"),
)
_SHARE_OF = re.compile(
    rf"(?:%|prosent|\bandel\w*|\bhalvparten|\b\w*del(?:en)?|\bflertall\w*|\bnoen|\b{NUMBER}|\bti|\bfem|\btre)\s+av\s+(?:de\s+|alle\s+|totalt\s+|{_ABOUT}\s+)*$",
    re.IGNORECASE,
)
_SUBGROUP_BEFORE = re.compile(
    r"\b(?:hvorav|herav|derav|av\s+(?:disse|dem|de)|blant\s+disse|undergrupp\w*|subgrupp\w*)\b[^,.;]{0,25}$",
    re.IGNORECASE,
)
_SUBGROUP = re.compile(
    r"\b(?:undergrupp|subgrupp)\w*|\b(?:pasient\w*|barn\w*|voksne|personer|de|dem)\s+(?:\w+\s+){0,3}?"
    r"(?:over|under|på|fra|mellom|≥|≤|>|<|opp\s+til|inntil|mer\s+enn|mindre\s+enn)\s*\d+(?:,\d+)?(?:\s*[-–]\s*\d+)?\s*(?:kg|år|%|prosent|mg|m2|m²|kilo)",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    rf"(?<!gjennomsnitts)(?<!middel)vekt\w*\s+(?:er\s+|på\s+|{_ABOUT}\s+)*(?P<one>{NUMBER})\s*(?:kg|kilo)\b"
    rf"|\bvei(?:er|e|de)\s+(?:{_ABOUT}\s+)?(?P<two>{NUMBER})\s*(?:kg|kilo)\b"
    rf"|\b(?:pasient|person|voksen|barn|ungdom)\w*\s+på\s+(?:{_ABOUT}\s+)?(?P<three>{NUMBER})\s*(?:kg|kilo)\b",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\bgjennomsnitt\w*|\bmiddelvekt|\bmedian", re.IGNORECASE)
_OTHER_DOSE = re.compile(
    r"\b(?:halv|redusert|lav|lavere|høy|høyere|dobbel|doblet|økt|laveste|høyeste)e?\s+(?:\w+\s+)?(?:start)?dose\w*",
    re.IGNORECASE,
)
# Where a part of the sentence begins that tells of another number: «…; 5 av dem er under 14 år».
_OTHERS_PART = re.compile(
    rf";|,?\s(?:hvorav|herav|derav|mens)\s|[,(]\s*(?:og\s+)?(?:\w+\s+){{0,2}}?{NUMBER}\s+av\s+(?:disse|dem|de)\b"
    rf"|\sog\s+{NUMBER}\s+av\s+(?:disse|dem|de)\b",
    re.IGNORECASE,
)
_CUT_AFTER = re.compile(r"[;:]|,\s|\.\s+[A-ZÆØÅ]|\s(?:og|men|mens|eller|hvorav|herav|mot)\s")
_CUT_BEFORE = re.compile(r"[;:]|,\s|\s(?:og|men|mens|mot)\s")


def scope_at(text: str, start: int, end: int, *wider: str, indication: str = "") -> Scope:
    """The scope of the number at text[start:end].

    Args:
        text: the sentence, on one line.
        start, end: the span of the number, with or without its currency.
        wider: texts that speak of the number when the sentence does not, nearest first (headings, a caption).
        indication: who the drug is for: limits of age or weight that stand there make no subgroup.
    """
    before, after = text[:start], text[end:]
    near = [_up_to(after, text[start:end]), before[_last_cut(before) :], text]
    per = _per([*near, *wider])
    period, year = _period([*near, *wider])
    others = _OTHERS_PART.search(after)
    own = text[: end + others.start()] if others else text
    population = _population(
        before, [*near[:2], own[max((m.end() for m in re.finditer(";", before)), default=0) :]], indication
    )
    return Scope(per, period, _bound(before, text[start:end], after), population, year)


def _up_to(after: str, printed: str) -> str:
    """What follows a number and belongs to it: up to the next comma, conjunction or amount."""
    cuts = [match.start() for match in (_CUT_AFTER.search(after), re.search(AMOUNT, after, re.IGNORECASE)) if match]
    return printed + after[: min(cuts, default=len(after))]


def _last_cut(before: str) -> int:
    cuts = [match.end() for match in _CUT_BEFORE.finditer(before)]
    cuts += [match.end() for match in re.finditer(AMOUNT, before, re.IGNORECASE)]
    return max(cuts, default=0)


def _bound(before: str, printed: str, after: str) -> Bound:
    signed = bool(re.match(r"[-–—−]", printed)) and bool(re.search(r"\d\s*$", before))
    ends = _BETWEEN_TWO.search(before) and _SECOND_END.match(after)
    if signed or ends or _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after):
        return "range"
    told = [bound for bound, pattern in _BEFORE if pattern.search(before)]
    told += [bound for bound, pattern in _AFTER if pattern.match(after)]
    return next((bound for bound in told if bound != "about"), "about" if told else "exact")


def _per(contexts: Iterable[str]) -> Per:
    """Whom the nearest words count for. A denominator says more than «total» or «samlet» beside it."""
    for context in contexts:
        named = [per for per, words in PERS if re.search(words, context, re.IGNORECASE)]
        if named:
            return named[0]
    return ""


def _period(contexts: Sequence[str]) -> tuple[Period, int]:
    """(period, which year) that the nearest words name; a phrase read once is not read again as a part of another."""
    for context in contexts:
        named: dict[tuple[Period, int], None] = {}
        rest = context
        for period, words in PERIODS:
            for match in re.finditer(words, rest, re.IGNORECASE):
                named[period, _year(match[0]) if period == "one_year" else 0] = None
            rest = re.sub(words, lambda match: "·" * len(match[0]), rest, flags=re.IGNORECASE)
        if named:
            return next(iter(named)) if len(named) == 1 else ("unclear", 0)
    return "", 0


def _year(words: str) -> int:
    if number := re.search(r"\d+", words):
        return int(number[0])
    folded = words.casefold()
    for names in (ORDINALS, CARDINALS):
        for place, name in enumerate(names, start=1):
            if re.search(rf"\b{name}\b", folded):
                return place
    return 0


def _population(before: str, near: Sequence[str], indication: str) -> Population:
    if _SHARE_OF.search(before):
        return "share"
    if _SUBGROUP_BEFORE.search(before):
        return "subgroup"
    limits = set(re.findall(r"\d+", indication))
    for context in near:
        weight = _WEIGHT.search(context)
        if weight and not _AVERAGE.search(context) and weight[weight.lastgroup or 0] not in limits:
            return "weight"
        if _OTHER_DOSE.search(context):
            return "dose"
        for match in _SUBGROUP.finditer(context):
            if not set(re.findall(r"\d+", match[0])) or set(re.findall(r"\d+", match[0])) - limits:
                return "subgroup"
    return "all"
