"""The archive: documents, facts of a report, decisions, and questions with their sources.

In: the open archive. Out: pages. Called by `app.py` and review.
"""
