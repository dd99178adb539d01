"""The bodies of the tasks: a connection from Airflow's hook, one call of the pipeline, counts in the log.

The pipeline's messages reach people here. An expected failure is one sentence in the task's log and, by
XCom, in the run's note; the task is red. A source with nothing new has a skipped task.

DAG files import this module, so heavy modules are imported where they are used.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, cast

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowRescheduleException, AirflowSkipException

from newswire.airflow_tasks.intervals import days, interval_of
from newswire.airflow_tasks.short_log import ExpectedException, ExpectedFailException, leave_out_traceback
from newswire.outcomes import Outcome, in_words, note, outcomes, storable, together

if TYPE_CHECKING:
    import psycopg

CONNECTION_ID = "newswire_warehouse"
"""Airflow's connection to the warehouse. ``./newswire up`` passes it in the environment."""

OUTCOME, NOTE, GLANCE, MORE = "outcome", "note", "glance", "more"
"""XCom keys: the row of a source that failed or has nothing new, the text of the run's note, and texts that a
later task adds to its first line and below it."""

_VERDICTS = "failed checks"
"""The name under which the task ``check`` fails if a check has failed, and not the task itself."""

logger = logging.getLogger(__name__)


def sources_taken(asked_for: Sequence[str] | None) -> list[str]:
    """Return the names of the sources that a run takes: those asked for, else all that are switched on.

    A name that does not exist is kept: its own tasks fail with the reason, and stop no other source.
    """
    from newswire import settings
    from newswire.sources import enabled_sources
    from newswire.switches import switched

    if asked_for:
        names = list(dict.fromkeys(asked_for))
    else:
        with warehouse() as connection:
            names = enabled_sources(settings.sources_directory(), switched(connection))
    logger.info("Sources: %s.", ", ".join(names) or "none is switched on (./newswire enable NAME)")
    return names


def fetch(source: str) -> dict[str, int]:
    """Fetch and keep a source's documents for the run's interval. Return the ledger's run and their number.

    Raises:
        AirflowSkipException: the source has nothing new, or cannot answer for the interval.
        AirflowRescheduleException: a host asks to be called later (Retry-After); the task runs again then.
    """
    from newswire.airflow_tasks.connections import find
    from newswire.airflow_tasks.waiting import next_try
    from newswire.fetch.credentials import looked_up_by
    from newswire.fetch.fetched import FetchFailed
    from newswire.pipeline import fetch_source

    context = get_current_context()
    interval = interval_of(context)
    until = None
    logger.info("%s: fetching documents of %s to %s.", source, _minute(interval.start), _minute(interval.end))
    with readable_errors(source), looked_up_by(find), warehouse() as connection:
        try:
            fetching = fetch_source(
                connection,
                source,
                interval,
                dt.datetime.now(dt.UTC),
                airflow_run=context["run_id"],
                goes_on=_goes_on,
                at_once=bool(context["params"].get("sources")),  # a person named it in the form
            )
        except FetchFailed as error:
            first_wait = context["ti"].get_first_reschedule_date(context)
            until = next_try(error, first_wait, dt.datetime.now(dt.UTC))
            logger.warning("%s The task runs again at that time.", error)
    if until:
        raise AirflowRescheduleException(until)  # type: ignore[no-untyped-call]
    if fetching.run_id is None:
        raise _skipped(source, fetching.note or f"{source} has nothing new.")
    logger.info("%s: %s documents are kept. %s", source, f"{fetching.documents:,}", fetching.note or "")
    if fetching.note:
        _push(OUTCOME, {"source": source, "remark": storable(fetching.note)})
    return {"run_id": fetching.run_id, "documents": fetching.documents}


def parse(source: str, run_id: int) -> dict[str, int]:
    """Parse the documents of a run. Return the numbers of items and of rejections."""
    from newswire.pipeline import parse_run
    from newswire.workers.crew import Crew

    with readable_errors(source), Crew() as crew, warehouse() as connection:
        parsing = parse_run(connection, run_id, parsers=crew)
    logger.info(
        "%s: %s items are parsed, %s rejected.", source, f"{parsing.items:,}", f"{parsing.rejected:,}"
    )
    if parsing.note:
        _push(OUTCOME, {"source": source, "remark": storable(parsing.note)})
    return {"run_id": run_id, "items": parsing.items, "rejected": parsing.rejected}


def load(source: str, run_id: int) -> dict[str, Any]:
    """Load the parsed items of a run in one transaction. Return the counts, as in the ledger."""
    from newswire.pipeline import load_run

    with readable_errors(source), warehouse() as connection:
        row = load_run(connection, run_id).as_dict()
    counts = Outcome.of_row(row).counts
    logger.info("%s: of %s items %s.", source, f"{counts['parsed']:,}", in_words(counts))
    return row


def event(row: dict[str, Any]) -> dict[str, Any]:
    """Return the extra of an asset's event for the row of a load: a summary as text, then the row."""
    return {"summary": f"{row['source']}: {in_words(Outcome.of_row(row).counts)}", **row}


