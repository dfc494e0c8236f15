"""What a quoted sentence is about: its own subject, not one word in it, a name, or the heading it stands under."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.reading.read import read_pages
from corpus.reports.report import read_report
from drafting.facts import facts
from drafting.facts.told.quotable import Quotable
from tests.documents.written import LOG, TITLE, report_with, written

SUMMARY = ("sammendrag", "Sammendrag", 3)


def quoted(topic: str, body: str, *titles: str) -> str:
    headings = (SUMMARY, *((f"0.{place}", title, 3) for place, title in enumerate(titles, 1)))
    report = read_report(report_with(f"Sammendrag\n\n{body}", headings=headings))
    return " ".join(item.text for item in Quotable.of(report, facts(report)).own_words(topic))


@pytest.mark.parametrize(
    "sentence",
    [
        "DMP har vurdert viddatinib til voksne med moderat til alvorlig plakkpsoriasis.",
        "DMP mener at viddatinib er aktuelt for barn med alvorlig eosinofil astma.",
        "DMP vurderer at alvorlige bivirkninger er sjeldne.",
        "DMP anslår at 40 pasienter har alvorlig hemofili.",
        "DMP mener at alvorlig syke pasienter ikke var med i studien.",
        "DMP mener at voksne med alvorlig og refraktær astma er aktuelle.",
        "DMP har vurdert alvorlighet og nytte ved metoden.",
        "Formålet til DMP er å vurdere alvorlighet.",
    ],
)
def test_a_word_in_a_name_or_a_task_is_no_conclusion(sentence: str) -> None:
    assert quoted("severity", sentence) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "DMP vurderer at tilstanden er alvorlig.",
        "DMP mener at sykdommen er svært alvorlig, med kort forventet levetid.",
        "DMP vurderer at plakkpsoriasis er en alvorlig sykdom.",
        "DMP mener at alvorligheten er høy.",
        "DMP mener at tilstanden er alvorlig og livstruende.",
        "DMP har beregnet et absolutt prognosetap på 9,3 QALY.",
        "DMP har vurdert alvorligheten til å være moderat.",
        "DMP vurderer alvorligheten som høy.",
    ],
)
def test_a_judgement_of_severity_is_quoted(sentence: str) -> None:
    assert quoted("severity", f"{sentence} Firmaet mener noe annet.") == sentence


@pytest.mark.parametrize(
    ("topic", "title", "sentence"),
    [
        ("resources", "Kostnadseffektivitet", "DMP mener at firmaets framskriving av totaloverlevelse er for gunstig."),
        ("resources", "Ressursbruk", "DMP mener at modellen har for få helsetilstander."),
        ("resources", "Ressursbruk", "DMP vurderer at tilstanden er alvorlig."),
        ("resources", "Kostnadseffektivitet", "DMP mener at det er usikkert hva kostnaden blir."),
        ("resources", "Kostnader", "Dersom prisen reduseres, faller merkostnaden til 702 000 NOK per QALY."),
        ("benefit", "Nytte", "DMP mener at det er svært usikkert om effekten varer lenge nok."),
        ("benefit", "Nytte", "DMP vurderer at det er knyttet usikkerhet til nytten."),
        ("benefit", "Effekt", "DMP mener at legemiddelkostnaden er høy."),
        ("severity", "Alvorlighet", "DMP mener at nytten er dokumentert."),
        ("uncertainty", "Usikkerhet", "DMP vurderer at ressursbruken er høy."),
        ("benefit", "Nytte", "For pasienter over 75 år mener DMP at nytten er liten."),
    ],
)
def test_a_sentence_on_something_else_than_its_heading_is_not_quoted(topic: str, title: str, sentence: str) -> None:
    body = f"{title}\n\n{sentence} DMP har sett på dette i kapittel 4."
    assert quoted(topic, body, title) == ""


@pytest.mark.parametrize(
    ("topic", "body", "expected"),
    [
        (
            "resources",
            "DMP vurderer at nytten er vist. Ressursbruken er høy sett mot nytten.",
            "Ressursbruken er høy sett mot nytten.",
        ),
        (
            "resources",
            "DMP har brukt legemiddelkostnader fra prislisten. DMP mener at kostnadene er høye.",
            "DMP mener at kostnadene er høye.",
        ),
        ("benefit", "DMP vurderer at nytten er god. Effekten er vist i en studie.", "DMP vurderer at nytten er god."),
        (
            "uncertainty",
            "DMP mener at det er svært usikkert om effekten varer lenge nok.",
            "DMP mener at det er svært usikkert om effekten varer lenge nok.",
        ),
        (
            "severity",
            "DMP mener at effekten er vist. Det er sannsynlig at alvorligheten er lik.",
            "Det er sannsynlig at alvorligheten er lik.",
        ),
        ("benefit", "DMP mener at det er svært usikkert om effekten varer lenge nok.", ""),
        ("resources", "Viddatinib gir noe høyere kostnader.", "Viddatinib gir noe høyere kostnader."),
        ("resources", "Firmaet mener at kostnadene er lave. De er høye.", ""),
        ("uncertainty", "Forskjellen i kostnad er liten sett mot usikkerheten.", ""),
    ],
)
def test_what_concludes_on_the_subject_itself_comes_first(topic: str, body: str, expected: str) -> None:
    assert quoted(topic, f"Samlet vurdering\n\n{body}", "Samlet vurdering") == expected


def test_a_disease_in_the_title_is_no_topic() -> None:
    body = "Sammendrag\n\nDMP mener at viddatinib er aktuelt ved moderat alvorlig og alvorlig kolitt."
    title = TITLE.replace("til behandling av voksne med myelomatose", "ved moderat alvorlig og alvorlig kolitt")
    report = read_report(written(title, LOG, body, headings=(SUMMARY,)))
    assert Quotable.of(report, None).own_words("severity") == ()


def test_the_pages_are_named_where_nothing_is_sure() -> None:
    body = "Sammendrag\n\nRessursbruk\n\nDMP mener at firmaets modell er for enkel. Den er for kort."
    report = read_report(report_with(body, headings=(SUMMARY, ("0.1", "Ressursbruk", 3))))
    quotable = Quotable.of(report, None)
    assert quotable.own_words("resources") == ()
    assert quotable.where("resources") == (3,)


@pytest.mark.shared
@pytest.mark.parametrize("topic", ["severity", "benefit", "resources", "uncertainty"])
def test_a_report_from_elsewhere_gives_the_conclusions_of_its_truth_file(shared: Path, topic: str) -> None:
    truth = json.loads((shared / "reports/ID2022_938.facts.json").read_text("utf-8"))["facts"]
    wanted = {str(value) for fact in truth if fact["key"] == f"conclusion.{topic}" for value, *_ in fact["values"]}
    found = facts(read_report(read_pages(shared / "reports/ID2022_938.pdf"))).get(f"conclusion.{topic}")
    assert found is not None
    assert found.value in wanted
