"""The bodies of the tasks that work on sources: divide them, ingest them, and try failed ones again.

A source that fails fails no task that it shares with others. It gets a task under its own name, which is red
with the source's reason, and which Airflow tries again.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowRescheduleException

from newswire.airflow_tasks.cadences import cadences
from newswire.airflow_tasks.intervals import interval_of
from newswire.airflow_tasks.observing import lineage, metrics
from newswire.airflow_tasks.short_log import ExpectedFailException
from newswire.airflow_tasks.tasks import ROWS, UNASKED, flat, push, readable_errors, skipped, warehouse
from newswire.airflow_tasks.waiting import LONGEST, next_try
from newswire.errors import FatalError, RetriableError
from newswire.limits.cadence import DAILY, Cadence
from newswire.logs.about import about
from newswire.outcomes import INGEST, OUTCOME, Outcome, counted, headline, in_words, storable

if TYPE_CHECKING:
    from newswire.errors import NewswireError

_TASKS_PER_SLOT = 2
"""Tasks among which the sources are divided, for each of Airflow's slots: none is idle while others work."""

_LOST: Mapping[str, Any] = {"error": None, "is_final": False, "retry_at": None}
"""The row of a source whose task ended without one: it was killed, or lost the warehouse at every try."""

Event = Callable[[dict[str, Any]], None]
"""Takes the extra of an asset's event."""

logger = logging.getLogger(__name__)


def sources_taken(asked_for: Sequence[str] | None, its_own: Cadence = DAILY) -> list[list[str]]:
    """Return the names of the sources that a run takes, a list for each task that ingests some.

    They are those asked for, else those of the DAG's cadence that are switched on. A daily run that a person
    starts, or a backfill, takes those of all cadences. A name that does not exist is kept: it fails with the
    reason, and stops no other source.
    """
    from airflow.sdk.configuration import conf

    from newswire import settings
    from newswire.rounds.groups import groups
    from newswire.sources import cadence_of_source, enabled_sources, host_of_source
    from newswire.switches import switched

    with readable_errors("the task sources"):
        directory = settings.sources_directory()
        if asked_for:
            names = list(dict.fromkeys(asked_for))
        else:
            with warehouse() as connection:
                names = enabled_sources(directory, switched(connection))
            if its_own != DAILY or get_current_context()["dag_run"].run_type == "scheduled":
                names = [name for name in names if cadence_of_source(directory, name) == its_own]
        most = settings.ingest_tasks() or _TASKS_PER_SLOT * conf.getint("core", "parallelism")
        divided = groups(
            names,
            lambda name: host_of_source(directory, name),
            min(most, conf.getint("core", "max_map_length")),
        )
    logger.info("Sources: %s.", ", ".join(names) or "none is switched on (./newswire enable NAME)")
    return divided


def ingest(sources: Sequence[str], event: Event) -> list[dict[str, Any]]:
    """Fetch, parse and load sources for the run's interval. Return the row of each one's outcome.

    Raises:
        AirflowSkipException: none of them was loaded. The rows are kept as the task's return value.
    """
    with readable_errors("the task ingest"):
        rows = list(_ingested(sources, event))
    return _ended(rows)


def failures(groups: Sequence[Sequence[str]] | None) -> list[dict[str, Any]]:
    """Return the failed sources of a run, each with its error, as the task ``retry`` takes them.

    Airflow maps over a limited number (``core.max_map_length``); the last element has all sources beyond it.

    Raises:
        ExpectedFailException: the task ``sources`` has failed.
    """
    from airflow.sdk.configuration import conf

    if groups is None:
        raise ExpectedFailException(f"{UNASKED} Its log has the cause.")
    with readable_errors("the task failures"):
        pulled = get_current_context()["ti"].xcom_pull(task_ids=[INGEST])
        rows = {row["source"]: row for some in pulled for row in some or ()}
        failed = [
            {key: row[key] for key in ("error", "is_final", "retry_at")} | {"sources": [name]}
            for name in flat(groups)
            if "error" in (row := rows.get(name, _LOST))
        ]
        return _mappable(failed, conf.getint("core", "max_map_length"))


