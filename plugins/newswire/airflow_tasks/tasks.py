"""The bodies of the tasks behind the sources, and what all bodies use: a connection, readable errors, XComs.

The pipeline's messages reach people here. An expected failure is one sentence in the task's log and, by
XCom, in the run's note; the task is red.

DAG files import this module, so heavy modules are imported where they are used.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, cast

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowSkipException

from newswire.airflow_tasks.intervals import days, interval_of
from newswire.airflow_tasks.observing import lineage, metrics
from newswire.airflow_tasks.short_log import ExpectedException, ExpectedFailException, leave_out_traceback
from newswire.logs.about import about
from newswire.outcomes import INGEST, OUTCOME, RETRY, Outcome, note, outcomes, storable, together

if TYPE_CHECKING:
    import psycopg

CONNECTION_ID = "newswire_warehouse"
"""Airflow's connection to the warehouse. ``./newswire up`` passes it in the environment."""

NOTE, GLANCE, MORE, ROWS = "note", "glance", "more", "return_value"
"""XCom keys: the text of the run's note, texts that a later task adds to its first line and below it, and
the rows of sources."""

UNASKED = "The task sources failed, so no source was asked."

_VERDICTS = "failed checks"
"""The name under which the task ``check`` fails if a check has failed, and not the task itself."""

logger = logging.getLogger(__name__)


def flat(groups: Iterable[Iterable[str]] | None) -> list[str]:
    """Return the names of the sources of all groups, in order; none if there are no groups."""
    return sorted(name for group in groups or () for name in group)


def report(groups: Sequence[Sequence[str]] | None) -> list[dict[str, Any]]:
    """Return the outcome of each source of a run, log it, and keep it as the text of the run's note.

    ``groups`` has their names. It is None if the task that returns it failed.
    """
    if groups is None:
        left = get_current_context()["ti"].xcom_pull(task_ids="sources", key=OUTCOME)
        reason = left["error"] if left else "Its log has the cause."
        return _reported([], f"**{UNASKED}** {reason}")
    results = _results(flat(groups))
    return _reported(
        results, note(results) if results else "No source is switched on: ./newswire enable NAME."
    )


def _results(names: Sequence[str]) -> list[Outcome]:
    """Return the outcome of each source, by the rows that its tasks left; those of ``retry`` outweigh."""
    instance = get_current_context()["ti"]
    rows = [row for some in instance.xcom_pull(task_ids=[INGEST, RETRY]) for row in some or ()]
    failed = instance.xcom_pull(task_ids=[RETRY], key=OUTCOME)
    return outcomes(names, [*rows, *(row for row in failed if row and "error" in row)])


def replay(
    source: str | None, first_day: str | None, last_day: str | None, *, dry_run: bool
) -> list[dict[str, Any]]:
    """Parse and load again the documents of a source (None: all) for some days (ISO dates).

    Return the counts of each source, and keep them as the text of the run's note.
    """
    from newswire import pipeline
    from newswire.workers.crew import Crew

    with readable_errors(source or "replay"), Crew() as crew, warehouse() as connection:
        chosen = days(first_day, last_day)
        replayed = pipeline.replay(connection, source, chosen, dry_run=dry_run, parsers=crew)
    results = together(Outcome.of_row(loading.as_dict()) for loading in replayed.loadings)
    if not results:
        nothing = replayed.scope or "No run was loaded for these days, so there is nothing to replay."
        return _reported(results, nothing)
    dry = "Dry run, nothing was changed. " if dry_run else ""
    changes, *examples = replayed.changes.lines(dry_run=dry_run)
    logger.info("%s", "\n".join([changes, *examples]))
    first, _, sources = note(results).partition("\n\n")
    return _reported(results, f"{dry}{first}\n\n{changes} {replayed.scope}\n\n{sources}")


def learn() -> dict[str, int]:
    """Leave out the lines that the pages of a host repeat.

    Return the numbers of new lines and of pages read again, and keep them for the run's note.
    """
    from newswire.reading.learning import settle_lines

    with readable_errors("lines of web pages"), warehouse() as connection:
        learned = settle_lines(connection)
    if learned.note:
        logger.info("%s", learned.note)
        push(MORE, learned.note)
    return {"lines": learned.lines, "pages": learned.pages}


def index() -> int:
    """Make the loaded stories searchable and join their translations. Return the number of versions."""
    from newswire.rounds.ending import link_beside
    from newswire.search import index

    with link_beside(warehouse) as linking, readable_errors("search"), warehouse() as connection:
        indexed = index(connection, warehouse)
    with readable_errors("translations"):
        linking.result()
    lineage.emit_index(warehouse)
    return indexed


def check(groups: Sequence[Sequence[str]] | None) -> dict[str, int]:
    """Judge the loads of a run's interval. Return the numbers of warnings and failures.

    The sentences stand in the log, in the task's note and, shortened, in the run's note.

    Raises:
        ExpectedFailException: a check failed whose level is ``fail``; every story stays loaded.
    """
    from newswire.quality.check import check, complaint
    from newswire.quality.verdicts import headline, lines, note

    with readable_errors("checks"), warehouse() as connection:
        now = dt.datetime.now(dt.UTC)
        found = check(connection, flat(groups), interval_of(get_current_context()), now)
    error = complaint(found)
    if found:
        push(GLANCE, f"**{headline(found)}**")
        push(MORE, note(found))
    if found and error is None:
        for one in found:
            with about(one.source, one.run_id):
                logger.warning("%s", *lines([one]))
        push(OUTCOME, {"source": "checks", "remark": storable("\n\n".join(lines(found)))})
    if error is not None:
        with readable_errors(_VERDICTS):
            raise error
    outcomes = [one.outcome for one in found]
    return {name: outcomes.count(name) for name in ("warned", "failed")}


