"""The interval that a run is about."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from airflow.timetables.base import DataInterval
from airflow.timetables.interval import CronDataIntervalTimetable
from airflow.utils.types import DagRunType

from newswire.errors import FatalError
from newswire.fetch import Interval
from newswire.limits.cadence import DAILY, cadence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pendulum import DateTime


_TINY = dt.timedelta(microseconds=1)

_CLOCKS_DIFFER = dt.timedelta(hours=1)
"""Difference between the clocks of a browser, whose time the form proposes, and of the server."""


class CadenceTimetable(CronDataIntervalTimetable):
    """A run at the end of each interval of a cron expression (UTC). One started by hand is about its own day.

    Airflow's own timetable gives a run that is started by hand the last complete interval. Such a run would
    leave out the stories since then, which a person asks for who starts it now.
    """

    def __init__(self, cron: str) -> None:
        super().__init__(cron, timezone="UTC")

    def infer_manual_data_interval(self, *, run_after: DateTime) -> DataInterval:
        """Return the whole UTC day that ``run_after`` is in."""
        day = run_after.in_timezone("UTC").start_of("day")
        return DataInterval(start=day, end=day.add(days=1))

    def generate_run_id(
        self,
        *,
        run_type: DagRunType,
        run_after: DateTime,
        data_interval: DataInterval | None,
        **extra: object,
    ) -> str:
        """Return an id that ends with the cadence: DAGs of two cadences have runs at the same moment.

        The ledger knows a run of Airflow by its id alone. Ids of the daily DAG end with the moment. Airflow
        asks for an id before it makes a run, so here it learns that it must not make it.

        Raises:
            ValueError: a person asks for a run that could not go on. Airflow's form shows the text.
        """
        if run_type == DagRunType.MANUAL and data_interval is not None:
            _refuse_future(data_interval)
        plain = super().generate_run_id(
            run_type=run_type, run_after=run_after, data_interval=data_interval, **extra
        )
        its_own = cadence(self._expression)
        return plain if its_own == DAILY else f"{plain}__{its_own.slug}"

    def serialize(self) -> dict[str, Any]:
        """Return the cron expression."""
        return {"cron": self._expression}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> CadenceTimetable:
        """Return the timetable of a cron expression."""
        return cls(data["cron"])


def _refuse_future(interval: DataInterval) -> None:
    """Raise for a logical date in the future: Airflow waits for it, and lets no other run begin meanwhile."""
    if interval.start > dt.datetime.now(dt.UTC) + _CLOCKS_DIFFER:
        raise ValueError(
            f"The logical date {interval.start:%Y-%m-%d} lies in the future: Airflow would wait, and no "
            "other run would begin. Leave the logical date as it is; the field Date takes another day."
        )


class DailyTimetable(CadenceTimetable):
    """One run a day (UTC), about the day that has just ended."""

    def __init__(self) -> None:
        super().__init__(DAILY.cron)

    def serialize(self) -> dict[str, Any]:
        """Return no settings: the timetable has none."""
        return {}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> DailyTimetable:  # noqa: ARG003
        """Return a new timetable. ``data`` is empty, because there are no settings."""
        return cls()


def interval_of(context: Mapping[str, Any]) -> Interval:
    """Return the interval of a run: the date of its form, else its data interval, else the day of its start.

    It is in whole UTC days, because sources answer for days: the interval from 23:45 to midnight is about the
    day that ends with it. A run that is triggered without a logical date has no data interval.
    """
    if date := context["params"].get("date"):
        return Interval.day(dt.date.fromisoformat(date))
    start, end = context.get("data_interval_start"), context.get("data_interval_end")
    if start and end:
        first, last = _plain(start), _plain(end) - _TINY
        return Interval(Interval.day(first.date()).start, Interval.day(max(first, last).date()).end)
    return Interval.day(_plain(context["dag_run"].run_after).date())


def days(first: str | None, last: str | None) -> Interval | None:
    """Return the days ``first`` to ``last`` (ISO dates, both included), or None if both are open.

    Raises:
        FatalError: the first lies after the last.
    """
    if not first and not last:
        return None
    if first and last and first > last:
        raise FatalError(f"The first day, {first}, lies after the last one, {last}. Exchange them.")
    start = Interval.day(dt.date.fromisoformat(first or "0001-01-01")).start
    end = Interval.day(dt.date.fromisoformat(last)).end if last else dt.datetime.max.replace(tzinfo=dt.UTC)
    return Interval(start, end)


def _plain(moment: dt.datetime) -> dt.datetime:
    """Convert a moment of Airflow's (pendulum) into UTC, as a type of the standard library."""
    return dt.datetime.fromtimestamp(moment.timestamp(), dt.UTC)
