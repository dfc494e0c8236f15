"""Which text of a section stands: a person's, the composer's, or the composer's with paragraphs that a model rewrote.

A person's text stands until a person changes it. A model's paragraph is a rewriting of one paragraph of the composer's,
and was checked against that one only. So it stands exactly as long as the composer still says that paragraph word for
word, and the report that it quotes is still the case's report; then the composer's own words are back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.documents import Source
from drafting.note.note import Block, Paragraph, Section
from drafting.store.stored import Version


def standing_section(composed: Section, version: Version | None, report: str) -> Section:
    """The section that stands.

    Args:
        composed: what the composer writes today.
        version: the newest saved version, or None.
        report: the hash of the case's report; empty without one.
    """
    if version is None or version.origin == "composer":
        return composed
    if version.origin == "model":
        return with_paragraphs(composed, models_paragraphs(version.section), report)
    # The composer's findings go with the composer's text only.
    return replace(version.section, title=composed.title, findings=())


def models_paragraphs(section: Section) -> tuple[Paragraph, ...]:
    """The paragraphs of a section that a model wrote."""
    return tuple(block for block in section.blocks if isinstance(block, Paragraph) and block.writer == "model")


def with_paragraphs(composed: Section, paragraphs: Iterable[Paragraph], report: str) -> Section:
    """The composer's section with those of a model's paragraphs that may stand; itself when none may."""
    by_base = {one.base: one for one in paragraphs if all(source.document == report for source in quoted(one))}
    blocks = tuple(_block(block, by_base) for block in composed.blocks)
    if all(block.writer != "model" for block in blocks if isinstance(block, Paragraph)):
        return composed
    return replace(composed, blocks=blocks, writer="model")


def _block(block: Block, by_base: dict[str, Paragraph]) -> Block:
    if not isinstance(block, Paragraph):
        return block
    found = by_base.get(block.text) if block.kind == "text" else None
    if found is None:
        return replace(block, writer="composer")
    sources = tuple(dict.fromkeys((*block.sources, *quoted(found))))
    return replace(block, text=found.text, sources=sources, writer="model", base=found.base)


def quoted(paragraph: Paragraph) -> tuple[Source, ...]:
    """The places of the report that a model's paragraph quotes and its base does not."""
    return tuple(
        source
        for source in paragraph.sources
        if (quote := f"«{' '.join(source.quote.split())}»") in paragraph.text and quote not in paragraph.base
    )


def text_alone(section: Section) -> Section:
    """The section without findings and sources: the same text from another line of the case file is the same text."""
    return replace(section, findings=(), blocks=tuple(replace(block, sources=()) for block in section.blocks))
