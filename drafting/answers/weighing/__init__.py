"""Hits of a search to the pieces that may answer, weighed by evidence.

In: a question taken apart, an Archive and hits. Out: fitting pieces with their numbers. Called by the answers.
"""
