"""A second person accepts a sentence that the closed public version stops at: bound to its text and to every figure.

When the sentence or a figure changes, the acceptance no longer fits and the public version is closed again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from corpus.errors import Refused, UserError
from drafting.calculations.graph.figures import Figure
from drafting.case.file import parse_case
from drafting.confidentiality.closed.of_note import Place, free_texts
from drafting.confidentiality.closed.stops import stops
from drafting.confidentiality.leaks.leaks import find_leaks, secrets_of
from drafting.drafts.draft import Draft
from drafting.note.note import texts
from drafting.store.acceptances import Acceptance, acceptances, keep_acceptance
from drafting.store.secrets_at_rest import fingerprint
from drafting.store.store import Store, User
from drafting.store.stored import PROGRAM, WRITERS

SHORTEST_REASON = 10  # characters


def accepted(store: Store, method_id: str, draft: Draft, places: tuple[Place, ...]) -> dict[Place, Acceptance]:
    """The places whose sentence is accepted as it stands, with who did it."""
    if not places:
        return {}
    kept, pepper = acceptances(store, method_id), store.pepper
    found = {place: kept.get(acceptance_print(pepper, place, draft.figures)) for place in places}
    return {place: acceptance for place, acceptance in found.items() if acceptance is not None}


def acceptance_print(pepper: str, place: Place, figures: Mapping[str, Figure]) -> str:
    """What an acceptance is bound to: the sentence, all the text it is read in, and the value of every figure."""
    values = "\n".join(f"{key}={figure.value}" for key, figure in sorted(figures.items()))
    return fingerprint(pepper, f"{place.where}\n{place.stop.sentence}\n{place.context}\n{values}")


def accept(store: Store, draft: Draft, place: Place, user: User, reason: str) -> None:
    """Accepts a sentence as it stands; who and why are logged.

    Raises:
        Refused: the user may not publish, wrote the sentence, or the reason is too short or holds a secret.
    """
    method_id = draft.note.method_id
    check_can_accept(store, method_id, place, user)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("Å godta en setning krever en begrunnelse.", remedy="Skriv minst én setning.")
    secrets = secrets_of(draft.case_file.case, draft.figures)
    told = any(stop.kind != "word" for stop in stops(reason, fence=False))
    if told or find_leaks(reason.encode(), secrets, name="tekst.txt"):
        raise Refused(
            "Begrunnelsen sier noe om en pris eller et tall som kan være unntatt offentlighet.",
            remedy="Skriv den uten, for loggen er ikke kryptert.",
        )
    printed = acceptance_print(store.pepper, place, draft.figures)
    keep_acceptance(store, method_id, user, where=place.where, printed=printed, reason=" ".join(reason.split())[:500])


def check_can_accept(store: Store, method_id: str, place: Place, user: User) -> None:
    """Raises Refused for one who may not publish, and for the one who wrote the sentence."""
    if user.role not in WRITERS:
        raise Refused("Bare den som kan publisere, kan godta en setning.", remedy="Be en fagrådgiver eller fagsjef.")
    written_by = authors(store, method_id, place)
    if not _folded_name(user.name) or any(_may_be_same(user.name, author) for author in written_by):
        raise Refused(
            "Den som skrev setningen, kan ikke godta den selv.", remedy="Be en annen med rett til å publisere."
        )


def can_accept(store: Store, method_id: str, place: Place, user: User) -> bool:
    """Whether `check_can_accept` lets the user through."""
    try:
        check_can_accept(store, method_id, place, user)
    except Refused:
        return False
    return True


def authors(store: Store, method_id: str, place: Place) -> frozenset[str]:
    """Who brought the sentence in, in any section or in the case: those whose version holds it and the one before not.

    Signs and spaces do not count: whoever only tidies a sentence has not written it.
    """
    sentence = _bare(place.stop.sentence)
    found: set[str] = set()
    for written in (_case_versions(store, method_id), *_versions(store, method_id)):
        held = False
        for who, text in written:
            holds = sentence in text
            if holds and not held:
                found.add(who)
            held = holds
    return frozenset(found - {PROGRAM.name})


def _versions(store: Store, method_id: str) -> list[list[tuple[str, str]]]:
    return [
        [(version.who, _bare(" ".join(texts(version.section)))) for version in reversed(store.history(method_id, key))]
        for key in store.versions(method_id)
    ]


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _folded_name(name: str) -> frozenset[str]:
    """The parts of a name as they are heard: case, accents and unseen signs do not tell two people apart."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name).casefold() if sign.isalnum() or sign == " ")
    return frozenset(plain.split())


def _may_be_same(name: str, other: str) -> bool:
    """Whether two names may be one person's: one holds the other («Ada», «Ada A.»), or scripts are mixed."""
    one, two = _folded_name(name), _folded_name(other)
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}
    return one <= two or two <= one or scripts != {"LATIN"}


def _case_versions(store: Store, method_id: str) -> list[tuple[str, str]]:
    return [(who, _free_text(text)) for who, text in store.case_revisions(method_id)]


def _free_text(text: str) -> str:
    """The free text of a revision; all of it where the revision is of a form that is no longer read."""
    with suppress(UserError):
        text = " ".join(value for _, value in free_texts(parse_case(text).case))
    return _bare(text)


def listed(places: Sequence[Place], given: Mapping[Place, Acceptance]) -> list[dict[str, Any]]:
    """The stops as `prisnotat accept --json` gives them: each with its place and by whom it is accepted."""
    return [
        {
            "number": number,
            "place": place.where,
            "sentence": place.stop.sentence,
            "words": place.stop.words,
            "learns": place.stop.learns,
            "accepted_by": given[place].who if place in given else None,
        }
        for number, place in enumerate(places, start=1)
    ]
