"""A question to an answer with exact citations, or to a refusal.

In: an Archive and a question. Out: an Answer. Called by the page, the command line and evaluation.
"""
