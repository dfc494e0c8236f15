"""The words of a statement about money: what it is per, what it compares, whom it is about, on what condition.

Prices, VAT, precision and bounds are named in `corpus/bokmal/price_terms.py`; here stand the words that relate amounts
to one another. All are read generously: a word too many is harmless, since a statement only counts where it is true.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from corpus.bokmal.number_words import TEENS, TENS, UNITS, split_compound
from corpus.bokmal.price_terms import ABOUT_TERMS, AT_LEAST_TERMS, AT_MOST_TERMS, NEGOTIATED_TERMS, PUBLIC_PRICE, source

NEGOTIATED = re.compile(
    rf"{source(NEGOTIATED_TERMS)}|etter\s+(?:forhandling|rabatt|avslag)|fr[ea]mforhandl|rabattert|pris\w*\s+(?:er|ble|blir)\s+(?:satt\s+ned|redusert)",
    re.I,
)
SPEAKS_OF_COST = re.compile(
    r"pris|kost|utgift|betal|\bau?ip\b|\baup\b|budsjett|iker\b|dyr|billig|rimelig|rabatt|bespar|innspar|"
    r"regning|faktur|beløp|avgift|verdi|avslag|spar",
    re.I,
)


@lru_cache(maxsize=65536)
def has(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text holds a pattern; remembered, since every number of a sentence asks the same of it."""
    return bool(pattern.search(text))


class Places:
    """Where the names of the two prices stand in a text, so that nothing around a number is searched twice."""

    def __init__(self, text: str) -> None:
        self.negotiated = [match.start() for match in NEGOTIATED.finditer(text)]
        self.public = [match.start() for match in PUBLIC_PRICE.finditer(text)]

    def bases(self, spans: Iterable[tuple[int, int]]) -> tuple[bool, bool]:
        """Whether the first of the spans that names a price names the negotiated one, and the public one."""
        for start, end in spans:
            found = tuple(
                bisect_left(places, start) < bisect_left(places, end) for places in (self.negotiated, self.public)
            )
            if any(found):
                return found[0], found[1]
        return False, False


