"""PDF to Sheets: words with places, what is seen of them, and what had to be mended or is not read.

In: the bytes of a PDF. Out: Sheets or a Document with warnings. Called by `corpus.reading.read` and by leak search.
"""
