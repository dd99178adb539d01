"""From a source to bytes: everything that talks to the outside, and nothing else."""

from newswire.fetch.fetched import Cursor, Fetched, FetchError, Interval

__all__ = ["Cursor", "FetchError", "Fetched", "Interval"]
