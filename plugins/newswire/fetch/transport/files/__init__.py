"""Connections to servers of files and mail: each goes to a checked address."""
