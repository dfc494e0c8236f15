"""What each fact key asks of a mention: its kind, its speaker, the words that say it is this one, and that deny it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.facts.mentions.mention import Arm, Kind, Mention

NOTHING = r"(?!)"  # no words: the kind says it


@dataclass(frozen=True, slots=True)
class Want:
    """One key, or the keys of one name at all price bases.

    Attributes:
        key: fact key; where `priced`, without its «.<price basis>.<vat>».
        kind: what the number must be.
        words: says in a number's own words, or its row and column, that it is this one.
        never: says that it is another.
        places: the headings that it is looked for under.
        who: whose number it is.
        arm: of a cell, whose column.
        priced: whether the key names a price basis and VAT.
        alone: whether a fact may be made of it: the words are proof enough.
        proof: what the sentence must say besides, to be one.
    """

    key: str
    kind: Kind
    words: re.Pattern[str]
    never: re.Pattern[str]
    places: re.Pattern[str]
    who: str = "dmp"
    arm: Arm = ""
    priced: bool = False
    alone: bool = True
    proof: re.Pattern[str] = re.compile("")

    @property
    def kind_says(self) -> bool:
        """Whether the kind alone says that a number is this one: a cost of a QALY can be nothing else."""
        return self.words.pattern == NOTHING


def _want(
    key: str,
    kind: Kind,
    words: str,
    never: str,
    places: str,
    *,
    who: str = "dmp",
    arm: Arm = "",
    priced: bool = False,
    alone: bool = True,
    proof: str = "",
) -> Want:
    said, denied, near = (re.compile(text or NOTHING, re.IGNORECASE) for text in (words, never, places))
    return Want(key, kind, said, denied, near, who, arm, priced, alone, re.compile(proof, re.IGNORECASE))


_GAIN = (
    r"gevinst|vinn(?:er|e)\b|vunne|\b(?:flere|fleire|ekstra)\b|merverdi|meirverdi\b|inkrementell|differanse|forskjell|skilnad"
    r"|helsenytte"
)
_NO_GAIN = (
    r"mellom\s+(?:analysen|anslag|beregning|firma|modell)\w*|prognosetap|\bAPT\b|\btap|gjenstående|attståande"
    r"|uten\s+sykdom|per\s+QALY|alternativkostnad"
)
_RESULT = r"resultat|kostnadseffektiv|helseøkonom|analyse|oppsummering|samandrag|sammendrag|hovedpunkt|nytte|effekt"
_BUDGET = r"budsjett|brukerantall|pasientgrunnlag|utgift"
_UNIT = (
    r"\b(?:én|ei|en|ett|et|éi|eit|per|pr\.?)\s+(?:\w+\s+){0,2}?"
    r"(?:pakning|eske|sprøyte|penn|hetteglass|hetteglas|tablett|dose|ampulle|infusjon|flaske|kapsel|injeksjon|pose)"
)
_NOT_MODELLED = (
    r"\bårlig|\bårleg|årskostnad|\bper\s+(?:år|måned|månad|uke|veke|dag)|engangs|eingongs|per\s+behandling\b"
)
_OTHER_COST = (
    r"\bQALY|leveår|konsultasjon|sengedøgn|liggjedøgn|administrasjon|reise|timesats|bivirkning|biverknad|sykehus"
)

WANTED: tuple[Want, ...] = (
    _want(
        "severity.absolute_shortfall",
        "qaly",
        r"prognosetap|\bAPT\b|\btaper\b|\btapar\b|helsetap",
        r"gjenstående|attståande|ut[ea]n\s+sykdom|dagens|utsikt|gevinst|bivirkning|biverknad|infeksjon|per\s+år",
        r"alvor|prognose|oppsummering|samandrag|hovedpunkt|sammen",
        proof=r"prognosetap|\bAPT\b|befolkning|alvorl|jevnaldr|prognose",
    ),
    _want("qaly.gain.dmp", "qaly", _GAIN, _NO_GAIN, _RESULT, arm="difference"),
    _want("qaly.gain.company", "qaly", _GAIN, _NO_GAIN, _RESULT, who="company", arm="difference"),
    _want("icer.dmp", "per_qaly", r"", r"alternativkostnad|terskel", _RESULT, priced=True),
    _want("icer.company", "per_qaly", r"", r"alternativkostnad|terskel", _RESULT, who="company", priced=True),
    _want(
        "cost.model_incremental",
        "money",
        r"mei?rkostnad|inkrementell|differanse|forskjell|skilnad|total\w*|i alt|samle[td]|samla|\bsum\b",
        rf"budsjett|{_OTHER_COST}|legemid|medisin|øvrig|annet|andre",
        _RESULT,
        arm="difference",
        priced=True,
    ),
    _want(
        "cost.incremental",
        "money",
        r"mei?rkostnad|inkrementell|differanse|forskjell|skilnad",
        rf"budsjett|{_OTHER_COST}|legemid|medisin|øvrig|annet|andre|helseforetak|helsetjenest|spesialisthelse|for\s+landet",
        _RESULT,
        priced=True,
    ),
    _want(
        "cost.model_drug",
        "money",
        r"legemid(?!delverk|delfirma)|medisinkostnad|drug",
        rf"budsjett|{_NOT_MODELLED}|{_UNIT}",
        _RESULT,
        arm="drug",
        priced=True,
    ),
    _want(
        "cost.model_comparator",
        "money",
        r"legemid(?!delverk|delfirma)|medisinkostnad|drug",
        rf"budsjett|{_NOT_MODELLED}|{_UNIT}",
        _RESULT,
        arm="comparator",
        priced=True,
    ),
    _want(
        "cost.annual",
        "money",
        r"årskostnad|\bårlig|\bårleg|(?:per|i|kvart)\s+år|\bi\s+året",
        rf"komparator|mei?rkostnad|differanse|forskjell|skilnad|budsjett|{_OTHER_COST}",
        r"kostnad|pris|dosering|oppsummering",
        arm="drug",
        priced=True,
    ),
    _want(
        "cost.comparator",
        "money",
        r"årskostnad|\bårlig|\bårleg|(?:per|i|kvart)\s+år|\bi\s+året",
        rf"mei?rkostnad|differanse|forskjell|skilnad|budsjett|{_OTHER_COST}",
        r"kostnad|pris|komparator|samanlikn|oppsummering",
        arm="comparator",
        priced=True,
    ),
    _want(
        "cost.treatment",
        "money",
        r"behandling|legemiddelkostnad|over\s+\w+\s+år|to\s+år|\bsum\b",
        rf"budsjett|{_OTHER_COST}",
        r"kostnad|pris|oppsummering",
        priced=True,
        alone=False,
    ),
    _want("cost.unit", "money", _UNIT, rf"budsjett|årlig|{_OTHER_COST}", r"kostnad|pris", priced=True, alone=False),
    _want(
        "cost.package",
        "money",
        r"pakning|\beske|maks-?AUP|\bpris",
        rf"budsjett|årlig|{_OTHER_COST}",
        r"kostnad|pris",
        priced=True,
        alone=False,
    ),
    _want(
        "patients.per_year",
        "patients",
        r"(?:per|i|kvart|hvert|hver)\s+år|årlig|årleg|i\s+året",
        r"deltaker|deltakar|registrerte?\b|diagnosen|per\s+100\s*000",
        rf"{_BUDGET}|forekomst|epidemi|bakgrunn|oppsummering|samandrag|sammen|hovedpunkt",
    ),
    _want(
        "patients.now",
        "patients",
        r"i\s+dag|i\s+landet|i\s+Norge|i\s+Noreg|lever\s+med|prevalen|nå\b",
        r"deltaker|deltakar|studie|per\s+100\s*000|diagnosen",
        rf"{_BUDGET}|forekomst|epidemi|bakgrunn|oppsummering|sjukdom|sykdom|sammen|hovedpunkt",
    ),
    _want("discount_rate", "percent", r"diskont", r"følsomhet|scenario", r"metode|modell|forutset|føresetnad|analyse"),
)


def fits(want: Want, mention: Mention) -> bool:
    """Whether a mention may be this key's at all: the kind, the speaker, and of a cell the column."""
    if mention.kind != want.kind or (want.who == "company") != (mention.who == "company"):
        return False
    return not (want.arm and mention.arm and mention.arm != want.arm and (mention.table or want.arm != "difference"))


def names(want: Want, mention: Mention) -> bool:
    """Whether the sentence, row, column or caption of a mention speaks of the key at all."""
    if want.kind_says:
        return True
    texts = (mention.near, mention.text, mention.around[0] if mention.table and mention.around else "")
    return any(want.words.search(text) for text in texts)


def key_of(want: Want, mention: Mention) -> str:
    """The key that a mention stands under; one whose price basis or VAT is not told stands under the name alone."""
    if not want.priced:
        return want.key
    scope = mention.scope
    return f"{want.key}.{scope.basis}.{scope.vat}" if scope.basis and scope.vat else want.key
