"""Keeps secrets from those who may not see them, and proves that the finished file does."""
