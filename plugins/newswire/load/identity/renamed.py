"""Staged items that their agency sent before under another identifier.

``rename`` writes the known guid into ``staged`` before ``statements.DECIDE`` reads it, so that the delivery
becomes a version of the known item. ``news.changed_guids`` keeps the decision for later deliveries, and
``news.item_addresses`` has the keys by which an item is found.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import psycopg

from newswire.dedupe.renamed import Delivery, goes_on
from newswire.portions import portions

_TAKE_KNOWN = """
UPDATE staged SET guid = changed.guid
FROM (SELECT DISTINCT position FROM staged_item_addresses) AS keyed
JOIN staged AS one USING (position)
CROSS JOIN LATERAL (
    SELECT guid FROM news.changed_guids AS known
    WHERE (known.provider, known.stated_guid) = (one.provider, one.guid)
    OFFSET 0
) AS changed
WHERE staged.position = keyed.position
"""

_STAGED = """
WITH keyed AS MATERIALIZED (
    SELECT position, fetch_id, provider, guid, key FROM staged_item_addresses JOIN staged USING (position)
),
shared AS (
    SELECT fetch_id, key FROM keyed GROUP BY fetch_id, key HAVING min(guid) <> max(guid)
),
fresh AS MATERIALIZED (
    SELECT keyed.position, keyed.guid, keyed.key
    FROM keyed LEFT JOIN shared USING (fetch_id, key)
    WHERE shared.key IS NULL AND NOT EXISTS (
        SELECT FROM news.items AS known
        WHERE (known.provider, known.guid) = (keyed.provider, keyed.guid)
        OFFSET 0
    )
),
repeated AS (
    SELECT key FROM fresh GROUP BY key HAVING min(guid) <> max(guid)
),
renamed AS MATERIALIZED (
    SELECT fresh.position, array_agg(fresh.key ORDER BY fresh.key) AS keys
    FROM fresh LEFT JOIN repeated USING (key)
    WHERE repeated.key IS NOT NULL OR EXISTS (
        SELECT FROM news.item_addresses AS known WHERE known.key = fresh.key OFFSET 0
    )
    GROUP BY fresh.position
)
SELECT
    position, keys, staged.fetch_id, provider, guid, headline, body_text,
    CASE WHEN published_precision <> 'day' THEN published END,
    coalesce(published, version_created, first_created, fetched.as_of),
    coalesce(canonical_url, source_url)
FROM renamed
JOIN staged USING (position)
CROSS JOIN LATERAL (
    SELECT as_of FROM raw.fetches AS one WHERE one.fetch_id = staged.fetch_id OFFSET 0
) AS fetched
ORDER BY position
"""
"""Rows under an unknown guid with a key of a known item, or of another guid in the run.

A key that two items of one document have identifies neither of them.
"""

_KNOWN = """
SELECT
    wanted.key, item.guid, held.headline, held.body_text,
    CASE WHEN held.published_precision <> 'day' THEN held.published END,
    coalesce(held.published, held.version_created, held.first_created, last.as_of, held.issued_at),
    coalesce(held.canonical_url, held.source_url)
