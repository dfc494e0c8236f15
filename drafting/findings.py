"""Finding: what a check has to say. Codes are stable: never renumbered, never reused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reviewer should look at.

    Attributes:
        code: «N001» (note), «F001» (fact against case), «L001» (leak), «G001» (guard), «C001» (case).
        severity: an `error` blocks publishing.
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
