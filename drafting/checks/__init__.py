"""Reads a drafted or finished note and says what is wrong, as Findings with stable codes."""
