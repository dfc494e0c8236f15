"""One module a section of the note, in the house's register.

In: Material. Out: the blocks of one section. Called by the outline only.
"""
