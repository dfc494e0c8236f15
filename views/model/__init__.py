"""A model's proposals beside the text that stands, and the prompts in force.

In: a saved draft and a model. Out: blocks of the review page. Called by review.
"""
