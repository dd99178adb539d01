"""Fixtures of a web server, for what is asked of one."""

from tests.fetch.conftest import site

__all__ = ["site"]
