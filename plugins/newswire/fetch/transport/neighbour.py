"""The manners of a fetch: when a host may be called, and what was learned of it.

A kind calls ``get``, or ``with turn(host, source.name):`` around a connection of another protocol. Both find
the manners of the fetch in their context: the run sets them with ``behaving``. Without it, a memory of this
process serves, so that ``parse`` and ``try`` need no database.
"""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol

from newswire import settings
from newswire.fetch.fetched import HostWaits

PATIENCE = 300.0
"""Longest wait for a turn, in seconds. A fetch that would wait longer ends, and a later run goes on."""
LASTS = 600.0
"""Default seconds after which the turn of a process that was killed is free again."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to a request for a turn.

    With a ``key``, the turn begins in ``wait`` seconds. Without one, all connections are in use, and the
    caller asks again after ``wait`` seconds. ``closed_until`` is the moment before which the host asked not
    to be called, ``free_at`` that of a turn which is too far away to wait for.
    """

    key: str | None
    wait: float = 0.0
    closed_until: dt.datetime | None = None
    free_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """The state of a host's robots.txt. ``text`` is None if it could not be read (RFC 9309, section 2.3.1.4).

    ``text`` is of ``read_at``; ``unreadable_since`` is the first of the failures since then, and
    ``asked_at`` is the time of the last request.
    """

    asked_at: dt.datetime
    text: str | None = None
    read_at: dt.datetime | None = None
    unreadable_since: dt.datetime | None = None


class Hosts(Protocol):
    """A memory of hosts, shared by all fetches that it serves. A host is a name, with its port if unusual."""

    def claim(self, host: str, pause: float, connections: int, lasts: float) -> Claim:
        """Claim a turn. Turns begin ``pause`` seconds apart, and at most ``connections`` go on at once."""
        ...

    def prolong(self, host: str, key: str, lasts: float) -> None:
        """Let a turn that goes on expire ``lasts`` seconds from now."""
        ...

    def release(self, host: str, key: str) -> None:
        """Return a turn."""
        ...

    def close(self, host: str, until: dt.datetime) -> None:
        """Call the host no more before ``until``."""
        ...

    def robots(self, origin: str) -> RobotsFile | None:
        """Return the kept robots.txt of an origin (``https://host``)."""
        ...

    def keep_robots(self, origin: str, host: str, file: RobotsFile, crawl_delay: float) -> None:
        """Keep a robots.txt, and the seconds that it asks for between two requests to the host."""
        ...


@dataclass(slots=True)
class Traffic:
    """The cost of a fetch: its requests, the bytes of their bodies as received, and the time in turns."""

    requests: int = 0
    size: int = 0
    seconds: float = 0.0
    host: str | None = None
    """The host that was called last."""


@dataclass(slots=True)
class Neighbour:
    """The manners of one fetch: the memory of hosts, and what its source states.

    ``pause`` and ``connections`` are the source's, if it states them. ``tries`` is the most requests for one
    answer, if the first ones meet a failure that often passes. ``moved`` has addresses that a server
    moved for good, with their new ones; ``moves`` gets those that this fetch meets.
    """

    hosts: Hosts
    pause: float | None = None
    connections: int | None = None
    tries: int = 3
    moved: Mapping[str, str] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    traffic: Traffic = field(default_factory=Traffic)

    def pause_of_host(self) -> float:
        """Return the seconds between two requests to one host."""
        return settings.host_pause() if self.pause is None else self.pause


