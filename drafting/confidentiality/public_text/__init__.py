"""Where the public version of a note is refused: what a person or a model wrote, and numbers that give a secret.

In: a Note with its case, figures and report. Out: places with what a reader could learn and what says the same.
Called by the gate, editing and what leaves for a model.
"""
