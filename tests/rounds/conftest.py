"""A web server for the sources of a round."""

from tests.fetch.conftest import site

__all__ = ["site"]
