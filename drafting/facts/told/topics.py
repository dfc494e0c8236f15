"""What a passage of a report is about: by its heading and by what its sentences speak of. The one place that says so.

Source: docs/field.md, «What a DMP report looks like»: headings of the summary, the closing chapter and chapter 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.bokmal.institutions import AGENCY
from corpus.reports.chapters import CLOSING, SUMMARY
from corpus.reports.report import Report, Statement
from corpus.reports.speakers import voice_of


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that notes quote reports on.

    Attributes:
        key: «severity»; the fact is `conclusion.<key>`, but for «treatment», which has none.
        subject: as a note introduces it: «Om alvorlighet skriver DMP».
        heading: the headings that passages on it stand under.
        words: what such a sentence speaks of, and what an introduction to it speaks of.
    """

    key: str
    subject: str
    heading: re.Pattern[str]
    words: re.Pattern[str]


def _topic(key: str, subject: str, heading: str, words: str) -> Topic:
    return Topic(key, subject, re.compile(heading, re.IGNORECASE), re.compile(words, re.IGNORECASE))


TOPICS: tuple[Topic, ...] = (
    _topic(
        "treatment",
        "dagens behandling",
        r"^(?:dagens|nåværende|etablert|gjeldende|aktuell|eksisterende) (?:\w+ ){0,2}behandling|^behandling(?:en)?$"
        r"|^behandling(?:en|stilbud\w*|salternativ\w*)?(?: i (?:dag|norge|norsk klinisk praksis))|^standardbehandling"
        r"|^plass i behandling|^norsk klinisk praksis|^klinisk praksis",
        r"\b(?:dagens|nåværende|etablert|gjeldende|eksisterende) (?:\w+ )?(?:behandling|praksis)|\bstandardbehandling"
        r"|\bbehandles i dag\b",
    ),
    _topic(
        "severity",
        "alvorlighet",
        r"^alvorlighet|\balvorlighet(?:en)?$",
        # «alvorlig» of a state, not of what a noun after it names («alvorlig astma», «alvorlige bivirkninger»).
        r"\balvorlighet\w*|\balvorsgrad\w*|\balvorleg\b|prognosetap\w*|\btap\w* (?:\S+ ){0,4}gode leveår"
        r"|\b(?:er|være|som)(?: (?:en|et|svært|meget|særlig|så))* alvorlige?(?= og\b| eller\b)"
        r"|\balvorlige?\b(?=\W*$|\s*[,.;:)»]"
        r"| (?:tilstand\w*|sykdom(?:men)?|lidelse\w*|for|fordi|med|når|ut fra|i|på|enn|nok)\b)",
    ),
    _topic(
        "benefit",
        "nytte",
        r"^(?:nytt[ea]|effektdokumentasjon|effekt\b|relativ effekt|klinisk effekt|likeverd\w*)|\bnytten?$",
        r"(?<!-)\b(?:(?:tilleggs|mer|meir)?nytt(?:e[nr]?|a)\b|likeverdig\w*|(?:behandlings)?effekt(?:en|er|ene)?"
        r"|helsegevinst\w*|gode leveår"
        r"|(?:total)?overlevelse\w*|livskvalitet\w*|(?:QALY|helse)-?gevinst\w*)\b(?!-)",
    ),
    _topic(
        "resources",
        "ressursbruk",
        r"^(?:ressurs|kostnadseffektivitet|kostnader\b|legemiddelkostnad)|\bressursbruk(?:en)?$",
        r"\b(?:ressurs\w*|mei?rutgift\w*|(?:\w+)?kostnad(?!s?-?(?:sammenlign|minimer|nytte))\w*|IKER|budsjettvirkning\w*"
        r"|budsjettkonsekvens\w*|innsparing\w*|dyrere|billigere)\b",
    ),
    _topic(
        "uncertainty",
        "usikkerhet",
        r"^usikkerhet|^kvalitet(?:en)? på dokumentasjonen|\busikkerhet(?:en)?$",
        r"\busikkerhet\w*|\b(?:usikkert?|usikre|usikrest\w*|uviss[ea])\b|\bavhenger\s+mest\b",
    ),
)
BY_KEY = {topic.key: topic for topic in TOPICS}
CHAPTER = re.compile(r"^(?:\d+ )?bakgrunn", re.IGNORECASE)


