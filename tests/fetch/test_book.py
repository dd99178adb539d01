"""The book of fetches: rows are added, and a host's wait holds for every source of that host."""

from __future__ import annotations

import datetime as dt

import psycopg

from newswire.fetch import Interval
from newswire.fetch.book import Entry, write
from newswire.fetch.kinds.feed import FeedSource

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())


def feed(name: str, url: str) -> FeedSource:
    return FeedSource(name=name, kind="feed", url=url)


WEIR = feed("weir", "https://ann:pw@wire.example/weir?token=secret")


def test_a_row_has_the_outcome_and_no_secret(warehouse: psycopg.Connection) -> None:
    write(warehouse, WEIR, TODAY, "manual__1", Entry("failed", "busy", http_status=503))
    assert warehouse.execute(
        "SELECT source_name, interval_start, interval_end, place, outcome, http_status, reason, documents,"
        " run_id, airflow_run, retry_at FROM ledger.fetches"
    ).fetchall() == [
        ("weir", TODAY.start, TODAY.end, "https://wire.example/weir?token=…", "failed", 503, "busy", 0, None,
         "manual__1", None),
    ]  # fmt: skip