FROM (SELECT DISTINCT unnest(%(keys)s::bytea[]) AS key) AS wanted
CROSS JOIN LATERAL (
    SELECT item_id FROM news.item_addresses AS one WHERE one.key = wanted.key
    ORDER BY item_id DESC LIMIT %(items)s
) AS place
CROSS JOIN LATERAL (SELECT guid FROM news.items AS one WHERE one.item_id = place.item_id OFFSET 0) AS item
CROSS JOIN LATERAL (
    SELECT * FROM news.versions AS one WHERE one.item_id = place.item_id
    ORDER BY version_id DESC LIMIT %(versions)s
) AS held
LEFT JOIN LATERAL (
    SELECT as_of FROM news.last_fetches AS one WHERE one.version_id = held.version_id OFFSET 0
) AS last ON true
ORDER BY place.item_id, held.version_id DESC
"""

_ASSIGN = """
UPDATE staged SET guid = decision.guid, warnings = warnings || decision.warning
FROM unnest(%s::integer[], %s::text[], %s::text[]) AS decision (position, guid, warning)
WHERE staged.position = decision.position
"""

_KEEP = """
INSERT INTO news.changed_guids (provider, stated_guid, guid, fetch_id) VALUES (%s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""

_KEEP_ADDRESSES = """
INSERT INTO news.item_addresses (key, item_id)
SELECT DISTINCT key, item_id FROM staged_item_addresses JOIN decided USING (position) WHERE NOT unchanged
ORDER BY key
ON CONFLICT DO NOTHING
"""

_ITEMS = 8
"""Items that are compared under one key, the latest ones."""

_VERSIONS = 4
"""Versions of an item that are compared, the latest ones."""

_ROWS_AT_ONCE = 500
_BYTES_AT_ONCE = 16 * 1024 * 1024


class Row(NamedTuple):
    """A staged row under an unknown guid, with its keys."""

    position: int
    keys: list[bytes]
    fetch_id: int
    provider: str
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Rename:
    """The decision on a row: the guid of the item that it continues."""

    row: Row
    guid: str


def rename(connection: psycopg.Connection) -> None:
    """Give rows of ``staged`` the guid under which their item is known. The load's lock must be held."""
    connection.execute(_TAKE_KNOWN)
    rows = [_row(*values) for values in connection.execute(_STAGED).fetchall()]
    earlier: dict[bytes, deque[tuple[Row, str]]] = defaultdict(lambda: deque(maxlen=_ITEMS))
    decided: list[Rename] = []
    for some in portions(
        rows, lambda row: len(row.delivery.text), most=_ROWS_AT_ONCE, largest=_BYTES_AT_ONCE
    ):
        decided += _decide(some, _known(connection, some), earlier)
    if not decided:
        return
    connection.execute(
        _ASSIGN,
        (
            [one.row.position for one in decided],
            [one.guid for one in decided],
            [f"The guid {one.row.delivery.guid!r} continues the item {one.guid!r}." for one in decided],
        ),
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            _KEEP,
            [(one.row.provider, one.row.delivery.guid, one.guid, one.row.fetch_id) for one in decided],
        )


def keep_addresses(connection: psycopg.Connection) -> None:
    """Store the keys of the run's versions."""
    connection.execute(_KEEP_ADDRESSES)


def _decide(
    rows: Iterable[Row],
    known: dict[bytes, list[Delivery]],
    earlier: dict[bytes, deque[tuple[Row, str]]],
) -> list[Rename]:
    """Return the rows that continue a known item or an earlier row, and add all of them to ``earlier``."""
    decided = []
    named: dict[tuple[str, str], str] = {}
    for row in rows:
        stated = row.provider, row.delivery.guid
        if (guid := named.get(stated)) is None:
            guid = _continued(row, known, earlier) or row.delivery.guid
            named[stated] = guid
        if guid != row.delivery.guid:
            decided.append(Rename(row, guid))
        for key in row.keys:
            earlier[key].append((row, guid))
    return decided


def _continued(
    row: Row, known: dict[bytes, list[Delivery]], earlier: dict[bytes, deque[tuple[Row, str]]]
) -> str | None:
    """Return the guid of the item that a row continues, or None."""
    for key in row.keys:
        for delivery in known.get(key, ()):
            if goes_on(delivery, row.delivery):
                return delivery.guid
        for other, guid in earlier[key]:
            if other.fetch_id != row.fetch_id and goes_on(other.delivery, row.delivery):
                return guid
    return None


def _known(connection: psycopg.Connection, rows: Iterable[Row]) -> dict[bytes, list[Delivery]]:
    """Return deliveries of known items by key, the earliest item first."""
    keys = sorted({key for row in rows for key in row.keys})
    found: dict[bytes, list[Delivery]] = defaultdict(list)
    wanted = {"keys": keys, "items": _ITEMS, "versions": _VERSIONS}
    for key, *values in connection.execute(_KNOWN, wanted):
        found[bytes(key)].append(_delivery(*values))
    return found


def _row(position: int, keys: list[bytes], fetch_id: int, provider: str, *values: object) -> Row:
    return Row(position, [bytes(key) for key in keys], fetch_id, provider, _delivery(*values))  # type: ignore[arg-type]


def _delivery(
    guid: str,
    headline: str | None,
    text: str | None,
    published: dt.datetime | None,
    at: dt.datetime,
    link: str | None,
) -> Delivery:
    return Delivery(guid, headline or "", text or "", published, at, link)
