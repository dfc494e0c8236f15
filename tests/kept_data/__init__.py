"""Data folders that earlier programs left."""
