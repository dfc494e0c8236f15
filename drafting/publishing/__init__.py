"""The gate: every `check_can_…`, what a second person accepted, and the files that come out of it.

In: a draft. Out: files, or the reasons why not. Command line, app and Python all pass here.
"""
