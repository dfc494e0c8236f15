"""Draws invented reports: `python -m tests.documents.make_reports` writes the three samples to corpus/samples/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.documents.content import manuscript
from tests.documents.facts import SAMPLES, ReportFacts, random_facts
from tests.documents.layouts import LAYOUTS, SAMPLE_LAYOUT, Layout
from tests.documents.manuscript import Element, ImagePage, Truth
from tests.documents.typst_report import draw_typst
from tests.documents.word_report import draw_word, to_pdf

SAMPLE_FOLDER = Path(__file__).parents[2] / "corpus" / "samples"


@dataclass(frozen=True)
class Drawn:
    """One report with what a reader should find in it."""

    name: str
    pdf: bytes
    truth: Truth
    facts: ReportFacts
    layout: Layout


def report(facts: ReportFacts, layout: Layout, seed: int = 0, *, full: bool = False) -> Drawn:
    """The report of these facts in this layout, drawn with typst."""
    elements, truth = written(facts, layout, seed, full=full)
    pdf = draw_typst(elements, layout, facts.method_id, facts.dated.strftime("%d.%m.%Y"), seed)
    return Drawn(f"{facts.method_id}_{layout.name}.pdf", pdf, truth, facts, layout)


def written(facts: ReportFacts, layout: Layout, seed: int, *, full: bool = False) -> tuple[list[Element], Truth]:
    """Elements and truth without drawing."""
    return manuscript(facts, seed, full=full, image_page=layout.image_page, columns=layout.columns)


def random_report(seed: int) -> Drawn:
    """Report number `seed`: random facts, the layouts in turn."""
    return report(random_facts(seed), LAYOUTS[seed % len(LAYOUTS)], seed)


def office_reports(seeds: Iterable[int]) -> list[Drawn]:
    """Random reports drawn as .docx and turned into PDF by LibreOffice, all in one start."""
    drawn = [(seed, random_facts(seed), LAYOUTS[(seed // 2) % len(LAYOUTS)]) for seed in seeds]
    made = [written(facts, layout, seed) for seed, facts, layout in drawn]
    words = [
        draw_word(elements, layout, facts.method_id, facts.dated.strftime("%d.%m.%Y"))
        for (_, facts, layout), (elements, _) in zip(drawn, made, strict=True)
    ]
    return [
        Drawn(f"{facts.method_id}_office.pdf", pdf, truth, facts, replace(layout, name=f"office_{layout.name}"))
        for (_, facts, layout), (_, truth), pdf in zip(drawn, made, to_pdf(words), strict=True)
    ]


def picture_report(lines: Iterable[str]) -> bytes:
    """A PDF of one page that is a picture of these lines."""
    return draw_typst([ImagePage(tuple(lines))], LAYOUTS[0], "ID2099_000", "01.01.2025")


def word_report(seed: int) -> Drawn:
    """Random report number `seed` as .docx (in `.pdf`)."""
    facts, layout = random_facts(seed), LAYOUTS[seed % len(LAYOUTS)]
    elements, truth = written(facts, layout, seed)
    data = draw_word(elements, layout, facts.method_id, facts.dated.strftime("%d.%m.%Y"))
    return Drawn(f"{facts.method_id}.docx", data, truth, facts, layout)


def main() -> None:
    for seed, facts in enumerate(SAMPLES, start=1):
        drawn = report(facts, SAMPLE_LAYOUT, seed, full=True)
        (SAMPLE_FOLDER / f"{facts.method_id}.pdf").write_bytes(drawn.pdf)


if __name__ == "__main__":
    main()
