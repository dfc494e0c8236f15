"""Every number of a report that could be a fact, as a typed mention with all that its place says of it; ranked by key.

In: a Report. Out: mentions; facts that need no phrase of ours, and candidates. Called by `drafting.facts` only.
"""
