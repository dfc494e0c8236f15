"""Words of the field that mean the same, and the names of drugs as the documents themselves tie them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.archive.catalogue import Entry

# Terms that stand for each other in the field, old names with new ones.
# Source: nyemetoder.no and dmp.no: SLV became DMP 2024-01-01; LIS-AUP became RHF-AUP with Sykehusinnkjøp.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("slv", "statens legemiddelverk", "legemiddelverket", "dmp", "direktoratet for medisinske produkter"),
    ("lis-aup", "lis aup", "rhf-aup", "rhf aup", "avtalepris", "tilbudspris"),
    ("apt", "absolutt prognosetap", "prognosetap", "alvorlighet"),
    ("iker", "icer", "kostnad per qaly", "kostnadseffektivitet", "merkostnad"),
    ("qaly", "kvalitetsjusterte leveår", "gode leveår"),
    ("spc", "preparatomtale"),
    ("ous", "oslo universitetssykehus", "rikshospitalet"),
    ("mt", "markedsføringstillatelse"),
    ("medisin", "medisinen", "medikament", "preparat", "legemiddel", "behandling"),
    ("vedtak", "vedtatt", "avgjort", "avgjørelse", "beslutning", "besluttet", "avgjerd"),
    ("sykehus", "sjukehus", "helseforetak"),
    ("pris", "kostnad", "koster", "utgift", "dyr", "dyrt"),
    ("pasient", "pasientar", "syke", "personer", "mennesker"),
    ("barn", "pediatriske", "unger", "born", "ungdommer"),
    ("voksne", "vaksne"),
    ("budsjett", "budsjettkonsekvens", "budsjettvirkning", "budsjetteffekt"),
    ("genterapi", "gen- og celleterapi", "genterapier"),
    ("saksbehandlingstid", "behandlingstid", "dager"),
    ("firma", "leverandør", "produsent", "legemiddelfirma", "selskap"),
    ("danmark", "medicinrådet", "dansk", "danskene", "danmarks"),
    ("sverige", "nt-rådet", "svensk", "svenskene", "tlv"),
    ("skottland", "smc", "skotsk", "skottene"),
    ("england", "nice", "nhs", "engelsk", "storbritannia"),
    ("andre land", "utlandet", "naboland", "internasjonalt"),
    ("varighet", "effektvarighet", "varer", "varig", "langtidseffekt"),
    ("usikkerhet", "usikker", "usikkert", "vet ikke"),
    ("tilbakebetaling", "refusjon", "penger tilbake"),
)
_PAIR = re.compile(r"\b([A-ZÆØÅa-zæøå][a-zæøå-]{5,})(?: \([A-Z]{2,4}\))? \(([A-ZÆØÅ][a-zæøå]{3,})®?\)")
_NOT_NAMES = frozenset({"skottland", "england", "danmark", "sverige", "norge", "avhengig", "direktoratet"})


@dataclass(frozen=True, slots=True)
class Names:
    """Product and substance names, lower case. `same[name]` holds all names of the same drug, itself among them."""

    same: Mapping[str, frozenset[str]]

    @property
    def all(self) -> frozenset[str]:
        """Every known name."""
        return frozenset(self.same)

    def named_in(self, text: str) -> tuple[frozenset[str], ...]:
        """The drugs named in a text, each as all its names; misspelt by a letter or two counts for long names."""
        spoken = re.findall(r"[^\W\d_][\w-]{3,}", text.casefold())
        words = [part for word in spoken for part in (word, *(word.split("-") if "-" in word else ()))]
        found: dict[frozenset[str], None] = {}
        for word in words:
            name = word if word in self.same else self._near(word)
            if name:
                found[self.same[name]] = None
        return tuple(found)

    def without(self, text: str) -> str:
        """The text with every drug's name as «legemiddelet», so that only what is asked about it is left."""
        return re.sub(r"[^\W\d_][\w-]{3,}", lambda match: "legemiddelet" if self.named_in(match[0]) else match[0], text)

    def _near(self, word: str) -> str:
        """The one known name that a word is a misspelling or an inflected form of, or ""."""
        bare = re.sub(r"(?:s|en|et)$", "", word)
        if bare in self.same:
            return bare
        if len(word) < 6:
            return ""
        from rapidfuzz.distance import DamerauLevenshtein

        allowed = 1 if len(word) < 8 else 2
        near = {
            name: DamerauLevenshtein.distance(word, name, score_cutoff=allowed)
            for name in self.same
            if name[0] == word[0] and abs(len(name) - len(word)) <= allowed
        }
        best = sorted((distance, name) for name, distance in near.items() if distance <= allowed)
        return best[0][1] if best and (len(best) == 1 or best[0][0] < best[1][0]) else ""


def learn_names(entries: Sequence[Entry], texts: Iterable[str] = ()) -> Names:
    """Names from the documents' own titles («Blinatumomab (Blincyto)») and from such pairs in their text."""
    groups: list[set[str]] = []
    for entry in entries:
        pair = {entry.about.product.casefold(), entry.about.substance.casefold()} - {""}
        _join(groups, {name for name in pair if " " not in name and len(name) > 3})
    for text in texts:
        for first, second in _PAIR.findall(text):
            if first.casefold() not in _NOT_NAMES and second.casefold() not in _NOT_NAMES:
                _join(groups, {first.casefold(), second.casefold()})
    return Names({name: frozenset(group) for group in groups for name in group})


def expanded(question: str) -> tuple[str, ...]:
    """Words that mean what words of the question mean and do not stand in it, for a search with less weight."""
    spoken = " ".join(re.findall(r"[\w-]+", question.casefold()))
    text = f" {spoken} "
    found: dict[str, None] = {}
    for group in GROUPS:
        if any(f" {term} " in text for term in group):
            found.update(dict.fromkeys(word for term in group for word in term.split() if f" {word} " not in text))
    return tuple(found)


def _join(groups: list[set[str]], names: set[str]) -> None:
    if not names:
        return
    touching = [group for group in groups if group & names]
    joined = set().union(names, *touching)
    groups[:] = [group for group in groups if not group & names]
    groups.append(joined)
