"""What a question names that an answer must be about: drug, id, date, country, strength, price basis, disease, name.

`Named.of(question)` reads it; `mismatches` says in bokmål what a candidate is not about. One mismatch refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.archive.synonyms import Names
from corpus.bokmal.price_terms import DISCOUNT, LIST_TERMS, MAXIMUM_TERMS, NEGOTIATED, compiled
from corpus.search.aspects import in_bokmal
from corpus.search.ranking import Question
from drafting.answers.weighing.subject import likeness, words_of

PUBLIC = re.compile(rf"{compiled(MAXIMUM_TERMS, LIST_TERMS).pattern}|\bmax-?pris\w*|\bAUP\b(?<!RHF.AUP)", re.IGNORECASE)
COUNTRIES = {
    "Sverige": r"\bsverige|\bsvensk|\bNT-råd|\bTLV\b",
    "Danmark": r"\bdanmark|\bdansk|\bmedicinråd|\bDMC\b",
    "Skottland": r"\bskottland|\bskotsk|\bskott(?:ene|ane)?\b|\bSMC\b",
    "England": r"\bengland|\bengelsk|\bNICE\b|\bNHS\b",
    "Finland": r"\bfinland|\bfinsk|\bFimea\b|\bPalko\b",
    "Island": r"\bisland(?!ing)|\bislandsk",
    "Irland": r"\birland|\birsk|\bNCPE\b",
    "Wales": r"\bwales|\bwalisisk|\bAWMSG\b",
    "Tyskland": r"\btyskland|\btysk|\bG-BA\b|\bIQWiG\b",
    "Frankrike": r"\bfrankrike|\bfransk|\bHAS\b",
    "Nederland": r"\bnederland|\bhollan|\bZIN\b",
    "Belgia": r"\bbelgia|\bbelgisk",
    "Østerrike": r"\bøsterrik",
    "Sveits": r"\bsveits",
    "Italia": r"\bitalia|\bitaliensk|\bAIFA\b",
    "Spania": r"\bspania|\bspansk",
    "Portugal": r"\bportug",
    "Polen": r"\bpolen|\bpolsk",
    "Canada": r"\bcanad|\bkanad|\bCADTH\b",
    "USA": r"\bUSA\b|\bamerikan|\bFDA\b",
    "Australia": r"\baustral|\bPBAC\b",
    "Japan": r"\bjapan",
}
STRENGTH = re.compile(r"\b(\d+(?:,\d+)?)\s?(mg|µg|mcg|g|ml)\b(?!\s?/)")
YEAR = re.compile(r"(?<![\d_.])(?:19|20|21)\d\d(?![\d_]|\.\d)")
NUMBERED_YEAR = re.compile(
    r"\bår(?:et)? (\d{1,2}|en|én|ein|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti)\b(?! (?:etter|og))", re.I
)
_MONTHS = "januar februar mars april mai juni juli august september oktober november desember"
MONTHS: tuple[str, ...] = tuple(_MONTHS.split())
MONTH_OF = re.compile(rf"\b(\d{{1,2}}\. )?({'|'.join(MONTHS)}) ((?:19|20|21)\d\d)", re.IGNORECASE)
IN_NUMBERS = {
    "en": 1,
    "én": 1,
    "ein": 1,
    "ett": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "sju": 7,
    "syv": 7,
}
IN_NUMBERS |= {"åtte": 8, "ni": 9, "ti": 10}
# The endings of diseases. Source: ICD-10 in Norwegian; what a note calls them may be another word of the same thing.
DISEASE = re.compile(
    r"(?:kreft|lymfom|leukemi|myelom|myelomatose|sarkom|melanom|sykdom|syndrom|dystrofi|atrofi|anemi|fili|amyloidose"
    r"|sklerose|porose|fibrose|psoriasis|artritt|hepatitt|kolitt|migrene|astma|kols|diabetes|eksem|urtikaria|epilepsi"
    r"|svikt|fedme|depresjon|trombose|cirrose|suppurativa|skjørhet)(?:en|et|s)?$"
)
SHORT_DISEASE = re.compile(r"\b(?:KLL|KML|ALL|AML|DLBCL|SMA|DMD|ALS|ADHD)\b")
KINDS_OF = re.compile(r"\b([Hh]epatitt|[Hh]emofili|[Ff]aktor|[Tt]ype|[Ff]ase) ([A-E]|[IVX]{1,5}|\d{1,2})\b")
DRUGLIKE = re.compile(r"\b\w{3,}(?:mab|nib|leucel|parvovek|ciclib|lisib|siran|rsen|cept|kinra|vudin|sidan)\b")
# Whom a question is about, and how a title or passage speaks of them.
POPULATIONS = {
    "barn": r"barn|pediatri|ungdom|\d+ år\b",
    "kvinner": r"kvinn",
    "menn": r"\bmenn\b",
    "gravide": r"gravid",
}
# What is asked for by name, and how it is spoken of: a piece that does not speak of it does not give it.
QUANTITIES = {
    "IKER": (r"\bI[KC]ER\b", r"\bI[KC]ER\b|per QALY|kvalitetsjustert|merkostnad\w* (?:per|på)"),
    "prognosetap": (r"prognosetap|\bAPT\b", r"prognosetap|\bAPT\b|gode leveår"),
    "budsjettvirkning": (r"budsjett(?:virk|verk|kons|eff)\w*", r"budsjett|(?:mer)?utgift|millioner"),
    "saksbehandlingstid": (r"sak(?:s|er)?behandlingstid|sakshandsaming", r"\d+ dag"),
    "p-verdi": (r"\bp-verdi", r"\bp ?[<=]|p-verdi"),
    "holdbarhet": (r"\bholdbarhet", r"holdbar|oppbevar"),
    "gjennomsnittsalder": (
        r"gjennomsnittsalder|(?:gjennomsnittlig|median) alder|medianalder",
        r"(?:gjennomsnitt|median)\w* ?alder",
    ),
}
SAME_DISEASE = ({"osteoporose", "beinskjørhet", "benskjørhet"}, {"kols", "lungesykdom"}, {"blodkreft", "leukemi"})
LONG_NAME = 11  # letters from which a name may be misspelt by two
NAME = re.compile(r"(?<![.?!:] )(?<!^)\b(?:[A-ZÆØÅ][a-zæøå]{2,}(?:-\d+)?|[A-ZÆØÅ]{3,}(?:-\d+)?)\b")
# Capital words of questions that are no names of a thing the answer must be about.
NO_NAME = frozenset(
    [
        "maks",
        "aup",
        "rhf",
        "lis",
        "iker",
        "icer",
        "qaly",
        "apt",
        "dmp",
        "slv",
        "nye",
        "metoder",
        "beslutningsforum",
        "bestillerforum",
        "norge",
        "norsk",
        "sykehusinnkjøp",
        "ous",
        "oslo",
        "helse",
        "jeg",
        "mva",
        "nok",
        "spc",
        "mrd",
        "prisnotatet",
        "forumet",
    ]
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names.

    Attributes:
        asked: the question taken apart by the search.
        unlike: names that are nearly a known drug's, but not so near that it was meant («Velderan»).
        drugs: names of drugs that no document is about, by their endings («omalizumab»).
        negotiated, public: whether it asks for the offered price, or for the maximum.
    """

    asked: Question
    countries: tuple[str, ...]
    years: tuple[str, ...]
    months: tuple[tuple[str, str, str], ...]
    numbered_years: tuple[int, ...]
    strengths: tuple[tuple[str, str], ...]
    diseases: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    unlike: tuple[str, ...]
    drugs: tuple[str, ...]
    quantities: tuple[str, ...]
    negotiated: bool
    public: bool

    @classmethod
    def of(cls, asked: Question, names: Names) -> Named:
        """Reads a question."""
        text = re.sub(r"\bID\s?\d{4}[_-]\s?\d{3}\b", " ", asked.asked)
        bokmal = in_bokmal(text)
        words = list(words_of(names.without(text)))
        drugs = {word.casefold() for match in NAME.finditer(text) if names.named_in(word := match[0])}
        spoken = [match[0] for match in NAME.finditer(bokmal)]
        countries = tuple(name for name, said in COUNTRIES.items() if re.search(said, text, re.IGNORECASE))
        return cls(
            asked,
            countries,
            tuple(dict.fromkeys(YEAR.findall(text))),
            tuple((day.strip(" ."), month.casefold(), year) for day, month, year in MONTH_OF.findall(bokmal)),
            tuple(_number(match[1]) for match in NUMBERED_YEAR.finditer(bokmal)),
            tuple(STRENGTH.findall(text)),
            (
                *(word for word in words if DISEASE.search(word) and word not in ("sykdom", "sykdommen")),
                *(word.casefold() for word in SHORT_DISEASE.findall(text)),
            ),
            tuple((word.casefold(), which) for word, which in KINDS_OF.findall(bokmal)),
            tuple(
                name
                for name in spoken
                if name.casefold() not in drugs | NO_NAME
                and not SHORT_DISEASE.fullmatch(name)
                and not any(re.search(COUNTRIES[country], name, re.IGNORECASE) for country in countries)
                and name.casefold() not in MONTHS
            ),
            tuple(_unlike(text, names)),
            tuple(word for word in DRUGLIKE.findall(text.casefold()) if not names.named_in(word)),
            tuple(name for name, (said, _) in QUANTITIES.items() if re.search(said, text, re.IGNORECASE)),
            bool(NEGOTIATED.search(text) or DISCOUNT.search(text) or re.search(r"\brabatt|\btilbudet\b", bokmal)),
            bool(PUBLIC.search(text)),
        )


