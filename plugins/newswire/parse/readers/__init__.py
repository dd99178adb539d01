"""Readers that turn bytes into trees, values and plain text, within limits."""
