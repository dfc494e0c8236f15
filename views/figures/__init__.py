"""Every figure with its derivation, what-if and sensitivity.

In: figures. Out: a page. Called by `app.py`.
"""
