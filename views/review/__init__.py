"""Review: each section beside its sources; edit, approve, download, publish.

In: a saved draft. Out: a page. Called by `app.py`.
"""
