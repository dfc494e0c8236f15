"""What names a price, spelled here and nowhere else: its basis, VAT, precision, bounds, scale and currency.

Everything that reads, checks, searches or audits text takes these words from here, so that a name one of them knows is
known to all. Each entry of a table is a pattern with words that it stands for; the tests try every one of those words
on every reader. Patterns hold no capturing group, and are meant for `re.IGNORECASE`.

Source: docs/field.md, «Price vocabulary»; LIS-AUP became RHF-AUP with Sykehusinnkjøp.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

Terms: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]

DASH = r"[\s\-\u2010\u2011\u2013]*"
_PRICE = r"(?:pris(?:en|er|ene|ane|nivå\w*)?|AUP(?:-?en)?|enhetspris\w*|pakningspris\w*|nettopris\w*)(?!\w)"

# The price that was offered or agreed: confidential.
NEGOTIATED_TERMS: Terms = (
    (rf"\b(?:RHF|LIS|H){DASH}AUP(?:-?en)?(?!\w)", ("RHF-AUP", "RHF AUP", "LIS-AUP", "LIS AUP", "RHFAUP", "H-AUP")),
    (rf"\b(?:RHF|LIS){DASH}pris\w*", ("RHF-pris", "RHF-prisen", "LIS-pris")),
    (
        rf"\b(?:avtale|avtals|tilbuds?|anbuds?|kontrakts?|forhandlings|rabatt|netto|særavtale){DASH}pris\w*",
        ("avtalepris", "avtaleprisen", "tilbudspris", "anbudspris", "kontraktspris", "nettopris", "netto pris"),
    ),
    (
        r"\b(?:avtalt|tilbud[td]|tilbydd|fr[ea]mforhandl\w*|forhandl(?:et|ede|a)|rabattert|konfidensiell|hemmelig"
        rf"|underhånds)e?\s+(?:\w+\s+)?{_PRICE}",
        (
            "avtalt pris",
            "avtalte priser",
            "tilbudt pris",
            "tilbudte prisen",
            "fremforhandlet pris",
            "framforhandlet pris",
            "fremforhandlede priser",
            "forhandlet pris",
            "rabattert pris",
            "rabatterte priser",
            "konfidensiell pris",
            "hemmelig pris",
        ),
    ),
    (
        r"\bpris(?:en|er|ene)?\s+(?:etter|med)\s+(?:forhandling|rabatt|avtale|avslag)\w*",
        ("pris etter forhandling", "prisen etter rabatt", "prisene med avslag"),
    ),
    (
        r"\bpris(?:en|er|ene)?\s+(?:(?:som|vi)\s+)?(?:er\s+|ble\s+|har\s+(?:fått\s+|blitt\s+)?)?"
        r"(?:avtalt|tilbudt|fr[ea]mforhandl\w+|forhandlet)\b",
        ("prisen som er avtalt", "prisene vi har forhandlet", "prisen vi har fått tilbudt", "prisen som ble tilbudt"),
    ),
    (
        r"\bpris(?:en|er|ene)?\s+(?:i|fra)\s+(?:pris)?(?:tilbudet|avtalen|kontrakten|rammeavtalen)\b",
        ("prisen i tilbudet", "prisen i pristilbudet", "prisene fra avtalen"),
    ),
)
# The regulated maximum: public.
MAXIMUM_TERMS: Terms = (
    (
        rf"\bmaks(?:imal\w*|imum)?{DASH}(?:AUP(?:-?en)?(?!\w)|(?:apotek)?utsalgspris\w*|pris\w*)",
        ("maks-AUP", "Maks AUP", "maksimal AUP", "maksimalpris", "makspris", "maksimal utsalgspris"),
    ),
)
LIST_TERMS: Terms = ((r"\blistepris\w*", ("listepris", "listeprisen")),)
# Prices on another footing than AUP incl. VAT.
PURCHASE_TERMS: Terms = (
    (r"\bAIP\b|\bapotekets\s+innkjøpspris\w*|(?<!avtalt )\binnkjøpspris\w*", ("AIP", "innkjøpspris")),
)
OTHER_TERMS: Terms = (
    *LIST_TERMS,
    *PURCHASE_TERMS,
    (r"\btrinnpris\w*", ("trinnpris",)),
    (r"\bgjennomsnittspris\w*", ("gjennomsnittspris",)),
    (r"\bDRG-", ("DRG-poeng",)),
)
EX_VAT_TERMS: Terms = (
    (
        r"\b(?:eks(?:kl)?\.?|ekskludert|eksklusive?|uten|utan)\s*(?:mva\b|mei?rverdiavgift|moms)",
        (
            "eks. mva.",
            "ekskl. mva.",
            "uten mva.",
            "eksklusiv merverdiavgift",
            "uten merverdiavgift",
            "eks mva",
            "utan meirverdiavgift",
        ),
    ),
)
INC_VAT_TERMS: Terms = (
    (
        r"\b(?:inkl\.?|inkludert|inklusive?|inkluderer|medregnet|med)\s*(?:mva\b|mei?rverdiavgift|moms)"
        r"|\b(?:mva\b\.?|mei?rverdiavgift(?:en|a)?|moms(?:en)?)\s+(?:er\s+)?(?:tas|tatt|regnes|regnet)\s+med\b"
        r"|\b(?:regnes|tas|tar\s+\w+)\s+(?:mva\b\.?|mei?rverdiavgift(?:en|a)?|moms(?:en)?)\s+med\b",
        (
            "inkl. mva.",
            "inkludert mva.",
            "inkl mva",
            "med merverdiavgift",
            "inklusiv mva.",
            "inkludert meirverdiavgift",
            "når mva. tas med",
            "når merverdiavgiften regnes med",
        ),
    ),
)
# What makes a number less than exact. `_ABOUT` ones say near it, the others on which side.
ABOUT_TERMS: Terms = (
    (r"\bom\s*lag\b", ("om lag", "omlag")),
    (r"\bca\b\.?|\bcirka\b|\bsirka\b|\bomtrent\b|\bomkring\b", ("ca.", "cirka", "omtrent", "omkring")),
    (r"\brundt\b", ("rundt",)),
    (r"\bnær(?:mere|t)?\b|\bnesten\b|\bknap(?:t|pe)\b|\bsnau[te]?\b", ("nær", "nærmere", "nesten", "knapt", "snaut")),
    (r"\bdrøyt?\b|\bdrøye\b|\bvel\b|\bgodt\s+(?:og\s+vel\s+|over\s+)?", ("drøyt", "vel", "godt og vel", "godt over")),
    (r"\bi\s+(?:under|over)kant\s+av\b", ("i underkant av", "i overkant av")),
    (r"\banslagsvis\b|\btilnærmet\b", ("anslagsvis", "tilnærmet")),
    (r"\bi\s+størrelsesorden(?:en)?\b|\bpluss[/ ]?minus\b|[≈~]", ("i størrelsesorden", "≈", "~")),
)
AT_LEAST_TERMS: Terms = (
    (r"\bminst\b|\bminimum\b|\bikke\s+under\b|\bfra\s+og\s+med\b", ("minst", "minimum", "ikke under")),
    (r"\bover\b|\b(?:mer|større|høyere|dyrere)\s+enn\b|\boverstiger\b|[>≥]", ("over", "mer enn", "høyere enn", "≥")),
)
AT_MOST_TERMS: Terms = (
    (r"\bhøyst\b|\bmaksimalt\b|\bikke\s+over\b|\binntil\b|\bopp\s*til\b", ("høyst", "maksimalt", "inntil", "opptil")),
    (r"\bunder\b|\b(?:mindre|lavere|billigere|rimeligere)\s+enn\b|[<≤]", ("under", "mindre enn", "lavere enn", "≤")),
)
DISCOUNT_TERMS: Terms = (
    (r"rabatt\w*|avslag\w*|prisreduksjon\w*|prisavslag\w*|prisfall\w*", ("rabatt", "avslag", "prisreduksjon")),
    (
        r"\bredu(?:sert|ksjon)\w*|\bnedsatt\w*|\blavere\b|\bbilligere\b|\brimeligere\b",
        ("redusert", "nedsatt", "lavere"),
    ),
    (r"\bdiscount\b|\bunder\s+maks|\bav\s+(?:maks|liste)", ("under maks", "av listeprisen")),
)
SAVING_TERMS: Terms = (
    (r"\bspar(?:er|t|e|te)\b|\bbesparels\w*|\binnsparing\w*|\binnspart\w*", ("sparer", "besparelse", "innsparing")),
    (r"\bforskjell\w*|\bdifferans\w*|\bavstand\w*", ("forskjellen", "differansen")),
)

# Words of scale with their power of ten. Abbreviations may end in a full stop.
SCALE_WORDS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (3, ("tusen", "tusener", "tusind")),
    (6, ("mill", "million", "millioner", "millionar", "mio")),
    (9, ("mrd", "milliard", "milliarder", "milliardar")),
)
ABBREVIATED = frozenset({"mill", "mio", "mrd"})
# Kroner that say in the same word what they are counted in.
SCALED_CURRENCIES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (3, ("kNOK", "TNOK", "tkr", "kkr")),
    (6, ("MNOK", "mkr")),
    (9, ("MdNOK", "BNOK")),
)
KRONER = r"(?:NOK|norske\s+kroner|kroner|kr\.?)"
# Currencies that are no Norwegian kroner, by code, sign and name.
FOREIGN_TERMS: Terms = (
    (
        r"(?<!\w)(?:[kmt]?(?:EUR|USD|DKK|SEK|GBP|CHF|JPY|ISK|PLN|CAD|AUD)|[ds]kr)(?!\w)|[€$£]",
        ("EUR", "kEUR", "USD", "DKK", "SEK", "GBP", "CHF", "€", "$", "£", "skr", "dkr"),
    ),
    (r"(?<!\w)(?:euros?|(?:US-?)?dollars?|pund|pounds?)(?!\w)", ("euro", "dollar", "US-dollar", "pund")),
    (
        r"(?<!\w)(?:(?:danske|svenske|islandske)\s+kroner|(?:danish|swedish)\s+kron\w+)(?!\w)",
        ("danske kroner", "svenske kroner", "islandske kroner"),
    ),
)


def _longest_first(words: Iterable[str]) -> str:
    """The words as one pattern, with the full stop of those that are abbreviations."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(rf"{word}\.?" if word.lower() in ABBREVIATED else word for word in ordered)