# -- on which side, and how near -----------------------------------------------------------------------------------
ABOVE = re.compile(
    r"\b(?:drøyt?|drøye|vel|godt(?:\s+(?:og\s+vel|over))?|litt\s+(?:over|mer\s+enn)|i\s+overkant\s+av|rett\s+over|"
    r"så\s+vidt\s+over|like\s+over|noe\s+over)\b",
    re.I,
)
BELOW = re.compile(
    r"\b(?:knap[tp]e?|nesten|nær(?:mere|t)?|snau[te]?|bortimot|oppunder|i\s+underkant\s+av|rett\s+under|like\s+under|"
    r"litt\s+(?:under|mindre\s+enn)|så\s+vidt\s+under|noe\s+under|opp\s+mot)\b",
    re.I,
)
ABOUT = re.compile(rf"{source(ABOUT_TERMS)}|\b(?:nær\s+på|tett\s+på|rundt\s+regnet|avrundet|grovt|anslagsvis)\b", re.I)
LEAST = re.compile(
    rf"{source(AT_LEAST_TERMS)}|\b(?:overstig\w*|passer(?:er|te)|overgår|fra|lengre?\s+enn|senere\s+enn|etter\s+minst|"
    r"nedre\s+grense\w*|gulv\w*|mer\s+enn|større\s+enn|utover|starter\s+på)\b|\bikke\s+(?:ned|mindre|lavere)\b",
    re.I,
)
MOST = re.compile(
    rf"{source(AT_MOST_TERMS)}|\b(?:kortere\s+enn|tidligere\s+enn|innen|øvre\s+grense\w*|tak(?:et)?|maks(?:imum|imalt)?(?![\s-]*(?:AUP|pris))|"
    r"begrenset\s+til|ikke\s+(?:mer|høyere|større|dyrere)|når\s+ikke|(?:holder|ligger)\s+seg\s+under)\b",
    re.I,
)
LEAST_AFTER = re.compile(
    r"^[\s,]*(?:nok|kr\.?|kroner|%|prosent)?[\s,]*(?:[<≤]|(?:eller|og)\s+(?:mer|høyere|over|oppover)|som\s+(?:et\s+)?minimum|"
    r"\(?minimum|er\s+(?:en\s+)?nedre|for\s+lavt|er\s+(?:mindre|lavere)\s+enn)",
    re.I,
)
MOST_AFTER = re.compile(
    r"^[\s,]*(?:nok|kr\.?|kroner|%|prosent)?[\s,]*(?:[>≥]|(?:eller|og)\s+(?:mindre|lavere|under|nedover)|som\s+(?:et\s+)?"
    r"maksimum|\(?maksimum|er\s+(?:en\s+)?øvre|for\s+høyt|er\s+(?:mer|større|høyere)\s+enn)",
    re.I,
)
NEGATION = re.compile(r"\b(?:ikke|ikkje|aldri|neppe|ingen|verken|hverken|uten\s+å|langt\s+ifra)\b", re.I)
# -- relations -----------------------------------------------------------------------------------------------------
LOWER = re.compile(
    r"lavere|billigere|rimeligere|mindre|reduk|redus|rabatt|avslag|nedsatt|satt\s+ned|spar|kutt|under\s+(?!\d|halv|en\b|et\b|to\b|tre\b)|prisfall|prisnedgang|"
    r"ned\b|faller|falt|senk|gunstigere",
    re.I,
)
HIGHER = re.compile(
    r"høyere|dyrere|større|økning|økt|øker|påslag|merkostnad|tillegg|steg|\bmer(?!\s+enn\s+(?:\d|halv|dob|en\b|et\b|to\b|tre\b))|"
    r"\bover\s+(?!\d|halv|dob|det\s+dob|en\b|et\b|to\b|tre\b)",
    re.I,
)
SHARE = re.compile(
    r"\bav\b|andel|utgjør|tilsvar|svarer\s+til|\bsom\b|motsvar|forhold|dekker|igjen|gjenstår|ganger|så\s+\w+", re.I
)
GAP = re.compile(
    r"forskjell|differans|avstand|avvik|skill|lavere|høyere|billigere|dyrere|rimeligere|mindre|\bmer\b|spar|innspar|bespar|"
    r"merkostnad|mellomlegg|rabatt|avslag|redus|reduk|satt\s+ned|kutt|tillegg|mellom|bedre|forverre|endre|synk|øk|overs|rest|frigj",
    re.I,
)
COMPARES = re.compile(
    r"\benn\b|\bsom\b|\bmot\b|mellom|sammenlign|i\s+forhold|begge|samme|\blik|forskjell|differans|merkostnad|mellomlegg|"
    r"bespar|innspar|spar\w*\b|den\s+(?:ene|andre)|fra\s+år|dekker|komparator|alternativ|\bav\b|kontra|versus|relativt",
    re.I,
)
TOGETHER = re.compile(r"til\s+sammen|samlet|totalt|\bsum\w*|begge|\bplus\b|i\s+alt|pluss|tilsammen", re.I)
EQUAL = re.compile(
    r"\b(?:samme|lik|like|identisk|paritet|på\s+(?:nivå|linje|høyde)\s+med|det\s+samme|tilsvarer|matcher|lik[te]?\s+stor)\b",
    re.I,
)
CHEAPER = re.compile(
    r"kostnadsbesparende|billig(?:st|ere)|rimelig(?:st|ere)|lavest|lavere|mindre|koster\s+mindre|gunstigere|gunstigst|"
    r"(?:gir|medfører|innebærer|betyr)\s+(?:en\s+)?(?:netto\s*)?(?:innsparing|besparelse)|sparer",
    re.I,
)
DEARER = re.compile(
    r"dyr(?:est|ere)|mer\s+kostbar|høyere|høyest|kostnadsdrivende|koster\s+mer|større|overstiger|overgår|"
    r"(?:gir|medfører|innebærer|betyr)\s+(?:en\s+)?merkostnad",
    re.I,
)
CONDITION = re.compile(
    r"\b(?:dersom|hvis|forutsatt|gitt\s+at|så\s+lenge|med\s+mindre(?!\s+enn)|kan\s+være|vil\s+kunne|ville|skulle|måtte|burde|eksempel\w*|"
    r"hypotetisk|illustr\w*|antatt|scenario\w*)\b|^\W*(?:er|varer|blir|skulle|viser|ved)\s",
    re.I,
)
DEFINITE = re.compile(
    r"\b(?:pris(?:en|ene)|legemid(?:let|delet)|preparatet|medisinen|behandlingen|kostnaden|pakningen|tilbudet|avtalen|"
    r"vi\s+(?:betaler|får|sparer)|staten|sykehus(?:ene|et)|\w*kostnaden)\b",
    re.I,
)
OTHER_DRUG = re.compile(r"\b(?:et|en)\s+annet?\b|\bandre\s+(?:lege|prep|behand)|\bannet\s+lege", re.I)

