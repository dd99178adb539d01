"""Derive the fields of an item that no format states, and make it storable."""
