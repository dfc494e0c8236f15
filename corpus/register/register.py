"""The register of past decisions as a table: from every note of the archive, and from registers people keep by hand.

Signatures others rely on:

* `decisions_rows(archive, *, confidential=False, **filters) -> list[dict]` is the JSON of `prisnotat decisions`.
* `register_rows(archive, …) -> list[dict]`, the whole of it; `register(archive, …) -> DataFrame`;
  `filtered(table, …)`; `counts(table) -> DataFrame` per year and outcome.
* `import_register(archive, path, columns=None) -> int`; `csv_text(table)`, `excel_bytes(table)`.

The same decision told by two documents is one row with two sources. Where they disagree the row says so («avvik»), and
keeps what the document nearest the decision says: it is neither repaired nor voted over.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from corpus.archive.archive import Archive
from corpus.register.imported import imported_rows
from corpus.register.later_decisions import latest_after, matter_of_row, patients_of

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "method_id", "substance", "product", "indication", "forum", "date", "outcome", "conditions", "text", "sources",
    "disagreement", "overridden_by",
)  # fmt: off
OUTCOMES = ("innført", "innført med vilkår", "ikke innført", "avbestilt", "pågående", "ukjent")
SAME_DECISION_DAYS = 31  # two documents that date one outcome this near mean the same decision
HEADINGS = {
    "method_id": "Metode-ID", "substance": "Virkestoff", "product": "Preparat", "indication": "Indikasjon",
    "forum": "Forum", "date": "Dato", "outcome": "Utfall", "conditions": "Vilkår", "text": "Ordlyd",
    "sources": "Kilder", "disagreement": "Avvik", "overridden_by": "Erstattet av",
}  # fmt: off


class RegisterFilters(TypedDict, total=False):
    """What rows are to be of. `drug` is any name of the product or substance, or several of one drug."""

    method_id: str
    drug: str | Iterable[str]
    forum: str
    outcome: str | Sequence[str]
    year: int | str | None
    since: date | None
    before: date | None
    words: str


def decisions_rows(
    archive: Archive, *, confidential: bool = False, **filters: Unpack[RegisterFilters]
) -> list[dict[str, Any]]:
    """The register as JSON-ready rows; `filters` are those of `filtered`."""
    table = filtered(register(archive, confidential=confidential), **filters)
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def register(archive: Archive, *, confidential: bool = False, before: date | None = None) -> pd.DataFrame:
    """The table of `register_rows`."""
    import pandas as pd

    rows = register_rows(archive, confidential=confidential, before=before)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def register_rows(archive: Archive, *, confidential: bool = False, before: date | None = None) -> list[dict[str, Any]]:
    """Every decision that the asker may see, one row each, ordered by date, with its sources; not to be changed.

    Args:
        before: only what documents dated earlier tell.
    """
    return list(archive.derived(("register", confidential, before), lambda: _rows(archive, confidential, before)))


def _rows(archive: Archive, confidential: bool, before: date | None) -> list[dict[str, Any]]:
    told: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in (
        *_from_documents(archive, confidential, before),
        *(() if before else archive.catalogue.register_rows()),
    ):
        told.setdefault((row["method_id"], *_which(row)), []).append(row)
    rows = _with_later([_one(versions) for versions in _near_dates_joined(told)])
    rows.sort(key=lambda row: (row["date"] or "9999", row["method_id"]))
    return rows


def filtered(table: pd.DataFrame, **filters: Unpack[RegisterFilters]) -> pd.DataFrame:
    """The rows that fit every filter given."""
    keep = table
    if method_id := filters.get("method_id"):
        keep = keep[keep["method_id"] == method_id]
    if drug := filters.get("drug"):
        names = {drug.casefold()} if isinstance(drug, str) else {name.casefold() for name in drug}
        keep = keep[keep["product"].str.casefold().isin(names) | keep["substance"].str.casefold().isin(names)]
    if forum := filters.get("forum"):
        keep = keep[keep["forum"].str.casefold().str.contains(forum.casefold(), regex=False)]
    if outcome := filters.get("outcome"):
        keep = keep[keep["outcome"].isin([outcome] if isinstance(outcome, str) else list(outcome))]
    if year := filters.get("year"):
        keep = keep[keep["date"].str.startswith(str(year))]
    if since := filters.get("since"):
        keep = keep[(keep["date"] != "") & (keep["date"] >= since.isoformat())]
    if before := filters.get("before"):
        keep = keep[(keep["date"] != "") & (keep["date"] < before.isoformat())]
    for word in (filters.get("words") or "").casefold().split():
        text = keep["indication"] + " " + keep["text"] + " " + keep["conditions"].str.join(" ")
        keep = keep[text.str.casefold().str.contains(word, regex=False)]
    return keep.reset_index(drop=True)


def counts(table: pd.DataFrame) -> pd.DataFrame:
    """How many decisions of each outcome each year: columns year, outcome, decisions. Undated ones are «uten dato»."""
    import pandas as pd

    if table.empty:
        return pd.DataFrame({"year": [], "outcome": [], "decisions": []})
    years = table["date"].str[:4].replace("", "uten dato").rename("year")
    grouped = table.groupby([years, "outcome"]).size().rename("decisions")
    return grouped.reset_index().sort_values(["year", "outcome"], ignore_index=True)


def import_register(archive: Archive, path: str | Path, columns: Mapping[str, str] | None = None) -> int:
    """Takes in a .csv or .xlsx register; what the same file name gave before is replaced. Returns the rows taken in.

    Args:
        columns: our column → the file's heading; what is not given is guessed from the headings.

    Raises:
        UnreadableRegister: names the file, the row and the column that cannot be used.
    """
    rows = imported_rows(Path(path), columns or {})
    archive.catalogue.put_register(Path(path).name, rows)
    return len(rows)


def csv_text(table: pd.DataFrame) -> str:
    """The table as CSV that Excel in Norway opens as it is: semicolons, and headings in bokmål."""
    return _flat(table).to_csv(index=False, sep=";", lineterminator="\r\n")


def excel_bytes(table: pd.DataFrame) -> bytes:
    """The table as an .xlsx file with a heading that stays and a filter."""
    import pandas as pd

    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="openpyxl") as writer:
        _flat(table).to_excel(writer, index=False, sheet_name="Beslutninger", freeze_panes=(1, 0))
        sheet = writer.sheets["Beslutninger"]
        sheet.auto_filter.ref = sheet.dimensions
    return out.getvalue()


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    flat = table.copy()
    flat["conditions"] = flat["conditions"].str.join("\n")
    flat["sources"] = [
        "; ".join(
            f"{source['document']} s. {source['page']}" if source["page"] else source["document"] for source in row
        )
        for row in flat["sources"]
    ]
    flat["disagreement"] = flat["disagreement"].str.join("; ")
    flat = flat.map(_no_formula)
    return flat.rename(columns=HEADINGS)


def _no_formula(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _from_documents(archive: Archive, confidential: bool, before: date | None) -> Iterable[dict[str, Any]]:
    for entry, told in archive.catalogue.told(confidential=confidential):
        if before and not ("" < entry.about.dated < before.isoformat()):
            continue
        for decision in told.get("decisions", ()):
            yield {
                "method_id": decision["method_id"],
                "substance": decision["substance"],
                "product": decision["product"],
                "indication": decision["indication"] or patients_of(decision["text"]),
                "forum": decision["forum"],
                "date": decision["dated"],
                "outcome": decision["outcome"],
                "conditions": list(decision["conditions"]),
                "text": decision["text"],
                "source": {
                    "document": entry.name,
                    "hash": entry.hash,
                    "page": decision["page"],
                    "dated": entry.about.dated,
                },
            }


def _near_dates_joined(told: Mapping[tuple[str, ...], list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """Versions of one decision; two documents that differ by days only on its date tell the same one."""
    groups: dict[str, list[list[dict[str, Any]]]] = {}
    for (method_id, *_), versions in told.items():
        of_method = groups.setdefault(method_id, [])
        near = next((group for group in of_method if _misdated(group[0], versions[0])), None)
        if near is not None and not {row["source"]["document"] for row in near} & {
            row["source"]["document"] for row in versions
        }:
            near += versions
        else:
            of_method.append(list(versions))
    return [group for of_method in groups.values() for group in of_method]


def _misdated(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    same = all(one[name] == other[name] for name in ("method_id", "outcome")) and _which(one)[0] == _which(other)[0]
    if not same or not one["date"] or not other["date"]:
        return False
    return abs((date.fromisoformat(one["date"]) - date.fromisoformat(other["date"])).days) <= SAME_DECISION_DAYS


def _which(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells two decisions on one method apart: forum and date. An ongoing assessment has neither."""
    return (row["forum"].casefold().removeprefix("det "), row["date"]) if row["outcome"] != "pågående" else ("", "")


