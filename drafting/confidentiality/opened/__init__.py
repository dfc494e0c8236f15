"""A finished file to every text in it, seen or hidden, and the parts that could not be read.

In: bytes of any kind. Out: texts with places. Called by leak search only.
"""
