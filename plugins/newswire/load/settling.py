"""Assign the chain and the story of items: those of a load, and existing ones after a change.

Each change ends in ``news.show`` (``sql/``): it writes the rows of the touched stories in ``news.shown``
anew, which the views of ``mart`` read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import psycopg
from psycopg.rows import scalar_row

from newswire.load import chains, statements, walls
from newswire.load.pages import addresses
from newswire.load.revisions import revise
from newswire.load.staging import empty_placed, make_tables
from newswire.load.stories import merge

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
"""Moves each item but the original to a new story, so that the story keeps its number."""

_PRUNE = """
WITH empty AS (
    DELETE FROM news.items AS item
    WHERE item.item_id = ANY(%(items)s)
      AND NOT EXISTS (SELECT FROM news.versions AS version WHERE version.item_id = item.item_id)
    RETURNING story_id
)
DELETE FROM news.stories USING empty WHERE stories.story_id = empty.story_id
"""

_SHOW = "SELECT news.show(ARRAY(SELECT DISTINCT story_id FROM news.items WHERE item_id = ANY(%(items)s)))"

_SHOW_CHAINED = """
WITH loose AS MATERIALIZED (
    SELECT version_id, text_hash
    FROM near_texts
    WHERE is_mine AND NOT is_alone AND (
        EXISTS (SELECT FROM guarded WHERE guarded.version_id = near_texts.version_id)
        OR EXISTS (SELECT FROM news.rulings WHERE verdict = 'split')
        OR EXISTS (
            SELECT FROM news.matches AS one
            WHERE one.version_id = near_texts.version_id AND NOT one.one_story
            OFFSET 0
        )
        OR EXISTS (
            SELECT FROM news.matches AS one
            WHERE one.matched_version_id = near_texts.version_id AND NOT one.one_story
            OFFSET 0
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
SELECT news.show(ARRAY(SELECT story_id FROM (
    SELECT coalesce(merged.into_story_id, chained.story_id) AS story_id
    FROM chained LEFT JOIN merged USING (story_id)
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
    UNION
    SELECT story_id FROM news.shown WHERE is_timed GROUP BY story_id
    HAVING max(visible_from) <= now()
) AS touched ORDER BY story_id))
"""
"""Stories go in their order, so that the pages of the indexes are filled. The best match of a copy may be an
item of another story: under a wall, an excerpt, or split by hand. Stories whose last embargo has ended go
along: their rows had no text, and the views worked them out for each reader."""

_MATCHED = """
SELECT DISTINCT item_id FROM news.shown
WHERE matched_item_id = ANY(%(items)s) AND item_id <> ALL(%(items)s)
"""


class Chain(NamedTuple):
    """The rows of the table ``chained``: their number, and whether any is a known item or has versions."""

    items: int
    has_known: bool
    has_versions: bool


def place_chained(
    connection: psycopg.Connection, chain: Chain, first_version: int | None = None
) -> list[int]:
    """Write the items, stories and revisions of the table ``chained``, and merge connected stories.

    Returns:
        the items to take apart and to ``settle``, because the versions from ``first_version`` on make a wall
        of their text (``newswire.load.walls``), or no longer leave it one.
    """
    changed = walls.mark(connection, first_version)
    with connection.cursor(row_factory=scalar_row) as cursor:
        merged = merge(cursor.execute(statements.CONNECTED, {"most": addresses.MOST}))
    if merged:
        with connection.cursor() as cursor, cursor.copy("COPY merged FROM STDIN") as copy:
            for row in merged.items():
                copy.write_row(row)
    connection.execute(statements.INSERT_ITEMS)
    if chain.has_known:
        connection.execute(statements.UPDATE_ITEMS)
    if merged:
        connection.execute(statements.MERGE_ITEMS)
        connection.execute(statements.DELETE_MERGED_STORIES)
    connection.execute(statements.WRITE_STORIES)
    if chain.has_known or chain.has_versions:
        revise(connection)
    _show_chained(connection)
    return walls.stories_of(connection, changed) if changed else []


def dissolve(connection: psycopg.Connection, item_ids: Sequence[int]) -> None:
    """Give each item a story of its own; the original of a story keeps it. ``settle`` reconnects them."""
    connection.execute(_DISSOLVE, {"items": list(item_ids)})


def settle(connection: psycopg.Connection, item_ids: Sequence[int]) -> None:
    """Decide chain and story of existing items again; delete items without a version.

    The caller's transaction must hold the lock of the loads.
    """
    matched = _matched_with(connection, item_ids)
    make_tables(connection)
    empty_placed(connection)
    connection.execute(_PRUNE, {"items": list(item_ids)})
    row = connection.execute(chains.CHAIN_AGAIN, {"items": list(item_ids)}).fetchone()
    assert row is not None  # noqa: S101 - an aggregate has one row
    place_chained(connection, Chain(*row))
    empty_placed(connection)
    if matched:
        show_items(connection, matched)


def _show_chained(connection: psycopg.Connection) -> None:
    """Write the rows of the stories in ``chained`` and ``merged`` anew, while ``near_texts`` has its rows."""
    connection.execute(_SHOW_CHAINED)


def show_items(connection: psycopg.Connection, item_ids: Sequence[int]) -> None:
    """Write the rows of the stories of some items anew."""
    connection.execute(_SHOW, {"items": list(item_ids)})


def _matched_with(connection: psycopg.Connection, item_ids: Sequence[int]) -> list[int]:
    """Return the copies elsewhere whose best match is one of some items, of which versions may be gone."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        found: list[int] = cursor.execute(_MATCHED, {"items": list(item_ids)}).fetchall()
    return found
