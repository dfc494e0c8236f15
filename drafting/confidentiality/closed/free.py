"""What stands freely in a public text: slots, whole quotations of public sources, dates, ids, laws, addresses.

They are put out of sight, sign for sign, so that what is left can be judged and still be pointed at where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from corpus.bokmal.amounts import DATE, METHOD_ID, MONTH
from corpus.bokmal.sentences import sentences
from corpus.documents import Source
from drafting.checks.draft.quotes import folded
from drafting.note.note import SLOT

VALUE, PUBLIC_VALUE, SECRET_VALUE = "\ue010", "\ue011", "\ue012"  # what a slot holds: no price, a public one, a secret
GONE = "\ue013"
QUOTATION = re.compile(r"«([^«»]*)»|\"([^\"]*)\"|“([^“”]*)”")
FEWEST_WORDS = 6  # a shorter quotation is a word or two put in another's mouth: «halvparten»
_MONEY_AFTER = r"(?!\s*(?:NOK|kr\b|kroner|mill|mrd|tusen|,-|%|prosent|EUR|euro|dollar))"
IDENTITIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # The host of an address, and the whole of one that says nothing in words: a path of words is read as text.
        r"https?://[^\s/]+(?:/(?![^\s]*(?:\d[^\s]*[-_/][^\W\d]|[^\W\d][-_/]\d))\S*)?|\bwww\.[^\s/]+",
        METHOD_ID.pattern,
        rf"(?<![\d,]){DATE}(?!\d)",
        rf"\b{MONTH}\s+(?:19|20)\d\d\b{_MONEY_AFTER}",
        rf"\b\d{{1,2}}\.\s+{MONTH}(?![\w])",
        rf"\b(?:i|fra|siden|innen|for|før|etter|årene?|av|per|høsten|våren|sommeren|vinteren)\s+(?:19|20)\d\d\b{_MONEY_AFTER}",
        r"\((?:19|20)\d\d(?:[–-](?:19|20)?\d\d)?\)",
        r"\(s\.\s?\d+(?:[–-]\d+)?\)|\bside\s+\d+(?:[–-]\d+)?\b|\bs\.\s?\d+\b",
        r"\[\^\d+\]",
        r"§§?\s?\d+(?:-\d+)?(?:\s+(?:første|andre|tredje|fjerde)\s+ledd)?(?:\s+(?:nr\.?|bokstav)\s*\w+)?",
        r"\b(?:Meld\.\s?St\.|Prop\.|NOU|R-|rundskriv)\s?\d+(?:[-/]\d+)?(?:\s?\(\d{4}[–-]\d{2,4}\))?",
        r"\b(?:første|andre|tredje)\s+(?:ledd|punktum)\b",
        r"(?m:^)\s*(?:\d{1,2}|[a-z])[.)]\s",
        rf"\b(?:syklus|år|gruppe|trinn|uke|dag)\s+\d{{1,2}}(?:\s?(?:[-–]|til|og)\s?(?:\w+\s)?\d{{1,2}})?\b{_MONEY_AFTER}",
        r"\b(?:ATC|ICD|DRG|MedDRA|EU/)[-\w./]*\d[\w./-]*",
        r"\b(?:[Tt]abell|[Ff]igur|[Kk]apittel|[Vv]edlegg|[Ff]ase|[Pp]unkt)\s+\d+(?:[.:]\d+)*\b",
    )
)


def covered(
    text: str,
    sources: Iterable[Source] = (),
    names: Iterable[str] = (),
    secret: Callable[[str], bool] = lambda key: "rhf" in key or "discount" in key,
) -> str:
    """The text with all that stands freely out of sight, every other sign at its place.

    Args:
        text: with slots.
        sources: the public sources that the block cites.
        names: what is a name in this case (product, substance, company, item numbers), as it is written.
        secret: whether the slot with that key holds what the public may not see.
    """
    text = QUOTATION.sub(lambda match: _blank(match) if _whole(match, sources) else match[0], text)
    text = SLOT.sub(lambda match: _kind(match[1], secret) + GONE * (len(match[0]) - 1), text)
    for pattern in IDENTITIES:
        text = pattern.sub(_blank, text)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:s|et|en)?(?!\w)", _blank, text, flags=re.IGNORECASE)
    return text


def _blank(match: re.Match[str]) -> str:
    return GONE * len(match[0])


def _kind(key: str, secret: Callable[[str], bool]) -> str:
    if secret(key):
        return SECRET_VALUE
    return PUBLIC_VALUE if re.search(r"max_aup|cost|price|icer|budget|treatment|comparison", key) else VALUE


def _whole(match: re.Match[str], sources: Iterable[Source]) -> bool:
    """Whether a quotation is one or more whole sentences of a source, word for word."""
    quote = next(group for group in match.groups() if group is not None)
    if len(quote.split()) < FEWEST_WORDS:
        return False
    wanted = folded(quote)
    for source in sources:
        whole = [folded(sentence) for sentence in sentences(source.quote)]
        for first in range(len(whole)):
            for last in range(first, len(whole)):
                if "".join(whole[first : last + 1]) == wanted:
                    return True
    return False
