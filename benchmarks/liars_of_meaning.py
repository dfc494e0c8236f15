"""More models that lie, by one or two words: written before anyone had seen what the guard does with them;
it took 659 of 2 342 for true (28 %) until it learnt grammar (`drafting/checks/guard/sentence_form.py`).

Each is a pattern in a correct paragraph and what is put in its place. Other than in `liars`, most of these leave
every slot where it was, and read like an editor's slip: a modal verb, a quantifier, a tense, a small word gone.
"""

from __future__ import annotations

import re

from benchmarks.liars import LIARS, Liar, Lie, Told
from drafting.checks.guard import Sentence

A_SLOT = r"(\{\{[^{}]+\}\})"
# Name of the kind, pattern, replacement; only the first place in the paragraph is changed.
TWISTS: tuple[tuple[str, str, str], ...] = (
    ("kan er vil", r"\bkan\b", "vil"),
    ("skal er bør", r"\bskal\b", "bør"),
    ("må er bør", r"\bmå\b", "bør"),
    ("er er kan være", r"\ber\b", "kan være"),
    ("noen er alle", r"\b(?:noen|enkelte|flere)\b", "alle"),
    ("alle er noen", r"\b(?:alle|samtlige|hver|hvert)\b", "enkelte"),
    ("begge er en av", r"\bbegge\b", "en av"),
    ("nåtid er fortid", r"\ber\b", "var"),
    ("perfektum er pluskvamperfektum", r"\bhar\b", "hadde"),
    ("har er vil ha", r"\bhar\b", "vil ha"),
    ("og er eller", r"\bog\b", "eller"),
    ("eller er og", r"\beller\b", "og"),
    ("mens er fordi", r"\bmens\b", "fordi"),
    ("betingelsen strøket", r",? dersom [^.,]+(?=[.,])", ""),
    ("dersom er selv om", r"\bdersom\b", "selv om"),
    ("dersom er bare dersom", r"\bdersom\b", "bare dersom"),
    ("dersom er med mindre", r"\bdersom\b", "med mindre"),
    ("sammenligning snudd", r"\b(?:høyere|større|mer|lenger|flere) enn\b", "lavere enn"),
    ("sammenligning snudd oppover", r"\b(?:lavere|mindre|kortere|færre) enn\b", "høyere enn"),
    ("begrunnelse lagt til", r"\.$", " fordi effekten er godt dokumentert."),
    ("begrunnelse med pris", r"\.$", " på grunn av tilbudt pris."),
    ("begrunnelse først", r"^(?=[A-ZÆØÅ])", "Ettersom behandlingen er kostnadsnøytral: "),
    ("følge lagt til", r"\. (?=[A-ZÆØÅ])", ". Derfor gjelder følgende: "),
    ("over et tall", A_SLOT, r"over \1"),
    ("inntil et tall", A_SLOT, r"inntil \1"),
    ("nesten et tall", A_SLOT, r"nesten \1"),
    ("kun et tall", A_SLOT, r"kun \1"),
    ("minst et tall", A_SLOT, r"minst \1"),
    ("per pasient er for alle", r"\bper pasient\b", "for alle pasienter"),
    ("pasienter er barn", r"\b[Pp]asienter\b", "barn"),
    ("leverandør er oppdragsgiver", r"\b[Ll]everandøren\b", "Sykehusinnkjøp"),
    ("Norge er Norden", r"\bNorge\b", "Norden"),
    ("årlig er samlet", r"\bårlige?\b", "samlet"),
    ("ikke er ikke lenger", r"\bikke\b", "ikke lenger"),
    ("ikke er ikke bare", r"\bikke\b", "ikke bare"),
    ("ingen er få", r"\b[Ii]ngen\b", "få"),
    (
        "verb strøket",
        r" (?:er|har|gir|ble|blir|kan|skal(?! gis)|viser|gjelder)(?= )",
        "",
    ),  # «gis» says what «skal gis» does
    ("siste verb strøket", r"(.*) (?:er|har|gir|ble|blir|kan|skal|viser|gjelder)(?= )", r"\1"),
    ("å strøket", r" å(?= )", ""),
    ("og strøket", r"(?<=[^,]) og(?= )", ""),
    ("preposisjon strøket", r"(?<! og) (?:ved|med|av|for|til|på|hos)(?= )", ""),
    ("siste preposisjon strøket", r"(.*)(?<! og) (?:ved|med|av|for|til|på|hos)(?= )", r"\1"),
    ("at er om", r"\bat\b", "om"),
    ("behandling strøket", r" behandling(?= )", ""),
    ("verb til slutt", r" (er|har|gir)( [^.]+)\.$", r"\2 \1."),
)


def twisted(pattern: str, new: str) -> Liar:
    """A liar that puts `new` for the first place where the pattern is; it has nothing to say where there is none."""

    def liar(told: Told) -> Lie:
        made = re.sub(pattern, new, told.text, count=1, flags=re.DOTALL)
        return None if made == told.text else (Sentence(made),)

    return liar


LIARS_OF_MEANING: dict[str, Liar] = {name: twisted(pattern, new) for name, pattern, new in TWISTS}
if LIARS.keys() & LIARS_OF_MEANING.keys():
    raise ValueError("two kinds of liar have the same name")
