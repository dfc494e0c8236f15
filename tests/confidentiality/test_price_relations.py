"""Sentences without a number that set a price beside another, also where the field repeats a public decision."""

from __future__ import annotations

import pytest

from drafting.confidentiality.closed.stops import stops


@pytest.mark.parametrize(
    "text",
    [
        "Prisen er som i Sverige.",
        "Prisen er omtrent som for danskene.",
        "Kostnaden er som for dagens behandling.",
        "Kostnaden ligger på linje med komparator.",
        "Prisen er på samme nivå som i Danmark.",
        "Prisen ble satt på nivå med listeprisen i Finland.",
        "Vi betaler som svenskene.",
        "Vi betaler for legemidlet det danskene betaler.",
        "Sykehusene betaler akkurat det svenskene gir.",
        "Prisen er satt slik man i Danmark har satt den.",
        "Legemidlet koster hva konkurrenten koster.",
        "Vi fikk det engelskmennene fikk, i pris.",
        "Prisen er lik Maks-AUP.",
        "Prisen matcher konkurrentens pris.",
        "Behandlingen er billigere enn komparator.",
        "Prisen er billigere enn i Danmark.",
        "Prisen er den samme som i Skottland.",
        "Innført til en lavere pris enn i Sverige.",
        "Prisen er høyere enn i nabolandene.",
        "Kan brukes når prisen er lavere enn for alternativene.",
        "Rimeligst av alternativene.",
        "Legemidlet er det nest billigste blant de tre.",
    ],
)
@pytest.mark.parametrize("quoted", [False, True])
def test_a_price_beside_another_stops_everywhere(text: str, quoted: bool) -> None:
    assert stops(text, quoted=quoted, fence=False)


@pytest.mark.parametrize(
    "text",
    [
        "Prisen er for høy i forhold til nytten, og det finnes rimeligere alternativer med samme effekt.",
        "Innføres ikke. Prisen er for høy sammenlignet med likeverdige legemidler.",
        "Medicinrådet anbefaler ikke legemidlet, fordi effekten er usikker i forhold til prisen.",
        "Kostnadene er for høye i forhold til nytten.",
        "Legemidlet skal inngå i anbud, og det rimeligste alternativet skal brukes.",
        "Legemidlet har samme effekt som komparator.",
    ],
)
def test_what_decisions_say_passes_where_they_are_repeated(text: str) -> None:
    assert stops(text, quoted=True) == ()


@pytest.mark.parametrize(
    "text",
    ["Prisen er oppgitt inkl. mva.", "Kostnader er beregnet som beskrevet i rapporten.", "Prisene er som følger:"],
)
def test_words_alike_that_compare_nothing(text: str) -> None:
    assert stops(text, fence=False) == ()
