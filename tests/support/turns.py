"""The turn of a kind that keeps a connection: taken once, held to the end, and not taken at a closed host."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.fetch import HostWaits, Interval
from newswire.fetch.kind import Source, SourceKind
from newswire.fetch.transport.neighbour import LocalHosts, Neighbour, behaving


def check_turn(kind: SourceKind, source: Source, clock: str, interval: Interval, now: dt.datetime) -> None:
    """Fetch the two documents of a source whose host has the name ``clock`` and takes one connection."""
    hosts = LocalHosts()
    with behaving(Neighbour(hosts, pause=0, connections=1)) as manners:
        arriving = iter(kind.fetch(source, {}, interval, now))
        next(arriving)
        assert hosts.claim(clock, 0, 1, 60).key is None, "the connection is open, so no turn is free"
        assert len(list(arriving)) == 1
        assert (manners.traffic.host, manners.traffic.requests) == (clock, 1)
        free = hosts.claim(clock, 0, 1, 60).key
        assert free
        hosts.release(clock, free)
        hosts.close(clock, dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
        with pytest.raises(HostWaits):
            list(kind.fetch(source, {}, interval, now))