def _mappable(failed: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """Return at most so many elements: the last one has all sources beyond them."""
    if len(failed) <= most:
        return failed
    rest = [one["sources"][0] for one in failed[most - 1 :]]
    error = (
        f"{counted(len(rest), 'source')} more failed and share this task, because Airflow maps over at most "
        f"{most:,} (core.max_map_length). The logs of the tasks ingest have their reasons."
    )
    logger.warning("%s", error)
    return [*failed[: most - 1], {"sources": rest, "error": error, "is_final": False, "retry_at": None}]


def retry(failure: Mapping[str, Any], event: Event) -> list[dict[str, Any]]:
    """Fail with the error of a source that could not be ingested; at later tries, ingest it again.

    The first try asks nobody: it shows the error, and Airflow's waits before the next tries begin with it.

    Raises:
        AirflowSkipException: the source has nothing new.
        AirflowRescheduleException: a host asks to be called later (Retry-After); the task runs again then.
    """
    from newswire.fetch.fetched import FetchFailed

    context = get_current_context()
    names, instance = failure["sources"], context["ti"]
    waited = instance.get_first_reschedule_date(context)
    is_known = failure["error"] and instance.try_number == 1 and waited is None
    until = None
    is_one = len(names) == 1
    with (
        about(names[0]) if is_one else nullcontext(),
        readable_errors(names[0] if is_one else "the task retry"),
    ):
        try:
            if is_known:
                raise _error(failure)
            rows = list(_ingested(names, event))
            push(ROWS, rows)
            if failed := [row for row in rows if "error" in row]:
                raise _error(failed[0] if is_one else _together(failed))
        except FetchFailed as error:
            until = next_try(error, waited, dt.datetime.now(dt.UTC), _longest_wait(context))
            logger.warning("%s The task runs again at that time.", error)
    if until:
        raise AirflowRescheduleException(until)  # type: ignore[no-untyped-call]
    return _ended(rows)


def _longest_wait(context: Mapping[str, Any]) -> dt.timedelta:
    """Return the longest time that the run waits for a host: it must not hold up the next run for long."""
    start, end = context.get("data_interval_start"), context.get("data_interval_end")
    return min(LONGEST, (end - start) / 2) if start and end else LONGEST


def _ingested(names: Sequence[str], event: Event) -> Iterator[dict[str, Any]]:
    """Yield the row of each source, log it, and make the asset's event of a load."""
    from newswire.airflow_tasks.connections import find
    from newswire.fetch.credentials import looked_up_by
    from newswire.rounds.several import ingest
    from newswire.rounds.source import Order
    from newswire.workers.crew import Crew

    context = get_current_context()
    interval = interval_of(context)
    instance = context["ti"]

    def goes_on(run_id: str) -> bool:
        dags = (one.dag_id for one in (DAILY, *cadences()))
        return any(instance.get_dr_count(dag, run_ids=[run_id], states=["running"]) for dag in dags)

    order = Order(
        interval,
        airflow_run=context["run_id"],
        since=context["dag_run"].start_date,
        goes_on=goes_on,
        at_once=bool(context["params"].get("sources")),  # a person named them in the form
    )
    start, end = _minute(interval.start), _minute(interval.end)
    logger.info("%s, documents of %s to %s.", counted(len(names), "source"), start, end)
    begun = time.monotonic()
    loaded = []
    with looked_up_by(find), Crew() as crew:
        for row in ingest(names, order, warehouse, crew):
            outcome = Outcome.of_row(row)
            with about(outcome.source, row.get("run_id")):
                if outcome.state == "loaded":
                    words = in_words(outcome.counts)
                    logger.info("%s: of %s items %s.", outcome.source, f"{outcome.counts['parsed']:,}", words)
                    event({"summary": f"{outcome.source}: {words}", **row})
                    loaded.append(row)
                elif outcome.state == "nothing new":
                    logger.info("%s: %s", outcome.source, outcome.reason)
                metrics.emit_outcome(row)
            yield row
    metrics.emit_fetches(warehouse, names, context["run_id"], time.monotonic() - begun)
    lineage.emit_loads(warehouse, loaded)


def _ended(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a task, and keep their summary for its note; skip it if no source was loaded."""
    results = [Outcome.of_row(row) for row in rows]
    text = results[0].reason if len(results) == 1 else headline(results)
    if any(one.state == "loaded" for one in results):
        if text:
            push(OUTCOME, {"source": "sources", "remark": storable(text)})
        return rows
    push(ROWS, rows)
    raise skipped("sources", text or "")


def _error(row: Mapping[str, Any]) -> NewswireError:
    from newswire.fetch.fetched import FetchFailed

    if row["retry_at"]:
        return FetchFailed(row["error"], retry_at=dt.datetime.fromisoformat(row["retry_at"]))
    return (FatalError if row["is_final"] else RetriableError)(row["error"])


def _together(failed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return one row for several failed sources."""
    names = ", ".join(str(row["source"]) for row in failed)
    return {
        "error": f"{counted(len(failed), 'source')} failed: {names}. The log above has the reasons.",
        "is_final": all(row["is_final"] for row in failed),
        "retry_at": None,
    }


def _minute(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
