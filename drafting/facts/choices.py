"""What the analysis rests on: comparator, dose, discount rate."""

from __future__ import annotations

import re

from corpus.bokmal.amounts import NUMBER, number, plain
from corpus.bokmal.substances import inside_sentence
from corpus.reports.report import Report, Statement
from corpus.reports.speakers import COMPANY_NAMED
from drafting.facts.fact.fact import Claimed, Fact, Found, Warned
from drafting.facts.fact.scope import not_used, objections
from drafting.facts.fact.scope_reading import scope_at
from drafting.facts.fact.setting import elsewhere

_END = r"(?=[.;]\s*$|[.;]\s|,\s+(?:som|og|fordi|i\s)|\s+(?:fordi|basert|i\s+samsvar|i\s+denne)\b)"
COMPARATOR = (
    re.compile(
        rf"(?<!for )(?<!til )(?<!med )(?<!av )[Kk]omparator(?:en)?\s+(?:i\s+(?:\w+\s+){{1,3}})?er\s+(.{{3,120}}?){_END}"
    ),
    re.compile(
        r"(?:^|,)\s*([^,;]{3,120}?)\s+er\s+(?:en\s+|den\s+)?(?:mest\s+)?(?:relevant|riktig|rimelig|aktuell)e?\s+komparator\b"
    ),
    re.compile(
        rf"(?:DMP|[Rr]apporten|[Aa]nalysen)\s+(?:har\s+)?(?:sammenlignet|sammenligner)\s+.{{2,80}}?\s(?:med|mot)\s+(.{{3,120}}?){_END}"
    ),
)
# «Regorafenib er …, og er derfor komparator», «X er eneste relevante alternativ», «Placebo er valt som komparator»
OF_QUESTION = re.compile(r"\bPICO|problemstilling|populasjon|\bDMP|\bSLV|oppsummering av analysen|hovedanalyse", re.I)
DOSE = re.compile(r"\b(?:anbefalt|dose|dosering)\w*.*\d", re.IGNORECASE)
CHOSEN = (
    re.compile(
        r"^([A-ZÆØÅ][^,;.]{2,60}?)\s+er\s[^;.]{5,160}?,?\s+og\s+er\s+(?:derfor|dermed|difor)\s+(?:valgt\s+som\s+)?komparator\b"
    ),
    re.compile(
        r"^([A-ZÆØÅ][^,;.]{2,80}?)\s+er\s+(?:derfor\s+|difor\s+)?(?:valgt|valt|brukt|benyttet|satt|lagt\s+til\s+grunn)\s+som\s+"
        r"(?:komparator|sammenlign\w*|samanlikn\w*)"
    ),
    re.compile(
        r"^([A-ZÆØÅ][^,;.]{2,80}?)\s+er\s+(?:det\s+|den\s+)?(?:eneste|einaste|mest|beste)\s+(?:aktuelle\s+|relevante\s+|reelle\s+)?"
        r"(?:alternativ\w*|komparator\w*|sammenlikn\w*|sammenlign\w*)"
    ),
    re.compile(
        r"\b(?:valgt|valt|brukt|brukes|benyttet|bruker|velger)\s+([a-zæøå][\w/+ -]{2,60}?)\s+som\s+komparator\b"
    ),
    re.compile(
        r"\bbrukes\s+(?:som\s+regel\s+|vanligvis\s+|i\s+dag\s+)?([\w-]{4,40}),\s+og\s+det\s+er\s+dette\s+legemiddelet\s+(?:\w+\s+){1,3}"
        r"valgt\s+som\s+komparator"
    ),
)
NO_NAME = re.compile(
    r"(?:\d|komparator|dette|disse|ikke|også|derfor|usikker|relevant|en\b|et\b|den\b|det\b|i\b|blitt|valg|godt|vanskelig|hverken|verken)",
    re.IGNORECASE,
)
# «Alfador er ikke komparator»: what is said not to be one.
NEGATED = re.compile(
    r"\b(?:ikke|heller|aldri|neppe|verken|hverken|ingen|ikke\s+lenger)\s*$|\s(?:ikke|aldri|neppe)\b", re.I
)
DISCOUNTED = re.compile(rf"\bdiskont\w*[^.;]{{0,80}}?(?<![\d,.–-])({NUMBER})\s*(?:%|prosent)", re.IGNORECASE)


def choices(report: Report) -> Found:
    """`comparator`, `dose`, `discount_rate`."""
    yield from _comparator(report)
    yield from _dose(report)
    for statement in report.own_statements:
        match = DISCOUNTED.search(statement.text)
        if match and not statement.ocr and not re.search(r"±|prosentpoeng|følsomhet|sensitivitet", statement.text):
            value, scope = number(match[1]), scope_at(statement.text, *match.span(1))
            reasons = objections("discount_rate", scope)
            if reasons:
                yield Warned(not_used("Diskonteringsrenten", match[1], statement.page, reasons))
            elif value is not None:
                source = statement.source(report.document, match[1])
                fact = Fact("discount_rate", plain(value), "%", source, scope=scope)
                yield Claimed(fact) if _by_company(statement) else fact


