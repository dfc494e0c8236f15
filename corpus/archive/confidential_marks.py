"""Whether a document says of itself that it is exempt from public access: «Konfidensielt», «u.off.», «jf. offl. § 13».

A mark stands by itself: in the header or footer of any page, or as a line of the first page. Running text that speaks
of secrets («RHF-AUP er unntatt offentlighet») is no mark, and neither is what stands where a public version hides a
price; a sentence on the first page whose subject is the document itself is one. In doubt a document is confidential.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.documents import Document

EXEMPT = (
    r"(?:strengt |strictly )?(?:konfidensiel(?:l|t)|confidential|fortrolig|fortruleg|hemmelig|begrenset|skjermet)"
    r"|taushetsbelagt|taushetspliktig|teiepliktig|underlagt taushetsplikt"
    r"|(?:unn?tatt|unnat[et]ke) (?:(?:fra|frå) )?(?:(?:offentlig |offentleg )?innsyn"
    r"|off(?:\b\.?|entli(?:ghet|gheten|g)\b|entle(?:gheit|gheita)\b))"
    r"|u\. ?off\b\.?|u ?off\b\.?"
    r"|ikk(?:e|je) (?:for )?offent(?:lig|leg|liggjøring|leggjering)"
    r"|(?:(?:kun|bare) )?(?:til|for) internt? bruk"
)
INTERNAL = r"internt?(?: (?:dokument|notat|versjon|utgave|bruk))?"
PARAGRAPH = (
    r"§§? ?\d+[a-z]?(?: ?(?:,|og) ?§ ?\d+[a-z]?)*"
    r"(?:,? (?:(?:første|fyrste|andre|annet|tredje|\d\.) ledd|(?:nr\.?|nummer) ?\d+|bokstav [a-z]))*"
)
LAW = rf"(?:offl|offentleglov[ae]|offentlighetslov(?:en|a)|fvl|forvaltningslov(?:en|a)|forv\.?l)\.? ?{PARAGRAPH}"
LABELS = (
    r"gradering|sikkerhetsgradering|tilgang(?:skode|sgruppe)?|klassifisering|merking|merknad|status|skjerming|hjemmel"
    r"|unntak(?:sgrunnlag|shjemmel)?|dokument(?:status|type)?|notat(?:et)?|prisnotat(?:et)?|vedlegg(?:et)?|rapport(?:en)?"
)
GLUE = r"jfr?\.?|cf\.?|og|etter|i henhold til|iht\.?|ihht\.?|med hjemmel i|er|dette|denne|saken"
MARK = re.compile(rf"\b(?:{EXEMPT})(?!\w)|(?<!\w){LAW}", re.IGNORECASE)
WHOLE = re.compile(rf"\b(?:{EXEMPT}|{INTERNAL})(?!\w)|(?<!\w){LAW}", re.IGNORECASE)
REST = re.compile(rf"{PARAGRAPH}|\b(?:{LABELS}|{GLUE})(?!\w)", re.IGNORECASE)
HIDDEN_VALUE = re.compile(r"\[[^\]\n]*\]")
# «Dette notatet er konfidensielt», «Opplysninger med farge og bokstav er unntatt offentlighet», not «… er ikke …».
SUBJECT = (
    r"dokumentet|notatet|prisnotatet|rapporten|vedlegget|filen|versjonen"
    r"|opplysninger (?:med|merket|fulgt av) [^.:]{0,60}?"
)
VERB = r"er|skal være|holdes|behandles som|inneholder(?: [\wæøå]+){0,3}?"
OF_ITSELF = re.compile(rf"\b(?:{SUBJECT}) (?:{VERB})(?: \w+)? (?:{EXEMPT})", re.IGNORECASE)
NOT_PUBLIC = re.compile(r"\bikk(?:e|je) (?:for )?offent", re.IGNORECASE)
DENIED = re.compile(rf"\bikk(?:e|je) (?:lenger |lengre )?(?:{EXEMPT})", re.IGNORECASE)
BEGINS_A_LINE = re.compile(r"[^\wæøå]*(?:[A-ZÆØÅ]|u\.? ?off|jfr?\.? |offl)")
PIECES = re.compile(r"[·|•\t]|\s[–—-]\s|\s{3,}")


def is_marked(document: Document) -> bool:
    """Whether a header, a footer or the first page says that the document is exempt from public access."""
    edges = {edge for page in document.pages for edge in (page.header, page.footer) if edge}
    if any(_in_edge(piece) for edge in edges for piece in _pieces(edge)):
        return True
    first = HIDDEN_VALUE.sub(" ", document.pages[0].text) if document.pages else ""
    return any(_is_mark(line) and BEGINS_A_LINE.match(line) for line in first.splitlines()) or _says_so(first)


def _pieces(edge: str) -> Iterator[str]:
    yield from (piece.strip() for line in HIDDEN_VALUE.sub(" ", edge).splitlines() for piece in PIECES.split(line))


def _in_edge(piece: str) -> bool:
    """A header has no running text: the words anywhere in it are a mark, unless they are denied."""
    return _is_mark(piece) or (MARK.search(piece) is not None and DENIED.search(piece) is None)


def _is_mark(line: str) -> bool:
    """Whether nothing is left of the line without its marks, the law they rest on, labels and signs."""
    if DENIED.search(line) and not NOT_PUBLIC.search(line):
        return False
    left, marks = WHOLE.subn(" ", line)
    return marks > 0 and not re.search(r"\w", REST.sub(" ", left))


def _says_so(text: str) -> bool:
    return any(not DENIED.search(found[0]) for found in OF_ITSELF.finditer(" ".join(text.split())))
