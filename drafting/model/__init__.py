"""The one door to any model, which model it is, and what it is asked with. Shut by default.

In: settings and prompts. Out: replies. Called by rewriting, answers and evaluation.
"""
