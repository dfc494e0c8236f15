"""Holes in running text: where the published version of a note hides a quantity.

A hidden amount leaves a seam that Norwegian does not have: «om lag Dersom», «kortere enn vil», «varer i før»,
«en kostnad på for». The rules below describe such seams, not sentences. A seam counts only where grammar demands a
quantity, since prepositions may end a clause («som det vises til.») and follow each other («tatt med i analysen»).
Black boxes and wide gaps come from the page's geometry (`Page.gaps`): a box always hides something; a wide gap does
when the words around it leave room for a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bokmal.price_terms import MAXIMUM, NEGOTIATED, VAT

HIDDEN = "[sladdet]"
BOX, SPACE = "\ue000", "\ue001"  # set into page text where geometry found a dark box, a wide gap
CONTEXT = 60  # characters shown on both sides of a hole

_UNIT = r"(?:NOK|kroner|kr\.?|mill\.?|millioner|mrd\.?|milliarder|prosent|%|QALYs?)(?![\w-])"
_TIME = r"(?:år|måneder|uker|dager)(?![\w-])"
_BASIS = (
    rf"(?i:(?:(?:de|dagens|tilbudt|avtalt|fremforhandlet)\s+)?(?:{NEGOTIATED.pattern}|{MAXIMUM.pattern}"
    r"|\bnye\s+pris(?:en|er|ene)?))"
)
_VAT = rf"(?i:\s*,?\s*{VAT}\.?)?"
_FUNCTION = (
    r"(?:Dersom|Det|Dette|Den|Denne|Disse|De|Ved|Med|For|I|På|Etter|Som|Hvis|Når|Basert|Videre|Tilsvarende|Samlet|Fra|Til"
    r"|Beregning\w*|Kostnad\w*|Effekt\w*|Total\w*|Årlig\w*|Budsjett\w*|Legemiddelkostnad\w*|Analysen|Prisen|Sammen\w*)\b"
)
_FINITE = r"(?:vil|kan|skal|må|blir|bør|er|har|kunne|ville)\b"
_JOIN = r"(?:og|eller|men|mens|samt|når|dersom|hvis)\b"
_STOP = r"(?:[.,;:)»](?=\s|$)|$)"
_NO_NUMBER = r"(?!\s*(?:om\s+lag\s+|ca\.?\s+)?[\d\[])"
# «for eksempel», «i dag», «til sammen» … stand for no complement: what follows them may still be the quantity.
_ADVERBIAL = (
    r"(?:for\s+(?:eksempel|øvrig|tiden|hver\w*\s+\w+)|i\s+(?:dag|alt|snitt|gjennomsnitt|praksis|tillegg|størrelsesorden\w*"
    r"|samme|underkant|overkant|hovedsak)|til\s+(?:sammen|dels|tross|enhver)|med\s+(?:mindre|andre|hensyn)|på\s+(?:samme|nivå)"
    r"|av\s+(?:og|disse|dette)|under\s+ett|over\s+tid|fra\s+(?:før|og\s+med))\b"
)
_PREPOSITION = (
    rf"(?!{_ADVERBIAL})(?:for|fra|til|med|per|pr\.?|ved|av|i|på|etter|før|innen|mot|inkl\.?|inkludert|eks\.?|ekskl\.?"
    r"|ekskludert|uten|hos|blant|basert|gitt|sammenlignet|henholdsvis)(?![\w-])(?!\s+å\b)"
)
_MONEY = (
    r"(?i:\w*(?:kostnad|pris|utgift|besparelse|innsparing|rabatt|virkning|konsekvens|gevinst|ramme)(?:en|er|ene)?"
    r"|\w*(?:beløp|sum)(?:met|men|mer|mene|et|ene)?|IKER(?:-en)?|\w*ratio(?:en)?|\w*terskel(?:en)?)"
)
# Words that a quantity may follow directly.
_OPEN = r"[Oo]m lag|ca\.?|på|fra|til|med|i|enn|er|blir|utgjør|koster|tilsvarer|mellom|og|over|under"
_ONE_SUM = (
    r"(?i:\w*(?:kostnad|pris|utgift|besparelse|innsparing|virkning|konsekvens)(?:en)?|\w*beløp(?:et)?|\w*sum(?:men)?"
    r"|IKER(?:-en)?|\w*ratio(?:en)?)"
)
_EACH = r"(?:\s+(?:per|pr\.?)\s+\w+){0,2}"
_SET = (
    r"(?:beregnet|estimert|anslått|anslås|beregnes|estimeres|satt|fastsatt|oppgitt|redusert|reduseres|reduser|økt|øker|øke"
    r"|økes|stiger|faller|synker|beløpe\w*\s+seg|beløper\s+seg|summert|avtalt)"
)

_LOW = r"(?:for|per|pr\.?|inkl\.?|basert|ved|avhengig|i\s+(?:løpet|år|perioden|det|første|20\d\d))(?![\w-])"
_ASKED = r"(?<!\b[Hh]va )(?<!\b[Hh]va som )(?<!\bmye )"
_THEN = r"(?:\s+(?:da|dermed|derfor|samlet|totalt))?"
_YEARS = r"i\s+(?:år\s+\d|det\s+\w+\s+året|første|perioden|20\d\d)"

# Each rule ends where the hidden quantity stood; what must follow is a lookahead.
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile("".join(parts)))
    for name, *parts in (
        (
            "approximation without a number",
            r"\b(?:[Oo]m\s+lag|[Oo]mtrent|[Cc]irka|[Cc]a\.?|[Oo]mkring)\s+",
            rf"(?={_UNIT}|{_TIME}|{_FINITE}|{_JOIN}|[A-ZÆØÅ][a-zæøå]|[.,;:)»]",
            r"|(?:for|til|per|pr\.?|ved|hos|blant|basert|inkl\.?|inkludert|eks\.?|ekskl\.?|før|sammenlignet",
            rf"|i\s+(?:første|år\s+\d|favør|disfavør|året)|med\s+{_BASIS})(?![\w-])",
            r"(?!\s+(?:å\b|\d|(?:en|ett|to|tre|fire|fem|ti)\s+år\s+siden|samme\b)))",
        ),
        ("approximation at the end", r"\b(?:[Oo]m\s+lag|[Oo]mtrent|[Cc]irka)(?=[.,;:)»]|\s*$)"),
        (
            "comparison without a measure",
            r"\b(?:kortere|lengre|lenger|høyere|lavere|mindre|mer|større|færre|flere|under|over)\s+enn\s+",
            rf"(?={_UNIT}|{_TIME}|(?:vil|kan|skal|må|blir|bør)\b|(?:og|men|mens|samt)\b|{_FUNCTION}|[.,;:)»]|per\s+\w+\b)",
        ),
        (
            "comparison at the end",
            r"\b(?:kortere|lengre|lenger|høyere|lavere|mindre|mer|større|færre|flere)\s+enn(?=[.,;)]|\s*$)",
        ),
        (
            "range without its first end",
            r"\b(?:[Mm]ellom\s+(?=og\b(?!\s+inna?[dn]))|[Ff]ra\s+(?=til\b(?!\s+(?:med|og\s+med)\b)))",
        ),
        ("range without its last end", rf"\b[Mm]ellom\s+(?:\S+\s+){{1,4}}?og\s+(?={_UNIT}|{_LOW}|[.,;])"),
        (
            "range without its last end, after a hidden one",
            rf"\b[Ff]ra\s+(?:om\s+lag\s+)?\[sladdet\].{{0,80}}?\btil\s+(?={_UNIT}|{_LOW}|[.,;])",
        ),
        (
            "an amount of nothing",
            rf"\b{_MONEY}{_EACH}(?:\s+for\s+(?:år\s+\d|ett\s+år))?\s+på\s+",
            rf"(?={_UNIT}|{_PREPOSITION}|{_JOIN}|{_FINITE}|{_FUNCTION}|[.,;:)»])",
        ),
        ("an amount of nothing, at the end", rf"\b{_ONE_SUM}{_EACH}\s+på(?=[.,;]|\s*$)"),
        (
            "set to nothing",
            rf"\b{_SET}\s+(?:til|på|med)\s+(?={_UNIT}|(?:per|pr\.?|inkl\.?|inkludert|eks\.?|ekskl\.?|for|ved|fra|sammenlignet)",
            rf"(?![\w-])(?!\s+å\b)(?!\s+(?:eksempel|bruk|og\s+med)\b)|{_YEARS}|og\b|{_FUNCTION}|\s?[.,;](?=\s|$))",
        ),
        ("set to nothing, at the end", rf"\b(?:{_SET}|beregnet|anslått|estimert)\s+til(?=[.;]\s|[.;]?\s*$)"),
        (
            "spans from nothing",
            r"\b(?:spenner|spenne|varierer|variere|øker|stiger)\s+(?:fra|mellom)\s+",
            rf"(?={_UNIT}|(?:for|per|i|ved)\b(?!\s+\w+\s+til\b)|[.,;])",
        ),
        (
            "lasts for nothing",
            r"\b(?:varer|vare|vedvarer|vedvare|vart|varighet|opprettholdes|opprettholde|effektvarighet)\s+(?:i|på)\s+",
            rf"(?={_TIME}|(?:før|for|etter|eller|og|ved|gitt|basert)\b|{_FINITE}|{_FUNCTION}|[.,;:)»])",
        ),
        ("lasts for nothing, at the end", r"\b(?:varer|vare|vedvarer|vedvare)\s+i(?=[.,;]|\s*$)"),
        (
            "comes to nothing",
            rf"{_ASKED}\b(?:utgjør|utgjøre|tilsvarer|tilsvare|koster|koste)\s+(?:(?:legemidlet|behandlingen|dette)\s+)?",
            rf"(?={_UNIT}|(?:(?:per|pr\.?)\s+\w+|inkl\.?|inkludert|eks\.?|ekskl\.?|(?:med|ved)\s+{_BASIS}",
            rf"|for\s+(?:år|hver|en|et|ett))(?![\w-])|{_FUNCTION}|[.,;](?=\s|$))",
        ),
        ("comes to nothing, at the end", r"\b(?:utgjør|utgjøre|tilsvarer|tilsvare)(?=[.;]|\s*$)"),
        (
            "a sum that is nothing",
            rf"{_ASKED}\b{_ONE_SUM}\b[^.;:!?»]{{0,140}}?\b(?:er|blir|var|ble|være|bli|utgjør){_THEN}\s+",
            rf"(?=(?:(?:med|ved|basert\s+på|gitt)\s+{_BASIS}{_VAT}{_EACH}",
            rf"|(?:inkl\.?|inkludert)\s+mva|{_UNIT})\s*[.;,]?(?:\s+[A-ZÆØÅ]|\s*$))",
        ),
        (
            "a sum that becomes nothing",
            rf"\b{_ONE_SUM}\b[^.;:!?»]{{0,100}}?\b(?:blir|ble|utgjør)\s+(?=(?:inkl\.?|inkludert|eks\.?|ekskl\.?|uten)\s+mva)",
        ),
        (
            "a sum without its predicate",
            rf"(?:^|[.!?]\s+|,\s+)(?:[\wæøåÆØÅ-]+\s+){{0,3}}?{_ONE_SUM}\b(?:(?!\bsom\b|\bhva\b|\bhvor\b|\bslik\b)[^.;:!?»]){{0,60}}?"
            r"\b(?:er|blir|ble|være|bli)(?=\s*[.;](?:\s|$))",
        ),
        (
            "a discount of nothing",
            r"\b(?:[Rr]abatt|[Pp]risreduksjon|[Pp]risreduksjonen|[Rr]abatten)\s+(?:er|blir|utgjør)\s+(?=(?:fra|på|i\s+forhold|sammenlignet)\b)",
        ),
        (
            "a unit of nothing",
            r"\b(?:er|blir|var|ble|være|bli|på|til|fra|over|under|med)\s+(?=(?:NOK|kroner|mill\.|millioner)(?!\s*\d)(?![\w-]))",
        ),
        ("a sign set apart", r"\b(?:på|til|fra|med|enn|er|utgjør|blir|lag|i|over|under)\s+(?=[.,;](?:\s|$))"),
        ("respectively nothing", rf"\b[Hh]enholdsvis\s+(?=og\b|{_UNIT}|(?:for|per|ved|inkl\.?)(?![\w-]))"),
        (
            "respectively nothing, the second",
            rf"\b[Hh]enholdsvis\s+\[sladdet\]\s+og\s+(?={_UNIT}|{_LOW}|[.,;])",
        ),
    )
)
# Where the quantity that a rule misses stands later in the same sentence, nothing is hidden.
NEEDS_NO_NUMBER_AFTER = frozenset({"comes to nothing", "a sum that is nothing", "set to nothing"})
NO_QUANTITY = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\b20\d\d\b|\bår\s+\d+|\d+\.\s+[a-z]+|ID\d{4}_\d{3}")
MARKS = re.compile(rf"\[sladdet\]|\[unntatt offentlighet\]|[■█▇▉]{{2,}}|\b[xX]{{3,}}\b|\*{{3,}}|_{{4,}}|{BOX}")
SENTENCE_END = re.compile(r"(?<!\bmva)(?<!\binkl)(?<!\beks)(?<!\bca)(?<!\bpr)(?<!\bnr)[.!?](?=\s+[A-ZÆØÅ«]|\s*$)")


@dataclass(frozen=True, slots=True)
class Blank:
    """One hidden quantity: the section it stands in, and the words before and after; in a table row and column."""

    section: str
    before: str
    after: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in a text where quantities are hidden: offset and how many."""

    at: int
    count: int = 1


