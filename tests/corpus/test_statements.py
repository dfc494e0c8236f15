"""Statements of a report: run-in labels, broken sentences, and who says what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bokmal.sentences import sentences
from corpus.reports.report import Statement, read_report
from corpus.reports.speakers import speaker_of
from tests.documents.written import report_with

COMPANY = "Fjellheim Pharma AS"


def said(*pages: str, headings: tuple[tuple[str, str, int], ...] = ()) -> dict[str, Statement]:
    return {item.text: item for item in read_report(report_with(*pages, headings=headings)).statements}


SENTENCE = "DMP vurderer at usikkerheten er stor, men at den ikke lar seg tallfeste."


@pytest.mark.parametrize(
    "body",
    [
        f"Usikkerhet: {SENTENCE}",
        "Usikkerhet: DMP vurderer at usikkerheten er\n\nstor, men at den ikke lar seg tallfeste.",
        "Usikkerhet: DMP vurderer at usikkerheten er stor, men\n\nat den ikke lar seg tallfeste.",
        f"Usikkerhet:\n\n{SENTENCE}",
        f"Usikkerhet:\n{SENTENCE}",
        f"Usikkerhet\n\n{SENTENCE}",
        f"Usikkerhet\n{SENTENCE}",
        f"Usikkerhet. {SENTENCE}",
        f"Usikkerhet – {SENTENCE}",
        f"Usikkerhet {SENTENCE}",
        "Usikkerhet: DMP vurderer at usikker-\n\nheten er stor, men at den ikke lar seg tallfeste.",
        f"Nytte: DMP mener at nytten er god.\nUsikkerhet: {SENTENCE}",
    ],
)
def test_a_label_is_joined_with_what_it_labels_and_heads_it(body: str) -> None:
    found = said(f"Sammendrag\n\n{body}", headings=(("sammendrag", "Sammendrag", 3),))
    assert found[SENTENCE].headings == ("Sammendrag", "Usikkerhet")
    assert found[SENTENCE].is_whole


@pytest.mark.parametrize("title", ["Usikkerhet: DMP vurderer at usikkerheten er", "Usikkerhet:", "Usikkerhet"])
def test_a_bold_lead_in_that_was_read_as_a_heading_is_joined_all_the_same(title: str) -> None:
    rest = SENTENCE if len(title) < 12 else SENTENCE.removeprefix("DMP vurderer at usikkerheten er ")
    body = f"Sammendrag\n\n{title}\n\n{rest}\n\nSikkerhet: Få bivirkninger er meldt."
    found = said(body, headings=(("sammendrag", "Sammendrag", 3), ("u", title, 3)))
    assert found[SENTENCE].headings == ("Sammendrag", "Usikkerhet")


@pytest.mark.parametrize(
    "text",
    [
        "DMP konkluderer slik: Effekten er ikke vist.",
        "Vedlegg 1: Kriterier for respons er satt opp her.",
        "Følgende gjelder: Behandlingen gis daglig.",
        "Merk: Tallene er avrundet.",
        "Det er ett forhold som er klart: Effekten er usikker.",
    ],
)
def test_a_clause_or_a_title_with_a_colon_is_no_label(text: str) -> None:
    assert said(f"Sammendrag\n\n{text}", headings=(("sammendrag", "Sammendrag", 3),))[text].headings == ("Sammendrag",)


def test_what_stands_between_two_labels_belongs_to_the_first_and_nothing_follows_the_last() -> None:
    body = (
        "Sammendrag\n\nRessursbruk: Prisen er kjent.\n\nDMP mener at den er høy.\n\n"
        "Usikkerhet: Den er stor.\n\nAlt i alt er det så."
    )
    found = said(body, headings=(("sammendrag", "Sammendrag", 3),))
    assert found["DMP mener at den er høy."].headings == ("Sammendrag", "Ressursbruk")
    assert found["Alt i alt er det så."].headings == ("Sammendrag",)


WHOLE = "DMP vurderer at effekten trolig er stor, men at den ikke er vist."


@pytest.mark.parametrize(
    "pages",
    [
        ("DMP vurderer at effekten trolig er stor,", "men at den ikke er vist."),
        ("DMP vurderer at effekten trolig er stor, men at den\n\n[^1]: En fotnote.", "ikke er vist."),
        ("DMP vurderer at effekten trolig er stor, men at den ikke er\n\n[^1]: En.\n\n[^2]: To.", "vist."),
        ("DMP vurderer at effekten trolig er stor, men at den ikke er\n\nA\tB\n1\t2", "vist."),
        ("DMP vurderer at effekten trolig er stor, men at den ikke er", "[^3]: Note over.\n\nvist."),
        ("DMP vurderer at effek-", "ten trolig er stor, men at den ikke er vist."),
        ("DMP vurderer at\n\neffekten trolig er stor, men at den\n\nikke er vist.",),
    ],
)
def test_a_broken_sentence_is_one_over_pages_footnotes_and_tables(pages: tuple[str, ...]) -> None:
    assert WHOLE in said(*pages)


@pytest.mark.parametrize(
    "text",
    [
        "Dosen er 5 mg, jf. Tabell 2 og pkt. 4.",
        "Andre tiltak, f.eks. Trening, er ikke regnet med.",
        "Det gjelder bl.a. Sverige og Danmark.",
        "Se kap. 3 og vedl. Kriterier.",
        "Kostnaden er ca. 5 mill. NOK inkl. mva. per år.",
        "Grensen er satt i Meld. St. 34 om prioritering.",
        "Legemidlet gis t.o.m. Uke 8 og mht. Alder uten grense.",
        "Avtalen gjelder fra 1. Januar i år.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(f"{text} Neste setning følger.") == (text, "Neste setning følger.")


@pytest.mark.parametrize(
    "text", ["Dosen er 50 mg.", "Antallet er 40.", "Prisen er 500 kr.", "Se DMP.no.", "Det er så (jf. over)."]
)
def test_a_sentence_ends_where_it_ends(text: str) -> None:
    assert sentences(f"{text} Neste setning følger.") == (text, "Neste setning følger.")


@pytest.mark.parametrize("item", ["• behandling med cellegift", "• Stråling", "– Kirurgi gis til noen"])
def test_an_item_of_a_list_and_its_lead_in_are_no_whole_sentences(item: str) -> None:
    found = said(f"DMP mener at dette gis:\n\n{item}\n\n• Annet")
    assert not [text for text, statement in found.items() if statement.is_whole]


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("company", "Firmaet hevder at effekten er stor."),
        ("company", "Ifølge firmaet er effekten stor."),
        ("company", "Effekten er ifølge Fjellheim Pharma varig."),
        ("company", "Effekten er «vesentlig bedre enn i dag», skriver firmaet."),
        ("company", "Det anføres at effekten varer livet ut."),
        ("company", "Det blir hevdet at effekten er varig."),
        ("company", "I den innsendte analysen er effekten varig."),
        ("company", "Etter firmaets syn er effekten varig."),
        ("company", "Effekten er av firmaet anslått til ti år."),
        ("company", "Firmaet mener, i motsetning til DMP, at effekten er varig."),
        ("company", "Her har firmaet lagt til grunn at alle får behandling."),
        ("dmp", "DMP mener at firmaets antakelse er rimelig."),
        ("dmp", "Usikkerheten er etter DMPs vurdering moderat."),
        ("dmp", "DMP har derfor lagt til grunn at effekten avtar."),
        ("dmp", "Direktoratet for medisinske produkter vurderer at den er usikker."),
        ("dmp", "Etter Legemiddelverkets syn er nytten usikker."),
        ("other", "Fageksperten mener at det er slik."),
        ("other", "De kliniske ekspertene opplyser at praksis varierer."),
        ("", "Firmaet har sendt inn en studie."),
        ("", "Alle barn får metylprednisolon."),
    ],
)
def test_who_says_a_sentence(speaker: str, text: str) -> None:
    assert speaker_of(text, COMPANY) == speaker


def test_who_speaks_goes_on_until_somebody_else_does() -> None:
    body = "Firmaet hevder at effekten er stor. Den varer i fem år. DMP deler ikke dette synet. Få er fulgt."
    speakers = [item.speaker for item in said(body).values()]
    assert speakers[-4:] == ["company", "company", "dmp", "dmp"]


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [("Innsendt dokumentasjon", "company"), ("DMPs vurdering", "dmp"), ("Firmaets analyse", "company")],
)
def test_a_heading_says_whose_turn_it_is(heading: str, speaker: str) -> None:
    assert said(f"{heading}\n\nEffekten er stor.")["Effekten er stor."].speaker == speaker


LETTERS = "Aaæ .:-\n\t[^]1«»•"


@given(st.lists(st.text(alphabet=LETTERS, max_size=160), min_size=1, max_size=3))
@settings(deadline=None, max_examples=80)
def test_every_letter_of_a_statement_stands_at_its_places(pages: list[str]) -> None:
    document = report_with(*pages)
    for item in read_report(document).statements:
        printed = "".join(source.quote for source in item.sources(document))
        assert "".join(item.text.split()).replace("-", "") == "".join(printed.split()).replace("-", "")
