"""Answers from the register of decisions: what was decided, how many, which, when and on what conditions. Exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from corpus.archive import Archive
from corpus.coverage import covered, subject_words
from corpus.documents import Source
from corpus.quotes import located
from corpus.ranking import Question
from corpus.register import register
from corpus.search import Found
from corpus.sentences import sentences
from drafting.writing.answers import Answer, Citation, norwegian_date, refused

DECIDED = re.compile(
    r"\bbeslut|\bvedt(?:[aoe]k|att)|\binnfør(?:t|es|te|ing)\b|\bavgj[øo]r|\butfall|\bavbestil|\bpågå|\bvilkår|\bstatus\b|\bavslått|\bavslag",
    re.IGNORECASE,
)
NOT_DECIDED = re.compile(
    r"\bta(?:s|tt)? i bruk|\bgjelde fra|\bbudsjett|\bIKER|\bpasienter\b|\bkoster\b|\bkostnad|\bpris\b",
    re.IGNORECASE,
)
ABROAD = re.compile(
    r"\bsverige|\bdanmark|\bskottland|\bengland|\bNICE\b|\bSMC\b|\bTLV\b|\bfinland|\btyskland", re.IGNORECASE
)
HOW_MANY = re.compile(
    r"\bhvor mange\b|\bkor mange\b|\bantall(?:et)? (?:beslutninger|vedtak|metoder|legemidler)", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\d_.])(?<!ID)(?:19|20|21)\d\d(?![\d_]|\.\d)")
CLASSES = {"genterapi": r"genterapi|celleterapi|gen- og celleterapi", "celleterapi": r"celleterapi|CAR-T"}
_OUTCOME_WORDS = re.compile(
    r"avbestil|beslut|vedta|fatte|fatta|innfør|avslått|avslag|pågå|vilkår|status|utfall|metode|arkiv|register|legemid|januar|februar"
    r"|mars|april|mai|juni|juli|august|september|oktober|november|desember|hvorfor|kvifor|begrunn|etter|avgj|kronologisk",
    re.IGNORECASE,
)
_MONTHS = "januar februar mars april mai juni juli august september oktober november desember"
MONTHS = tuple(_MONTHS.split())
FORUMS = {"fagdirektørmøte": "fagdirektør", "beslutningsforum": "beslutningsforum"}
MOST_SHOWN = 25


def from_register(
    asked: Question, archive: Archive, found: Found, *, confidential: bool, before: date | None
) -> Answer | None:
    """The decisions asked for, or a refusal when there are none; None when the question is about no decision."""
    text = asked.asked
    ids = tuple(key for key in asked.keys if key.startswith("ID"))
    if not DECIDED.search(text) and not (ids and len(text.split()) <= len(ids)):
        return None
    if ABROAD.search(text) or (
        NOT_DECIDED.search(text) and not re.search(r"\bbeslut|\bvedt[ao]k", text, re.IGNORECASE)
    ):
        return None
    table = register(archive, confidential=confidential, before=before)
    rows: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]
    rows = _narrowed(asked, archive, rows)
    if not rows:
        return refused(found)
    if HOW_MANY.search(text):
        return _counted(rows, archive)
    return _told(rows, archive)


def _narrowed(asked: Question, archive: Archive, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that fit every thing the question names: ids, dates, drug, year, month, outcome, and its subject."""
    text = asked.asked
    ids = {key for key in asked.keys if key.startswith("ID")}
    days = {key for key in asked.keys if "." in key}
    if ids:
        rows = [row for row in rows if row["method_id"] in ids]
    if days:
        rows = [row for row in rows if norwegian_date(row["date"]) in days]
    if asked.drugs:
        rows = [
            row
            for row in rows
            if any({row["product"].casefold(), row["substance"].casefold()} & drug for drug in asked.drugs)
        ]
    if years := set(YEAR.findall(re.sub(r"ID\s?\d{4}_\d{3}", " ", text))):
        rows = [row for row in rows if row["date"][:4] in years]
    months = [f"{n:02d}" for n, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}\b", text, re.IGNORECASE)]
    if months:
        rows = [row for row in rows if row["date"][5:7] in months]
    for word, forum in FORUMS.items():
        if re.search(rf"\b{word}", text, re.IGNORECASE) and not re.search(
            r"\bbeslutningsforum\b.*\?", text, re.IGNORECASE
        ):
            rows = [row for row in rows if forum in row["forum"].casefold()]
    rows = _of_outcome(asked, rows)
    return _about(asked, archive, rows)


