"""Reads a drafted or finished note and says what is wrong, as Findings with stable codes."""

from drafting.checks.draft.review import check_note, check_section

__all__ = ["check_note", "check_section"]
