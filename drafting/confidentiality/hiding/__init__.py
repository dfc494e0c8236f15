"""What is secret in a case, and a note for one audience: the public one is built without the secrets.

In: a Case, figures and a Note. Out: what that audience may see. Called by all that shows or writes a note.
"""
