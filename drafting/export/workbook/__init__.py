"""Every figure of a case as a live formula on named cells, for those who check by hand.

In: figures for one audience. Out: an .xlsx. Called by publishing.
"""