# -- per what ------------------------------------------------------------------------------------------------------
NOUNS: Mapping[str, str] = {
    "piece": r"(?:\w*tablett|kapsel|kapsl|pille|(?:\w*penn)|\w*sprøyte|hetteglass|ampulle|\w*dose|injeksjon|infusjon|"
    r"stk\.?|stykke?t?|sett|"
    r"enhet|plaster|pose|flaske|inhalasjon|preparat)(?:er|en|ene|et|a|e|ar)?",
    "package": r"(?:pakning|pakke|eske|boks|kartong)(?:er|en|ene|a)?",
    "mg": r"(?:mg|milligram)",
    "µg": r"(?:µg|μg|mcg|mikrogram)",
    "g": r"(?:gram|g)",
    "ml": r"(?:ml|milliliter)",
    "ie": r"(?:ie|iu)",
    "hour": r"time(?:r|n)?",
    "day": r"(?:dag(?:er|s|ers|en|ens)?|døgn(?:et|s)?)",
    "week": r"uke(?:r|s|rs|n)?",
    "month": r"(?:måned(?:er|s|ers|en)?|mnd\.?|md\.?)",
    "quarter": r"kvartal(?:er|s|et)?",
    "half": r"(?:halvår(?:et|s)?|halvt\s+års?)",
    "year": r"(?:år(?:et|s|ene)?|åra)",
    "patient": r"(?:pasient|person|bruker|behandlet)(?:er|en|ene)?",
    "m2": r"(?:m2|m²|kvadratmeter)",
    "kg": r"(?:kg|kilo(?:gram)?)",
    "cycle": r"(?:syklus|kur|runde)(?:er|en|ene)?",
    "treatment": r"(?:behandling|behandlingsløp|forløp|engangsbehandling)(?:er|en|ene|et)?",
    "qaly": r"(?:qaly|kvalitetsjuster\w*|leveår)",
}
PERIODIC: Mapping[str, tuple[str, int]] = {
    r"daglig|dags?(?:kostnad|pris|utgift|dose)|døgn(?:kostnad|pris)|(?:om|kr|kroner|nok)\s+(?:dagen|døgnet)"
    r"|(?:i|per)\s+døgn(?:et)?": (
        "day",
        1,
    ),
    r"i\s+timen|timekostnad|timepris": ("hour", 1),
    r"ukentlig|uke(?:s)?(?:kostnad|pris|utgift)|(?:i|kr|kroner|nok)\s+uk[ae]n?": ("week", 1),
    r"månedlig|måneds?(?:kostnad|pris|utgift)|(?:i|kr|kroner|nok)\s+måneden": ("month", 1),
    r"kvartalsvis|kvartals?(?:kostnad|pris)": ("quarter", 1),
    r"halvårlig|halvårs(?:kostnad|pris)": ("half", 1),
    r"årlig|års?(?:kostnad|pris|utgift)|(?:i|kr|kroner|nok)\s+året": ("year", 1),
    r"annenhver\s+uke|hver\s+(?:annen|andre)\s+uke": ("week", 2),
    r"hver\s+tredje\s+uke": ("week", 3),
    r"hver\s+fjerde\s+uke": ("week", 4),
    r"hver\s+(?:annen|andre)\s+måned": ("month", 2),
    r"hver\s+tredje\s+måned": ("month", 3),
    r"tablettpris|kapselpris|doseringspris|enhetspris|stykkpris"
    r"|prisen?\s+for\s+(?:én|en|ett|et)\s+(?:tablett|kapsel|dose)": (
        "piece",
        1,
    ),
    r"milligrampris": ("mg", 1),
    r"pakningspris": ("package", 1),
    r"syklus(?:kostnad|pris)": ("cycle", 1),
}
SMALL = {**UNITS, **TEENS, **TENS, "dusin": 12}
COUNT = r"(?:\d+(?:[.,]\d+)?|[a-zæøåé]+)"
PER = re.compile(
    rf"(?P<per>\b(?:per|pr\.?|hver(?:t)?|à|i|for|om)\s+|/\s?)?(?:(?P<count>{COUNT})[\s-]+)?(?:"
    + "|".join(rf"(?P<{tag if tag.isascii() and tag.isalnum() else 'ug'}>{noun})" for tag, noun in NOUNS.items())
    + r")(?![a-zæøå])",
    re.I,
)
PERIOD = tuple((re.compile(rf"\b(?:{pattern})", re.I), per) for pattern, per in PERIODIC.items())


