"""The guard's words out of `words.toml`, and a sentence read with them.

A sentence becomes a row of `Item`s: slots, quotes, page references, and words by what they mean («Maks-AUP» is a price
basis, «hvis» is «dersom»). Longest phrase first. A word that is not known stands for itself without its ending.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from drafting.checks.quotes import folded
from drafting.note import SLOT

Kind: TypeAlias = Literal[
    "slot", "quote", "page", "hard", "mover", "name", "price", "movable", "topic", "light", "free", "droppable", "comma"
]
WORDS = Path(__file__).with_name("words.toml")
VAT = re.compile(r"\b(inkl|ekskl|eks)\.? ?mva\.?(\s+[A-ZÆØÅ]|\s*$)?", re.IGNORECASE)
PAGE = re.compile(r"\(s\. ?(\d+(?:-\d+)?)\)")
SHORT = re.compile(r"\b(ca|jf|pr|bl|nr)\.", re.IGNORECASE)
TOKEN = re.compile(r"\{\{[^{}]*\}\}|«[^«»]*»|§PAGE[\d-]+§|\d[\d.,]*|\w[\w\-]*|[.!?:;,()–-]|\S")
ENDINGS = ("enes", "ene", "ens", "ets", "en", "et", "er", "es", "te", "de", "a", "e", "t")
LONGEST_PHRASE = 12
ENDS = frozenset(".!?:;")
LEADING_VERBS = frozenset({"varer", "blir", "besluttes"})
DATES = re.compile(r"(?:dated|updated|negotiated|forum_date|available_from|note_date|finished|received|sent|log\.\w+)$")
NAMES = re.compile(
    r"(?:name|substance|abbreviation|company|indication|label|country|body|forum|method_id|site|statement|url|text"
    r"|comparator|title)$"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One word, phrase or slot of a sentence. `meaning` is compared; `text` is for people."""

    kind: Kind
    meaning: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases as tuples of words → (kind, meaning); and words of other languages."""

    phrases: Mapping[tuple[str, ...], tuple[Kind, str]]
    foreign: frozenset[str]


@cache
def lexicon() -> Lexicon:
    tree = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    phrases: dict[tuple[str, ...], tuple[Kind, str]] = {}
    kinds: tuple[Kind, ...] = ("free", "droppable", "light", "topic", "movable", "price", "mover", "hard")
    for kind in kinds:  # the heavier meaning wins
        for meaning, forms in tree[kind].items():
            for form in forms.split(","):
                phrases[tuple(form.replace(".", "").split())] = (kind, meaning)
    foreign = {word.strip() for words in tree["foreign"].values() for word in words.split(",")}
    return Lexicon(phrases, frozenset(foreign) - {phrase[0] for phrase in phrases if len(phrase) == 1})


def read_sentences(text: str) -> list[list[Item]]:
    """A paragraph as sentences of items. Sentences end at . ! ? : ; and nowhere inside an abbreviation."""
    plain = VAT.sub(
        lambda m: f"{'inkl' if m[1].lower() == 'inkl' else 'ekskl'}mva{'.' + m[2] if m[2] is not None else ' '}", text
    )
    plain = SHORT.sub(r"\1", PAGE.sub(r"§PAGE\1§", plain))
    sentences: list[list[Item]] = [[]]
    tokens = TOKEN.findall(plain)
    place = 0
    while place < len(tokens):
        item, used = _item(tokens, place, first=not any(i.kind != "comma" for i in sentences[-1]))
        place += used
        if item.text in ENDS and item.kind == "comma":
            sentences.append([])
        else:
            sentences[-1].append(item)
    return [_with_condition(sentence) for sentence in sentences if sentence]


def _with_condition(sentence: list[Item]) -> list[Item]:
    """«Varer effekten lenger, blir …» is «dersom effekten varer lenger, blir …»."""
    leads = sentence[0].text.split()[0].lower() in LEADING_VERBS
    comma = any(item.text == "," for item in sentence)
    return [Item("hard", "dersom", "dersom"), *sentence] if leads and comma else sentence


def _item(tokens: list[str], place: int, first: bool) -> tuple[Item, int]:
    token = tokens[place]
    if token.startswith("{{"):
        match = SLOT.fullmatch(token)
        return Item("slot", f"{match[1]}|{match[2] or ''}" if match else token, token), 1
    if token.startswith("«"):
        return Item("quote", folded(token), token), 1
    if token.startswith("§PAGE"):
        return Item("page", token.strip("§"), token), 1
    if token[0].isdigit():
        return Item("hard", token, token), 1
    if not (token[0].isalpha()):
        return Item("comma", token, token), 1
    return _word(tokens, place, first)


def _word(tokens: list[str], place: int, first: bool) -> tuple[Item, int]:
    known = lexicon().phrases
    low = [token.lower() for token in tokens[place : place + LONGEST_PHRASE]]
    for length in range(len(low), 0, -1):
        if found := known.get(tuple(low[:length])):
            return Item(*found, " ".join(tokens[place : place + length])), length
    token = tokens[place]
    capital = token[0].isupper() and not first
    if capital or any(sign.isupper() or sign.isdigit() for sign in token[1:]):
        return Item("name", token[:-1] if token.endswith("s") and token[:-1].isupper() else token, token), 1
    return Item("hard", f"={stem(token.lower())}", token), 1  # no word is taken for the name of a meaning


def stem(word: str) -> str:
    """A word without its endings, at least four letters: «rapporten» and «rapport» are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return stem(word[: -len(ending)])
    return word


def slot_kind(item: Item) -> Literal["date", "name", "number"]:
    """What a slot holds, as its key says."""
    key = item.meaning.partition("|")[0]
    return "date" if DATES.search(key) else "name" if NAMES.search(key) else "number"


def is_priced(item: Item) -> bool:
    """Whether a slot is an amount at a price basis."""
    return item.kind == "slot" and bool(re.search(r"max_aup|rhf_aup", item.meaning))


def words_of(text: str) -> Iterator[str]:
    """The words of a text outside slots and quotes, in small letters."""
    for token in TOKEN.findall(text):
        if token[0].isalpha():
            yield token.lower()
