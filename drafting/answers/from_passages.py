"""Answers that are a sentence of the archive: the one that speaks of all that is asked and holds what is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.archive.archive import Archive
from corpus.bokmal.sentences import sentences
from corpus.documents import Passage
from corpus.search.aspects import Aspect, in_bokmal
from corpus.search.coverage import covered, share, subject_words
from corpus.search.quotes import located_in
from corpus.search.ranking import Question
from corpus.search.search import Found
from drafting.answers.answer import Answer, Citation, dated_words
from drafting.answers.from_tables import PRICE, STRENGTH

NUMBER_WORDS = "en|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|halvparten|ingen"
AMOUNT = r"\d[\d  ]*(?:,\d+)?\s*(?:NOK|kroner|kr\b|mill)"
DATE = r"\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\. \w+ \d{4}|beslutningstidspunktet|tas i bruk når"
NAMED_OUTSIDE = re.compile(r"(?<=[\w,] )[A-ZÆØÅ][a-zæøå]{3,}(?:[-A-Za-zæøå]*)")
NEWEST = re.compile(r"\b(?:sist|siste|nyeste|senest)\b", re.IGNORECASE)
NEAR_ENOUGH = 0.6  # of the best score, for a sentence of the newest document when the newest is asked for
ENOUGH = 0.62  # share of the subject that the passage and the title must speak of
SENTENCE_ENOUGH = 0.3  # share of the rest that the sentence itself must speak of
ALONE_ENOUGH = 0.5  # the same when the question names no drug and no id
MOST_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of answer a question calls for, how it looks in a sentence, and the words that ask for just that.

    `told` are words of the question that the kind of answer itself covers («ofte», «andel», «selger»): the answer need
    not repeat them.
    """

    asked: re.Pattern[str]
    looks: re.Pattern[str]
    told: re.Pattern[str] = re.compile(r"(?!)")


def _wanted(asked: str, looks: str, told: str = "(?!)") -> Wanted:
    return Wanted(*(re.compile(pattern, re.IGNORECASE) for pattern in (asked, looks, told)))


_COUNTED = r"(?:pasient|barn|kvinne|menn|voksne|prosent|deltaker|person|hetteglass|syklus|prøve|sykehus)"
_PERIOD = r"(?:år|måned|uke|dag)"
_OF_SO_MANY = rf"\b(?:\d+|{NUMBER_WORDS}) av (?:\d+|{NUMBER_WORDS})\b"
_SELLS = r"(?:leverer|selger|tilbyr|produserer|lager)"