def _of_outcome(asked: Question, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Filters on the outcome when the question asks for a kind of decisions; «er X innført?» asks for all of them."""
    text = asked.asked.casefold()
    if re.search(r"\bavbestil", text):
        return [row for row in rows if row["outcome"] == "avbestilt"]
    if re.search(r"\bpågå", text):
        return [row for row in rows if row["outcome"] == "pågående"]
    if re.search(r"\bikkj?e (?:\w+ )?innfør|\bavslått|\bavslag", text):
        return [row for row in rows if row["outcome"] == "ikke innført"]
    listed = re.match(r"\s*(?:hvilke|kva for|hvor mange|kor mange|list|vis)\b", text)
    if listed and re.search(r"\bmed vilkår", text):
        return [row for row in rows if row["outcome"] == "innført med vilkår"]
    if listed and re.search(r"\binnfør", text):
        return [row for row in rows if row["outcome"] in ("innført", "innført med vilkår")]
    return rows


def _about(asked: Question, archive: Archive, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that are about the subject the question names beside the drug: patients, disease, class of drug."""
    words = [
        word for word in subject_words(asked.plain) if not _OUTCOME_WORDS.search(word) and not word.startswith("id")
    ]
    words = [word for word in words if not word.isdigit() and word not in ("blant", "flest", "alle", "gode", "sagt")]
    classes = [name for name in CLASSES if any(name in word for word in words)]
    for name in classes:
        rows = [row for row in rows if _of_class(name, archive, row)]
    words = [word for word in words if not any(name in word for name in classes)]
    if not words:
        return rows
    told = [(row, f"{row['indication']} {row['text']} {' '.join(row['conditions'])} {row['forum']}") for row in rows]
    return [row for row, said in told if len(covered(words, said)) == len(words)]


def _of_class(name: str, archive: Archive, row: dict[str, Any]) -> bool:
    """Whether a document that tells of the decision says of the drug that it is of the class."""
    pattern = re.compile(CLASSES[name], re.IGNORECASE)
    for source in row["sources"]:
        if not source["hash"]:
            continue
        for _, _, passage in archive.catalogue.passages(source["hash"]):
            if {passage.product.casefold(), passage.substance.casefold()} & {
                row["product"].casefold(),
                row["substance"].casefold(),
            } and pattern.search(passage.text):
                return True
    return False


def _counted(rows: Sequence[dict[str, Any]], archive: Archive) -> Answer:
    citations: list[Citation] = []
    parts = [
        f"{_name(row)}: {row['outcome']}{_when(row)} {_cite(row, archive, citations)}" for row in rows[:MOST_SHOWN]
    ]
    rest = f" Og {len(rows) - MOST_SHOWN} til." if len(rows) > MOST_SHOWN else ""
    noun = "beslutning" if len(rows) == 1 else "beslutninger"
    text = f"{len(rows)} {noun} i arkivet: {'; '.join(parts)}.{rest}"
    return Answer(text, abstained=False, citations=tuple(citations))


def _told(rows: Sequence[dict[str, Any]], archive: Archive) -> Answer:
    citations: list[Citation] = []
    lines = []
    for row in sorted(rows, key=lambda row: row["date"], reverse=True)[:MOST_SHOWN]:
        said = f"{_name(row)}: {row['outcome']}{_when(row)}"
        if row["forum"] and row["forum"].casefold() not in ("", "beslutningsforum"):
            said += f" i {row['forum']}"
        if row["indication"]:
            said += f". Gjelder: {_short(row['indication'])}"
        if row["text"]:
            said += f". Ordlyd: «{_flat(row['text'])}»"
        said += f" {_cite(row, archive, citations)}."
        if row["overridden_by"]:
            said += f" En senere beslutning gjelder i stedet: {_later(row['overridden_by'])}."
        if row["disagreement"]:
            said += f" Kildene er ikke enige: {_short(' '.join(row['disagreement']), 300)}."
        lines.append(said)
    if len(rows) > MOST_SHOWN:
        lines.append(f"Og {len(rows) - MOST_SHOWN} til; se registeret.")
    return Answer("\n".join(lines), abstained=False, citations=tuple(citations))


def _name(row: dict[str, Any]) -> str:
    drug = f"{row['substance']} ({row['product']})" if row["substance"] and row["product"] else row["product"]
    return f"{row['method_id']} {drug or row['substance']}".strip()


def _when(row: dict[str, Any]) -> str:
    return f" {norwegian_date(row['date'])}" if row["date"] else ""


def _later(text: str) -> str:
    return re.sub(r"\d{4}-\d{2}-\d{2}", lambda match: norwegian_date(match[0]), text)


def _cite(row: dict[str, Any], archive: Archive, citations: list[Citation]) -> str:
    """Adds a citation for each source of a row, and gives their numbers."""
    numbers = []
    for source in row["sources"]:
        place = _place(row, source, archive)
        if place:
            citations.append(Citation(place, _method_of(source, archive), source["dated"]))
            numbers.append(f"[{len(citations)}]")
    return "".join(numbers)


def _place(row: dict[str, Any], source: dict[str, Any], archive: Archive) -> Source | None:
    if not source["hash"]:  # a register kept by hand has rows, not pages
        return Source("", 0, 0, 0, "", f"{source['document']}, rad {source.get('row', '')}")
    said = [_flat(text) for text in (*sentences(row["text"].replace("\n", " ")),) if text]
    pieces: Iterable[str] = [piece for text in said for piece in (text, text.strip("«»1. "), text.strip("«»1. ")[:60])]
    heading = [f"{row['forum']} {norwegian_date(row['date'])}"] if row["date"] else []
    for page in (source["page"], source["page"] + 1):
        for piece in (*pieces, *heading, row["method_id"]):
            place = located(archive, source["hash"], source["document"], page, piece) if len(piece) > 8 else None
            if place:
                return place
    return None


def _method_of(source: dict[str, Any], archive: Archive) -> str:
    return next((entry.about.method_id for entry in archive.snapshot().entries if entry.hash == source["hash"]), "")


def _flat(text: str) -> str:
    return " ".join(text.split()).strip("«»")


def _short(text: str, most: int = 220) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
