"""Pointers that settings contain: addresses by pattern, elements by selector, values of JSON by path."""
