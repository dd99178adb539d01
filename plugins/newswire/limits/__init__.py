"""Levels and thresholds of the quality checks, as people write them."""
