"""Addresses of pages, by which a page meets the wire items and feed entries of its story."""
