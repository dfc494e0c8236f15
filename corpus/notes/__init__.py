"""A read document to a price note: header, sections, tables, decisions, other countries, process and blanks.

In: a Document. Out: a PriceNote. Called by archive, checks of printed notes, and evaluation.
"""