def report(sources: Sequence[str] | None, task_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the outcome of each source of a run, log it, and keep it as the text of the run's note.

    Args:
        sources: their names.
        task_ids: the mapped tasks; the last one returns the ledger's row.
    """
    instance = get_current_context()["ti"]
    unloaded = instance.xcom_pull(task_ids=task_ids, key=OUTCOME)
    loaded = instance.xcom_pull(task_ids=task_ids[-1:])
    results = outcomes(sources or (), filter(None, [*unloaded, *loaded]))
    return _reported(
        results, note(results) if sources else "No source is switched on: ./newswire enable NAME."
    )


def replay(
    source: str | None, first_day: str | None, last_day: str | None, *, dry_run: bool
) -> list[dict[str, Any]]:
    """Parse and load again the documents of a source (None: all) for some days (ISO dates).

    Return the counts of each source, and keep them as the text of the run's note.
    """
    from newswire import pipeline
    from newswire.workers.crew import Crew

    chosen = days(first_day, last_day)
    with readable_errors(source or "replay"), Crew() as crew, warehouse() as connection:
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
        _push(MORE, learned.note)
    return {"lines": learned.lines, "pages": learned.pages}


def index() -> int:
    """Make the loaded stories searchable and join their translations. Return the number of versions."""
    from newswire.search import index
    from newswire.translations.stage import link

    with readable_errors("search"), warehouse() as connection:
        indexed = index(connection)
    with readable_errors("translations"), warehouse() as connection:
        link(connection)
    return indexed


def check(sources: Sequence[str] | None) -> dict[str, int]:
    """Judge the loads of a run's interval. Return the numbers of warnings and failures.

    The sentences stand in the log, in the task's note and, shortened, in the run's note.

    Raises:
        ExpectedFailException: a check failed whose level is ``fail``; every story stays loaded.
    """
    from newswire.quality.check import check, complaint
    from newswire.quality.verdicts import headline, lines, note

    with readable_errors("checks"), warehouse() as connection:
        found = check(connection, sources or (), interval_of(get_current_context()), dt.datetime.now(dt.UTC))
    error = complaint(found)
    if found:
        _push(GLANCE, f"**{headline(found)}**")
        _push(MORE, note(found))
    if found and error is None:
        logger.warning("%s", "\n".join(lines(found)))
        _push(OUTCOME, {"source": "checks", "remark": storable("\n\n".join(lines(found)))})
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
        raise _skipped("retention", pruned.sentence)
    logger.info("%s", pruned.sentence)
    return {"documents": pruned.documents, "rejections": pruned.rejections}


def alert(sources: Sequence[str] | None, source_tasks: Sequence[str], stages: Sequence[str]) -> list[str]:
    """Send failed sources and stages and verdicts to people, each once. Return the channels in use.

    Args:
        sources: their names.
        source_tasks: the mapped tasks of a source; the last one returns the ledger's row.
        stages: the tasks behind the loads.

    Raises:
        AirflowSkipException: no channel has a connection.
        ExpectedFailException: a channel cannot be used until a person acts.
    """
    from newswire.airflow_tasks import notifiers
    from newswire.quality import alerts
    from newswire.quality.check import standing

    context = get_current_context()
    if not (channels := notifiers.channels()):
        connections = ", ".join(notifiers.CONNECTIONS.values())
        raise _skipped("alerts", f"Alerts are off. Each of the connections {connections} switches one on.")
    instance = context["ti"]
    unloaded = instance.xcom_pull(task_ids=source_tasks, key=OUTCOME)
    loaded = instance.xcom_pull(task_ids=source_tasks[-1:])
    results = outcomes(sources or (), filter(None, [*unloaded, *loaded]))
    results += [_outcome_of_stage(task_id) for task_id in stages]
    errors: list[Exception] = []
    with readable_errors("alerts"), warehouse() as connection:
        found = standing(connection, sources or (), interval_of(context), dt.datetime.now(dt.UTC))
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
        _push(OUTCOME, Outcome(source, "failed", reason=reason).as_row())
        leave_out_traceback()
        kind = ExpectedFailException if isinstance(error, FatalError) else ExpectedException
        raise kind(reason) from None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        _push(OUTCOME, Outcome(source, "failed", reason=reason).as_row())
        raise


def _reported(results: list[Outcome], text: str) -> list[dict[str, Any]]:
    logger.info("%s", text)
    _push(NOTE, text)
    return [result.as_row() for result in results]


def _skipped(name: str, reason: str) -> AirflowSkipException:
    """Return the exception that skips a task, and keep its reason for the task's note."""
    _push(OUTCOME, Outcome(name, "nothing new", reason=reason).as_row())
    return AirflowSkipException(reason)


def _goes_on(run_id: str) -> bool:
    """Return whether another run of the same DAG is running now."""
    instance = get_current_context()["ti"]
    return instance.get_dr_count(instance.dag_id, run_ids=[run_id], states=["running"]) > 0


def _minute(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _push(key: str, value: object) -> None:
    get_current_context()["ti"].xcom_push(key, value)
