"""Checks of a draft (N001 …): slots, digits, quotations, language, order and gaps.

In: a Note with its case, figures and facts. Out: Findings. Called by drafts, writing and editing.
"""
