"""Structured data of a page: its JSON-LD, read leniently, and the main thing among all that it describes."""
