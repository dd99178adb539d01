"""A web server on loopback whose replies a test sets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newswire.fetch.transport.neighbour import LocalHosts, Neighbour, behaving
from tests.support.site import Reply, Site, serving

__all__ = ["Reply", "Site", "site"]


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that this process has not met: ports are used again, and a host may have asked to wait."""
    with serving() as here, behaving(Neighbour(LocalHosts())):
        yield here
