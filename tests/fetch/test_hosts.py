"""The clock of hosts in the warehouse, with several connections as several workers have them."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator

import psycopg
import pytest

from newswire.fetch.hosts import WarehouseHosts
from newswire.fetch.transport.neighbour import PATIENCE, RobotsFile

HOST = "quay.example"
NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


@pytest.fixture
def others(warehouse_url: str) -> Iterator[list[WarehouseHosts]]:
    """Further workers."""
    connections = [psycopg.connect(warehouse_url, autocommit=True) for _ in range(4)]
    yield [WarehouseHosts(connection) for connection in connections]
    for connection in connections:
        connection.close()


def test_turns_of_all_workers_begin_a_pause_apart(
    warehouse: psycopg.Connection, others: list[WarehouseHosts]
) -> None:
    waits = [hosts.claim(HOST, 30, 9, 60).wait for hosts in [WarehouseHosts(warehouse), *others]]
    assert [round(wait, -1) for wait in waits] == [0, 30, 60, 90, 120]
    assert WarehouseHosts(warehouse).claim("weir.example", 30, 9, 60).wait == 0


def test_claims_at_the_same_time_get_different_turns(
    warehouse: psycopg.Connection, others: list[WarehouseHosts]
) -> None:
    start = threading.Barrier(len(others))
    waits: list[float] = []

    def claim(hosts: WarehouseHosts) -> None:
        start.wait()
        waits.extend(hosts.claim(HOST, 10, 99, 60).wait for _ in range(5))

    threads = [threading.Thread(target=claim, args=[hosts]) for hosts in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(round(wait, -1) for wait in waits) == list(range(0, 200, 10))


def test_no_more_turns_go_on_at_once_than_allowed(
    warehouse: psycopg.Connection, others: list[WarehouseHosts]
) -> None:
    first, second, third = (hosts.claim(HOST, 0, 2, 60) for hosts in others[:3])
    assert first.key
    assert second.key
    assert (third.key, third.closed_until, third.wait > 0) == (None, None, True)
    assert warehouse.execute("SELECT host, running FROM mart.hosts").fetchall() == [(HOST, 2)]
    others[0].release(HOST, first.key)
    assert others[2].claim(HOST, 0, 2, 60).key


def test_the_turn_of_a_killed_process_expires(
    warehouse: psycopg.Connection, others: list[WarehouseHosts]
) -> None:
    assert others[0].claim(HOST, 0, 1, 600).key
    assert others[1].claim(HOST, 0, 1, 600).key is None
    # the process is killed, and ten minutes pass
    warehouse.execute(
        "UPDATE ledger.hosts SET running ="
        " (SELECT jsonb_object_agg(key, value::float - 601) FROM jsonb_each(running))"
    )
    assert others[1].claim(HOST, 0, 1, 600).key
    assert warehouse.execute("SELECT running FROM mart.hosts").fetchall() == [(1,)]


def test_a_turn_that_is_prolonged_expires_later(
    warehouse: psycopg.Connection, others: list[WarehouseHosts]
) -> None:
    claim = others[0].claim(HOST, 0, 1, 600)
    assert claim.key
    others[0].prolong(HOST, claim.key, 1800)
    # ten minutes and more pass
    warehouse.execute(
        "UPDATE ledger.hosts SET running ="
        " (SELECT jsonb_object_agg(key, value::float - 1000) FROM jsonb_each(running))"
    )
    assert others[1].claim(HOST, 0, 1, 600).key is None
    others[0].release(HOST, claim.key)
    assert others[1].claim(HOST, 0, 1, 600).key


def test_a_reserved_turn_expires_after_its_start(warehouse: psycopg.Connection) -> None:
    hosts = WarehouseHosts(warehouse)
    for _ in range(2):
        hosts.claim(HOST, 100, 9, 10)
    [expiries] = warehouse.execute(
        "SELECT array_agg(round(value::float - extract(epoch FROM now())) ORDER BY value)"
        " FROM ledger.hosts, jsonb_each(running)"
    ).fetchone()  # type: ignore[misc]
    assert [round(float(seconds), -1) for seconds in expiries] == [10, 110]


def test_the_longest_wait_holds_for_every_worker(
    warehouse: psycopg.Connection, others: list[WarehouseHosts]
) -> None:
    until = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(hours=3)
    others[0].close(HOST, until)
    others[1].close(HOST, until - dt.timedelta(hours=2))
    assert others[2].claim(HOST, 0, 9, 60).closed_until == until
    assert others[2].claim("quay.example:8443", 0, 9, 60).key
    warehouse.execute("UPDATE ledger.hosts SET closed_until = closed_until - interval '4 hours'")
    assert others[2].claim(HOST, 0, 9, 60).key


def test_a_turn_that_is_far_away_is_not_reserved(warehouse: psycopg.Connection) -> None:
    hosts = WarehouseHosts(warehouse)
    assert hosts.claim(HOST, PATIENCE + 60, 9, 60).key
    [far] = warehouse.execute("SELECT next_at FROM mart.hosts").fetchone()  # type: ignore[misc]
    assert hosts.claim(HOST, 1, 9, 60).free_at == far
    assert warehouse.execute("SELECT next_at FROM mart.hosts").fetchone() == (far,)


def test_a_name_that_no_host_can_have_is_claimed_too(warehouse: psycopg.Connection) -> None:
    hosts = WarehouseHosts(warehouse)
    claim = hosts.claim("pier\0albers", 0, 1, 60)
    assert claim.key
    hosts.release("pier\0albers", claim.key)
    assert hosts.claim("pier\0albers", 0, 1, 60).key


def test_a_robots_txt_is_kept_with_its_delay(warehouse: psycopg.Connection) -> None:
    hosts = WarehouseHosts(warehouse)
    origin = "https://quay.example"
    assert hosts.robots(origin) is None
    for file in (RobotsFile(NOW, "Crawl-delay: 40", NOW), RobotsFile(NOW, None, None, NOW)):
        hosts.keep_robots(origin, HOST, file, 40.0)
        assert hosts.robots(origin) == file
    hosts.claim(HOST, 1, 9, 60)
    assert round(hosts.claim(HOST, 1, 9, 60).wait, -1) == 40
