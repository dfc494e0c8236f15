"""The verbs of a sentence: each clause has one, each infinitive and participle what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from drafting.checks.guard.word_classes import BE, classes, is_date

PRONOUNS = frozenset({"det", "den", "de", "dette"})
# «, og dersom …, blir …» is two clauses: the condition, and what follows from it.
CONDITIONS = frozenset({"dersom", "hvis", "når"})
DETERMINERS = frozenset({"den", "denne", "en", "et", "de", "disse"})
HAVE = frozenset({"har", "hadde"})


def infinitives(sentence: Sequence[str]) -> str:
    """Every infinitive has something that it hangs on, and every «å» and modal verb its infinitive."""
    words, open_ones = classes(), 0
    for n, word in enumerate(sentence):
        if word == "å":
            following = next((w for w in sentence[n + 1 : n + 3] if w != "ikke"), "")
            if not words.has(following, "infinitive", "passive"):
                return "«Å» står uten verb."
            open_ones += 1
        elif words.has(word, "infinitive", "passive") and open_ones:
            open_ones -= 1
        elif words.has(word, "infinitive") and not words.has(word, "finite"):
            earlier = any(words.has(one, "infinitive", "modal") for one in sentence[:n])
            if n == 0 or not (words.has(sentence[n - 1], "conjunction") and earlier):
                return "Et verb mangler «å» eller et hjelpeverb."
        elif words.has(word, "modal"):
            open_ones += 1
    return "Et hjelpeverb står uten verb." if open_ones else ""


def _verbs(sentence: Sequence[str]) -> int:
    """How many finite verbs a sentence has; «tas» after «kan» is none."""
    words, count, open_ones = classes(), 0, 0
    for word in sentence:
        if open_ones and words.has(word, "infinitive", "passive"):
            open_ones -= 1
            continue
        open_ones += word == "å" or words.has(word, "modal")
        count += words.has(word, "finite")
    return count


def missing_verbs(sentence: Sequence[str]) -> int:
    """How many clauses of a sentence have no finite verb."""
    return max(0, _clauses(sentence) - _verbs(sentence))


def too_many_verbs(sentence: Sequence[str]) -> str:
    """More finite verbs than clauses that could hold them: a word that joins two clauses is gone."""
    words = classes()
    joined = sum(words.has(word, "conjunction") for word in sentence) + words.has(sentence[0], "finite")
    return "En setning har et verb for mye." if _verbs(sentence) > _clauses(sentence) + joined else ""


def _clauses(sentence: Sequence[str]) -> int:
    """How many clauses a sentence has: its own, one for each subordinator, one for each «, og» with a subject."""
    words, count = classes(), 1
    for n, word in enumerate(sentence):
        rest = sentence[n + 1 :]
        before, after = sentence[n - 1] if n else "", rest[0] if rest else ""
        if word == "som":
            count += any(words.has(one, "finite") for one in rest[:3])  # not «gis som engangsbehandling»
        elif words.has(word, "subordinator") or (word in ("der", "så") and before):
            count += 1
        elif before == "," and word in ("og", "men"):
            count += after in PRONOUNS or after in CONDITIONS or _subject(rest)
    return count


def _subject(rest: Sequence[str]) -> bool:
    """Whether what comes after «, og» begins with a subject: a noun with no preposition before it."""
    words = classes()
    first = next((word for word in rest if not words.has(word, "adverb", "determiner", "adjective")), "")
    return bool(first) and words.noun(first) and first[0] not in "{«" and not first[0].isdigit()


def participles(sentence: Sequence[str], known: set[tuple[str, str]]) -> str:
    """Participles have their auxiliary, and what comes after a passive its preposition. «Det er brukt …» is whole."""
    words = classes()
    first = next((n for n, word in enumerate(sentence) if words.has(word, "finite")), len(sentence))
    for n, (one, other) in enumerate(pairwise(sentence)):
        before = sentence[n - 1] if n else ""
        if not words.has(one, "participle") or {(one, other), (before, one)} <= known:
            continue
        object_follows = words.noun(other) or other in DETERMINERS
        if n < first and words.noun(before) and object_follows and one not in ("datert", "oppdatert"):
            return "Et hjelpeverb er falt ut."
        helped = not BE.isdisjoint(sentence[max(0, n - 3) : n])
        active = not HAVE.isdisjoint(sentence[max(0, n - 3) : n])
        new = (one, other) not in known
        if new and helped and not active and object_follows and not is_date(other) and "det" not in sentence:
            return "Noe mangler etter et verb."
        if new and words.has(other, "participle") and one not in ("blitt", "vært") and other != "innført":
            return "Et bindeord er falt ut."
    for n, word in enumerate(sentence[1:], start=1):
        bare = words.has(word, "participle") and sentence[n - 1] == "og" and (("og", word) not in known)
        if bare and (BE | HAVE).isdisjoint(sentence[:n]):
            return "Et hjelpeverb er falt ut."
    return ""
