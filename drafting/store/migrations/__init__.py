"""The store's tables as they have been: one revision a change (Alembic), and the way from any of them to the present.

In: a database of any age. Out: the present tables, with a copy of what was there before. Called by `open_store`.
A new revision: a file in `versions/` named after its number, `HEAD` in `migrate.py`, and the tables of `tables.py`.
"""
