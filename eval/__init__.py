"""Judges drafts against the notes that people wrote."""
