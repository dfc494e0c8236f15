"""The case: overview, new note, price offer, case file.

In: what a person types or uploads. Out: a checked revision of the case. Called by `app.py` and review.
"""
