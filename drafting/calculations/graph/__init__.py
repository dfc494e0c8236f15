"""The graph of figures: a number that knows its formula, its inputs and its owner; rates by date; what if.

In: a Case. Out: Figures that can be explained, broken and recomputed. Called by every calculation.
"""
