"""A server of StatsD on loopback: a socket that keeps what is sent to it."""

from __future__ import annotations

import socket
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from airflow.sdk.configuration import conf
from airflow.sdk.observability.metrics import stats_utils
from airflow.sdk.observability.stats import initialize


@dataclass
class Listener:
    """The packets that came: each is one metric, as StatsD writes it (``name:value|kind``)."""

    own: socket.socket
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return self.own.getsockname()[1]

    def values(self) -> dict[str, list[float]]:
        """The values of each metric of ours since the last call. On loopback it is there once it is sent."""
        found: dict[str, list[float]] = defaultdict(list)
        while True:
            try:
                packet = self.own.recv(65536).decode()
            except BlockingIOError:
                return found
            name, _, rest = packet.rpartition(":")
            if name.startswith("wire.newswire."):
                value, kind = rest.split("|")
                found[name.removeprefix("wire.newswire.")].append(float(value))
                self.kinds[name.removeprefix("wire.newswire.")] = kind


@pytest.fixture
def statsd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """Airflow's metrics switched on by its own settings, and the server that they lead to."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as own:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        own.bind(("127.0.0.1", 0))
        own.setblocking(False)
        listener = Listener(own)
        monkeypatch.setenv("AIRFLOW__METRICS__STATSD_ON", "True")
        monkeypatch.setenv("AIRFLOW__METRICS__STATSD_HOST", "127.0.0.1")
        monkeypatch.setenv("AIRFLOW__METRICS__STATSD_PORT", str(listener.port))
        monkeypatch.setenv("AIRFLOW__METRICS__STATSD_PREFIX", "wire")
        as_a_task_does()
        yield listener
    monkeypatch.undo()
    as_a_task_does()


def as_a_task_does() -> None:
    """Set metrics up by Airflow's settings, as each of its processes does at its start."""
    initialize(
        factory=stats_utils.get_stats_factory(),
        export_legacy_names=conf.getboolean("metrics", "legacy_names_on"),
    )
