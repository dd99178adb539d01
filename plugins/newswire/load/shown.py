"""Keep ``news.shown`` up to date, which the views of ``mart`` read: rows of touched stories are written anew.

``news.show`` (``sql/``) has the rules. This module finds the stories: those of the load, and those of copies
elsewhere whose best match may have changed.
"""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg.rows import scalar_row

_SHOW = "SELECT news.show(ARRAY(SELECT DISTINCT story_id FROM news.items WHERE item_id = ANY(%(items)s)))"

_SHOW_CHAINED = """
WITH loose AS MATERIALIZED (
    SELECT version_id, text_hash
    FROM near_texts
    WHERE is_mine AND (
        EXISTS (SELECT FROM guarded WHERE guarded.version_id = near_texts.version_id)
        OR EXISTS (SELECT FROM news.rulings WHERE verdict = 'split')
        OR EXISTS (
            SELECT FROM news.matches AS one WHERE one.version_id = near_texts.version_id AND NOT one.one_story
        )
        OR EXISTS (
            SELECT FROM news.matches AS one
            WHERE one.matched_version_id = near_texts.version_id AND NOT one.one_story
        )
    )
),
met AS (
    SELECT same.version_id
    FROM (SELECT DISTINCT text_hash FROM loose) AS text
    CROSS JOIN LATERAL (
        SELECT version_id FROM news.versions AS one WHERE one.text_hash = text.text_hash OFFSET 0
    ) AS same
    UNION
    SELECT other.version_id
    FROM loose
    CROSS JOIN LATERAL (
        SELECT matched_version_id AS version_id FROM news.matches AS one
        WHERE one.version_id = loose.version_id
        UNION ALL
        SELECT version_id FROM news.matches AS one WHERE one.matched_version_id = loose.version_id
    ) AS other
)
SELECT news.show(ARRAY(
    SELECT item.story_id
    FROM chained
    CROSS JOIN LATERAL (
        SELECT story_id FROM news.items AS one WHERE one.item_id = chained.item_id OFFSET 0
    ) AS item
    UNION
    SELECT into_story_id FROM merged
    UNION
    SELECT item.story_id
    FROM met
    CROSS JOIN LATERAL (
        SELECT item_id FROM news.versions AS one WHERE one.version_id = met.version_id OFFSET 0
    ) AS version
    CROSS JOIN LATERAL (
        SELECT item_id, story_id FROM news.items AS one WHERE one.item_id = version.item_id OFFSET 0
    ) AS item
    CROSS JOIN LATERAL (
        SELECT FROM news.stories AS one
        WHERE one.story_id = item.story_id AND one.original_item_id <> item.item_id
        OFFSET 0
    ) AS copied
))
"""
"""The best match of a copy may be an item of another story: under a wall, an excerpt, or split by hand."""

_MATCHED = """
SELECT DISTINCT item_id FROM news.shown
WHERE matched_item_id = ANY(%(items)s) AND item_id <> ALL(%(items)s)
"""


def show_chained(connection: psycopg.Connection) -> None:
    """Write the rows of the stories in ``chained`` and ``merged`` anew, before ``near_texts`` is dropped."""
    connection.execute(_SHOW_CHAINED)


def show_items(connection: psycopg.Connection, item_ids: Sequence[int]) -> None:
    """Write the rows of the stories of some items anew."""
    connection.execute(_SHOW, {"items": list(item_ids)})


def matched_with(connection: psycopg.Connection, item_ids: Sequence[int]) -> list[int]:
    """Return the copies elsewhere whose best match is one of some items, of which versions may be gone."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        found: list[int] = cursor.execute(_MATCHED, {"items": list(item_ids)}).fetchall()
    return found