def prune() -> dict[str, int]:
    """Drop old bytes and settled rejections, by the settings. Return the numbers of documents and rejections.

    Raises:
        AirflowSkipException: no setting asks for it.
    """
    from newswire.reading.retention import prune

    with readable_errors("retention"), warehouse() as connection:
        pruned = prune(connection, dt.datetime.now(dt.UTC))
    if not pruned.is_on:
        raise skipped("retention", pruned.sentence)
    logger.info("%s", pruned.sentence)
    return {"documents": pruned.documents, "rejections": pruned.rejections}


def alert(groups: Sequence[Sequence[str]] | None, stages: Sequence[str]) -> list[str]:
    """Send failed sources and stages and verdicts to people, each once. Return the channels in use.

    Before that, emit the state of the warehouse to a server of metrics, if Airflow's settings name one.

    Args:
        groups: the names of the sources.
        stages: the tasks that are about no single source.

    Raises:
        AirflowSkipException: no channel has a connection.
        ExpectedFailException: a channel cannot be used until a person acts.
    """
    from newswire.airflow_tasks import notifiers
    from newswire.quality import alerts
    from newswire.quality.check import standing

    context = get_current_context()
    names = flat(groups)
    metrics.emit_state(warehouse, names)  # the last task of a round: all others have ended
    if not (channels := notifiers.channels()):
        connections = ", ".join(notifiers.CONNECTIONS.values())
        raise skipped("alerts", f"Alerts are off. Each of the connections {connections} switches one on.")
    instance = context["ti"]
    results = _results(names)
    results += [_outcome_of_stage(task_id) for task_id in stages]
    errors: list[Exception] = []
    with readable_errors("alerts"), warehouse() as connection:
        found = standing(connection, names, interval_of(context), dt.datetime.now(dt.UTC))
        events = [*alerts.failures(results), *alerts.verdicts(found)]
        for channel in channels:
            send = notifiers.sender(channel, context, instance.log_url)
            try:
                message = alerts.alert(connection, channel, events, alerts.working(results), send)
            except Exception as error:  # noqa: BLE001 - the other channels have their turn first
                logger.error("%s: the alert could not be sent: %s", channel, error)  # noqa: TRY400
                errors.append(error)
            else:
                logger.info("%s: %s", channel, message.subject if message else "nothing new to send.")
        if errors:
            raise errors[0]
    return list(channels)


def _outcome_of_stage(task_id: str) -> Outcome:
    """Return the outcome of a task behind the loads. Failed checks are none: each verdict is an event."""
    name = f"the task {task_id}"
    left = get_current_context()["ti"].xcom_pull(task_ids=task_id, key=OUTCOME)
    if left and "error" in left and left["source"] != _VERDICTS:
        return Outcome(name, "failed", reason=left["error"])
    return Outcome(name, "loaded")


@contextmanager
def warehouse() -> Iterator[psycopg.Connection]:
    """Yield an autocommit connection to the warehouse, from Airflow's hook. The pipeline commits."""
    from airflow.providers.postgres.hooks.postgres import PostgresHook

    # PostgresHook 7 returns psycopg 3 connections wherever SQLAlchemy 2 is installed; its type is wider.
    connection = cast("psycopg.Connection", PostgresHook(postgres_conn_id=CONNECTION_ID).get_conn())
    with closing(connection):
        connection.autocommit = True
        yield connection


@contextmanager
def readable_errors(source: str) -> Iterator[None]:
    """Let a task fail with one sentence for people, which is kept for the run's note.

    Any other exception is kept for the note as well and passes through with its traceback.

    Raises:
        ExpectedFailException: another try cannot help.
        ExpectedException: another try may help.
    """
    from newswire.errors import FatalError, NewswireError

    try:
        yield
    except NewswireError as error:
        reason = storable(str(error))
        logger.error("%s", reason)  # noqa: TRY400 - the text is complete; a traceback helps nobody
        push(OUTCOME, Outcome(source, "failed", reason=reason).as_row())
        leave_out_traceback()
        kind = ExpectedFailException if isinstance(error, FatalError) else ExpectedException
        raise kind(reason) from None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        push(OUTCOME, Outcome(source, "failed", reason=reason).as_row())
        raise


def _reported(results: list[Outcome], text: str) -> list[dict[str, Any]]:
    logger.info("%s", text)
    push(NOTE, text)
    return [result.as_row() for result in results]


def skipped(name: str, reason: str) -> AirflowSkipException:
    """Return the exception that skips a task, and keep its reason for the task's note."""
    push(OUTCOME, Outcome(name, "nothing new", reason=reason).as_row())
    return AirflowSkipException(reason)


def push(key: str, value: object) -> None:
    """Keep a value as an XCom of the present task."""
    get_current_context()["ti"].xcom_push(key, value)
