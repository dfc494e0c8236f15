"""Which price an amount rests on, and whether it holds VAT: said in so many words, or unknown. Never mixed up."""

from __future__ import annotations

from functools import lru_cache

from corpus.bokmal.price_terms import (
    EX_VAT_TERMS,
    INC_VAT_TERMS,
    MAXIMUM_TERMS,
    NEGOTIATED_TERMS,
    OTHER_TERMS,
    compiled,
)

BASES = (
    ("max_aup", compiled(MAXIMUM_TERMS)),
    ("rhf_aup", compiled(NEGOTIATED_TERMS)),
    ("other", compiled(OTHER_TERMS)),
)
VATS = (("ex_vat", compiled(EX_VAT_TERMS)), ("inc_vat", compiled(INC_VAT_TERMS)))


@lru_cache(maxsize=2048)
def bases(text: str) -> tuple[str, ...]:
    """The price bases that a text names, each once."""
    return tuple(basis for basis, words in BASES if words.search(text))


@lru_cache(maxsize=2048)
def vats(text: str) -> tuple[str, ...]:
    return tuple(vat for vat, words in VATS if words.search(text))


def at_negotiated_price(*texts: str) -> bool:
    """Whether any of the texts speaks of a negotiated price: amounts there are kept out of warnings and findings."""
    return any("rhf_aup" in bases(text) for text in texts)


def basis_and_vat(*texts: str) -> tuple[str, str] | None:
    """(basis, VAT) that the texts name: the nearest text that names any decides, and two names in it decide nothing.

    Args:
        texts: from the nearest (the cell, the sentence) to the widest (the paragraph, the caption).
    """
    found: list[str] = []
    for named in (bases, vats):
        said = next((names for text in texts if (names := named(text))), ())
        if len(said) != 1:
            return None
        found += said
    return found[0], found[1]
