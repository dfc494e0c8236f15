"""How near a reader can come to one secret, as JSON and as findings. Only the interval holds values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from drafting.findings import Finding

Status: TypeAlias = Literal["determined", "bounded", "safe"]
KNOWS = ", som kjenner sin egen pris, kan "
OUTSIDER = "utenforstående"


@dataclass(frozen=True, slots=True)
class SecretStatus:
    """How near an outsider can come to one secret.

    Attributes:
        key: the secret.
        status: determined, bounded or safe.
        low, high: the interval that is left; confidential itself, None where it is open.
        from_: the keys of the published figures that it follows from.
        explanation: how it follows, in bokmål, without any value.
        blocks: whether nothing public may be written while this stands.
        reader: who comes so near: anybody, or the owner of another secret.
    """

    key: str
    status: Status
    low: Decimal | None = field(repr=False)
    high: Decimal | None = field(repr=False)
    from_: tuple[str, ...] = ()
    explanation: str = ""
    blocks: bool = False
    reader: str = OUTSIDER


def status_json(status: SecretStatus) -> dict[str, str | list[str] | bool | None]:
    """A status as `prisnotat audit --json` gives it. The interval is as secret as the figure."""
    low, high = (None if side is None else format(side, "f") for side in (status.low, status.high))
    return {
        "key": status.key,
        "status": status.status,
        "low": low,
        "high": high,
        "from": list(status.from_),
        "explanation": status.explanation,
        "blocks": status.blocks,
        "reader": status.reader,
    }


def audit_findings(statuses: Sequence[SecretStatus]) -> tuple[Finding, ...]:
    """Statuses as findings: B001 determined and B002 narrowly bounded block, B003 bounded is to be looked at."""
    return tuple(
        Finding(_code(status), "error" if status.blocks else "warning", status.key, _message(status))
        for status in statuses
        if status.status != "safe"
    )


def reader_of(finding: Finding) -> str:
    """Who a finding of the audit says comes so near; empty for anybody."""
    return finding.message.partition(KNOWS)[0] if KNOWS in finding.message else ""


def _code(status: SecretStatus) -> str:
    if status.status == "determined":
        return "B001"
    return "B002" if status.blocks else "B003"


def _message(status: SecretStatus) -> str:
    if status.reader != OUTSIDER:
        what = {"B001": "regne ut", "B002": "nesten regne ut", "B003": "snevre inn"}[_code(status)]
        who = f"{status.reader[:1].upper()}{status.reader[1:]}{KNOWS}{what}"
        return f"{who} {status.key} av det som er offentlig. {status.explanation}"
    what = {"B001": "kan regnes ut", "B002": "kan nesten regnes ut", "B003": "kan snevres inn"}[_code(status)]
    return f"{status.key} {what} av det som er offentlig. {status.explanation}"
