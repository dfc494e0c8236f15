"""The case file of one note: read, validated, changed without losing a comment.

In: YAML. Out: a Case, or a mistake with file, line, key and remedy. Called by every room of drafting.
"""
