"""A web server on loopback whose replies a test sets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.site import Reply, Site, serving

__all__ = ["Reply", "Site", "site"]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as here:
        yield here
