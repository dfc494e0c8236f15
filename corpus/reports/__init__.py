"""A read document to an assessment report: title page, log, chapters, tables, statements and who says them.

In: a Document. Out: a Report. Called by facts, archive and checks of quotations.
"""
