"""Newswire: every wire story exactly once in Postgres, with its versions, kills and copies linked."""
