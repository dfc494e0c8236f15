"""Any supported file to a Document: one table of formats, one of kinds, one door (`read`).

In: bytes that others wrote. Out: a frozen Document with every place, or one line of refusal.
Called by archive, drafting and the pages; calls layout, pdf, word and bokmal.
"""
