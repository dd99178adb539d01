"""The time of a task's next try, if a host asks not to be called before a time."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.airflow_tasks.waiting import LONGEST, TooLate, next_try
from newswire.fetch.fetched import FetchFailed, HostWaits

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def test_the_host_names_the_time() -> None:
    assert next_try(HostWaits("Closed.", retry_at=NOW + MINUTE), None, NOW) == NOW + MINUTE
    assert next_try(FetchFailed("503.", retry_at=NOW + LONGEST), None, NOW) == NOW + LONGEST


def test_a_host_that_asks_for_minute_after_minute_is_given_up_an_hour_after_its_first_answer() -> None:
    error = FetchFailed("The pier answered 503.", retry_at=NOW + MINUTE)
    assert next_try(error, NOW - LONGEST + MINUTE, NOW) == NOW + MINUTE
    with pytest.raises(TooLate, match=r"The pier answered 503\. No run waits that long"):
        next_try(error, NOW - LONGEST, NOW)


def test_an_error_without_a_time_stays_as_it_is() -> None:
    with pytest.raises(FetchFailed, match="broke off"):
        next_try(FetchFailed("The answer broke off."), None, NOW)
