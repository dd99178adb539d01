"""The three steps of a run, as DAG tasks and ``newswire ingest`` call them: fetch, parse, load.

Each step is one or more transactions that leave nothing half done. Each can be called again: an interrupted
run goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psycopg

from newswire import settings
from newswire.asking import ask
from newswire.fetch.fetched import FetchFailed, Interval, NotAnswerable
from newswire.load.answers import Answer, pack, unpack
from newswire.load.changes import Changes, Comparison
from newswire.load.providers import unify
from newswire.load.replay import forget, left, runs_to_replay, scope
from newswire.load.run import Counts, load, lock
from newswire.load.settling import settle
from newswire.model import Rejected
from newswire.outcomes import in_words
from newswire.parse.pages.sites.alerts import Alerts
from newswire.reading.documents import answers_of_run, batches, defaults_of
from newswire.sources import find_source

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetching:
    """The result of a fetch: the run to go on with (None: nothing new), and a note for people."""

    run_id: int | None
    documents: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Parsing:
    """The numbers of items and rejections in a run's documents, and a note for people."""

    run_id: int
    items: int
    rejected: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Loading:
    """A loaded run with its counts."""

    run_id: int
    source_name: str
    documents: int
    counts: Counts

    def as_dict(self) -> dict[str, int | str]:
        """Return the run and its counts as one flat row, for tables and messages."""
        return {
            "run_id": self.run_id,
            "source": self.source_name,
            "documents": self.documents,
            **asdict(self.counts),
        }


@dataclass(frozen=True, slots=True)
class Replayed:
    """The replayed runs with their counts, the reason for their choice as text, and the changes."""

    loadings: list[Loading]
    scope: str
    changes: Changes


def fetch_source(
    connection: psycopg.Connection,
    source_name: str,
    interval: Interval,
    now: dt.datetime,
    directory: Path | None = None,
    *,
    airflow_run: str | None = None,
    goes_on: Callable[[str], bool] = lambda _: False,
    at_once: bool = False,
) -> Fetching:
    """Fetch a source's documents for an interval and keep their bytes. Write a row in the book of fetches.

    Runs of the source that an earlier start left unfinished are finished first. ``airflow_run`` is the run
    of Airflow that this fetch belongs to, if any. ``goes_on`` returns whether another run of Airflow is
    running now: that one keeps its unfinished runs, since a backfill works on several days at once. With
    ``at_once`` a source is asked that is left out for now, because it keeps failing or is slow to publish.

    Raises:
        SourceError: there is no such source, or its file is wrong.
        FetchError: the source cannot be read, or its answer is no whole feed; documents that it brought
            before are kept, and what an unusable answer holds is loaded.
        psycopg.Error: an unfinished run cannot be loaded; the new documents are kept.
    """
    source = find_source(directory or settings.sources_directory(), source_name)
    interval = replace(interval, since=_since(connection, source_name))
    waiting, others = _unfinished(connection, source_name, interval)
    left = [run_id for run_id, owner in others if owner in (None, airflow_run) or not goes_on(owner)]
    trouble = _finish(connection, source_name, left, directory)
    if waiting is not None:
        connection.execute(
            "UPDATE ledger.runs SET airflow_run = %s WHERE run_id = %s", (airflow_run, waiting)
        )
    try:
        asked = ask(connection, source, interval, now, airflow_run, at_once=at_once)
    except NotAnswerable as reason:
        return Fetching(waiting, 0, str(reason))
    if trouble is not None:  # new documents are kept before: a feed drops its old entries
        raise trouble
    run_id = asked.run_id or waiting
    if asked.unusable is not None:
        _load_unusable(connection, run_id, asked.unusable, directory)
    note = [] if run_id else [asked.note or f"{source_name} has nothing new."]
    return Fetching(run_id, asked.documents, " ".join([*note, *filter(None, [asked.remark])]) or None)


def _load_unusable(
    connection: psycopg.Connection, run_id: int | None, reason: FetchFailed, directory: Path | None
) -> None:
    """Load a run with an unusable answer, so that its rejection and whatever it holds are kept; then raise.

    Raises:
        FetchFailed: always; it has the reason, and the number of loaded items if there are any.
    """
    if run_id is not None:
        parse_run(connection, run_id, directory)
        counts = load_run(connection, run_id, directory).counts
        if counts.parsed > counts.rejected:
            raise FetchFailed(f"{reason} Loaded of it: {in_words(counts.as_dict())}.") from None
    raise reason


