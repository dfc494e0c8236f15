"""Who says a sentence of an assessment report: DMP, the company, somebody else, or nobody that is named.

A report tells in turn what the company claims and what DMP makes of it. A heading says who speaks under it; a sentence
may say otherwise; and a sentence that names nobody goes on for whoever spoke before it in the paragraph.
Source: docs/field.md, «What a DMP report looks like».
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from corpus.bokmal.institutions import AGENCY

Speaker = Literal["dmp", "company", "other", ""]

# Verbs of saying, judging and assuming, in the forms that reports use.
_SAYS = """
mener mente mene hevder hevdet hevde anfører anførte anført anføre opplyser opplyste opplyst oppgir oppga oppgitt anslår
anslo anslått anslå antar antok antatt anta argumenterer argumenterte argumentert forventer forventet estimerer
estimerte estimert estimere beregner beregnet beregne konkluderer konkluderte konkludert konkludere vurderer vurderte
vurdert vurdere fremholder fremholdt framholder påpeker påpekte påpekt understreker understreket begrunner begrunnet
skriver skrev skrevet anser anså ansett anse tror finner fant funnet finne bemerker bemerket fremhever fremhevet
framhever foreslår foreslo foreslått påstår påsto påstått angir anga angitt tolker tolket forutsetter forutsatte
forutsatt sier sa peker viser viste vist vektlegger vektlagt støtter presiserer velger valgte valgt rapporterer
modellerer utleder ønsker meiner meinte hevdar hevda opplyser opplyste oppgjev oppgav anslår antek reknar rekna ventar
venta vurderer tek trur ser foreslår peikar peika viser regner regnet ga gav kom
"""
_SAYS_FORM = rf"(?:{'|'.join(_SAYS.split())}|(?:legger|la|lagt|legge)(?=\s+(?:\w+\s+)?(?:til\s+grunn|vekt)))"
_ADVERBS = (
    r"(?:\s+(?:har|hadde|også|derfor|likevel|imidlertid|videre|på sin side|selv|ikke|dessuten|således|her|altså))"
)
# Words of an own judgement that needs no verb of saying.
_OWN_NOUN = r"(?:vurdering|syn|oppfatning|konklusjon|anslag|mening|skjønn|beregning|hovedanalyse|analyse)\w*"
_EXPERT = (
    r"(?:(?:de(?:n|t)?\s+)?(?:kliniske?|medisinske?|norske?)?\s*(?:fag)?ekspert(?:en|ene|er)?|klinikere?n?|klinikerne"
    r"|EMA|CHMP|FDA|NICE|NT-rådet|TLV|Medicinrådet|SMC|pasientforeningen|brukerrepresentanten)"
)
_COMPANY = (
    r"(?:(?:legemiddel)?firma(?:et)?|(?:legemiddel)?verksemda?|innsendar(?:en)?|produsenten|innsender(?:en)?|leverandøren|søkeren?|MT-innehaveren?|rettighetshaveren?"
    r"|markedsføreren|selskapet)"
)
_COMPANYS = (
    r"(?:(?:legemiddel)?firmaets|(?:legemiddel)?verksemda(?:s|\s+sine?|\s+sitt)|produsentens|innsenderens?|leverandørens"
    r"|søkerens|MT-innehaverens|selskapets)"
)
# A word that names the company somewhere, whoever speaks.
COMPANY_NAMED = re.compile(r"\b(?:\w*firma|\w*verksemd)", re.IGNORECASE)
_LEGAL = re.compile(
    r"\b(?:AS|ASA|AB|A/S|Inc|Ltd|Limited|GmbH|Norge|Norway|Norden|Nordic|BV|SA|NUF)\b\.?", re.IGNORECASE
)
# What the company handed in, and a claim that nobody is named for: in a report it is the company's.
_HANDED_IN = (
    r"\b(?:innsendte?|innleverte?|oversendte?)\s+(?:\w+\s+)?"
    r"(?:modell|analyse|dokumentasjon|beregning|anslag|sammenligning)\w*"
)
_PASSIVE = (
    r"\b(?:det|dette)\s+(?:hevdes|anføres|påstås|argumenteres|fremholdes|framholdes|opplyses)\b"
    r"|\b(?:hevdes|anføres|påstås)\b|\ber\s+(?:det\s+)?(?:hevdet|anført|påstått|innsendt|fremholdt)\b|\bskal\s+visstnok\b"
    r"|\bbl(?:ir|e|itt)\s+(?:det\s+)?(?:hevdet|anført|påstått|fremholdt)\b"
)


@lru_cache(maxsize=64)
def _patterns(company: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """(DMP speaks, the company speaks, somebody else speaks) for a report on a drug of this company."""
    names = [_COMPANY, *_names(company)]
    possessives = [_COMPANYS, *(rf"{name}s" for name in _names(company))]
    return (
        re.compile(
            _speech([AGENCY], [rf"{AGENCY}s"])
            # Whatever DMP is the subject of, DMP says: «DMP deler ikke dette synet».
            + rf"|^\W*{AGENCY}\s+[a-zæøå]"
            + rf"|\b[Ee]tter (?:{AGENCY}s|vårt?) {_OWN_NOUN}|\b[Vv]i (?:mener|vurderer|anser)\b"
        ),
        re.compile(
            _speech(names, possessives) + rf"|\b(?:{'|'.join(possessives)})\s|{_HANDED_IN}|{_PASSIVE}", re.IGNORECASE
        ),
        re.compile(_speech([_EXPERT], [rf"{_EXPERT}s"]), re.IGNORECASE),
    )


def _speech(names: list[str], possessives: list[str]) -> str:
    """«X mener», «mener X», «har X beregnet», «ifølge X», «av X», «etter Xs syn»."""
    who, whose = "|".join(names), "|".join(possessives)
    return (
        rf"\b(?:{who}){_ADVERBS}*\s+{_SAYS_FORM}\b"
        rf"|\b{_SAYS_FORM}\s+(?:{who})\b"
        rf"|\b(?:har|hadde|kan|vil|må)\s+(?:{who}){_ADVERBS}*\s+{_SAYS_FORM}\b"
        rf"|\b(?:[Ii]følge|[Ii] følge|[Ii] henhold til|[Ss]lik)\s+(?:{who})\b"
        rf"|\b{_SAYS_FORM}\s+av\s+(?:{who})\b"
        rf"|\b(?:{whose})\s+(?:\w+\s+){{0,2}}{_OWN_NOUN}"
    )


def _names(company: str) -> list[str]:
    """The company's name without its legal form, and its first word: «Fjord Pharma Norge AS» → Fjord Pharma, Fjord."""
    bare = " ".join(_LEGAL.sub(" ", company).split())
    first = bare.split(" ")[0] if bare else ""
    return [re.escape(name) for name in dict.fromkeys((bare, first)) if len(name) > 2]


