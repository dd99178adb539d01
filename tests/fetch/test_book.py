"""The book of fetches: a row has the outcome, and is there from the begin."""

from __future__ import annotations

import datetime as dt

import psycopg

from newswire.fetch import Interval
from newswire.fetch.book import Entry, begin, finish
from newswire.fetch.kinds.feed import FeedSource

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())


def feed(name: str, url: str) -> FeedSource:
    return FeedSource(name=name, kind="feed", url=url)


WEIR = feed("weir", "https://ann:pw@wire.example/weir?token=secret")


def test_a_row_has_the_outcome_and_no_secret(warehouse: psycopg.Connection) -> None:
    number = begin(warehouse, WEIR, TODAY, "manual__1")
    finish(warehouse, number, Entry("failed", "busy\0", http_status=503))
    assert warehouse.execute(
        "SELECT source_name, interval_start, interval_end, place, outcome, http_status, reason, documents,"
        " run_id, airflow_run, retry_at FROM ledger.fetches"
    ).fetchall() == [
        ("weir", TODAY.start, TODAY.end, "https://wire.example/weir?token=…", "failed", 503, "busy\ufffd", 0,
         None, "manual__1", None),
    ]  # fmt: skip


def outcomes(warehouse: psycopg.Connection) -> list[str]:
    return [row[0] for row in warehouse.execute("SELECT outcome FROM ledger.fetches ORDER BY fetch_number")]


def test_a_fetch_without_an_end_was_interrupted_once_the_next_one_begins(
    warehouse: psycopg.Connection,
) -> None:
    begin(warehouse, WEIR, TODAY, None)
    begin(warehouse, feed("lock", "https://wire.example/"), TODAY, None)
    assert outcomes(warehouse) == ["begun", "begun"]
    number = begin(warehouse, WEIR, TODAY, None)
    assert outcomes(warehouse) == ["interrupted", "begun", "begun"]
    finish(warehouse, number, Entry("unchanged", requests=3, size=1200, ms=45))
    assert warehouse.execute(
        "SELECT outcome, requests, bytes, ms FROM mart.fetches WHERE fetch_number = %s", (number,)
    ).fetchone() == ("unchanged", 3, 1200, 45)


def test_fetches_of_other_intervals_may_go_on_for_a_day(warehouse: psycopg.Connection) -> None:
    begin(warehouse, WEIR, Interval.day(dt.date(2026, 3, 2)), None)
    begin(warehouse, WEIR, TODAY, None)
    assert outcomes(warehouse) == ["begun", "begun"]
    warehouse.execute("UPDATE ledger.fetches SET begun_at = begun_at - interval '25 hours'")
    begin(warehouse, WEIR, Interval.day(dt.date(2026, 3, 3)), None)
    assert outcomes(warehouse) == ["interrupted", "interrupted", "begun"]