def _unlike(text: str, names: Names) -> Iterator[str]:
    """The words that the archive takes for a drug's name though more than one letter is another."""
    from rapidfuzz.distance import DamerauLevenshtein

    for word in re.findall(r"[^\W\d_]{4,}", text.casefold()):
        for drug in names.named_in(word):
            least = min(DamerauLevenshtein.distance(re.sub(r"s$", "", word), re.sub(r"s$", "", name)) for name in drug)
            if least > (1 if len(word) < LONG_NAME else 2):
                yield word


@dataclass(frozen=True, slots=True)
class Place:
    """What a piece is held against.

    Attributes:
        text: the piece with what introduces it.
        passage: its passage with the heading and the heads of its table.
        document: title and text of its document.
        title: the title alone.
        about: the drugs the document is about, small letters, and its method id.
        dated: ISO date of the document.
    """

    text: str
    passage: str
    document: str
    title: str
    about: frozenset[str]
    dated: str


def mismatches(named: Named, place: Place) -> Iterator[str]:
    """What a piece is not about, each as a reason in bokmål."""
    for word in named.unlike:
        yield f"gjelder ikke {word}"
    for name in named.quantities:
        if not re.search(QUANTITIES[name][1], place.text, re.IGNORECASE):
            yield f"oppgir ikke {name}"
    for amount, unit in named.strengths:
        if not re.search(rf"\b{amount}\s?{unit}\b", place.text):
            yield f"gjelder ikke styrken {amount} {unit}"
    yield from _other_drug(named, place)
    yield from _other_time(named, place)
    yield from _other_patients(named, place)
    yield from _not_named(named, place)