def parse_run(connection: psycopg.Connection, run_id: int, directory: Path | None = None) -> Parsing:
    """Parse a run's documents and keep the items and rejections until the load takes them.

    A loaded run stays as it is. The note and the log name rules of sites that no longer match.

    Raises:
        LookupError: there is no such run.
    """
    items = rejected = 0
    alerts = Alerts()
    with connection.transaction():
        source_name, state, _ = _run(connection, run_id)
        if state == "loaded":
            return _parsing(connection, run_id)
        connection.execute("DELETE FROM raw.parsed WHERE run_id = %s", (run_id,))
        answers = answers_of_run(connection, run_id, defaults_of(connection, source_name, directory))
        for number, batch in enumerate(batches(answers)):
            connection.execute(
                "INSERT INTO raw.parsed (run_id, batch, answers) VALUES (%s, %s, %s)",
                (run_id, number, pack(batch)),
            )
            alerts.add(answer.found for answer in batch)
            refused = sum(isinstance(answer.found, Rejected) for answer in batch)
            items, rejected = items + len(batch) - refused, rejected + refused
            logger.info(
                "%s: %s items parsed, %s rejected so far.", source_name, f"{items:,}", f"{rejected:,}"
            )
        connection.execute("UPDATE ledger.runs SET state = 'parsed' WHERE run_id = %s", (run_id,))
    _warn(source_name, alerts)
    return Parsing(run_id, items, rejected, alerts.note())


def load_run(connection: psycopg.Connection, run_id: int, directory: Path | None = None) -> Loading:
    """Load a run's items, rejections and counts in one transaction. A loaded run stays as it is.

    A run that is only fetched is parsed before.

    Raises:
        LookupError: there is no such run.
    """
    source_name, state, _ = _run(connection, run_id)
    if state == "fetched":
        parse_run(connection, run_id, directory)
    with connection.transaction():
        source_name, state, documents = _run(connection, run_id)
        if state != "loaded":
            counts = load(connection, run_id, source_name, _kept_answers(connection, run_id))
            connection.execute("DELETE FROM raw.parsed WHERE run_id = %s", (run_id,))
        else:
            counts = _counts(connection, run_id)
    return Loading(run_id, source_name, documents, counts)


def replay(
    connection: psycopg.Connection,
    source_name: str | None = None,
    interval: Interval | None = None,
    *,
    dry_run: bool = False,
    directory: Path | None = None,
) -> Replayed:
    """Parse kept documents anew and load them in place of their earlier items, in one transaction.

    This takes the loaded runs of a source (None: all) whose interval begins within ``interval`` (None:
    any), and later runs that met the same items. A dry run does the same and returns the same, but rolls
    the transaction back. The log names the runs before they are replayed, and after each run the rules of
    sites that do not match, as ``parse_run`` does. Runs whose bytes were dropped stay as they are; the scope
    names their documents.

    Raises:
        SourceError: there is no source of this name, neither in a file nor in the ledger.
    """
    replayed: list[Loading] = []
    if source_name is not None and not _is_known(connection, source_name):
        find_source(directory or settings.sources_directory(), source_name)
    with connection.transaction() as transaction:
        lock(connection)
        runs = runs_to_replay(connection, source_name, interval)
        unread = left(connection, source_name, interval)
        which = " ".join(filter(None, [scope(runs) if runs else "", unread]))
        if which:
            logger.info("%s", which)
        if not runs:
            return Replayed([], which, Changes())
        unify(connection)
        comparison = Comparison(connection, [run.run_id for run in runs])
        touched = forget(connection, [run.run_id for run in runs])
        for run in runs:
            defaults = defaults_of(connection, run.source_name, directory)
            alerts = Alerts()
            answers = _watched(answers_of_run(connection, run.run_id, defaults), alerts)
            counts = load(connection, run.run_id, run.source_name, batches(answers))
            replayed.append(Loading(run.run_id, run.source_name, run.documents, counts))
            logger.info(
                "%s: run %s is replayed: %s.", run.source_name, run.run_id, in_words(counts.as_dict())
            )
            _warn(run.source_name, alerts)
        settle(connection, touched)
        changes = comparison.changes()
        if dry_run:
            raise psycopg.Rollback(transaction)
    return Replayed(replayed, which, changes)


