"""Fixtures of a web server, for tests of the client."""

from tests.fetch.conftest import site

__all__ = ["site"]
