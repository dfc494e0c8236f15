"""What the command line says of things, as JSON and lines.

In: documents and drafts. Out: text. Called by `cli.py`.
"""
