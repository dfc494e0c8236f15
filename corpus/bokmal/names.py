"""Product and substance in a title, told apart by evidence that holds for any drug: no list of names.

In «A (B)» one is the brand and the other the substance, in either order. Each sign counts: a small letter where the
language would allow a capital (a substance is a common noun), «®», capitals inside brackets, the ending of an
international nonproprietary name, and how the text uses the word. Too little evidence, or two brands, is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Words that end the phrase before a bracket: «Behandling av … leukemi (ALL) med blinatumomab (Blincyto)».
_STOP = (
    r"(?:til|ved|av|med|hos|for|mot|i|som|gitt|etter|under|på|sammen|kombinasjon|versus|alene|oppdatering|revurdering"
    r"|\w*(?:vurdering|analyse|rapport|notat)\w*|ID\d{4}_\d{3}\W?)"
)
_PAIR = re.compile(r"([^()]*?)\s*\(([^()]{2,60})\)")
_WORD = r"[^\W\d_][\w’'.+-]*"
# One or two words, words joined by a stroke, or a name with a number after it («Exondys 51»).
_NAME = re.compile(rf"{_WORD}(?:\s?/\s?{_WORD})*(?:\s(?:{_WORD}|\d{{1,3}}))?[®™]?", re.UNICODE)
_ROUTE = re.compile(
    r"(?:subkutan|intraven|oral|peroral|inhal|intram|intratek|depot|tablett|injeks|infus|kapsel|spray|pulver|ny\s)\w*",
    re.IGNORECASE,
)
# Source: WHO, «The use of stems in the selection of international nonproprietary names», in Norwegian spelling.
_STEM = re.compile(
    r"(?:mab|nib|tug|[ck]ept|rsen|siran|par[vw]o[vw]e[ckg]|gen|leu[ck]el|kaftor|caftor|ciklib|lisib|zomib|degib|parib|kinra"
    r"|grastim|alfa|beta|glutid|gliptin|gliflozin|prazol|taksel|platin|rubicin|limus|lukast|sartan|statin|vir|mustin|ptan"
    r"|tinib|trelvir|deksa?|fusp|kog|tocel|xaban|gatran|grel|setron|triptan|oksacin|cillin|mycin|azol)(?:\s.*)?$",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:og|pluss|samt|eller)\b|\+|&", re.IGNORECASE)
_PURPOSE = re.compile(r"\s(?:til|ved|som|mot|hos|for)\s", re.IGNORECASE)
_SURE, _BY_ORDER = 2, 1


@dataclass(frozen=True, slots=True)
class Names:
    """Product and substance, empty where they are not told surely; `doubt` is a clause of bokmål that says why."""

    product: str = ""
    substance: str = ""
    doubt: str = ""


def named_in(title: str, text: str = "", *, house_order: bool = False) -> Names:
    """The names in a title.

    Args:
        title: on one line.
        text: the document's text, to see how the words are used.
        house_order: where little speaks for either, the title follows the house's order, substance first.
    """
    pairs = list(_pairs(title))
    if not pairs:
        return _alone(title, text)
    if len(pairs) > 1:
        named = " og ".join(f"{pair.first} ({pair.second})" for pair in pairs)
        return Names(doubt=f"tittelen nevner flere legemidler ({named})")
    pair = pairs[0]
    if pair.joined or not _NAME.fullmatch(pair.second):
        return Names(doubt=f"tittelen nevner flere navn ved «({pair.second})»")
    score = _brand(pair.first, title.startswith(pair.first), text) - _brand(pair.second, False, text)
    if abs(score) < (_BY_ORDER if house_order else _SURE):
        return Names(doubt=f"det går ikke fram hvilket av «{pair.first}» og «{pair.second}» som er preparatet")
    product, substance = (pair.first, pair.second) if score > 0 else (pair.second, pair.first)
    return Names(_bare(product), _common(_bare(substance)))


def names_a_drug(title: str) -> bool:
    """Whether a line names a drug in the manner of a title: «A (B) …», or «A til behandling av …»."""
    return next(_pairs(title), None) is not None or bool(_lone(title))


@dataclass(frozen=True, slots=True)
class _Pair:
    """«first (second)»; `joined`: the first is only the last part of what stands before the bracket."""

    first: str
    second: str
    joined: bool


def _pairs(title: str) -> Iterator[_Pair]:
    """The pairs that may be brand and substance; what follows the purpose of a first one counts by its ending only."""
    before, found, place = "", False, 0
    for match in _PAIR.finditer(title):
        own = match[1].strip(" ,;:–-")
        skipped, phrase = bool(before) and place == match.start() and not found, own or before
        words = re.split(rf"(?:^|(?<=\s)){_STOP}(?=\s|$)", phrase, flags=re.IGNORECASE)
        parts = _TOGETHER.split(words[-1])
        name, inside = parts[-1].strip(" ,;:–-."), match[2].strip()
        before, place = phrase, match.end()
        if _ROUTE.match(inside) or not _NAME.fullmatch(name) or not re.match(_WORD, inside):
            continue
        if _is_abbreviation(inside, phrase) or _is_abbreviation(name, inside) or _is_phrase(inside):
            continue
        if found and _PURPOSE.search(title[: match.start(2)]) and not (_STEM.search(name) or _STEM.search(inside)):
            continue
        found = True
        # «Lutetium (177Lu) oksodotreotid (Lutathera)»: the name began before the bracket that was passed over.
        yield _Pair(
            name, inside, (len(parts) > 1 and bool(parts[-2].strip())) or (skipped and bool(own) and len(words) == 1)
        )


def _is_phrase(inside: str) -> bool:
    return len(re.findall(r"\b[a-zæøå]{2,}\b", inside)) > 2


def _is_abbreviation(inside: str, phrase: str) -> bool:
    """Whether a bracket shortens the words before it: «spinal muskelatrofi (SMA)», «… uremisk syndrom (aHUS)»."""
    short = re.fullmatch(r"[\w-]{2,8}", inside) and len(re.findall(r"[A-ZÆØÅ]", inside)) > 1
    if not short:
        return False
    letters = re.sub(r"[^a-zæøå]", "", inside.casefold())
    rest = iter(phrase.casefold())
    last = phrase.rsplit(maxsplit=1)[-1] if phrase.split() else ""
    common = last[:1].islower() and not _STEM.search(last)
    return len(letters) <= 6 and (common or all(letter in rest for letter in letters))


def _brand(name: str, opens: bool, text: str) -> int:
    """How much speaks for a brand (above 0) or a substance (below)."""
    bare = _bare(name)
    score = 4 if name != bare else 0
    if bare[:1].islower():
        score -= 2
    elif not opens:
        score += 1
    if re.fullmatch(r"[A-ZÆØÅ]{5,}(?:\s.*)?", bare):
        score += 2
    if _STEM.search(bare):
        score -= 1
    return score + _use(bare, text)


def _use(name: str, text: str) -> int:
    """How the text writes a name in mid-sentence: with a small letter (a substance) or always with a capital."""
    spelt = re.findall(rf"(?<=[a-zæøå,] ){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    if any(word[:1].islower() for word in spelt):
        return -3
    return 3 if spelt else 0


def _lone(title: str) -> str:
    """The name that opens a title without a bracket for it: «Spinraza til behandling av …»."""
    match = re.match(rf"({_NAME.pattern})\s+(?:\([^)]*\)\s+)?(?:til|som|ved|mot|hos)\s", title)
    name = match[1] if match else ""
    return "" if re.fullmatch(_STOP, name.split()[-1] if name else "", re.IGNORECASE) or _ORDINARY.match(name) else name


_ORDINARY = re.compile(
    r"(?:behandling|innspill|vedlegg|vurdering|kommentar|takk|kostnad|dokumentasjon|legemid|metode|hurtig|forenklet|oppdatert"
    r"|søknad|grunnlag|notat|tabell|figur|bestilling|innhold|informasjon|forslag|tilskudd|stønad|retningslinje|dette|den|det)",
    re.IGNORECASE,
)


def _alone(title: str, text: str) -> Names:
    name = _lone(title)
    used = _brand(name, True, text) if name and text else 0
    if used >= _SURE:
        return Names(product=_bare(name))
    if used <= -_SURE:
        return Names(substance=_common(_bare(name)))
    return Names(doubt=f"det går ikke fram om «{name}» er preparatet eller virkestoffet" if name else "")


def _bare(name: str) -> str:
    return name.strip().rstrip("®™").strip()


def _common(name: str) -> str:
    return name[:1].lower() + name[1:]
