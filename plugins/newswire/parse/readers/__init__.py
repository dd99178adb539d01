"""Turn bytes into trees, values and plain text, within limits."""
