"""Under everything: files and folders of this machine, private, whole or not written, with faults as one line.

In: bytes and paths. Out: files, encodings, or a UserError. Called by every room; knows no document.
"""