def _watched(answers: Iterable[Answer], alerts: Alerts) -> Iterator[Answer]:
    for answer in answers:
        alerts.add([answer.found])
        yield answer


def _warn(source_name: str, alerts: Alerts) -> None:
    for line in alerts.lines():
        logger.warning("%s: %s", source_name, line)


def _is_known(connection: psycopg.Connection, source_name: str) -> bool:
    known = connection.execute("SELECT FROM ledger.runs WHERE source_name = %s LIMIT 1", (source_name,))
    return known.fetchone() is not None


def _since(connection: psycopg.Connection, source_name: str) -> dt.datetime | None:
    """Return the start of the source's first run that was fetched as the latest one, not by a backfill."""
    row = connection.execute(
        "SELECT min(interval_start) FROM ledger.runs"
        " WHERE source_name = %s AND fetched_at < interval_end + (interval_end - interval_start)",
        (source_name,),
    ).fetchone()
    return row[0] if row else None


def _unfinished(
    connection: psycopg.Connection, source_name: str, interval: Interval
) -> tuple[int | None, list[tuple[int, str | None]]]:
    """Return the unfinished runs of the source: the fetched one of this interval (or None), and the others.

    Each of the others comes with the run of Airflow that it belongs to.
    """
    rows = connection.execute(
        "SELECT run_id, state = 'fetched' AND (interval_start, interval_end) = (%s, %s), airflow_run"
        " FROM ledger.runs WHERE source_name = %s AND state <> 'loaded' ORDER BY run_id",
        (interval.start, interval.end, source_name),
    ).fetchall()
    waiting = next((run_id for run_id, is_this, _ in rows if is_this), None)
    return waiting, [(run_id, owner) for run_id, is_this, owner in rows if not is_this]


def _finish(
    connection: psycopg.Connection, source_name: str, run_ids: Iterable[int], directory: Path | None
) -> psycopg.Error | None:
    """Parse and load unfinished runs. Return the first error, after every run has had its turn."""
    trouble = None
    for run_id in run_ids:
        try:
            parse_run(connection, run_id, directory)
            loaded = load_run(connection, run_id, directory)
        except psycopg.Error as error:
            logger.error("%s: run %s of an earlier start cannot be loaded: %s", source_name, run_id, error)  # noqa: TRY400
            trouble = trouble or error
        else:
            logger.warning(
                "%s: run %s of an earlier start had not been loaded; it is now: %s.",
                source_name,
                run_id,
                in_words(loaded.counts.as_dict()),
            )
    return trouble


def _kept_answers(connection: psycopg.Connection, run_id: int) -> Iterator[list[Answer]]:
    numbers = connection.execute("SELECT batch FROM raw.parsed WHERE run_id = %s ORDER BY batch", (run_id,))
    for (number,) in numbers.fetchall():
        row = connection.execute(
            "SELECT answers FROM raw.parsed WHERE run_id = %s AND batch = %s", (run_id, number)
        ).fetchone()
        assert row is not None  # noqa: S101 - this transaction has just seen it
        yield unpack(row[0])


def _run(connection: psycopg.Connection, run_id: int) -> tuple[str, str, int]:
    row = connection.execute(
        "SELECT source_name, state, documents FROM ledger.runs WHERE run_id = %s FOR UPDATE", (run_id,)
    ).fetchone()
    if row is None:
        raise LookupError(f"There is no run {run_id} in ledger.runs.")
    return row[0], row[1], row[2]


def _counts(connection: psycopg.Connection, run_id: int) -> Counts:
    row = connection.execute(
        "SELECT parsed, new, updated, unchanged, copies, rejected FROM ledger.runs WHERE run_id = %s",
        (run_id,),
    ).fetchone()
    assert row is not None  # noqa: S101 - the caller has just locked it
    return Counts(*row)


def _parsing(connection: psycopg.Connection, run_id: int) -> Parsing:
    counts = _counts(connection, run_id)
    return Parsing(run_id, counts.parsed - counts.rejected, counts.rejected)
