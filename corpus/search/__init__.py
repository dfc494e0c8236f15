"""A question to passages: words and meaning joined, exact keys first, filters, near duplicates folded.

In: an Archive and a question. Out: ranked passages with places. Called by answers and house style.
"""