@dataclass(frozen=True, slots=True)
class Per:
    """«per 28 dager»: the unit's tag, how many of it, and whether the sentence says «per» outright."""

    tag: str
    count: Decimal
    outright: bool


@lru_cache(maxsize=4096)
def pers(sentence: str) -> tuple[Per, ...]:
    """Everything that a sentence counts by: «per tablett», «i måneden», «for tolv hetteglass», «månedskostnaden»."""
    found: dict[Per, None] = {}
    for pattern, (tag, many) in PERIOD:
        if pattern.search(sentence):
            found[Per(tag, Decimal(many), True)] = None
    for match in PER.finditer(sentence):
        tag = match.lastgroup or ""
        tag = next((name for name in NOUNS if match.groupdict().get("ug" if name == "µg" else name)), tag)
        count = small_number(match["count"]) if match["count"] else None
        if match["per"] and match["per"].strip().lower() not in ("i", "for", "om"):
            found[Per(tag, count or Decimal(1), True)] = None
        elif count:
            found[Per(tag, count, bool(match["per"]) and count == 1)] = None
    return tuple(found)


def small_number(word: str) -> Decimal | None:
    """A count in digits or in words («tolv», «tjueåtte»); None for another word."""
    if word[0].isdigit():
        return Decimal(word.replace(",", "."))
    parts = split_compound(word.lower())
    if parts and all(part in SMALL for part in parts):
        return Decimal(sum(SMALL[part] for part in parts))
    return Decimal(SMALL[word.lower()]) if word.lower() in SMALL else None


# -- counts and shares that a sentence multiplies or divides by ---------------------------------------------------
DENOMINATORS: Mapping[str, int] = {
    "tredje": 3, "tre": 3, "fjerde": 4, "fire": 4, "femte": 5, "fem": 5, "sjette": 6, "seks": 6, "sju": 7, "sjuende": 7,
    "syv": 7, "åtte": 8, "åttende": 8, "ni": 9, "niende": 9, "ti": 10, "tiende": 10, "tolv": 12,
    "tjue": 20, "tjuende": 20,
    "hundre": 100,
}  # fmt: skip
PART = re.compile(rf"(?:(?P<many>[a-zæøåé]+)\s+)?(?P<part>{'|'.join(DENOMINATORS)})de(?:l|len|ler|lene)\b", re.I)
DIVIDED = re.compile(rf"(?:for)?delt\s+(?:på|over|mellom)\s+(?P<count>{COUNT})", re.I)
TOKEN = re.compile(r"\b(?:\d{1,2}(?:,\d)?|[a-zæøåé]+)\b", re.I)
HALVED = re.compile(r"\bhalver|\bhalvparten|\bdet\s+halve", re.I)


@lru_cache(maxsize=4096)
def parts(sentence: str) -> tuple[tuple[Decimal, int, int], ...]:
    """Fractions in words: «sju tjuedeler» is 0.35, «en femtedel» 0.2; each with its span."""
    found = []
    for match in PART.finditer(sentence):
        many = small_number(match["many"]) if match["many"] else None
        start = match.start() if many or not match["many"] else match.start("part")
        found.append(((many or Decimal(1)) / DENOMINATORS[match["part"].lower()], start, match.end()))
    return tuple(found)


@lru_cache(maxsize=4096)
def shares(sentence: str) -> tuple[Decimal, ...]:
    """What an amount may be of a quantity by the sentence's words: a half, a tenth, one of four regions."""
    found = {value for value, _, _ in parts(sentence)}
    if HALVED.search(sentence):
        found.add(Decimal("0.5"))
    for match in DIVIDED.finditer(sentence):
        if (count := small_number(match["count"])) and count > 1:
            found.add(1 / count)
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def counts(sentence: str) -> tuple[Decimal, ...]:
    """Small numbers of a sentence, from 2 to 60, in digits or words: «åtte sett … som fem»."""
    found = (small_number(match[0]) for match in TOKEN.finditer(sentence))
    return tuple(sorted({count for count in found if count and 2 <= count <= 60}))[:4]
