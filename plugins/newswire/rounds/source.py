"""One source of a round: read, then loaded; only loaded if an earlier try of the round asked it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from newswire.fetch.fetched import Interval
from newswire.logs.about import in_run
from newswire.pipeline import fetch_source, load_run, parse_ahead
from newswire.workers.ahead import KeysAhead
from newswire.workers.work import HERE, Ahead, Parsers

_ELSEWHERE = """
SELECT airflow_run FROM ledger.fetches
WHERE source_name = %(source)s AND (interval_start, interval_end) = (%(start)s, %(end)s)
  AND outcome = 'begun' AND asked_at > clock_timestamp() - interval '1 day' AND airflow_run <> %(airflow_run)s
UNION
SELECT airflow_run FROM ledger.runs
WHERE source_name = %(source)s AND (interval_start, interval_end) = (%(start)s, %(end)s)
  AND state <> 'loaded' AND airflow_run <> %(airflow_run)s
"""
"""Other runs of Airflow that have begun with a source and interval, and have not loaded it."""

_ASKED = """
SELECT DISTINCT ON (source_name) source_name, run_id, reason, outcome
FROM ledger.fetches
WHERE source_name = ANY(%(names)s) AND airflow_run = %(airflow_run)s AND begun_at >= %(since)s
ORDER BY source_name, fetch_number DESC
"""

_IS_LOADED = "SELECT FROM ledger.runs WHERE run_id = %s AND state = 'loaded'"

_ANSWERED = ("documents", "unchanged", "empty", "no answer", "skipped")


@dataclass(frozen=True, slots=True)
class Order:
    """What a round asks of each source: the interval, and how.

    ``airflow_run`` is the run of Airflow that the round belongs to, if any; sources that it has asked
    ``since`` then are not asked again. ``goes_on`` and ``at_once`` are those of ``fetch_source``, ``texts``
    are those of ``load_run``.
    """

    interval: Interval
    directory: Path | None = None
    airflow_run: str | None = None
    since: dt.datetime | None = None
    goes_on: Callable[[str], bool] = lambda _: False
    at_once: bool = False
    texts: KeysAhead | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The last answer of a source to this round: its run, if it brought documents, and a sentence."""

    run_id: int | None
    reason: str | None


def answered(connection: psycopg.Connection, names: Sequence[str], order: Order) -> dict[str, Answered]:
    """Return the sources that an earlier try of the same round has asked, with their answers.

    A fetch that failed or was interrupted is no answer.
    """
    if order.airflow_run is None or order.since is None:
        return {}
    key = {"names": list(names), "airflow_run": order.airflow_run, "since": order.since}
    return {
        name: Answered(run_id, reason)
        for name, run_id, reason, outcome in connection.execute(_ASKED, key)
        if outcome in _ANSWERED
    }


@dataclass(frozen=True, slots=True)
class Read:
    """A source as it was read: the run to load (None: nothing is new), a note, and the run's answers.

    ``ahead`` is None if the load itself parses the run. ``is_loaded`` states that an earlier try of the round
    has loaded it.
    """

    run_id: int | None
    note: str | None
    ahead: Ahead | None = None
    is_loaded: bool = False


def read(
    connection: psycopg.Connection,
    name: str,
    order: Order,
    before: Answered | None = None,
    parsers: Parsers = HERE,
) -> Read:
    """Fetch one source, and parse its run if it has few documents.

    A source that another run of Airflow works on, for the same interval, is left to it. One that answered
    ``before``, in an earlier try of the round, is not asked again.

    Raises:
        SourceError, FetchError, psycopg.Error: as ``fetch_source`` raises them.
    """
    if _is_elsewhere(connection, name, order):
        return Read(None, f"Another run works on {name} at this moment, so it is left to it.")
    if before:
        run_id, note = before.run_id, before.reason
    else:
        fetching = fetch_source(
            connection,
            name,
            order.interval,
            dt.datetime.now(dt.UTC),
            order.directory,
            airflow_run=order.airflow_run,
            goes_on=order.goes_on,
            at_once=order.at_once,
            parsers=parsers,
        )
        run_id, note = fetching.run_id, fetching.note
    if run_id is None:
        return Read(None, note)
    in_run(run_id)
    if before and connection.execute(_IS_LOADED, (run_id,)).fetchone() is not None:
        return Read(run_id, note, is_loaded=True)
    return Read(run_id, note, parse_ahead(connection, run_id, order.directory, parsers))


def load(
    connection: psycopg.Connection, name: str, found: Read, order: Order, parsers: Parsers = HERE
) -> dict[str, Any]:
    """Load a source as it was read. Return the ledger's row, or a row with a note: nothing is new.

    The row has ``is_repeated`` if an earlier try of the round has loaded the run: it is counted already.
    """
    if found.run_id is None:
        return {"source": name, "note": found.note or f"{name} has nothing new."}
    loading = load_run(connection, found.run_id, order.directory, parsers, found.ahead, order.texts)
    row: dict[str, Any] = loading.as_dict()
    remark = " ".join(filter(None, (found.note, loading.note)))
    return row | ({"remark": remark} if remark else {}) | ({"is_repeated": True} if found.is_loaded else {})


def _is_elsewhere(connection: psycopg.Connection, name: str, order: Order) -> bool:
    """Return whether another run of Airflow, that goes on, has begun with the source and interval."""
    if order.airflow_run is None:
        return False
    key = {
        "source": name,
        "start": order.interval.start,
        "end": order.interval.end,
        "airflow_run": order.airflow_run,
    }
    return any(order.goes_on(other) for (other,) in connection.execute(_ELSEWHERE, key).fetchall())