def _other_drug(named: Named, place: Place) -> Iterator[str]:
    folded = place.passage.casefold()
    for drug in named.asked.drugs:
        if not (drug & place.about or any(name in folded for name in drug)):
            yield f"gjelder et annet legemiddel enn {min(drug)}"
    for name in named.drugs:
        if name not in place.document.casefold():
            yield f"nevner ikke {name}"


def _other_time(named: Named, place: Place) -> Iterator[str]:
    folded, whole = place.passage.casefold(), place.document.casefold()
    for key in named.asked.keys:
        if "." in key and key not in place.passage and not _dated(key, folded, place.dated):
            yield f"nevner ikke {key}"
    for year in named.years:
        if year not in whole and year not in place.dated:
            yield f"gjelder ikke {year}"
    for day, month, year in named.months:
        if not _month_in(day, month, year, whole, place.dated):
            yield f"nevner ikke {month} {year}"
    for number in named.numbered_years:
        said = any(_number(match[1]) == number for match in NUMBERED_YEAR.finditer(folded))
        if not said and not _counted(number, folded):
            yield f"gjelder ikke år {number}"


def _other_patients(named: Named, place: Place) -> Iterator[str]:
    said = (*words_of(place.title), *words_of(place.passage))
    for disease in named.diseases:
        if not _spoken(disease, said):
            yield f"sier ikke noe om {disease}"
    for who, spoken in POPULATIONS.items():
        asked = re.search(rf"\b{who}(?:a|ene)?\b", in_bokmal(named.asked.asked), re.IGNORECASE)
        if asked and not re.search(spoken, in_bokmal(f"{place.title} {place.passage}"), re.IGNORECASE):
            yield f"gjelder ikke {who}"
    for word, which in named.kinds:
        if not re.search(rf"\b{word} {which.casefold()}\b", place.document.casefold()):
            yield f"gjelder ikke {word} {which}"


