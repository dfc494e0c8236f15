"""How this house writes: phrases from its own notes, and paragraphs of earlier notes as examples.

In: the archive's notes. Out: accepted phrases. Called by editing, evaluation and the pages.
"""
