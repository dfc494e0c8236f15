"""The register of past decisions: from the archive's notes, and from registers that people keep by hand.

In: an Archive and register files. Out: rows with sources. Called by answers and the page of decisions.
"""
