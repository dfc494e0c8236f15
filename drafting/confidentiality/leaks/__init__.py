"""A finished file to the secrets that can be read in it, in any form that a number can take.

In: files and secrets. Out: findings without values. Called by the gate, drafts and `check`.
"""
