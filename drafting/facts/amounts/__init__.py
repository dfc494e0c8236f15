"""Amounts of a report: costs, budget, patients, results and durations, in tables and prose, with misprints found.

In: a Report. Out: Facts, conflicts and warnings. Called by `drafting.facts` only.
"""
