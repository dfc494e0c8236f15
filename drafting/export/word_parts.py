"""The fixed parts of a Word file: styles, lists, settings, and the package itself.

Written part by part instead of from a template: nothing comes along that nobody wrote, no author, template path, theme,
thumbnail or custom XML. Schema: ECMA-376 part 1, WordprocessingML; the order of elements follows it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT = "Calibri"
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
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/numbering.xml": NUMBERING.replace("<!--lists-->", lists),
        "word/footnotes.xml": footnotes,
        "word/footer1.xml": footer,
        **({"word/header1.xml": header} if header else {}),
    }
    return _zipped(parts)


def _zipped(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
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


def _style(key: str, name: str, paragraph: str = "", run: str = "", *, based: str = "Normal", after: str = "") -> str:
    kind = "character" if key in _RUN_STYLES else "paragraph"
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}">'
        f'<w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if kind == "paragraph" and key != based else "")
        + (f'<w:next w:val="{after}"/>' if after else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


_RUN_STYLES = {"Unntatt", "Eierbokstav", "FootnoteReference"}


def _heading(key: str, level: int, size: int, before: int, after: int, color: str, extra: str = "") -> str:
    return _style(
        key,
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/><w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>',
        f'<w:b/>{extra}<w:color w:val="{color}"/><w:sz w:val="{size}"/>',
        after="Normal",
    )


STYLES = (
    f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/><w:color w:val="1A1A1A"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="nb-NO" w:eastAsia="nb-NO" w:bidi="nb-NO"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="271" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    "<w:pPr><w:widowControl/></w:pPr></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="Notattabell"><w:name w:val="Notattabell"/><w:basedOn w:val="TableNormal"/>'
    '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="4B5157"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="4B5157"/><w:insideH w:val="single" w:sz="4" w:color="B9BEC4"/>'
    '</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="8" w:color="4B5157"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
    + _style("Title", "Title", '<w:spacing w:after="200"/>', '<w:b/><w:color w:val="143F6B"/><w:sz w:val="44"/>')
    + _heading("Heading1", 1, 27, 360, 280, "1A1A1A")
    + _heading("Heading2", 2, 25, 320, 100, "143F6B")
    + _heading("Heading3", 3, 22, 200, 80, "1A1A1A", "<w:i/>")
    + _style(
        "Tittelblokk",
        "Tittelblokk",
        '<w:tabs><w:tab w:val="left" w:pos="850"/><w:tab w:val="left" w:pos="3600"/></w:tabs>'
        '<w:suppressAutoHyphens/><w:spacing w:after="0"/><w:ind w:left="850" w:hanging="850"/>',
    )
    + _style("Quote", "Quote", '<w:ind w:left="425" w:right="425"/>')
    + _style("ListParagraph", "List Paragraph", '<w:spacing w:after="80"/>')
    + _style(
        "Caption",
        "caption",
        '<w:keepNext/><w:spacing w:before="120" w:after="80"/>',
        '<w:i/><w:color w:val="5C6166"/><w:sz w:val="19"/>',
    )
    + _style(
        "Tabelltekst",
        "Tabelltekst",
        '<w:spacing w:before="50" w:after="50" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="20"/>',
    )
    + _style(
        "Forklaring",
        "Forklaring",
        '<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="E0B020"/></w:pBdr><w:spacing w:after="40"/><w:ind w:left="140"/>',
        '<w:sz w:val="19"/>',
    )
    + _style(
        "Header",
        "header",
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="B9BEC4"/></w:pBdr><w:suppressAutoHyphens/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
        '<w:color w:val="5C6166"/><w:sz w:val="17"/>',
    )
    + _style(
        "Utkast",
        "Utkast",
        '<w:suppressAutoHyphens/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="right"/>',
        '<w:b/><w:color w:val="9C1C1C"/><w:spacing w:val="70"/><w:sz w:val="30"/>',
    )
    + _style(
        "Footer",
        "footer",
        f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs><w:suppressAutoHyphens/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
        '<w:color w:val="5C6166"/><w:sz w:val="17"/>',
    )
    + _style(
        "FootnoteText",
        "footnote text",
        '<w:spacing w:after="20" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="18"/>',
    )
    + _style("FootnoteReference", "footnote reference", "", '<w:vertAlign w:val="superscript"/>')
    + _style("Unntatt", "Unntatt offentlighet", "", '<w:shd w:val="clear" w:color="auto" w:fill="FFEDB3"/>')
    + _style("Eierbokstav", "Eierbokstav", "", '<w:b/><w:vertAlign w:val="superscript"/>')
    + "</w:styles>"
)

SETTINGS = (
    f"{DECLARATION}<w:settings {NAMESPACES}><w:removePersonalInformation/><w:removeDateAndTime/>"
    '<w:defaultTabStop w:val="709"/><w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/>'
    '<w:hyphenationZone w:val="425"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="nb-NO"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)


def _level(level: int, kind: str, text: str, left: int) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>'
    )


NUMBERING = (
    f"{DECLARATION}<w:numbering {NAMESPACES}>"
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
    f"{_level(0, 'bullet', '•', 500)}{_level(1, 'bullet', '•', 920)}</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>'
    f"{_level(0, 'decimal', '%1.', 500)}{_level(1, 'bullet', '•', 920)}</w:abstractNum>"
    f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num><!--lists--></w:numbering>'
)


def numbered_list(number: int) -> str:
    """A list of its own that begins at 1; `number` is its `w:numId`."""
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
