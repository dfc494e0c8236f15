"""Word (.docx) to blocks: one walk through its elements, where each is read, passed through or named.

In: the bytes of a .docx. Out: pages, parts, tables, warnings. Called by `corpus.reading.read` only.
"""
