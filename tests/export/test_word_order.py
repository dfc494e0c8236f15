"""Word is strict about the order of elements: ours follow the schema (ECMA-376 part 1, annex A)."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from drafting.export.word import docx_bytes
from export.filled_notes import whole_note

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime defaultTabStop autoHyphenation "
    "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps characterSpacingControl footnotePr endnotePr compat "
    "docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
}


@pytest.mark.parametrize("part", ["document", "styles", "settings", "numbering", "footnotes", "header1", "footer1"])
def test_elements_stand_in_the_order_of_the_schema(part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(whole_note()))) as archive:
        root = ElementTree.fromstring(archive.read(f"word/{part}.xml"))
    seen = 0
    for element in root.iter():
        order = ORDER.get(element.tag.removeprefix(W), "").split()
        if not order:
            continue
        places = [order.index(child.tag.removeprefix(W)) for child in element]
        assert places == sorted(places), element.tag
        seen += 1
    assert seen


def test_every_cell_ends_in_a_paragraph_and_no_table_touches_another() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(whole_note()))) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    for cell in root.iter(f"{W}tc"):
        assert list(cell)[-1].tag == f"{W}p"
    body = [child.tag for child in root[0]]
    assert (f"{W}tbl", f"{W}tbl") not in pairwise(body)
    assert body[-1] == f"{W}sectPr"


def test_every_style_list_and_footnote_that_is_called_exists() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(whole_note()))) as archive:
        roots = {
            name: ElementTree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }

    def values(part: str, tag: str, attribute: str) -> set[str | None]:
        return {element.get(W + attribute) for element in roots[f"word/{part}.xml"].iter(W + tag)}

    styles = values("styles", "style", "styleId")
    for part in ("document", "footnotes", "header1", "footer1"):
        for tag in ("pStyle", "rStyle", "tblStyle"):
            assert values(part, tag, "val") <= styles
    assert values("document", "numId", "val") <= values("numbering", "num", "numId")
    assert values("document", "footnoteReference", "id") <= values("footnotes", "footnote", "id")