def _one(versions: list[dict[str, Any]]) -> dict[str, Any]:
    """One decision as several documents tell it: the earliest document's words, all sources, and what differs."""
    versions = sorted(versions, key=lambda row: (row["source"]["dated"] or "9999", row["source"]["document"]))
    row = dict(versions[0])
    row["sources"] = [version["source"] for version in versions]
    del row["source"]
    for name in ("indication", "substance", "product", "text", "conditions"):
        row[name] = next((version[name] for version in versions if version[name]), row[name])
    row["disagreement"] = [
        f"{HEADINGS[name]}: " + " / ".join(f"«{value}» ({where})" for value, where in different)
        for name in ("date", "outcome", "product", "substance", "conditions")
        if (different := _different(versions, name))
    ]
    row["overridden_by"] = ""
    return row


def _different(versions: Sequence[Mapping[str, Any]], name: str) -> list[tuple[str, str]]:
    """The different values of a field with the document of each; a document that leaves it out does not disagree."""
    found: dict[str, tuple[str, str]] = {}
    for version in versions:
        value = version[name]
        values = value if isinstance(value, list) else [value]
        shown = " · ".join(" ".join(str(part).split()) for part in values if part)
        if shown:
            found.setdefault(shown.casefold().rstrip("."), (shown, version["source"]["document"]))
    return list(found.values()) if len(found) > 1 else []


def _with_later(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Says which later decision takes a decision's place."""
    near: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        for name in ("method_id", "substance"):
            near.setdefault((name, row[name].casefold()), []).append(row)
    for row in rows:
        candidates = [*near["method_id", row["method_id"].casefold()], *near["substance", row["substance"].casefold()]]
        if last := latest_after(candidates, matter_of_row(row), row["date"]):
            row["overridden_by"] = f"{last['method_id']}, {last['date']}: {last['outcome']}"
    return rows