def speaker_of(sentence: str, company: str = "") -> Speaker:
    """Who a sentence names as the one that says it; whoever is named first answers for the whole of it."""
    order: tuple[Speaker, ...] = ("dmp", "company", "other")
    named = [
        (match.start(), place, who)
        for place, (who, pattern) in enumerate(zip(order, _patterns(company), strict=True))
        if (match := pattern.search(sentence))
    ]
    return min(named)[2] if named else ""


def speakers(sentences: Iterable[str], voice: str, company: str = "") -> list[Speaker]:
    """Who says each sentence of a paragraph under a heading of that voice.

    A sentence that names nobody goes on for the one before it, else for the heading's voice.
    """
    found: list[Speaker] = []
    now: Speaker = "dmp" if voice == "dmp" else "company" if voice == "company" else ""
    for sentence in sentences:
        now = speaker_of(sentence, company) or now
        found.append(now)
    return found


def voice_of(heading: str) -> str:
    """Who speaks under a heading: «DMPs vurdering» → dmp, «Innsendt dokumentasjon» → company."""
    if re.search(r"\bDMPs?\b|\bSLVs?\b|legemiddelverkets", heading, re.IGNORECASE):
        return "dmp"
    return "company" if re.search(rf"\binnsendt\b|\b{_COMPANYS}\b", heading, re.IGNORECASE) else ""
