"""Texts as words and keys, and the measures of two texts."""
