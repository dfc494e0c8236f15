"""What a fact is: its kind, scope, precision, price basis and voice, and a person's correction of it.

In: words around a value. Out: a Fact with its place. Called by the readers of facts and by all who use them.
"""