# The first that fits the question counts; a question that fits none wants a sentence that speaks of its subject.
KINDS = (
    _wanted(r"\bsaksbehandlingstid|\bhvor mange dager", r"\d+ dager"),
    _wanted(r"\bIKER\b|\bICER\b", rf"IKER.{{0,80}}?{AMOUNT}"),
    _wanted(r"\bprognosetap|\bAPT\b", r"\d+(?:,\d+)? gode leveår|prognosetap.{0,60}\d"),
    _wanted(
        r"\bhvor lenge|\beffektvarighet|\bhvor lang(?:t|e)?\b",
        rf"(?:\d|{NUMBER_WORDS}).{{0,20}}{_PERIOD}",
    ),
    _wanted(
        rf"\bhv(?:ilket|a for et) (?:firma|selskap)|\bhvilken (?:leverandør|produsent)|\bhvem {_SELLS}",
        r"\bhar \d\d\.\d\d\.\d{4}\b.{0,40}(?:tilbudt|bekreftet)",
        rf"firma|selskap|leverandør|produsent|{_SELLS}|gitt|tilbud",
    ),
    _wanted(
        r"\b(?:hvilket|hvilke|hva for et) (?:sykehus|helseforetak)|\bhvor (?:foregår|gis|utføres)",
        r"universitetssykehus|Rikshospitalet|\b[A-ZÆØÅ]\w+ sykehus",
    ),
    _wanted(r"^\s*hvem er\b", r"(?-i:[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+)|[Ff]agsjef|[Dd]irektør "),
    _wanted(
        r"^\s*hvem (?:skal|kan|avgjør|bestemmer|velger|starter|gir)",
        r"\w*lege\b|gruppe|sykehus|spesialist|helsepersonell|Bestillerforum|Beslutningsforum",
    ),
    _wanted(
        r"\bhvor (?:ofte|hyppig|tett)", r"\bhver(?:t|\b)|\bannenhver|daglig|ukentlig|månedlig", r"ofte|hyppig|tett"
    ),
    _wanted(r"\bandel|\bprosent", rf"\d+ prosent|halvparten|tredel|{_OF_SO_MANY}", r"andel\w*|prosent|stor"),
    _wanted(
        r"\bhvor mange|\bantall",
        rf"(?<![\d.])(?:\d[\d ]*|\b(?:{NUMBER_WORDS}))(?![\d.]) (?:\w+ ){{0,3}}{_COUNTED}|{_OF_SO_MANY}"
        r"|\d[\d ]* vil (?:få|bli|bruke)",
    ),
    _wanted(r"^\s*når\b|\bhvilken dato|\btas? i bruk", DATE),
    _wanted(
        r"\bkoster|\bkostnad|\bbudsjett|\bpris|\bmerkostnad|\bårskostnad|\butgift",
        AMOUNT,
        r"koster?|kostnad(?:en|ene|er)?|mer|pris(?:en)?",
    ),
    _wanted(
        r"\bsammenlignes\b|\bkomparator|\bsammenlignet med",
        r"\bsammenlign\w*.{0,80}\b(?:med|mot|enn)\b|\bmot\b|\bkomparator|\bpå linje med",
        r"behandling",
    ),
    _wanted(r"dose", r"\d+(?:,\d+)? ?(?:mg|µg|mcg|g|ml)\b", r"\w*dose\w*"),
    _wanted(r"\bvekt(?:en|er|ene)?\b|\bhalveringstid", r"\d"),
)


def from_passages(
    asked: Question, archive: Archive, found: Found, *, confidential: bool, before: date | None
) -> Answer | None:
    """The sentences that answer, newest document first; None when no sentence speaks of all that is asked."""
    words = subject_words(asked.plain)
    if not words and not asked.drugs:
        return None
    if _unknown(asked, archive) or (PRICE.search(asked.asked) and STRENGTH.search(asked.asked)):
        return None  # the price of one strength stands in a table or nowhere
    bokmal = in_bokmal(asked.asked)
    kind = next((kind for kind in KINDS if kind.asked.search(bokmal)), None)
    if kind:
        words = tuple(word for word in words if not kind.told.fullmatch(word))
    candidates = []
    for rank, hit in enumerate(found.hits):
        passage = hit.passage
        if not _about(asked, passage) or (not passage.section and passage.kind == "price_note"):
            continue
        said = sentences(passage.text.removeprefix(passage.section))
        for before_it, sentence in zip(("", *said), said, strict=False):
            score = _score(sentence, passage, words, asked, kind, before_it=before_it)
            if score > 0:
                candidates.append((score - 0.01 * rank, passage.dated, sentence, passage))
    if not candidates:
        return None
    if NEWEST.search(asked.asked):
        least = NEAR_ENOUGH * max(score for score, *_ in candidates)
        newest = max(dated for score, dated, *_ in candidates if score >= least)
        candidates = [item for item in candidates if item[1] == newest]
    best = max(candidates, key=lambda item: (round(item[0], 1), item[1], item[0]))
    chosen = [best] + [
        item
        for item in sorted(candidates, key=lambda item: -item[0])
        if item[3].source.document == best[3].source.document and item[2] != best[2] and item[0] >= 0.9 * best[0]
    ]
    return _answer(archive, [(sentence, passage) for _, _, sentence, passage in chosen[:MOST_SENTENCES]])


