"""Answers from the register of decisions: what was decided, how many, which, when and on what conditions. Exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.archive.archive import Archive
from corpus.register.later_decisions import latest_after, matter_of_row
from corpus.register.register import register_rows
from corpus.search.coverage import covered, subject_words
from corpus.search.ranking import Question
from corpus.search.search import Found
from drafting.answers.answer import Answer, Citation, Later, norwegian_date
from drafting.answers.decision_sources import cited, flat
from drafting.answers.later_decision import told_later
from drafting.answers.refusal import refused

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
    every = register_rows(archive, confidential=confidential, before=before)
    rows = _narrowed(asked, archive, every)
    if not rows:
        return refused(found)
    return (_counted if HOW_MANY.search(text) else _told)(rows, every, archive)


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


def _counted(rows: Sequence[dict[str, Any]], every: Sequence[dict[str, Any]], archive: Archive) -> Answer:
    citations: list[Citation] = []
    later: list[Later] = []
    parts = [
        f"{_name(row)}: {row['outcome']}{_when(row)} {cited(row, archive, citations)}" for row in rows[:MOST_SHOWN]
    ]
    rest = f" Og {len(rows) - MOST_SHOWN} til." if len(rows) > MOST_SHOWN else ""
    noun = "beslutning" if len(rows) == 1 else "beslutninger"
    text = f"{len(rows)} {noun} i arkivet: {'; '.join(parts)}.{rest}"
    for row in rows[:MOST_SHOWN]:
        last = latest_after(every, matter_of_row(row), row["date"])
        if last is not None and last not in rows:
            text += told_later(last, row["method_id"], archive, citations, later, named=len(rows) > 1)
    return Answer(text, abstained=False, citations=tuple(citations), later=tuple(later))


def _told(rows: Sequence[dict[str, Any]], every: Sequence[dict[str, Any]], archive: Archive) -> Answer:
    citations: list[Citation] = []
    later: list[Later] = []
    lines = []
    for row in sorted(rows, key=lambda row: row["date"], reverse=True)[:MOST_SHOWN]:
        said = f"{_name(row)}: {row['outcome']}{_when(row)}"
        if row["forum"] and row["forum"].casefold() not in ("", "beslutningsforum"):
            said += f" i {row['forum']}"
        if row["indication"]:
            said += f". Gjelder: {_short(row['indication'])}"
        if row["text"]:
            said += f". Ordlyd: «{flat(row['text'])}»"
        said += f" {cited(row, archive, citations)}."
        if last := latest_after(every, matter_of_row(row), row["date"]):
            said += told_later(last, row["method_id"], archive, citations, later)
        if row["disagreement"]:
            said += f" Kildene er ikke enige: {_short(' '.join(row['disagreement']), 300)}."
        lines.append(said)
    if len(rows) > MOST_SHOWN:
        lines.append(f"Og {len(rows) - MOST_SHOWN} til; se registeret.")
    return Answer("\n".join(lines), abstained=False, citations=tuple(citations), later=tuple(later))


def _name(row: dict[str, Any]) -> str:
    drug = f"{row['substance']} ({row['product']})" if row["substance"] and row["product"] else row["product"]
    return f"{row['method_id']} {drug or row['substance']}".strip()


def _when(row: dict[str, Any]) -> str:
    return f" {norwegian_date(row['date'])}" if row["date"] else ""


def _short(text: str, most: int = 220) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
