"""The three steps of a run, as DAG tasks and ``newswire ingest`` call them: fetch, parse, load.

Each step is one or more transactions that leave nothing half done. Each can be called again: an interrupted
run goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import psycopg

from newswire import settings
from newswire.asking import ask
from newswire.fetch.fetched import FetchFailed, Interval, NotAnswerable
from newswire.load.answers import Answer, unpack
from newswire.load.changes import Changes, Comparison
from newswire.load.providers import unify
from newswire.load.replay import forget, left, runs_to_replay, scope
from newswire.load.run import Counts, load, lock
from newswire.load.settling import settle
from newswire.logs.about import about
from newswire.outcomes import in_words
from newswire.parse.pages.sites.alerts import Alerts
from newswire.reading.documents import defaults_of, read_run
from newswire.sources import find_source
from newswire.workers.ahead import KeysAhead
from newswire.workers.work import HERE, Ahead, Batch, Parsers

logger = logging.getLogger(__name__)

_FEW_DOCUMENTS = 20
"""Documents of a run that is parsed ahead of its load. More are parsed while the load stages them."""


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
    """A loaded run with its counts, and a note for people if the load has parsed it."""

    run_id: int
    source_name: str
    documents: int
    counts: Counts
    note: str | None = field(default=None, compare=False)

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
    parsers: Parsers = HERE,
) -> Fetching:
    """Fetch a source's documents for an interval and keep their bytes. Write a row in the book of fetches.

    Runs of the source that an earlier start left unfinished are finished first. ``airflow_run`` is the run
    of Airflow that this fetch belongs to, if any. ``goes_on`` returns whether another run of Airflow is
    running now: that one keeps its unfinished runs, since a backfill works on several days at once. With
    ``at_once`` a source is asked that is left out for now, because it keeps failing or is slow to publish.
    ``parsers`` judge the answers of feeds, and parse the runs that are finished.

    Raises:
        SourceError: there is no such source, or its file is wrong.
        FetchError: the source cannot be read, or its answer is no whole feed; documents that it brought
            before are kept, and what an unusable answer holds is loaded.
        psycopg.Error: an unfinished run cannot be loaded; the new documents are kept.
    """
    source = find_source(directory or settings.sources_directory(), source_name)
    since, waiting, others = _runs_before(connection, source_name, interval)
    interval = replace(interval, since=since)
    left = [run_id for run_id, owner in others if owner in (None, airflow_run) or not goes_on(owner)]
    trouble = _finish(connection, source_name, left, directory, parsers)
    if waiting is not None:
        connection.execute(
            "UPDATE ledger.runs SET airflow_run = %s WHERE run_id = %s", (airflow_run, waiting)
        )
    try:
        asked = ask(connection, source, interval, now, airflow_run, at_once=at_once, parsers=parsers)
    except NotAnswerable as reason:
        return Fetching(waiting, 0, str(reason))
    if trouble is not None:  # new documents are kept before: a feed drops its old entries
        raise trouble
    run_id = asked.run_id or waiting
    if asked.unusable is not None:
        _load_unusable(connection, run_id, asked.unusable, directory, parsers)
    note = [] if run_id else [asked.note or f"{source_name} has nothing new."]
    return Fetching(run_id, asked.documents, " ".join([*note, *filter(None, [asked.remark])]) or None)


def _load_unusable(
    connection: psycopg.Connection,
    run_id: int | None,
    reason: FetchFailed,
    directory: Path | None,
    parsers: Parsers,
) -> None:
    """Load a run with an unusable answer, so that its rejection and whatever it holds are kept; then raise.

    Raises:
        FetchFailed: always; it has the reason, and the number of loaded items if there are any.
    """
    if run_id is not None:
        counts = load_run(connection, run_id, directory, parsers).counts
        if counts.parsed > counts.rejected:
            raise FetchFailed(f"{reason} Loaded of it: {in_words(counts.as_dict())}.") from None
    raise reason


def parse_run(
    connection: psycopg.Connection, run_id: int, directory: Path | None = None, parsers: Parsers = HERE
) -> Parsing:
    """Parse a run's documents and keep the items and rejections until the load takes them.

    A loaded run stays as it is. The note and the log name rules of sites that no longer match.

    Raises:
        LookupError: there is no such run.
    """
    items = rejected = 0
    alerts = Alerts()
    with connection.transaction():
        source_name, state, documents = _run(connection, run_id)
        if state == "loaded":
            counts = _counts(connection, run_id)
            return Parsing(run_id, counts.parsed - counts.rejected, counts.rejected)
        if state == "parsed":
            connection.execute("DELETE FROM raw.parsed WHERE run_id = %s", (run_id,))
        defaults = defaults_of(connection, source_name, directory)
        batches = read_run(connection, run_id, defaults, parsers, is_one=documents == 1)
        for number, batch in enumerate(_watched(batches, alerts, source_name)):
            connection.execute(
                "INSERT INTO raw.parsed (run_id, batch, answers) VALUES (%s, %s, %s)",
                (run_id, number, batch.packed),
            )
            items, rejected = items + batch.items, rejected + batch.rejected
        connection.execute("UPDATE ledger.runs SET state = 'parsed' WHERE run_id = %s", (run_id,))
    return Parsing(run_id, items, rejected, alerts.note())


def parse_ahead(
    connection: psycopg.Connection, run_id: int, directory: Path | None = None, parsers: Parsers = HERE
) -> Ahead | None:
    """Return the answers of a fetched run with few documents, and keep nothing; None for any other run."""
    row = connection.execute(
        "SELECT source_name, documents FROM ledger.runs WHERE run_id = %s AND state = 'fetched'", (run_id,)
    ).fetchone()
    if row is None or row[1] > _FEW_DOCUMENTS:
        return None
    defaults = defaults_of(connection, row[0], directory)
    return Ahead(row[1], list(read_run(connection, run_id, defaults, parsers, is_one=row[1] == 1)))


def load_run(
    connection: psycopg.Connection,
    run_id: int,
    directory: Path | None = None,
    parsers: Parsers = HERE,
    ahead: Ahead | None = None,
    texts: KeysAhead | None = None,
) -> Loading:
    """Load a run's items, rejections and counts in one transaction. A loaded run stays as it is.

    A run that is only fetched is parsed meanwhile, unless ``ahead`` has the answers of all its documents. If
    it cannot be loaded, it is kept as parsed: later documents make a run of their own. ``texts`` takes texts.

    Raises:
        LookupError: there is no such run.
    """
    alerts = Alerts()
    state = ""
    try:
        with connection.transaction():
            source_name, state, documents = _run(connection, run_id)
            if state == "loaded":
                return Loading(run_id, source_name, documents, _counts(connection, run_id))
            if state == "parsed":
                counts = load(connection, run_id, source_name, _kept_answers(connection, run_id))
                connection.execute("DELETE FROM raw.parsed WHERE run_id = %s", (run_id,))
            else:
                if ahead is None or ahead.documents != documents:
                    defaults = defaults_of(connection, source_name, directory)
                    batches = read_run(connection, run_id, defaults, parsers, is_one=documents == 1)
                else:
                    batches = iter(ahead.batches)
                answers = _answers(batches, alerts, source_name)
                if texts:
                    answers = texts.through(connection, answers)
                counts = load(connection, run_id, source_name, answers)
    except psycopg.Error:
        if state == "fetched" and not connection.closed:
            parse_run(connection, run_id, directory, parsers)
        raise
    return Loading(run_id, source_name, documents, counts, alerts.note())


def replay(
    connection: psycopg.Connection,
    source_name: str | None = None,
    interval: Interval | None = None,
    *,
    dry_run: bool = False,
    directory: Path | None = None,
    parsers: Parsers = HERE,
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
            batches = read_run(connection, run.run_id, defaults, parsers)
            answers = _answers(batches, alerts, run.source_name)
            with about(run.source_name, run.run_id):
                counts = load(connection, run.run_id, run.source_name, answers)
                replayed.append(Loading(run.run_id, run.source_name, run.documents, counts))
                logger.info(
                    "%s: run %s is replayed: %s.", run.source_name, run.run_id, in_words(counts.as_dict())
                )
        settle(connection, touched)
        changes = comparison.changes()
        if dry_run:
            raise psycopg.Rollback(transaction)
    return Replayed(replayed, which, changes)


def _answers(batches: Iterable[Batch], alerts: Alerts, source_name: str) -> Iterator[list[Answer]]:
    for batch in _watched(batches, alerts, source_name):
        yield unpack(batch.packed)


def _watched(batches: Iterable[Batch], alerts: Alerts, source_name: str) -> Iterator[Batch]:
    """Yield the batches. Log how far the run is, and at its end the rules of sites that no longer match."""
    items = rejected = 0
    for batch in batches:
        yield batch
        alerts.join(batch.alerts)
        items, rejected = items + batch.items, rejected + batch.rejected
        logger.info("%s: %s items parsed, %s rejected so far.", source_name, f"{items:,}", f"{rejected:,}")
    for line in alerts.lines():
        logger.warning("%s: %s", source_name, line)


def _is_known(connection: psycopg.Connection, source_name: str) -> bool:
    known = connection.execute("SELECT FROM ledger.runs WHERE source_name = %s LIMIT 1", (source_name,))
    return known.fetchone() is not None


_RUNS_BEFORE = """
SELECT
    first.since, run_id, state = 'fetched' AND (interval_start, interval_end) = (%(start)s, %(end)s),
    airflow_run