def _not_named(named: Named, place: Place) -> Iterator[str]:
    for key in named.asked.keys:
        if "." not in key and key not in place.passage and key.casefold() not in place.about:
            yield f"nevner ikke {key}"
    for country in named.countries:
        if not re.search(COUNTRIES[country], place.document, re.IGNORECASE):
            yield f"sier ikke noe om {country}"
    for name in named.names:
        bare = re.sub(r"s$", "", name.casefold())
        if not any(word.startswith(bare) for word in words_of(place.document)):
            yield f"nevner ikke {name}"


def _dated(key: str, folded: str, dated: str) -> bool:
    day, month, year = key.split(".")
    return dated == f"{year}-{month}-{day}" or bool(
        re.search(rf"\b0?{int(day)}\.? {MONTHS[int(month) - 1]} {year}", folded) if 1 <= int(month) <= 12 else False
    )


def _month_in(day: str, month: str, year: str, whole: str, dated: str) -> bool:
    number = MONTHS.index(month) + 1
    days = rf"0?{int(day)}" if day else r"\d{1,2}"
    if re.search(rf"\b{days}\.\s?0?{number}\.\s?{year}\b", whole):
        return True
    if re.search(rf"\b{days}\.? {month} {year}" if day else rf"\b{month} {year}", whole):
        return True
    return dated.startswith(f"{year}-{number:02d}") and (not day or dated.endswith(f"-{int(day):02d}"))


def _counted(number: int, folded: str) -> bool:
    """«første året» for year 1, «etter fem år» and «de fem første årene» for year 5."""
    words = [word for word, value in IN_NUMBERS.items() if value == number]
    said = "|".join([str(number), *words])
    return bool(re.search(rf"\b(?:{said})(?:\.|te)? (?:\w+ )?år", folded)) or (number == 1 and "første år" in folded)


def _number(word: str) -> int:
    return IN_NUMBERS.get(word.casefold(), int(word) if word.isdigit() else 0)


def _spoken(word: str, said: tuple[str, ...]) -> bool:
    others = next((group for group in SAME_DISEASE if word in group), {word})
    return any(likeness(one, other) > 0.7 or _same_disease(one, other) for one in others for other in said)


def _same_disease(one: str, other: str) -> bool:
    """«nyrekreft» and «nyrecellekreft»: the same ending, and the beginning of one begins the other."""
    endings = DISEASE.search(one), DISEASE.search(other)
    if not all(endings) or endings[0][0] != endings[1][0]:  # type: ignore[index]
        return False
    stems = sorted((one[: -len(endings[0][0])], other[: -len(endings[1][0])]), key=len)  # type: ignore[index]
    return len(stems[0]) > 2 and stems[1].startswith(stems[0])
