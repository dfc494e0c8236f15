"""The package around a Word document: its fixed parts, metadata and zip.

Put together part by part instead of from a template: nothing comes along that nobody wrote, no author, template path,
theme, thumbnail or custom XML. styles.xml, settings.xml and numbering.xml beside this file are the fixed parts.
Schema: ECMA-376 part 1, WordprocessingML; the order of elements follows it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BULLETS = 1
# Twentieths of a point: A4, 2.6 cm at the sides.
TEXT_WIDTH = 8958
MARGIN = 1474

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {"styles": "styles", "settings": "settings", "numbering": "numbering", "footnotes": "footnotes"}


def package(document: str, *, footnotes: str, header: str, footer: str, lists: str, title: str, dated: date) -> bytes:
    """The parts zipped in a fixed order with a fixed date, so that the same note gives the same bytes.

    Args:
        document: the whole of word/document.xml; footnotes, header, footer likewise («» for no header).
        lists: the `w:num` elements of the numbered lists.
        title: the document's title, as plain text.
        dated: created and modified.
    """
    kinds = {**_KINDS, "footer1": "footer", **({"header1": "header"} if header else {})}
    parts = {
        "[Content_Types].xml": _content_types(kinds),
        "_rels/.rels": _relations(
            {
                "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": _core(title, dated),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            {f"r_{name}": (f"{_OFFICE}/{kind}", f"{name}.xml") for name, kind in kinds.items()}
        ),
        "word/styles.xml": _fixed("styles"),
        "word/settings.xml": _fixed("settings"),
        "word/numbering.xml": _fixed("numbering").replace("</w:numbering>", f"{lists}</w:numbering>"),
        "word/footnotes.xml": footnotes,
        "word/footer1.xml": footer,
        **({"word/header1.xml": header} if header else {}),
    }
    return _zipped(parts)


def numbered_list(number: int) -> str:
    """A list of its own that begins at 1; `number` is its `w:numId`."""
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


@cache
def _fixed(name: str) -> str:
    return Path(__file__).with_name(f"{name}.xml").read_text(encoding="utf-8")


def _zipped(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text.encode())
    return made.getvalue()


def _content_types(kinds: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in targets.items())
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _core(title: str, dated: date) -> str:
    when = f"{dated.isoformat()}T00:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>nb-NO</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
    )
