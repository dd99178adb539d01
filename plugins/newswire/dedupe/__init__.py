"""Decide which items carry the same story: pure functions of texts and identifiers."""
