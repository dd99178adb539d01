"""The addresses of pages, by which a page and the wire items and feed entries of its story become one story.

``news.page_addresses`` has the addresses of all items; ``statements.CONNECTED`` joins a page with each item
that has one of its addresses. An address that two items of one provider have, or two pages of one provider,
identifies neither of them: an archive, a show, a wrong template. So a later item may part what an earlier one
had joined, and the order of arrival does not count.

``news.item_addresses`` is for something else: by it ``newswire.load.identity.renamed`` finds an item that its
provider sends again under another identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import psycopg
from psycopg import sql
from psycopg.rows import scalar_row

from newswire.load.answers import Answer
from newswire.load.pages.address_keys import FORMAT, address_keys
from newswire.model import Item

MOST = 100
"""Items under one address from which on it identifies none of them."""

_COPY = "COPY staged_page_addresses FROM STDIN"

_FRESH = """
INSERT INTO fresh_addresses (key, item_id, provider, is_page)
SELECT key, item_id, provider, bool_or(is_page) AS is_page
FROM staged_page_addresses JOIN decided USING (position)
WHERE NOT unchanged
GROUP BY key, item_id, provider
"""

_DROP_KNOWN = """
DELETE FROM fresh_addresses AS fresh
USING news.page_addresses AS known
WHERE (known.item_id, known.key) = (fresh.item_id, fresh.key) AND (known.is_page OR NOT fresh.is_page)
"""

_KEEP = """
INSERT INTO news.page_addresses (key, item_id, is_page)
SELECT key, item_id, is_page FROM fresh_addresses ORDER BY key
ON CONFLICT (item_id, key) DO UPDATE SET is_page = true
"""

_CROWDED = """
WITH fresh AS MATERIALIZED (
    SELECT key, count(*) AS items FROM fresh_addresses GROUP BY key
),
held AS MATERIALIZED (
    SELECT fresh.key, fresh.items AS fresh_items, one.item_id, one.is_page
    FROM fresh
    CROSS JOIN LATERAL (
        SELECT item_id, is_page FROM news.page_addresses AS known
        WHERE known.key = fresh.key
        LIMIT %(most)s + fresh.items + 1
    ) AS one
),
named AS (
    SELECT held.*, added.item_id IS NULL AS was_there, coalesce(added.provider, (
        SELECT provider FROM news.items AS one WHERE one.item_id = held.item_id
    )) AS provider
    FROM held LEFT JOIN fresh_addresses AS added USING (key, item_id)
),
groups AS (
    SELECT
        key, fresh_items, count(*) AS items, bool_or(is_page) AS has_page,
        count(*) FILTER (WHERE was_there) = 1 AND count(*) > 1 AS is_shared
    FROM named
    GROUP BY key, fresh_items, provider, is_page
),
crowded AS (
    SELECT key FROM groups
    GROUP BY key, fresh_items
    HAVING bool_or(has_page) AND (
        bool_or(is_shared) OR sum(items) BETWEEN %(most)s + 1 AND %(most)s + fresh_items
    )
)
SELECT DISTINCT item_id FROM named JOIN crowded USING (key) WHERE was_there ORDER BY item_id
"""
"""Known items under an address of a page that has identified them until now."""

_STORIES = """
SELECT item_id FROM news.items
WHERE story_id IN (SELECT story_id FROM news.items WHERE item_id = ANY(%s))
ORDER BY item_id
"""

IDENTIFIED = sql.SQL("""
addressed AS MATERIALIZED (
    SELECT DISTINCT mine.key
    FROM chained
    CROSS JOIN LATERAL (
        SELECT key FROM news.page_addresses AS one WHERE one.item_id = chained.item_id OFFSET 0
    ) AS mine
),
posted AS MATERIALIZED (
    SELECT addressed.key, one.item_id, one.is_page, coalesce(
        (SELECT provider FROM news.items AS item WHERE item.item_id = one.item_id),
        (SELECT provider FROM known WHERE known.item_id = one.item_id)
    ) AS provider
    FROM addressed
    CROSS JOIN LATERAL (
        SELECT item_id, is_page FROM news.page_addresses AS place
        WHERE place.key = addressed.key
        LIMIT %(most)s + 1
    ) AS one
    WHERE EXISTS (
        SELECT FROM news.page_addresses AS page WHERE page.key = addressed.key AND page.is_page OFFSET 0
    )
),
identified AS (
    SELECT key, item_id, is_page
    FROM (
        SELECT
            *, count(*) OVER (PARTITION BY key) AS items,
            count(*) OVER (PARTITION BY key, provider, is_page) AS of_one
        FROM posted
    ) AS placed
    WHERE items <= %(most)s AND of_one = 1
)
""")
"""Subqueries of ``statements.CONNECTED``: the items near the run's that an address identifies, by its key."""

MOVE = """
INSERT INTO news.page_addresses (key, item_id, is_page)
SELECT key, into_item_id, bool_or(is_page)
FROM merging JOIN news.page_addresses USING (item_id)
WHERE item_id <> into_item_id
GROUP BY key, into_item_id
ON CONFLICT (item_id, key) DO UPDATE SET is_page = excluded.is_page OR page_addresses.is_page
"""
"""Gives the items of the table ``merging`` the addresses of those that become one with them."""

FORGET = """
DELETE FROM news.page_addresses AS known
WHERE item_id = ANY(%(items)s)
  AND NOT EXISTS (SELECT FROM news.versions AS kept WHERE kept.item_id = known.item_id OFFSET 0)
"""
"""Deletes the addresses of items of which a replay has left no version. The load writes them anew."""


def stage(connection: psycopg.Connection, answers: Iterable[Answer], position: int) -> bool:
    """Copy the keys of the items' addresses into ``staged_page_addresses``. Return whether there are any.

    The items are numbered from ``position`` on, as in ``staging.copy_in``.
    """
    items = [answer.found for answer in answers if isinstance(answer.found, Item)]
    rows = [
        (place, key, item.format == FORMAT)
        for place, item in enumerate(items, position)
        for key in sorted(address_keys(item))
    ]
    if not rows:
        return False
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row(row)
    return True


def write(connection: psycopg.Connection) -> list[int]:
    """Write the staged addresses, after ``statements.DECIDE``.

    Returns:
        known items that an address no longer identifies, because others have it now.
    """
    for statement in (_FRESH, _DROP_KNOWN, _KEEP):
        connection.execute(statement)
    with connection.cursor(row_factory=scalar_row) as cursor:
        crowded: list[int] = cursor.execute(_CROWDED, {"most": MOST}).fetchall()
    return crowded


def stories_of(connection: psycopg.Connection, items: Sequence[int]) -> list[int]:
    """Return all items of the stories of some items."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        found: list[int] = cursor.execute(_STORIES, (list(items),)).fetchall()
    return found