FROM (
    SELECT min(interval_start) AS since FROM ledger.runs
    WHERE source_name = %(source)s AND fetched_at < interval_end + (interval_end - interval_start)
) AS first
LEFT JOIN ledger.runs ON source_name = %(source)s AND state <> 'loaded'
ORDER BY run_id
"""


def _runs_before(
    connection: psycopg.Connection, source_name: str, interval: Interval
) -> tuple[dt.datetime | None, int | None, list[tuple[int, str | None]]]:
    """Return the start of the source's first run, and its unfinished runs.

    The first run is one that was fetched as the latest one, not by a backfill. Of the unfinished ones the
    fetched one of this interval (or None) comes first, then the others, each with the run of Airflow that it
    belongs to.
    """
    key = {"source": source_name, "start": interval.start, "end": interval.end}
    found = connection.execute(_RUNS_BEFORE, key).fetchall()
    rows = [row[1:] for row in found if row[1] is not None]
    waiting = next((run_id for run_id, is_this, _ in rows if is_this), None)
    return found[0][0], waiting, [(run_id, owner) for run_id, is_this, owner in rows if not is_this]


def _finish(
    connection: psycopg.Connection,
    source_name: str,
    run_ids: Iterable[int],
    directory: Path | None,
    parsers: Parsers,
) -> psycopg.Error | None:
    """Parse and load unfinished runs. Return the first error, after every run has had its turn."""
    trouble = None
    for run_id in run_ids:
        with about(source_name, run_id):
            try:
                loaded = load_run(connection, run_id, directory, parsers)
            except psycopg.Error as error:
                logger.error("%s: run %s of an earlier start is not loaded: %s", source_name, run_id, error)  # noqa: TRY400
                trouble = trouble or error
            else:
                logger.warning(
                    "%s: run %s of an earlier start had not been loaded; it is now: %s.",
                    source_name,
                    run_id,
                    in_words(loaded.counts.as_dict()),
                )
    return trouble


_NEXT_BATCH = """
SELECT batch, answers, (SELECT max(batch) FROM raw.parsed AS any_one WHERE any_one.run_id = one.run_id)
FROM raw.parsed AS one WHERE run_id = %s AND batch > %s ORDER BY batch LIMIT 1
"""


def _kept_answers(connection: psycopg.Connection, run_id: int) -> Iterator[list[Answer]]:
    number, last = -1, 0
    while number < last and (row := connection.execute(_NEXT_BATCH, (run_id, number)).fetchone()):
        number, answers, last = row
        yield unpack(answers)


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
