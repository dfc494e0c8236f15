"""A note with a model: paragraphs rewritten, checked, asked for again, and else the composer's.

In: the composer's paragraphs and a gateway. Out: Sections and a record without texts. Called by drafts and editing.
"""
