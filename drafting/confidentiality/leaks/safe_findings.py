"""Findings that quote a note's text, without the secret that the text may hold.

A finding goes to logs, error lines and trace.json, so it must never hold a confidential value (`findings.Finding`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafting.confidentiality.leaks.leaks import find_leaks
from drafting.confidentiality.leaks.number_forms import Secret
from drafting.findings import Finding

NUMBER = re.compile(r"\d[\d .,\u00a0\u202f]*")
MASK = "[tall som kan være unntatt offentlighet] "


def safe_findings(findings: Iterable[Finding], secrets: tuple[Secret, ...]) -> tuple[Finding, ...]:
    """The findings; where one can be read for a secret, its numbers are masked."""
    return tuple(_safe(finding, secrets) for finding in findings)


def _safe(finding: Finding, secrets: tuple[Secret, ...]) -> Finding:
    texts = (finding.message, finding.expected, finding.found)
    if not any(sign.isdigit() for text in texts for sign in text):
        return finding
    if not find_leaks("\n".join(texts).encode(), secrets, name="funn.txt"):
        return finding
    message, expected, found = (NUMBER.sub(MASK, text).strip() for text in texts)
    return replace(finding, message=message, expected=expected, found=found)
