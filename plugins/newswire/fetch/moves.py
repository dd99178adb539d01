"""Permanent moves of sources: kept with the installation's state, used by later fetches, and in no file."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import psycopg

from newswire.fetch.kind import Source

_MOVED = "SELECT moved_to FROM ledger.moves WHERE source_name = %s AND place = %s"

_KEEP = """
INSERT INTO ledger.moves AS kept (source_name, place, moved_to) VALUES (%(source)s, %(place)s, %(to)s)
ON CONFLICT (source_name) DO UPDATE SET
    place = excluded.place, moved_to = excluded.moved_to, moved_at = excluded.moved_at
WHERE (kept.place, kept.moved_to) <> (excluded.place, excluded.moved_to)
"""

logger = logging.getLogger(__name__)


def moved(connection: psycopg.Connection, source: Source) -> dict[str, str]:
    """Return the source's address with its new one, if it has moved since its file got that address."""
    place = source.place()
    row = connection.execute(_MOVED, (source.name, place)).fetchone()
    return {place: row[0]} if row else {}


def keep(connection: psycopg.Connection, source: Source, moves: Mapping[str, str]) -> None:
    """Keep the move of the source's own address, if it is among the moves of a fetch with a usable answer."""
    to = moves.get(source.place())
    if to:
        connection.execute(_KEEP, {"source": source.name, "place": source.place(), "to": to})
        logger.warning(
            "%s has moved for good from %s to %s. It is asked there now; you may put that into its file.",
            source.name,
            source.place(),
            to,
        )


def forget(connection: psycopg.Connection, source: Source) -> None:
    """Ask the source at the address of its file again, because the new one failed."""
    connection.execute("DELETE FROM ledger.moves WHERE source_name = %s", (source.name,))
