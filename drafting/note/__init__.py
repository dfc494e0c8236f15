"""The nouns of writing: Section and Note, slots and what they stand for, and what differs between two texts.

In: text with slots. Out: parsed and filled notes. Called by writing, checks, confidentiality and export.
"""
