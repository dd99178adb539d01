"""Interfaces that answer in JSON: their addresses, their tokens, and the parts of their answers."""
