"""The archive as one thing: which documents are in it, their passages, word index and vectors.

In: files and settings. Out: an open Archive. Called by search, register, drafting and the pages.
"""
