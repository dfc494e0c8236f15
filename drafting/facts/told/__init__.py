"""What a report concludes in words: its topics, what may be quoted whole, and what the run itself doubts.

In: a Report. Out: statements with their places. Called by facts, checks of quotations and writing.
"""
