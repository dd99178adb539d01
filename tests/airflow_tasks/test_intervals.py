"""Which day a run is about."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pendulum
import pytest
from airflow.timetables.base import TimeRestriction
from airflow.utils.types import DagRunType

from newswire.airflow_tasks.intervals import CadenceTimetable, DailyTimetable, days, interval_of
from newswire.errors import FatalError
from newswire.fetch import Interval

MAY_7 = Interval.day(dt.date(2024, 5, 7))


def context(date: str | None = None, **more: Any) -> dict[str, Any]:
    return {"params": {"date": date}, **more}


def test_a_scheduled_run_is_about_the_day_that_has_just_ended() -> None:
    restriction = TimeRestriction(pendulum.datetime(2024, 5, 7), None, catchup=True)

    planned = DailyTimetable().next_dagrun_info(last_automated_data_interval=None, restriction=restriction)

    assert planned is not None
    assert (planned.data_interval.start, planned.data_interval.end) == (MAY_7.start, MAY_7.end)
    assert planned.run_after == MAY_7.end


@pytest.mark.parametrize(
    "moment",
    [
        pendulum.datetime(2024, 5, 7),
        pendulum.datetime(2024, 5, 7, 23, 59, 59),
        pendulum.datetime(2024, 5, 8, 1, tz="Europe/Berlin"),
    ],
)
def test_a_run_that_is_started_by_hand_is_about_its_own_utc_day(moment: pendulum.DateTime) -> None:
    interval = DailyTimetable().infer_manual_data_interval(run_after=moment)

    assert (interval.start, interval.end) == (MAY_7.start, MAY_7.end)


def test_the_timetable_survives_airflow_s_storage() -> None:
    assert isinstance(DailyTimetable.deserialize(DailyTimetable().serialize()), DailyTimetable)


def test_the_timetable_of_a_cadence_survives_it_with_its_cron_expression() -> None:
    kept = CadenceTimetable.deserialize(CadenceTimetable("*/15 * * * *").serialize())

    assert type(kept) is CadenceTimetable
    assert kept.summary == "*/15 * * * *"


def test_runs_of_two_cadences_at_one_moment_have_two_ids() -> None:
    midnight = pendulum.datetime(2024, 5, 8)
    ids = [
        timetable.generate_run_id(run_type=DagRunType.SCHEDULED, run_after=midnight, data_interval=None)
        for timetable in (DailyTimetable(), CadenceTimetable("*/15 * * * *"), CadenceTimetable("0 */2 * * *"))
    ]
    assert ids[0] == "scheduled__2024-05-08T00:00:00+00:00"
    assert len(set(ids)) == 3
    assert {DagRunType.from_run_id(one) for one in ids} == {DagRunType.SCHEDULED}


def test_a_run_by_hand_with_a_logical_date_in_the_future_is_refused() -> None:
    """Airflow lets it wait until then, and no other run of the DAG begin."""
    daily, today = DailyTimetable(), pendulum.now("UTC")
    for moment in (today, today.subtract(days=300)):
        interval = daily.infer_manual_data_interval(run_after=moment)
        assert daily.generate_run_id(
            run_type=DagRunType.MANUAL, run_after=today, data_interval=interval
        ).startswith("manual__")
    future = daily.infer_manual_data_interval(run_after=today.add(days=2))
    with pytest.raises(
        ValueError, match="lies in the future: Airflow would wait, and no other run would begin"
    ):
        daily.generate_run_id(run_type=DagRunType.MANUAL, run_after=today, data_interval=future)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2024-05-07T10:15", "2024-05-07T10:30", 7, 7),
        ("2024-05-07T23:45", "2024-05-08T00:00", 7, 7),
        ("2024-05-07T22:00", "2024-05-08T06:00", 7, 8),
        ("2024-05-06T07:00", "2024-05-13T07:00", 6, 13),
    ],
)
def test_an_interval_of_any_length_is_about_whole_days(start: str, end: str, first: int, last: int) -> None:
    interval = interval_of(
        context(data_interval_start=pendulum.parse(start), data_interval_end=pendulum.parse(end))
    )

    assert interval == Interval(
        Interval.day(dt.date(2024, 5, first)).start, Interval.day(dt.date(2024, 5, last)).end
    )


def test_the_date_of_the_form_comes_first() -> None:
    asked = context("2024-05-07", data_interval_start=MAY_7.end, data_interval_end=MAY_7.end)

    assert interval_of(asked) == MAY_7


def test_without_a_date_the_run_s_own_interval_is_taken_as_plain_times() -> None:
    interval = interval_of(
        context(
            data_interval_start=pendulum.instance(MAY_7.start).in_timezone("Asia/Tokyo"),
            data_interval_end=pendulum.instance(MAY_7.end),
        )
    )

    assert interval == MAY_7
    assert type(interval.start) is dt.datetime


def test_without_an_interval_the_day_of_the_start_is_taken_so_that_a_retry_stays_on_it() -> None:
    started = SimpleNamespace(run_after=pendulum.datetime(2024, 5, 7, 23, 59))

    assert interval_of(context(dag_run=started)) == MAY_7


@pytest.mark.parametrize(
    ("first", "last", "inside", "outside"),
    [
        ("2024-05-07", "2024-05-07", [MAY_7.start], [MAY_7.end]),
        ("2024-05-07", None, [MAY_7.start, MAY_7.end], [MAY_7.start - dt.timedelta(days=1)]),
        (None, "2024-05-07", [MAY_7.start, dt.datetime(1901, 1, 1, tzinfo=dt.UTC)], [MAY_7.end]),
    ],
)
def test_both_days_are_included_and_either_may_be_open(
    first: str | None, last: str | None, inside: list[dt.datetime], outside: list[dt.datetime]
) -> None:
    span = days(first, last)

    assert span is not None
    assert all(span.start <= moment < span.end for moment in inside)
    assert not any(span.start <= moment < span.end for moment in outside)


def test_days_in_the_wrong_order_are_an_error() -> None:
    assert days("2024-05-07", "2024-05-07") == MAY_7
    with pytest.raises(FatalError, match=r"The first day, 2024-05-09, lies after the last one, 2024-05-07\."):
        days("2024-05-09", "2024-05-07")


def test_no_days_are_no_limit() -> None:
    assert days(None, None) is None
