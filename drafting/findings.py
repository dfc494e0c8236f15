"""Finding: what a check has to say, and the table of the codes it may have (`finding_codes.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reviewer should look at.

    Attributes:
        code: a code of `finding_codes.toml`: «N001» (draft), «F001» (fact against case), «L001» (leak) …
        severity: one that the table allows the code; an `error` blocks publishing.
        place: section key, table row or case key.
        message: one sentence of bokmål; never holds a confidential value.
        expected, found: what was computed and what stands there, where that helps and is not secret.
        secret: that it is said at all tells of a confidential value; it stays in the house.
        span: start and end in the text of the section that `place` names, where one place can be pointed at.
    """

    code: str
    severity: Severity
    place: str
    message: str
    expected: str = ""
    found: str = ""
    span: tuple[int, int] | None = None
    secret: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class FindingCode:
    """One row of the table: the severities its check may give, the package that gives it, and what it says."""

    code: str
    severity: tuple[Severity, ...]
    room: str
    says: str


@cache
def finding_codes() -> dict[str, FindingCode]:
    """The table, by code."""
    return {
        code: FindingCode(code, tuple(row["severity"]), row["room"], row["says"])
        for code, row in _table().items()
        if code != "retired"
    }


@cache
def retired_codes() -> frozenset[str]:
    """Codes that no check gives any more, and that no new one may take."""
    return frozenset(_table()["retired"])


def fault_of(finding: Finding) -> str:
    """What is wrong with a finding's code or severity; empty when the table allows it. The tests ask at each one."""
    row = finding_codes().get(finding.code)
    if row is None:
        return f"{finding.code} is not in finding_codes.toml"
    return "" if finding.severity in row.severity else f"{finding.code} may not be {finding.severity}"


@cache
def _table() -> dict[str, Any]:
    text = files("drafting").joinpath("finding_codes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
