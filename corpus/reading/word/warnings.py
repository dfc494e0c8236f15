"""What a Word file holds and was not read, in bokmål: one line a kind, with the pages."""

from __future__ import annotations

from collections.abc import Mapping

SAID = {
    "hidden": "har skjult tekst (skjult skrift, hvit eller usynlig liten skrift); den er ikke tatt med.",
    "struck": "har gjennomstreket tekst; den er ikke tatt med.",
    "changes": "har sporede endringer; teksten er lest som om alle endringene var godtatt.",
    "comments": "har kommentarer; de er ikke lest.",
    "nested": "har en tabell inne i en tabellcelle; tallene i den er ikke brukt.",
    "altChunk": "har innfelt innhold fra et annet dokument (altChunk); det er ikke lest. Lagre filen på nytt fra Word.",
    "drawings": "har diagram, SmartArt eller innebygde objekter; tekst og tall i dem er ikke lest.",
    "pictures": "har store bilder; tekst og tall i dem er ikke lest.",
    "fields": "har et felt uten slutt; tekst etter det kan mangle. Oppdater feltene i Word og lagre filen på nytt.",
}
MOST_PAGES = 8  # page numbers said in one warning


def warnings_of(left_out: Mapping[str, Mapping[int, int]]) -> tuple[str, ...]:
    """One warning for each kind of thing that was left out, in a fixed order; unknown elements last."""
    order = [*(kind for kind in SAID if kind in left_out), *sorted(kind for kind in left_out if kind not in SAID)]
    return tuple(f"{_pages(left_out[kind])} {_said(kind)}" for kind in order)


def _said(kind: str) -> str:
    return SAID.get(kind, f"har tekst i et Word-element som ikke er kjent ({kind}); den er ikke lest.")


def _pages(pages: Mapping[int, int]) -> str:
    numbers = [str(page) for page in sorted(pages)]
    if len(numbers) == 1:
        return f"Side {numbers[0]}"
    if len(numbers) > MOST_PAGES:
        return f"Side {', '.join(numbers[:MOST_PAGES])} og {len(numbers) - MOST_PAGES} til"
    return f"Side {', '.join(numbers[:-1])} og {numbers[-1]}"