def _about(asked: Question, passage: Passage) -> bool:
    """Whether a passage is of a document about the drug or the method asked for, or itself names the drug."""
    ids = [key for key in asked.keys if key.startswith("ID")]
    if ids and passage.method_id not in ids and not any(key in passage.text for key in ids):
        return False
    items = [key for key in asked.keys if key.isdigit() or "." in key]
    if items and not all(key in passage.text for key in items):
        return False
    if any(not re.search(rf"\b{n}\s?{unit}\b", passage.text) for n, unit in STRENGTH.findall(asked.asked)):
        return False
    names = {passage.product.casefold(), passage.substance.casefold()}
    return all(names & drug or any(name in passage.text.casefold() for name in drug) for drug in asked.drugs)


def _score(
    sentence: str,
    passage: Passage,
    words: tuple[str, ...],
    asked: Question,
    kind: Wanted | None,
    *,
    before_it: str,
) -> float:
    """0 when a sentence does not answer; else how much of the subject it speaks of, itself and with its context."""
    context = f"{passage.section} {passage.text} {passage.title} {passage.dated}"
    heading = f"{passage.section} {sentence}"
    years = re.findall(r"(?<![\d_.])(?:19|20|21)\d\d(?![\d_])", asked.asked)
    shaped = len(sentence.split()) >= 3 and not sentence.rstrip().endswith(":")
    if not shaped or (kind and not kind.looks.search(sentence)) or any(year not in context for year in years):
        return 0.0
    whole, known = share(words, context), covered(words, context)
    # Who the question is about may stand in the title; what it asks for must stand in the sentence or its heading.
    rest = tuple(word for word in words if word not in covered(words, passage.title))
    # With nothing left over, the kind of answer alone tells the sentence apart.
    # What a sentence counts may be said in the one before it: «… to års behandling. … koster X 381 700 NOK».
    own = share(rest, f"{before_it} {heading}" if kind else heading) if rest or kind else share(words, heading)
    least = SENTENCE_ENOUGH if asked.drugs or asked.keys else ALONE_ENOUGH
    central = _central(asked.aspects, words)
    if whole < ENOUGH or own < least or len(known) < len(words) - (len(words) > 3):
        return 0.0
    if central and not covered(central, heading):
        return 0.0
    return whole + 2 * share(words, sentence) + 0.5 * own + (0.3 if kind else 0.0)


def _central(aspects: tuple[Aspect, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the subject that name the aspect itself («budsjettvirkning», «IKER», «prognosetap»)."""
    return tuple(word for word in words if any(aspect.asked.search(word) for aspect in aspects))


def _unknown(asked: Question, archive: Archive) -> bool:
    """Whether the question is about something with a name that the archive does not know."""
    index = archive.snapshot().words
    text = asked.asked
    for match in NAMED_OUTSIDE.finditer(text):
        name = match[0]
        if asked.drugs and archive.snapshot().names.named_in(name):
            continue
        if index.rarity(name.casefold()) >= 1 and not _spoken(name, archive):
            return True
    return False


def _spoken(name: str, archive: Archive) -> bool:
    return bool(archive.snapshot().words.holding(name.casefold()).size)


def _answer(archive: Archive, chosen: list[tuple[str, Passage]]) -> Answer | None:
    said, citations = [], []
    for sentence, passage in chosen:
        source = located_in(archive, passage, sentence)
        if source is None:
            continue
        citations.append(Citation(source, passage.method_id, passage.dated))
        text = re.sub(r"\[\^\d+\]", "", sentence).rstrip(". ")
        said.append(f"{text} [{len(citations)}].")
    if not said:
        return None
    dated = dated_words(chosen[0][1].dated)
    said[-1] = said[-1][:-1] + f"{dated}."
    return Answer(" ".join(said), abstained=False, citations=tuple(citations), verbatim=True)
