"""The pace of a source that fails, or that is slow to publish, by the rows of its fetches."""

from __future__ import annotations

import datetime as dt

import psycopg
import pytest

from newswire.fetch import Interval
from newswire.fetch.book import Entry, Outcome, begin, finish
from newswire.fetch.kind import Source
from newswire.fetch.kinds.feed import FeedSource
from newswire.fetch.kinds.folder import FolderSource
from newswire.fetch.kinds.sftp import SftpSource
from newswire.fetch.pace import Skipped, check_pace, last_fetch

HOUR = dt.timedelta(hours=1)
DAY = 24 * HOUR
TODAY = Interval.day(dt.date(2026, 3, 4))
WEIR = FeedSource(name="weir", kind="feed", url="https://wire.example/weir")
SLOW = WEIR.model_copy(update={"adaptive": True})


def asked(
    warehouse: psycopg.Connection,
    ago: dt.timedelta,
    outcome: Outcome = "failed",
    source: Source = WEIR,
    **entry: object,
) -> None:
    """A fetch some time ago."""
    number = begin(warehouse, source, TODAY, "manual__1")
    finish(warehouse, number, Entry(outcome, "It is away.", **entry))  # type: ignore[arg-type]
    warehouse.execute(
        "UPDATE ledger.fetches SET asked_at = clock_timestamp() - %s WHERE fetch_number = %s", (ago, number)
    )


def waits(warehouse: psycopg.Connection, source: Source = WEIR, run: str | None = None) -> float:
    """Hours until the source is asked again; 0 if it is asked now."""
    try:
        check_pace(warehouse, source, last_fetch(warehouse, source), run)
    except Skipped as skipped:
        return (skipped.until - dt.datetime.now(dt.UTC)) / HOUR
    return 0


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        (HOUR / 2, HOUR / 60, 0),  # within the first hour every poll is made
        (4 * HOUR, HOUR, 0.5),
        (4 * HOUR, 2 * HOUR, 0),
        (2 * DAY, HOUR, 22.5),
        (20 * DAY, HOUR, 167),
        (400 * DAY, DAY, 144),
        (400 * DAY, 7 * DAY, 0),  # it is never dropped
    ],
)
def test_a_failing_source_is_asked_after_half_of_the_time_that_it_has_failed_for(
    warehouse: psycopg.Connection, first: dt.timedelta, last: dt.timedelta, hours: float
) -> None:
    asked(warehouse, 900 * DAY, "documents")
    asked(warehouse, first)
    asked(warehouse, last)
    assert waits(warehouse) == pytest.approx(hours, abs=0.01)


def test_the_time_begins_after_the_last_usable_answer(warehouse: psycopg.Connection) -> None:
    asked(warehouse, 30 * DAY)
    asked(warehouse, 3 * HOUR, "unchanged")
    asked(warehouse, 2 * HOUR)
    assert waits(warehouse) == 0
    asked(warehouse, HOUR / 60, "unusable")
    assert waits(warehouse) == pytest.approx(0.97, abs=0.02)
    asked(warehouse, HOUR / 120, "empty")
    assert waits(warehouse) == 0


def test_waits_and_skipped_polls_are_no_failures(warehouse: psycopg.Connection) -> None:
    outcomes: list[Outcome] = ["waiting", "skipped", "no answer"]
    for ago in (30 * DAY, HOUR):
        for outcome in outcomes:
            asked(warehouse, ago, outcome)
    assert last_fetch(warehouse, WEIR) is None
    assert waits(warehouse) == 0


def test_another_try_of_the_same_run_is_made(warehouse: psycopg.Connection) -> None:
    asked(warehouse, 30 * DAY)
    asked(warehouse, HOUR)
    assert waits(warehouse, run="manual__1") == 0
    assert waits(warehouse, run="manual__2") > 100


def test_a_new_address_is_asked_at_once(warehouse: psycopg.Connection) -> None:
    asked(warehouse, 30 * DAY)
    asked(warehouse, HOUR)
    assert waits(warehouse, WEIR.model_copy(update={"url": "https://wire.example/new"})) == 0


def test_a_server_whose_host_stands_in_a_connection_has_a_pace_too(warehouse: psycopg.Connection) -> None:
    files = SftpSource(name="weir", kind="sftp", connection="weir_files")
    asked(warehouse, 20 * DAY, source=files)
    asked(warehouse, HOUR, source=files)
    assert waits(warehouse, files) > 0


def test_a_folder_is_always_looked_at(warehouse: psycopg.Connection) -> None:
    folder = FolderSource(name="weir", kind="folder", path="/data/weir")
    asked(warehouse, 30 * DAY, "refused", folder)
    asked(warehouse, HOUR, "refused", folder)
    assert waits(warehouse, folder) == 0


def published(warehouse: psycopg.Connection, *ago: dt.timedelta, new: int = 1) -> None:
    """Runs that loaded new stories, some time ago."""
    for age in ago:
        warehouse.execute(
            "INSERT INTO ledger.runs (source_name, interval_start, interval_end, state, fetched_at,"
            " load_number, parsed, new, updated, unchanged, copies, rejected)"
            " VALUES ('weir', now() - interval '1 day', now(), 'loaded', clock_timestamp() - %s,"
            " nextval('ledger.load_number'), 1, %s, 0, %s, 0, 0)",
            (age, new, 1 - new),
        )


def test_an_adaptive_source_is_asked_after_a_quarter_of_its_usual_time(warehouse: psycopg.Connection) -> None:
    asked(warehouse, HOUR, "unchanged", SLOW)
    published(warehouse, 3 * DAY, 6 * DAY, 9 * DAY)
    published(warehouse, HOUR, 2 * HOUR, new=0)  # nothing new in them
    assert waits(warehouse, SLOW) == pytest.approx(17, abs=0.1)
    assert waits(warehouse, WEIR) == 0
    with pytest.raises(
        Skipped, match=r"It has new stories about every 3 days \(adaptive = true in its file\)"
    ):
        check_pace(warehouse, SLOW, last_fetch(warehouse, SLOW), None)


def test_an_adaptive_source_that_publishes_often_or_is_new_is_always_asked(
    warehouse: psycopg.Connection,
) -> None:
    asked(warehouse, HOUR, "unchanged", SLOW)
    assert waits(warehouse, SLOW) == 0
    published(warehouse, 100 * DAY, 200 * DAY)
    assert waits(warehouse, SLOW) == 0
    published(warehouse, *[HOUR * hours for hours in range(1, 7)])
    assert waits(warehouse, SLOW) == 0


def test_an_adaptive_source_is_asked_once_a_week_at_the_slowest(warehouse: psycopg.Connection) -> None:
    asked(warehouse, HOUR, "unchanged", SLOW)
    published(warehouse, 300 * DAY, 600 * DAY, 900 * DAY)
    assert waits(warehouse, SLOW) == pytest.approx(167, abs=0.1)
