"""Writes the sections of a note, with a model or without one; never a digit outside a slot."""
