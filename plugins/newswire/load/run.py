"""The load of one run: stage, decide, write, count and book it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import psycopg

from newswire.load import chains, kills, staging, statements
from newswire.load.answers import Answer
from newswire.load.identity.contested import bridge, identify
from newswire.load.identity.renamed import keep_addresses, rename
from newswire.load.identity.reread import keep_items
from newswire.load.matches import match
from newswire.load.pages import addresses, notes
from newswire.load.providers import unify
from newswire.load.settling import dissolve, place_chained, settle
from newswire.model import Rejected

_LOCK = 7_306_502
"""Key of the advisory lock for loads. Two concurrent loads would miss each other's copies."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The outcome of a run in items and rejections. ``parsed`` is the sum of the other five."""

    parsed: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    copies: int = 0
    rejected: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


_SETTINGS = """
SELECT set_config('work_mem', '64MB', true), set_config('enable_memoize', 'off', true)
"""
"""For this transaction: sort a run's keys in memory, and do not memoize lookups, since no key repeats."""


def lock(connection: psycopg.Connection) -> None:
    """Wait for the lock of the loads and hold it until the end of the transaction."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))


def load(
    connection: psycopg.Connection, run_id: int, source_name: str, batches: Iterable[Sequence[Answer]]
) -> Counts:
    """Write a run's answers inside the caller's transaction, book the counts and return them."""
    counts = write(connection, source_name, batches)
    connection.execute(statements.CLOSE_RUN, {"run_id": run_id, **counts.as_dict()})
    return counts


def write(connection: psycopg.Connection, source_name: str, batches: Iterable[Sequence[Answer]]) -> Counts:
    """Write answers inside the caller's transaction, without booking them. Return their counts.

    The lock is taken after staging. So hashing and COPY of one run overlap with the writes of another,
    and the statements after the lock see all that the other run has committed.
    """
    connection.execute(_SETTINGS)
    staging.create(connection)
    position, rejected, has_addresses, has_notes = 0, 0, False, False
    for batch in batches:
        has_addresses |= addresses.stage(connection, batch, position)
        has_notes |= notes.stage(connection, batch)
        position = staging.copy_in(connection, batch, source_name, position)
        rejected += _reject(connection, batch)
    lock(connection)
    if has_notes:
        notes.write(connection)
    unify(connection, source_name)
    rename(connection)
    bridges = identify(connection)
    keep_items(connection)
    connection.execute(statements.DECIDE)
    keep_addresses(connection)
    crowded = addresses.write(connection) if has_addresses else []
    connection.execute(statements.INSERT_VERSIONS, {"source_name": source_name})
    connection.execute(chains.NOTE_LAST_FETCHES)
    connection.execute(chains.CHAIN)
    match(connection)
    bridge(connection, bridges)
    kills.link(connection)
    first = connection.execute("SELECT min(version_id) FROM decided WHERE NOT unchanged").fetchone()
    apart = place_chained(connection, first[0] if first else None)
    connection.execute("DROP TABLE chained, merged")
    if crowded:
        apart = sorted({*apart, *addresses.stories_of(connection, crowded)})
    if apart:
        dissolve(connection, apart)
        settle(connection, apart)
    row = connection.execute(statements.COUNT).fetchone()
    assert row is not None  # noqa: S101 - an aggregate has one row
    connection.execute("DROP TABLE staged, decided")
    new, updated, unchanged, copies = row
    return Counts(position + rejected, new, updated, unchanged, copies, rejected)


def _reject(connection: psycopg.Connection, answers: Sequence[Answer]) -> int:
    """Write the rejections among the answers and return their number."""
    refused = [(answer, answer.found) for answer in answers if isinstance(answer.found, Rejected)]
    if refused:
        connection.execute(
            statements.INSERT_REJECTED,
            {
                "fetch_ids": [answer.fetch_id for answer, _ in refused],
                "ordinals": [answer.ordinal for answer, _ in refused],
                "paths": [found.path for _, found in refused],
                "reasons": [found.reason for _, found in refused],
                "details": [found.detail for _, found in refused],
            },
        )
    return len(refused)
