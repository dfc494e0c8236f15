"""The chapters in which DMP says it for its readers: a summary at the start, a judgement at the end."""

from __future__ import annotations

import re

# Source: docs/field.md, «What a DMP report looks like»; nynorsk and the shorter forms beside them.
SUMMARY = re.compile(
    r"^(?:oppsummering|sammendrag|samandrag|sammenfatning|samanfatning|hovedpunkt|hovudpunkt|kort oppsummert|hovedfunn"
    r"|konklusjon(?:er)? og hovedpunkt)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:samle[dt]?a? vurdering|konklusjon|DMPs samlede|legemiddelverkets samlede|avslutning|avsluttande|avsluttende"
    r"|vurdering til slutt|oppsummerende|DMPs konklusjon)",
    re.IGNORECASE,
)


def concludes(title: str) -> bool:
    """Whether a chapter of this title is where DMP sums up."""
    return bool(SUMMARY.search(title) or CLOSING.search(title))