SCALE_PATTERN = rf"(?:{_longest_first(word for _, words in SCALE_WORDS for word in words)})"
SCALED_KRONER = rf"(?:{_longest_first(word for _, words in SCALED_CURRENCIES for word in words)})"
POWERS = {word.lower(): power for power, words in (*SCALE_WORDS, *SCALED_CURRENCIES) for word in words}
# What a search for secrets takes for a scale too; «t» and «k» only glued to a number or a currency.
SCALE_POWERS = {**POWERS, **dict.fromkeys(("k", "t", "1000"), 3), "m": 6, "øre": -2}


def source(*tables: Terms) -> str:
    """The patterns of some tables as one, to build a longer pattern with: a non-capturing group."""
    return "(?:" + "|".join(pattern for table in tables for pattern, _ in table) + ")"


def compiled(*tables: Terms) -> re.Pattern[str]:
    """The same, compiled, whatever the case of the letters."""
    return re.compile(source(*tables), re.IGNORECASE)


def words(*tables: Terms) -> tuple[str, ...]:
    """Every example of some tables, for tests and help texts."""
    return tuple(word for table in tables for _, examples in table for word in examples)


# An amount in digits: with money, scale or per cent beside it, grouped, or of five digits and more.
AMOUNT = re.compile(
    r"[0-9][0-9 .,\u00a0\u202f]*(?:NOK|kroner|kr\b|mill|mrd|tusen|MNOK|TNOK|%|prosent)"
    r"|[0-9]{1,3}(?:[ .\u00a0\u202f][0-9]{3})+|[0-9]{5,}",
    re.IGNORECASE,
)
NEGOTIATED = compiled(NEGOTIATED_TERMS)
MAXIMUM = compiled(MAXIMUM_TERMS)
PUBLIC_PRICE = compiled(MAXIMUM_TERMS, LIST_TERMS)
PURCHASE_PRICE = compiled(PURCHASE_TERMS)
ABOUT = compiled(ABOUT_TERMS)
DISCOUNT = compiled(DISCOUNT_TERMS)
SAVING = compiled(SAVING_TERMS)
VAT = source(EX_VAT_TERMS, INC_VAT_TERMS)
_OF_PRICE = re.compile(rf"{NEGOTIATED.pattern}|{DISCOUNT.pattern}|\b(?:pris|kost|beløp|betal)", re.IGNORECASE)


def tells_amount(text: str) -> bool:
    """Whether a text of somebody's own speaks of a price and holds an amount: it goes to no outside service."""
    return bool(AMOUNT.search(text)) and bool(_OF_PRICE.search(text))
