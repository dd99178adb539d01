"""The load of one run: stage, decide, write, count and book it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg.abc import Query

from newswire.load import chains, kills, staging, statements
from newswire.load.answers import Answer
from newswire.load.identity.contested import bridge, identify
from newswire.load.identity.renamed import keep_addresses, rename
from newswire.load.identity.reread import keep_items
from newswire.load.matches import match
from newswire.load.pages import addresses, notes
from newswire.load.providers import unify_staged
from newswire.load.settling import Chain, dissolve, place_chained, settle
from newswire.load.staging import Staged
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


_SMALL = 500
"""Items of a run whose statements' plans are kept for the next runs of the connection."""

_LOCK_TO_LOAD = """
SELECT
    pg_advisory_xact_lock(%s), set_config('enable_seqscan', %s, true),
    to_regclass('pg_temp.reread') IS NOT NULL
"""
"""Plans that are kept must not scan a table of the warehouse because it was small when they were made."""


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
    staging.begin(connection)
    staged, rejected, has_addresses, has_notes = Staged(), 0, False, False
    for batch in batches:
        has_addresses |= addresses.stage(connection, batch, staged.items)
        has_notes |= notes.stage(connection, batch)
        staging.copy_in(connection, batch, source_name, staged)
        rejected += _reject(connection, batch)
    is_small = staged.items <= _SMALL
    with _plans(connection, are_kept=is_small):
        seqscan = "off" if is_small else "on"
        row = connection.execute(_LOCK_TO_LOAD, (_LOCK, seqscan)).fetchone()
        if has_notes:
            notes.write(connection)
        if not staged.items:
            return Counts(rejected, rejected=rejected)
        counts = _write(
            connection, source_name, staged, has_addresses=has_addresses, is_replay=bool(row and row[2])
        )
        new, updated, unchanged, copies = counts
        return Counts(staged.items + rejected, new, updated, unchanged, copies, rejected)


@contextmanager
def _plans(connection: psycopg.Connection, *, are_kept: bool) -> Iterator[None]:
    """Keep the plans of all statements from their first execution on, or make a plan for each execution.

    A plan that was made for a small run may take a thousand times as long in a large one.
    """
    before = connection.prepare_threshold
    connection.prepare_threshold = 0 if are_kept else None
    try:
        yield
    finally:
        connection.prepare_threshold = before


def _write(
    connection: psycopg.Connection, source_name: str, staged: Staged, *, has_addresses: bool, is_replay: bool
) -> tuple[int, int, int, int]:
    """Write the staged items, and return the numbers of new, updated and unchanged ones and of copies."""
    unify_staged(connection, source_name, staged)
    if staged.has_addresses:
        rename(connection)
    bridges = identify(connection)
    if is_replay:
        keep_items(connection)
    first_version, has_unchanged = _one(connection, statements.DECIDE)
    if staged.has_addresses:
        keep_addresses(connection)
    crowded = addresses.write(connection) if has_addresses else []
    connection.execute(statements.INSERT_VERSIONS, {"source_name": source_name})
    if has_unchanged:
        connection.execute(chains.NOTE_LAST_FETCHES)
    chain = Chain(*_one(connection, chains.CHAIN))
    match(connection, staged, is_small=staged.items <= _SMALL)
    bridge(connection, bridges)
    kills.link(connection, staged)
    apart = place_chained(connection, chain, first_version) if chain.items else []
    if crowded:
        apart = sorted({*apart, *addresses.stories_of(connection, crowded)})
    if apart:
        dissolve(connection, apart)
        settle(connection, apart)
    new, updated, unchanged, copies = _one(connection, statements.COUNT)
    return new, updated, unchanged, copies


def _one(connection: psycopg.Connection, statement: Query) -> tuple[Any, ...]:
    """Return the row of an aggregate."""
    row = connection.execute(statement).fetchone()
    assert row is not None  # noqa: S101 - an aggregate has one row
    return row


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
