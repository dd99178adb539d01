"""The bodies of the tasks: a connection from Airflow's hook, one call of the pipeline, counts in the log.

What the pipeline says to people reaches them here: an expected failure is one sentence in the task's
log, in XCom for the run's note, and a red task; nothing new is a skipped one.

DAG files import this module, so what is heavy is imported where it is used.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, cast

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from newswire.desk.intervals import days, interval_of
from newswire.desk.outcomes import Outcome, headline, note, outcomes, together

if TYPE_CHECKING:
    import psycopg

CONNECTION_ID = "newswire_warehouse"
"""Airflow's connection to the warehouse; ``./newswire up`` gives it by the environment."""

FAILURE, SKIP, NOTE = "failure", "skip", "note"
"""XCom keys: why a task failed, why there was nothing to load, and the text of the run's note."""

logger = logging.getLogger(__name__)


def sources_taken(asked_for: Sequence[str] | None) -> list[str]:
    """Names of the sources that a run takes: those asked for, else all that are switched on.

    A name that does not exist is not left out: its own tasks say so, and stop no other source.
    """
    from newswire import settings
    from newswire.sources import enabled_sources

    names = list(dict.fromkeys(asked_for)) if asked_for else enabled_sources(settings.sources_directory())
    logger.info("Sources: %s.", ", ".join(names) or "none is switched on (./newswire enable NAME)")
    return names


def fetch(source: str) -> dict[str, int]:
    """Fetch and keep what a source has for the run's interval; the ledger's run and its documents.

    Raises:
        AirflowSkipException: the source has nothing new, or cannot answer for the interval.
    """
    from newswire.pipeline import fetch_source

    interval = interval_of(get_current_context())
    logger.info("%s: fetching what belongs to %s up to %s.", source, interval.start, interval.end)
    with readable_errors(), warehouse() as connection:
        fetching = fetch_source(connection, source, interval, dt.datetime.now(dt.UTC))
    if fetching.run_id is None:
        reason = fetching.note or f"{source} has nothing new."
        _push(SKIP, reason)
        raise AirflowSkipException(reason)
    logger.info("%s: %s documents are kept. %s", source, f"{fetching.documents:,}", fetching.note or "")
    return {"run_id": fetching.run_id, "documents": fetching.documents}


def parse(source: str, run_id: int) -> dict[str, int]:
    """Parse the documents of a run; the numbers of items and of what was rejected."""
    from newswire.pipeline import parse_run

    with readable_errors(), warehouse() as connection:
        parsing = parse_run(connection, run_id)
    logger.info(
        "%s: %s items are parsed, %s rejected.", source, f"{parsing.items:,}", f"{parsing.rejected:,}"
    )
    return {"run_id": run_id, "items": parsing.items, "rejected": parsing.rejected}


def load(source: str, run_id: int) -> dict[str, Any]:
    """Load what was parsed of a run, in one transaction; the counts, as in the ledger."""
    from newswire.pipeline import load_run

    with readable_errors(), warehouse() as connection:
        row = load_run(connection, run_id).as_dict()
    logger.info("%s: %s", source, headline([Outcome.of_load(row)]))
    return row


def report(sources: Sequence[str] | None, task_ids: Sequence[str]) -> list[dict[str, Any]]:
    """What became of each source of a run: logged, returned, and kept as the text of the run's note.

    Args:
        sources: their names, in the order of the map indexes.
        task_ids: the mapped tasks in their order; the last one returns the counts.
    """
    names = list(sources or ())
    results = outcomes(
        names,
        _pull(task_ids[-1], "return_value", len(names)),
        _first_left(task_ids, SKIP, len(names)),
        _first_left(task_ids, FAILURE, len(names)),
    )
    return _reported(results)


def replay(
    source: str | None, first_day: str | None, last_day: str | None, *, dry_run: bool
) -> list[dict[str, Any]]:
    """Parse and load again what a source (None: each) brought for some days (ISO dates); the counts."""
    from newswire import pipeline

    with readable_errors(), warehouse() as connection:
        replayed = pipeline.replay(connection, source, days(first_day, last_day), dry_run=dry_run)
    results = together(Outcome.of_load(loading.as_dict()) for loading in replayed)
    return _reported(results, "Dry run, nothing was changed. " if dry_run else "")


@contextmanager
def warehouse() -> Iterator[psycopg.Connection]:
    """An autocommit connection to the warehouse, from Airflow's hook; transactions are the pipeline's."""
    from airflow.providers.postgres.hooks.postgres import PostgresHook

    # PostgresHook 7 gives psycopg 3 connections wherever SQLAlchemy 2 is installed; its type says less.
    connection = cast("psycopg.Connection", PostgresHook(postgres_conn_id=CONNECTION_ID).get_conn())
    with closing(connection):
        connection.autocommit = True
        yield connection


@contextmanager
def readable_errors() -> Iterator[None]:
    """Let a task fail with a sentence for people, kept for the run's note; what lies below has no say.

    Raises:
        AirflowFailException: another try cannot help.
        AirflowException: another try may.
    """
    from newswire.errors import NewswireError
    from newswire.sources import SourceError

    try:
        yield
    except NewswireError as error:
        lasting = isinstance(error, SourceError) or getattr(error, "lasting", False)
        logger.error("%s", error)  # noqa: TRY400 - the text says it all; a traceback helps nobody
        _push(FAILURE, str(error))
        raise (AirflowFailException if lasting else AirflowException)(str(error)) from None
    except Exception as error:
        _push(FAILURE, f"{type(error).__name__}: {error}")
        raise


def _reported(results: list[Outcome], remark: str = "") -> list[dict[str, Any]]:
    text = remark + note(results)
    logger.info("%s", text)
    _push(NOTE, text)
    return [result.as_row() for result in results]


def _push(key: str, value: str) -> None:
    get_current_context()["ti"].xcom_push(key, value)


def _pull(task_id: str, key: str, length: int) -> list[Any]:
    """What each instance of a mapped task left under a key, in order; None where it left nothing."""
    if not length:
        return []
    instance = get_current_context()["ti"]
    return list(instance.xcom_pull(task_ids=task_id, key=key, map_indexes=list(range(length))))


def _first_left(task_ids: Sequence[str], key: str, length: int) -> list[Any]:
    """For each map index, what the first task that left something under a key left there."""
    columns = [_pull(task_id, key, length) for task_id in task_ids]
    return [next((left for left in row if left is not None), None) for row in zip(*columns, strict=True)]
