"""Modules of the kinds of sources: each has the settings in TOML and the function ``fetch``."""
