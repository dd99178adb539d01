"""Taking back what runs wrote, so that they can be loaded anew, and settling what is left afterwards."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg.rows import scalar_row

from newswire.fetch.fetched import Interval
from newswire.load.run import place

_RUNS = """
WITH chosen AS (
    SELECT run_id, load_number FROM ledger.runs
    WHERE state = 'loaded'
      AND (%(source)s::text IS NULL OR source_name = %(source)s)
      AND (%(start)s::timestamptz IS NULL OR interval_start >= %(start)s AND interval_start < %(end)s)
)
SELECT run_id, source_name, documents FROM ledger.runs
WHERE run_id IN (SELECT run_id FROM chosen)
   OR (unchanged > 0 AND load_number > (SELECT min(load_number) FROM chosen))
ORDER BY load_number
"""
"""The runs that were chosen, and later ones that found something there already: it may have been theirs."""


_FORGET = """
WITH gone AS (
    DELETE FROM news.versions
    WHERE fetch_id IN (SELECT fetch_id FROM raw.fetches WHERE run_id = ANY(%(runs)s))
    RETURNING item_id, version_id, news.period_of(issued_at) AS period
),
keyless AS (
    DELETE FROM news.text_keys AS kept
    USING gone WHERE kept.period = gone.period AND kept.version_id = gone.version_id
),
refused AS (
    DELETE FROM ledger.rejected
    WHERE fetch_id IN (SELECT fetch_id FROM raw.fetches WHERE run_id = ANY(%(runs)s))
)
SELECT DISTINCT item.item_id
FROM news.items AS item
WHERE item.story_id IN (SELECT story_id FROM news.items JOIN gone USING (item_id))
ORDER BY item.item_id
"""
"""Deletes the versions; returns every item of the stories they were in."""

_DISSOLVE = """
WITH apart AS (
    SELECT item.item_id, nextval(pg_get_serial_sequence('news.stories', 'story_id')) AS story_id
    FROM news.items AS item
    JOIN news.stories AS story USING (story_id)
    WHERE item.item_id = ANY(%(items)s) AND item.item_id <> story.original_item_id
),
made AS (
    INSERT INTO news.stories (story_id, original_item_id, holds_canceled)
    SELECT story_id, item_id, false FROM apart
)
UPDATE news.items SET story_id = apart.story_id FROM apart WHERE items.item_id = apart.item_id
"""
"""Gives each item a story of its own; the original keeps the number, so that a story known by it stays."""

_PRUNE = """
WITH empty AS (
    DELETE FROM news.items AS item
    WHERE item.item_id = ANY(%(items)s)
      AND NOT EXISTS (SELECT FROM news.versions AS version WHERE version.item_id = item.item_id)
    RETURNING story_id
)
DELETE FROM news.stories USING empty WHERE stories.story_id = empty.story_id
"""


def runs_to_replay(
    connection: psycopg.Connection, source_name: str | None, interval: Interval | None
) -> list[tuple[int, str, int]]:
    """Loaded runs (number, source, documents) in the order in which they were loaded."""
    bounds = {"start": interval and interval.start, "end": interval and interval.end}
    return connection.execute(_RUNS, {"source": source_name, **bounds}).fetchall()


def forget(connection: psycopg.Connection, run_ids: Sequence[int]) -> list[int]:
    """Take away what the runs wrote; the items whose chain and story have to be settled afterwards."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        items: list[int] = cursor.execute(_FORGET, {"runs": list(run_ids)}).fetchall()
    dissolve(connection, items)
    return items


def dissolve(connection: psycopg.Connection, item_ids: Sequence[int]) -> None:
    """Give each item a story of its own, until ``settle`` connects them anew."""
    connection.execute(_DISSOLVE, {"items": list(item_ids)})


def settle(connection: psycopg.Connection, item_ids: Sequence[int]) -> None:
    """Decide chain and story anew for items that no replayed run mentioned; drop those without a version."""
    connection.execute(_PRUNE, {"items": list(item_ids)})
    place(connection, item_ids)
