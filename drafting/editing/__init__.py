"""A draft as people work on it: what stands in each section, its history, and what a model proposes for it.

In: a stored case. Out: a SavedDraft. Called by the pages and the command line.
"""
