"""What kind of answer a question calls for, and how such an answer looks: a hint among others, never a gate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

NUMBER_WORDS = "én|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|halvparten|ingen|fåtall"
DATE = (
    r"\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2}\.? (?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)"
    r"|beslutningstidspunktet|\b(?:i|fra) (?:\w+ )?(?:19|20|21)\d\d"
)
PERIOD = r"(?:år|måned|uke|veke|dag|time)"
NUMBER = rf"(?:\d|\b(?:{NUMBER_WORDS})\b)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of answer: what gives it away in a question, and how it looks."""

    key: str
    asked: re.Pattern[str]
    looks: re.Pattern[str]


def _wanted(key: str, asked: str, looks: str) -> Wanted:
    return Wanted(key, re.compile(asked, re.IGNORECASE), re.compile(looks, re.IGNORECASE))


WANTED = (
    _wanted(
        "amount",
        r"\bkost(?:er|et|nad\w*)?\b|kostnad|\w*pris(?:en|er)?\b|\bAUP\b|\bbetal|\butgift|budsjettvirk|\bIKER\b|\bICER\b"
        r"|\bspar(?:er|e)\b|\brimelig|\bbillig|\bdyr|\bhvor mye\b|\bblir det i året|\btilbød\b",
        r"\d[\d ]*(?:,\d+)? ?(?:NOK|kr(?:oner)?\b|mill)",
    ),
    _wanted("date", r"\bnår\b|\bdato\b|\bhvilken (?:dag|måned)|\btidspunkt|\btas? i bruk", DATE),
    _wanted("count", r"\bhvo?r mange|\bantall", NUMBER),
    _wanted(
        "duration",
        r"\bhvor len(?:ge|gi)|\bhvor lang|\bfrist|saksbehandlingstid|\bhvor mange (?:år|måneder|uker|dager)",
        rf"{NUMBER}.{{0,20}}{PERIOD}|behandlingstid",
    ),
    _wanted("share", r"\bandel|\bprosent|%", rf"\d ?(?:%|prosent)|halvparten|tredel|{NUMBER} av \w+"),
    _wanted(
        "reason",
        r"\bhvorfor\b|\bgrunn(?:en|ene|lag)?\b|begrunn",
        r"\bfordi\b|\bsiden\b|\bgrunn|\bskyld|\bettersom|\bderfor\b|\bikke\b|\better at\b|\bfor (?:høy|liten|lite)",
    ),
    _wanted(
        "who",
        r"\bhvem\b|\bhvilke[nt]? (?:firma|selskap|leverandør|produsent|forum)",
        r"(?-i:[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+)|fagsjef|direktør|lege\b|gruppe|forum|møte|spesialist|DMP|Medicinråd"
        r"|tilb[uø]d",
    ),
    _wanted(
        "where",
        r"\bhvilke[nt]? sykehus|\bhvor (?:foregår|gis|utføres|skal|kan|får)",
        r"sykehus|Rikshosp|klinikk|hjemme",
    ),
    _wanted(
        "often", r"\bhvor (?:ofte|tit|hyppig|tett)|\bhvor mange ganger|\bog hvor tit", r"\bhver|\bengang|daglig|\bgang"
    ),
    _wanted("dose", r"\bdos(?:e|er|en|ering)\w*", r"\d ?(?:mg|µg|mcg|g|ml)\b|hver|infusjon"),
    _wanted(
        "condition",
        r"\bvilkår|\bforutset|\bkrav|\bbetinge",
        r"\bvilkår|\bforutset|\bbetinge|\bså lenge|\bkun\b|\bbare\b|\bmå\b|\bskal\b|•",
    ),
    _wanted(
        "compared",
        r"\bsammenlign|\bkomparator|\bmot\b|\benn\b|\bvs\b",
        r"\bsammenlign|\bmot\b|\benn\b|\bkomparator|\blik(?:e|t|everdig)?\b|\bog \d",
    ),
    _wanted("harm", r"\bbivirk|\btrygg|\bfarlig", r"bivirk|avbr[øy]t|infeksjon|diaré|blød|kvalme"),
)


@lru_cache(maxsize=500)
def wanted(question: str) -> tuple[Wanted, ...]:
    """The kinds of answer that a question calls for; none when it does not say."""
    return tuple(kind for kind in WANTED if kind.asked.search(question))
