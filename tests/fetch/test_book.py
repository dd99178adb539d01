"""The book of fetches: rows are added, and a host's wait holds for every source of that host."""

from __future__ import annotations

import datetime as dt

import psycopg
import pytest

from newswire.fetch import Interval
from newswire.fetch.book import Entry, HostWaits, check_wait, write
from newswire.fetch.kinds.feed import FeedSource

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())
HOUR = dt.timedelta(hours=1)


def feed(name: str, url: str) -> FeedSource:
    return FeedSource(name=name, kind="feed", url=url)


WEIR = feed("weir", "https://ann:pw@wire.example/weir?token=secret")


def asked_to_wait(warehouse: psycopg.Connection, host: str, until: dt.datetime) -> None:
    write(warehouse, WEIR, TODAY, None, Entry("failed", "busy", http_status=429, host=host, retry_at=until))


def test_a_row_has_the_outcome_and_no_secret(warehouse: psycopg.Connection) -> None:
    write(warehouse, WEIR, TODAY, "manual__1", Entry("failed", "busy", http_status=503))
    assert warehouse.execute(
        "SELECT source_name, interval_start, interval_end, place, outcome, http_status, reason, documents,"
        " run_id, airflow_run, retry_at FROM ledger.fetches"
    ).fetchall() == [
        ("weir", TODAY.start, TODAY.end, "https://wire.example/weir?token=…", "failed", 503, "busy", 0, None,
         "manual__1", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "https://wire.example/weir",
        "https://wire.example/other",
        "http://wire.example:80/",
        "https://WIRE.example",
    ],
)
def test_a_host_is_not_called_before_its_time_by_any_source(warehouse: psycopg.Connection, url: str) -> None:
    asked_to_wait(warehouse, "wire.example", NOW + HOUR)
    other = feed("lock", url)
    with pytest.raises(
        HostWaits, match=r"wire\.example asked not to be called before 2026-03-04 13:00:00 UTC"
    ):
        check_wait(warehouse, other, NOW)
    check_wait(warehouse, other, NOW + HOUR)


@pytest.mark.parametrize(
    "url", ["https://wire.example:8443/", "https://wire.example.org/", "http://x.example/"]
)
def test_other_hosts_are_called(warehouse: psycopg.Connection, url: str) -> None:
    asked_to_wait(warehouse, "wire.example", NOW + HOUR)
    check_wait(warehouse, feed("lock", url), NOW)


def test_a_source_waits_for_the_host_that_it_was_redirected_to(warehouse: psycopg.Connection) -> None:
    asked_to_wait(warehouse, "elsewhere.example", NOW + HOUR)
    with pytest.raises(HostWaits, match=r"elsewhere\.example asked"):
        check_wait(warehouse, WEIR, NOW)
    check_wait(warehouse, feed("weir", "https://wire.example/corrected"), NOW)


def test_the_longest_wait_holds(warehouse: psycopg.Connection) -> None:
    for hours in (3, 1):
        asked_to_wait(warehouse, "wire.example", NOW + hours * HOUR)
    with pytest.raises(HostWaits) as caught:
        check_wait(warehouse, WEIR, NOW + 2 * HOUR)
    assert caught.value.retry_at == NOW + 3 * HOUR
