"""How much of a question's subject a text speaks of: the ground on which an answer is given or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.archive.word_index import STOPWORDS, WORD

# Words that carry no subject of their own in a question to the archive.
_GENERIC = """
aktuell aktuelle anbefale anbefaler anbefaling anbefalt ansette anslag anslår arkiv arkivet avgjort begrunnelsen
begrunnet begynne begynnelsen behandle behandles behandlet behandling behandlingen beregnet beskrev beskrevet
beslutning beslutningen beslutninger beslutningsforum besluttes besluttet bruk brukes ca dag dato dmp dmps egen
egentlig egne estimert fikk finn finne firma firmaet forklarte formulerte forrige fortsatt forventes fremdeles
får før gi gir gis gitt gjaldt gjelder gjennomsnittlig gjort gjør gjøre grunnet hver hvilken hvilket ifølge
informasjon innebærer innføres innført kjent komme kommer konkret kosta kosten koster kostet kroner lang langt
legemiddel legemiddelet legemidler legemidlet lenge leverandør list lista liste listen mange med mener metode
metode-id metoden metoder metodevurdering metodevurderinger mva måte måtte navn nok norge notat notatet note ny
nye nyeste nytt nøyaktig også omtalt omtrent opp oppgi oppgis oppgitt opplysninger pasient pasienter per person
pasientene prisnotat prisnotatet punkt rapport rapporten regi regner regnet rundt sagt sak saken samlet sammenlignes
sammenlignet se senere si sier sies sist siste skal skjedde skrev skriver slv spørsmål status står svar svarer
sykehusinnkjøp ta tas tatt tidligere tilbudt tilbyr totalt uten utfall utfallet varenummer varer varte vedtak
vedtatt via ville vis vise vite vurderes vurdering vurdert år årene året
"""
GENERIC = frozenset(_GENERIC.split())

# What counts as the same subject. Strict: only what is the same thing, not what is near it.
SAME: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "iker icer",
        "prognosetap prognosetapet apt",
        "budsjettvirkning budsjettvirkningen budsjettkonsekvens budsjettkonsekvenser budsjetteffekt budsjettvirkninger",
        "barn pediatriske barna born",
        "kvinner kvinnelige postmenopausale",
        "effektvarighet effektvarigheten varighet varigheten langvarig varig",
        "årskostnad årskostnaden årlig årlege",
        "kll leukemi",
        "dlbcl storcellet",
        "all leukemi",
        "saksbehandlingstid saksbehandlingstiden behandlingstid behandlingstiden saksbehandlingen",
        "kols kronisk",
        "genterapi genterapier genterapien",
        "fagekspert fagekspertene fageksperter eksperter ekspertene",
        "bivirkning bivirkninger",
        "betales betaling betalingen betaler betalingsmodell utbetales",
        "rhf-aup lis-aup avtalepris avtaleprisen",
        "maks-aup makspris maksimalpris maksimal",
        "dose dosen dosering doseringen dosert",
        "oppfølging oppfølgingen oppfølgingstid oppfølgingstiden",
        "usikkerhet usikker usikkert usikkerheten",
        "krever krav kreves kravet",
        "delt deles delte oppdelt fordelt fordeles",
        "kostnad kostnader kostnadene utgift utgifter utgiftene",
        "vente ventet venter påvente",
        "avtale avtalen avtaleverk rammeavtale rammeavtalen",
    )
)


def subject_words(question: str) -> tuple[str, ...]:
    """The words of a question that an answer must be about, lower case."""
    words = (match[0].casefold() for match in WORD.finditer(question))
    return tuple(
        dict.fromkeys(
            word
            for word in words
            if word not in STOPWORDS and word not in GENERIC and not re.fullmatch(r"\d{1,2}|(?:19|20|21)\d\d", word)
        )
    )


def covered(words: Iterable[str], text: str) -> frozenset[str]:
    """The words that a text speaks of, inflected, in a compound or under another name of the same thing."""
    spoken = _words(text)
    return frozenset(word for word in words if any(same_subject(word, other) for other in spoken))


def share(words: Sequence[str], text: str) -> float:
    """The share of the words that a text speaks of, longer words counting more; 1 when there are none."""
    weights = {word: min(len(word), 12) for word in words}
    found = covered(words, text)
    return sum(weights[word] for word in found) / sum(weights.values()) if weights else 1.0


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    text = re.sub(r"\b(maks|rhf|lis) (?=aup\b)", r"\1-", text.casefold())
    found = {match[0] for match in WORD.finditer(text)}
    return frozenset(found | {part for word in found if "-" in word for part in word.split("-")})


@lru_cache(maxsize=200_000)
def same_subject(asked: str, said: str) -> bool:
    if asked == said or any(asked in group and said in group for group in SAME):
        return True
    if asked[0].isdigit() or said[0].isdigit():
        return False
    stem = _stem(asked)
    if len(stem) < 4:
        return _stem(said) == stem
    if said.startswith(stem) and len(said) - len(stem) <= max(4, len(stem) // 2):
        return True
    other = _stem(said)
    if len(other) >= 5 and asked.startswith(other) and len(asked) - len(other) <= 3:
        return True
    # The last part of a compound carries its meaning: «psoriasis» is spoken of in «plakkpsoriasis».
    return len(stem) >= 5 and said.endswith((asked, stem)) and len(said) > len(stem)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending in ("enes", "ende", "ens", "ene", "ane", "er", "en", "et", "ar", "es", "te", "e", "s", "t", "a"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
