"""The health-economic part, one module an analysis: cost-utility, threshold, comparison, courses, and what DMP states.

In: Material. Out: blocks. Called by the sections.
"""
