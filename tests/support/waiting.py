"""Waiting for a connection to wait: what tests of two writers need, without a sleep."""

from __future__ import annotations

import psycopg


def until_blocked(url: str, waiting: psycopg.Connection) -> None:
    """Return when that connection waits for a lock that another one holds."""
    with psycopg.connect(url, autocommit=True) as observer:
        for _ in range(20_000):
            blocked = observer.execute(
                "SELECT cardinality(pg_blocking_pids(%s)) > 0", (waiting.info.backend_pid,)
            )
            if blocked.fetchone() == (True,):
                return
    raise AssertionError("It never had to wait.")