_CLAUSE = re.compile(r";|,\s+(?=(?:og|men|mens|samt|slik at|selv om|fordi)\b)|\s(?=men\b|og at\b)")
_ANY_WORD = "|".join(topic.words.pattern for topic in TOPICS)
# What a clause only compares its subject with: «høy sett mot nytten», «liten i forhold til usikkerheten».
_BESIDE = re.compile(
    r"\b(?:(?:sett|målt|veid|vurdert|holdt) (?:opp )?(?:i|mot)|i forhold til|sammenlignet med|til tross for|tross"
    rf"|på grunn av|som følge av|gitt|uavhengig av)\s+(?:\S+\s+){{0,2}}?(?:{_ANY_WORD})",
    re.IGNORECASE,
)
# What was to be assessed, what would hold on a condition or for some patients, and how it was done: none concludes.
_TASK = re.compile(
    r"^(?:Formålet|Oppdraget|Hensikten|Bestillingen|Problemstillingen|Dersom|Hvis|For (?:pasient|undergrupp)\w*)\b"
    r"|\b(?:har|skal|ble bedt om å) (?!ikke\b)(?:\w+ )?vurder(?:e|t)\b(?! (?:\w+ )?(?:at|det)\b)"
    r"(?!.*\b(?:til å være|som (?:\w+ )?(?:høy|lav|stor|liten|god|alvorlig|usikk|moderat|rimelig|dokumentert)))"
)
_METHOD = re.compile(
    r"\w*(?:modell|analyse|framskriv|fremskriv|ekstrapol|parametr|scenario|studie|forutset|antakelse|antagelse|datakutt)",
    re.IGNORECASE,
)
# What stands before the subject of a conclusion; a clause about what DMP has done is about that.
_LEAD = rf"^(?:og |men |mens |samt )?(?:(?:\S+ ){{0,6}}?at )?(?:(?!{AGENCY}\b)\S+ ){{0,4}}?"


def topics_of(statement: Statement, report: Report) -> frozenset[str]:
    """The topics of a sentence: what its clauses speak of, within the innermost heading that is no voice or summary.

    Whose turn it is («DMPs vurdering») is no topic: the heading above it counts. A heading that is about something
    else takes the sentence away from every topic outside it, and a sentence that speaks of something else than its
    heading is on neither. What names the new drug is not about today's treatment.
    """
    headings = [title for title in reversed(statement.headings) if not _only_voice(title)]
    clauses = [_of_clause(clause, names_of(report)) for clause in _CLAUSE.split(statement.text)]
    said = frozenset(topic for told in clauses for topic in told[:1])
    if not headings or any(pattern.search(headings[0]) for pattern in (SUMMARY, CLOSING)):
        found = said
    else:
        found = frozenset(topic.key for topic in TOPICS if topic.heading.search(headings[0]))
        silent = not said and not _METHOD.search(statement.text)
        widely = {topic for told in clauses for topic in told}
        found = frozenset(key for key in found if key == "treatment" or key in widely or silent)
    if _TASK.search(statement.text):
        found &= {"treatment"}
    return found - {"treatment"} if "treatment" in found and names_drug(statement, report) else found


def concludes_on(text: str, key: str, names: str = "") -> bool:
    """Whether a clause of the sentence has the topic for its subject: «Ressursbruken er …», «… at nytten er …»."""
    subject = re.compile(f"{_LEAD}(?:{BY_KEY[key].words.pattern})", re.IGNORECASE)
    return any(
        key in _of_clause(clause, names) and bool(subject.search(clause.strip())) for clause in _CLAUSE.split(text)
    )


def names_of(report: Report) -> str:
    """The texts that hold the names of the disease and the method, in small letters on one line."""
    return " ".join(f"{report.title} {report.logged('indication')}".lower().split())


def _of_clause(clause: str, names: str) -> tuple[str, ...]:
    """The topic of a clause, and after «uncertainty» what the clause says to be uncertain, where that is its subject.

    Else the topic that is named first is the subject. What it is only compared with does not count, and neither does a
    word that is part of `names` (the disease, the indication, the title).
    """
    own = _BESIDE.sub("", clause)
    found = {
        topic.key: match.start()
        for topic in TOPICS
        if (match := next((one for one in topic.words.finditer(own) if not _in_name(own, one, names)), None))
    }
    first = min(found, key=lambda key: found[key]) if found else ""
    if "uncertainty" in found:
        return ("uncertainty", first) if first != "uncertainty" else ("uncertainty",)
    return (first,) if first else ()


def _in_name(text: str, match: re.Match[str], names: str) -> bool:
    """Whether a word, with the word after it, else before it, stands in a name."""
    after, before = re.match(r"\s+\w+", text[match.end() :]), re.search(r"\w+\s+$", text[: match.start()])
    pair = match[0] + after[0] if after else (before[0] if before else "") + match[0]
    return " " in pair and " ".join(pair.lower().split()) in names


def names_drug(statement: Statement, report: Report) -> bool:
    """Whether a sentence is about the new drug: it, what comes before it in its paragraph, or its heading names it."""
    names = [re.escape(name) for name in (report.substance, report.product) if len(name) > 2]
    if not names:
        return False
    # «Lumoverisib hemmer … Legemidlet gis som tablett»: what follows the name is about it too.
    end = statement.paragraph.rfind(statement.text)
    before = statement.paragraph[: end + len(statement.text)] if end >= 0 else statement.paragraph
    text = " ".join([before, statement.headings[-1] if statement.headings else ""])
    return bool(re.search(rf"\b(?:{'|'.join(names)})", text, re.IGNORECASE))


def claimed(introduction: str) -> frozenset[str]:
    """The topics that words before a quotation claim it to be on."""
    return frozenset(topic.key for topic in TOPICS if topic.words.search(introduction))


def _only_voice(title: str) -> bool:
    """A heading that says whose turn it is and nothing else: «DMPs vurdering», «Innsendt dokumentasjon»."""
    return bool(voice_of(title)) and not any(topic.heading.search(title) for topic in TOPICS)
