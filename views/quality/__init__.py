"""Checks of any note, measurement against notes that were sent, and the house's phrases.

In: notes and runs. Out: pages. Called by `app.py`.
"""
