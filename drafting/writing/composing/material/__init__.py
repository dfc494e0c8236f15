"""What a section is written from: slots or visible gaps, DMP's whole sentences, and shared pieces of bokmål.

In: a Case, figures and facts. Out: text with slots. Called by the sections only.
"""
