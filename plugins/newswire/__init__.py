"""Newswire: every wire story exactly once in Postgres, with its versions, kills and copies linked."""

__version__ = "0.1.0"
