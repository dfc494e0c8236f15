"""What the archive holds in public on a case's drug: earlier notes, other versions, DMP's report."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.archive.catalogue import Catalogue, Entry
from drafting.case.case import Case


def public_texts(catalogue: Catalogue, case: Case) -> tuple[str, ...]:
    """The full text of every public document on the same method, product or substance, in the archive's order.

    A document that is marked confidential in the archive is left out: no outsider has it.
    """
    found = [entry.hash for entry in catalogue.entries() if not entry.about.confidential and on_the_drug(entry, case)]
    return tuple("\n".join(_pages(catalogue, digest)) for digest in found)


def _pages(catalogue: Catalogue, digest: str) -> Iterator[str]:
    for number in range(1, catalogue.page_count(digest) + 1):
        if page := catalogue.page(digest, number):
            yield page.text


def on_the_drug(entry: Entry, case: Case) -> bool:
    """Whether a document is on the case's method, its product or its substance."""
    about = entry.about
    methods = {case.method_id, *(decision.method_id for decision in case.earlier_decisions)}
    names = {case.product.name.casefold(), case.product.substance.casefold()}
    told = {name.strip().casefold() for name in (about.product, about.substance) if name.strip()}
    return about.method_id in methods or bool(names & told)
