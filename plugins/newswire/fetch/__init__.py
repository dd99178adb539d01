"""From a source to bytes: everything that talks to the outside, and nothing else."""

from newswire.fetch.fetched import Cursor, Fetched, FetchError, Interval, NotAnswerable

__all__ = ["Cursor", "FetchError", "Fetched", "Interval", "NotAnswerable"]
