"""Cases, versions, approvals and the log, encrypted at rest; nothing is overwritten.

In: nouns. Out: the same nouns. Called by editing, publishing and the pages; knows no rule of the field.
"""
