"""The ground floor: how bokmål writes amounts, numbers, dates, scales, prices, names and sentences, in and out.

In: text. Out: values and spans; what is ambiguous is None, never a guess. Called by every room; calls none.
"""
