"""A note without a model: every section from case, figures and report, every number in a slot.

In: Material. Out: Sections in house order. Called by drafts, rewriting and house style.
"""
