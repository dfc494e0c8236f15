"""The main job in one line of sight: case and report → facts → figures → note → findings.

In: a case file and a report. Out: a Draft. Called by editing, publishing, evaluation and the command line.
"""
