"""Where the case file and DMP's report disagree, and where the report disagrees with itself: findings F001 …

Nothing is settled here: the case file is what the figures are computed from, and the adviser decides who is right.
Only public numbers are compared: a finding goes to files and logs, and never holds a secret.
"""

from __future__ import annotations

from collections.abc import Mapping

from drafting.calculations.calculation import calculate_file
from drafting.calculations.graph.figures import Figure
from drafting.case.file import CaseFile
from drafting.facts import Facts
from drafting.findings import Finding
from drafting.report_agreement.numbers import misprinted_figures, number_disagreements
from drafting.report_agreement.own import own_disagreements
from drafting.report_agreement.texts import text_disagreements

__all__ = ["disagreements"]


def disagreements(
    case_file: CaseFile, facts: Facts, figures: Mapping[str, Figure] | None = None
) -> tuple[Finding, ...]:
    """Findings on every value that the case and the report give differently, and on the report's own errors.

    Args:
        case_file: the case.
        facts: what the report says.
        figures: the figures of the case, as `calculate_file` gives them; computed here when left out.
    """
    figures = calculate_file(case_file) if figures is None else figures
    return tuple(
        dict.fromkeys(
            [
                *text_disagreements(case_file.case, facts),
                *number_disagreements(case_file.case, facts, figures),
                *misprinted_figures(facts, figures),
                *own_disagreements(facts),
            ]
        )
    )
