"""How the name of a substance or treatment is written inside a sentence: small first letter, unless it is a brand's.

Source: Språkrådet: names of substances are common nouns, names of preparations are proper names.
"""

from __future__ import annotations

import re

# Endings of international nonproprietary names, with their Norwegian spellings.
# Source: WHO, «The use of stems in the selection of INN» (the stems of drugs that hospitals buy).
STEMS = (
    "mab|tinib|[lr]afenib|metinib|denib|lisib|si[ck]lib|[cs]iclib|parib|zomib|cept|sept|limus|statin|platin|taxel|taksel"
    "|rubicin|rubisin|domid|tabin|bin|purin|trexat|treksat|gliptin|gliflozin|virin?|tegravir|cillin|penem|bactam"
    "|mycin|mysin|floxacin|floksacin|azol|sartan|prost|grastim|poetin|interferon|kinra|relin|glutid|rsen|siran|parvove[ck]"
    "|leucel|levcel|faktor|fosfamid|steron|solon|nison|tecan|tekan|bendamustin|mustin|lutamid"
)
SUBSTANCE = re.compile(rf"[A-ZÆØÅ][a-zæøå]*(?:{STEMS})(?:-[a-z]+)?")
# First words of treatments that are no names.
COMMON = re.compile(
    r"(?:[A-ZÆØÅ][a-zæøå]*(?:terapi|behandling|kirurgi|transplantasjon|regime[rt]?|oppfølging|kur|insulin)"
    r"|Beste|Dagens|Ingen|Standard|Støttende|Best|Placebo|Kjemo|Kombinasjon\w*|Faktor|Fysisk|Andre|Annen|Forebyggende)"
)


def inside_sentence(name: str, text: str = "") -> str:
    """A name as it is written inside a sentence: «Rituksimab sammen med …» → «rituksimab sammen med …».

    Args:
        name: as it was printed, perhaps at the start of a sentence.
        text: where it came from; a word that stands there with a small letter is no proper name.
    """
    first = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", name)
    if first is None or not re.fullmatch(r"[A-ZÆØÅ][a-zæøå-]+", first[0]):
        return name
    small = first[0][0].lower() + first[0][1:]
    known = bool(re.search(rf"(?<![\w-]){re.escape(small)}(?![\w-])", text))
    if known or SUBSTANCE.fullmatch(first[0]) or COMMON.fullmatch(first[0]):
        return small + name[len(small) :]
    return name