def _by_company(statement: Statement) -> bool:
    return statement.voice == "company" or bool(COMPANY_NAMED.search(statement.text))


def _comparator(report: Report) -> Found:
    """What the drug is compared with. DMP's own words come first; two that do not agree are a warning, not a fact."""
    found: list[tuple[bool, Fact]] = []
    everything = "\n".join(page.text for page in report.document.pages)
    for statement in report.own_statements:
        if statement.ocr or _by_company(statement) or re.search(r"\bstudie|\barm(?:en)?\b", statement.text):
            continue
        for pattern in (*COMPARATOR, *CHOSEN):
            match = pattern.search(statement.text)
            name = re.split(r"\bat\s+", match[1])[-1].strip(" ,") if match else ""
            if name and not NO_NAME.match(name) and not NEGATED.search(name):
                told = bool(re.search(r"\bDMP|\bSLV|[Ll]egemiddelverket", statement.text)) or statement.voice == "dmp"
                source = statement.source(report.document, name)
                found.append((told, Fact("comparator", inside_sentence(name, everything), "", source)))
                break
    if not found:
        yield from _compared_in_tables(report)
        return
    chosen = next((fact for told, fact in found if told), found[0][1])
    other = next((fact for _, fact in found if not _alike(fact.value, chosen.value)), None)
    if other:
        yield Warned(
            f"Rapporten nevner ulike komparatorer: «{chosen.value}» på side {chosen.source.page} og «{other.value}» "
            f"på side {other.source.page}; ingen av dem er brukt."
        )
    else:
        yield max((fact for _, fact in found), key=lambda fact: len(fact.value))


def comparator_names(report: Report) -> tuple[str, ...]:
    """The names of what the drug is compared with, as the report's sentences have them; none where they disagree."""
    return tuple(item.value for item in _comparator(report) if isinstance(item, Fact))


def _compared_in_tables(report: Report) -> Found:
    """The comparator out of tables: DMP's column in the row «Komparator», else the other arm of DMP's table of results.

    Where tables name several, none is taken.
    """
    found: list[Fact] = []
    for table in report.printed:
        about = f"{table.caption} {table.under} {' '.join(table.head)}"
        if not OF_QUESTION.search(about) or re.search(r"\bstudie", table.caption, re.IGNORECASE):
            continue
        for row in table.rows[1:]:
            if not re.match(
                r"komparator(?:\(?er\)?)?$|samanlikning$|sammenligning$|comparator", row.label, re.IGNORECASE
            ):
                continue
            own = [place for place, head in enumerate(table.head) if re.search(r"\b(?:DMP|SLV|vurdering)\b", head)]
            filled = [place for place, cell in enumerate(row.cells) if place and cell]
            place = own[0] if len(own) == 1 else filled[0] if len(filled) == 1 else 0
            cell = row.cells[place] if place < len(row.cells) else ""
            if place and cell and not re.match(r"som\s|samme|jf|se\s", cell, re.IGNORECASE):
                found.append(Fact("comparator", cell, "", report.document.source(*row.place(place))))
    if found and all(_alike(found[0].value, fact.value) for fact in found):
        yield found[0]
    elif found:
        told = " og ".join(f"«{fact.value}» på side {fact.source.page}" for fact in found[:2])
        yield Warned(f"Rapporten nevner ulike komparatorer: {told}; ingen av dem er brukt.")


def _alike(one: str, other: str) -> bool:
    """Whether one name is a shorter form of the other («docetaksel», «docetaksel (Taxotere)»)."""
    short, long = sorted((" ".join(text.casefold().split()) for text in (one, other)), key=len)
    return short in long


def _dose(report: Report) -> Found:
    """The recommended dose in the report's words: the first sentence that gives one under a heading on dosing.

    One of a study, another country or an earlier time is not it.
    """
    drug = "|".join(re.escape(name) for name in (report.product, report.substance) if len(name) > 3) or r"(?!)"
    given = re.compile(rf"\b(?:{drug})\b.*?\d\s*(?:mg|µg|mikrogram|g|ml|IE)\b", re.IGNORECASE)
    for statement in report.own_statements:
        under = bool(statement.headings) and re.search(r"\bdoser", statement.headings[-1], re.IGNORECASE)
        text = statement.text
        if not (under and not statement.ocr and (DOSE.search(text) or given.search(text))):
            continue
        if reasons := elsewhere(text, 0, len(text), report.dated):
            yield Warned(not_used("Dosen", "", statement.page, reasons), statement.source(report.document))
        else:
            yield Fact("dose", text, "", statement.source(report.document))
            return