class LocalHosts:
    """A memory of hosts for this process alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._running: dict[str, set[str]] = {}
        self._closed: dict[str, dt.datetime] = {}
        self._robots: dict[str, RobotsFile] = {}
        self._delays: dict[str, float] = {}

    def claim(self, host: str, pause: float, connections: int, lasts: float) -> Claim:  # noqa: ARG002
        """Claim a turn. It ends with its process, so it does not expire."""
        with self._lock:
            closed = self._closed.get(host)
            if closed and closed > dt.datetime.now(dt.UTC):
                return Claim(None, closed_until=closed)
            running = self._running.setdefault(host, set())
            if len(running) >= connections:
                return Claim(None, random.uniform(0.01, 0.1))  # noqa: S311 - no secret
            now = time.monotonic()
            begins = max(now, self._next.get(host, now))
            if begins - now > PATIENCE:
                return Claim(None, free_at=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=begins - now))
            self._next[host] = begins + max(pause, self._delays.get(host, 0.0))
            key = f"{random.getrandbits(64):x}"
            running.add(key)
            return Claim(key, begins - now)

    def prolong(self, host: str, key: str, lasts: float) -> None:
        """Do nothing: no turn expires here."""

    def release(self, host: str, key: str) -> None:
        """Return a turn."""
        with self._lock:
            self._running[host].discard(key)

    def close(self, host: str, until: dt.datetime) -> None:
        """Call the host no more before ``until``."""
        with self._lock:
            self._closed[host] = max(until, self._closed.get(host, until))

    def robots(self, origin: str) -> RobotsFile | None:
        """Return the kept robots.txt of an origin."""
        return self._robots.get(origin)

    def keep_robots(self, origin: str, host: str, file: RobotsFile, crawl_delay: float) -> None:
        """Keep a robots.txt and the delay that it asks for."""
        with self._lock:
            self._robots[origin] = file
            self._delays[host] = crawl_delay


_HERE: ContextVar[Neighbour | None] = ContextVar("neighbour", default=None)
_OF_PROCESS = Neighbour(LocalHosts())


def neighbour() -> Neighbour:
    """Return the manners of the fetch that goes on, otherwise those of this process."""
    return _HERE.get() or _OF_PROCESS


@contextmanager
def behaving(manners: Neighbour) -> Iterator[Neighbour]:
    """Let every call in the block, in this thread, follow these manners."""
    token = _HERE.set(manners)
    try:
        yield manners
    finally:
        _HERE.reset(token)


@dataclass(slots=True)
class Turn:
    """A turn that goes on, for as long as its holder calls ``goes_on`` now and then."""

    hosts: Hosts
    host: str
    key: str
    lasts: float
    since: float

    def goes_on(self) -> None:
        """Keep the turn. It is prolonged once a third of its time has passed, so calls cost nothing."""
        now = time.monotonic()
        if now - self.since > self.lasts / 3:
            self.hosts.prolong(self.host, self.key, self.lasts)
            self.since = now


@contextmanager
def turn(host: str, source: str, lasts: float = LASTS) -> Iterator[Turn]:
    """Wait for a turn at a host, and hold it while the block lasts.

    Args:
        host: the name that ``host_and_port`` gives it.
        source: name of the source, for the error message.
        lasts: seconds after which the turn of a process that was killed is free again. A longer block
            calls ``goes_on`` of its turn.

    Raises:
        HostWaits: the host asked not to be called yet, or the turn is more than ``PATIENCE`` away.
    """
    manners = neighbour()
    key = _claimed(manners, host, source, lasts)
    manners.traffic.host = host
    manners.traffic.requests += 1
    began = time.monotonic()
    try:
        yield Turn(manners.hosts, host, key, lasts, began)
    finally:
        manners.traffic.seconds += time.monotonic() - began
        manners.hosts.release(host, key)


def _claimed(manners: Neighbour, host: str, source: str, lasts: float) -> str:
    connections = manners.connections or settings.host_connections()
    began = time.monotonic()
    while True:
        claim = manners.hosts.claim(host, manners.pause_of_host(), connections, lasts)
        if until := claim.closed_until:
            raise HostWaits(
                f"Source {source}: {host} asked not to be called before {until:%Y-%m-%d %H:%M:%S} UTC. It is "
                "not called until then; the first run after that calls it again.",
                host=host,
                retry_at=until,
            )
        if until := claim.free_at:
            raise HostWaits(
                f"Source {source}: {host} is called next at {until:%Y-%m-%d %H:%M:%S} UTC, because of the "
                "pause between two calls. The first run after that goes on.",
                host=host,
                retry_at=until,
            )
        if claim.key:
            if claim.wait > 0:
                time.sleep(claim.wait)
            return claim.key
        waited = time.monotonic() - began
        if waited > PATIENCE:
            raise HostWaits(
                f"Source {source}: other fetches have used all {connections} connections to {host} for "
                f"{PATIENCE:g} s. The next run asks again; connections in the source's file allows more.",
                host=host,
                retry_at=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=PATIENCE),
            )
        time.sleep(claim.wait + waited / 20)