def holes(text: str) -> tuple[Hole, ...]:
    """Every place of a paragraph where a quantity is missing, in order. Text without holes gives ()."""
    found = sorted(set(_seams(text)))
    merged: list[int] = []
    for place in found:
        if not merged or text[merged[-1] : place].strip():
            merged.append(place)
    return tuple(Hole(place, _quantities(text, place)) for place in merged)


def _seams(text: str) -> Iterator[int]:
    for name, pattern in RULES:
        for match in pattern.finditer(text):
            if name in NEEDS_NO_NUMBER_AFTER and re.search(
                r"\d{2}|\d\s*%", NO_QUANTITY.sub("", _rest(text, match.end()))
            ):
                continue
            if not text[match.end() :].startswith(HIDDEN):
                yield match.end()


def _rest(text: str, start: int) -> str:
    end = SENTENCE_END.search(text, start)
    return text[start : end.start() if end else len(text)]


def _quantities(text: str, place: int) -> int:
    """How many quantities a hole hides: two where «henholdsvis» shares them out over two things."""
    around = re.match(r"\s*(?:[^.;,]{0,25}\s)?henholdsvis\b([^.;]*)", text[place:])
    if around and re.search(r"\bog\b", around[1]):
        return 2
    return 1


def redacted(text: str, section: str, page: int = 0) -> tuple[str, tuple[Blank, ...]]:
    """The paragraph with `[sladdet]` in its holes, and one Blank for each hidden quantity.

    Marks that already stand for a hidden amount (black squares, «XXX», `[sladdet]`) are taken as such.
    """
    text = _gaps(MARKS.sub(HIDDEN, text))
    for _ in range(4):  # a range loses its second end only once its first is marked
        places = holes(text)
        if not places:
            break
        for hole in reversed(places):
            text = _filled(text, hole)
    return text, tuple(_blanks(text, section, page))


def _gaps(text: str) -> str:
    """Wide gaps as holes where a preposition, a verb of amount or an approximation stands before them."""
    pattern = re.compile(rf"(\b(?:{_OPEN})|[:=])\s*{SPACE}\s*(?![\d\[])")
    text = pattern.sub(rf"\1 {HIDDEN} ", re.sub(rf"{SPACE}(?:\s*{SPACE})+", SPACE, text))
    return re.sub(rf"\s*{SPACE}\s*", " ", text)


def _filled(text: str, hole: Hole) -> str:
    before, after = text[: hole.at].rstrip(), text[hole.at :].lstrip()
    space = "" if re.match(r"[.,;:)»]", after) or not after else " "
    return f"{before} {' '.join([HIDDEN] * hole.count)}{space}{after}"


def _blanks(text: str, section: str, page: int) -> Iterator[Blank]:
    """One Blank for each `[sladdet]`; those that stand together share the words around them."""
    for run in re.finditer(r"\[sladdet\](?:\s+\[sladdet\])*", text):
        before, after = text[: run.start()], text[run.end() :]
        for _ in range(run[0].count(HIDDEN)):
            yield Blank(section, before[-CONTEXT:].strip(), after[:CONTEXT].strip(), page)
