"""Judges drafts against the notes that people wrote: a ruler, not a writer.

`triples` finds note, case and report that belong together; `past` drafts one as of its date; `compared` gives both
texts one form; `metrics` measures; `backtest` runs many, in processes, resumable; `kept` keeps the results;
`intervals` and `comparison` say what a difference is worth; `report` shows it. Only `views` and `cli` import this.
"""
