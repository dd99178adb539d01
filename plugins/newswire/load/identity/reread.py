"""Items of a replay whose documents give another provider or guid than before: they keep number and story.

A better parser may find the identifier that an older one missed. Without these statements the replay would
write a new item with a new story, and rulings of people on the old one would be lost.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from newswire.load import statements

_REMEMBER = """
CREATE TEMPORARY TABLE reread ON COMMIT DROP AS
SELECT version.fetch_id, version.ordinal, item_id
FROM news.versions AS version
JOIN forgotten
    ON version.fetch_id = forgotten.fetch_id AND (forgotten.ordinal = version.ordinal) IS NOT FALSE
"""

_CHOOSE = """
CREATE TEMPORARY TABLE restated ON COMMIT DROP AS
WITH stated AS MATERIALIZED (
    SELECT
        reread.item_id, item.provider AS old_provider, item.guid AS old_guid, staged.provider, staged.guid,
        min(staged.position) AS position
    FROM staged
    JOIN reread USING (fetch_id, ordinal)
    CROSS JOIN LATERAL (
        SELECT provider, guid FROM news.items AS one WHERE one.item_id = reread.item_id OFFSET 0
    ) AS item
    GROUP BY 1, 2, 3, 4, 5
),
left_over AS (
    SELECT DISTINCT ON (item_id) item_id, old_provider, old_guid, provider, guid FROM stated
    WHERE NOT EXISTS (
        SELECT FROM stated AS same
        WHERE (same.item_id, same.provider, same.guid) =
            (stated.item_id, stated.old_provider, stated.old_guid)
    )
      AND NOT EXISTS (SELECT FROM news.versions AS kept WHERE kept.item_id = stated.item_id OFFSET 0)
    ORDER BY item_id, position
)
SELECT left_over.*, holder.item_id AS holder_id
FROM left_over
LEFT JOIN LATERAL (
    SELECT item_id FROM news.items AS known
    WHERE (known.provider, known.guid) = (left_over.provider, left_over.guid)
    OFFSET 0
) AS holder ON true
WHERE holder.item_id IS NULL OR holder.item_id NOT IN (SELECT item_id FROM left_over)
"""
"""The items of which no version is left, with the identity that their documents give now.

If the documents of one item now give several identities, the first keeps the item. ``holder_id`` is another
item that has the identity already. One that itself gets another identity holds nothing: an item that would
take its place is left out.
"""

_MERGE = """
CREATE TEMPORARY TABLE merging ON COMMIT DROP AS
WITH one AS (
    SELECT item_id, provider, guid, false AS holds FROM restated
    UNION ALL
    SELECT DISTINCT holder_id, provider, guid, true FROM restated WHERE holder_id IS NOT NULL
)
SELECT
    item_id,
    first_value(item_id) OVER (PARTITION BY provider, guid ORDER BY holds DESC, item_id) AS into_item_id
FROM one
WHERE NOT EXISTS (
    SELECT FROM one AS holder
    JOIN news.items AS held USING (item_id)
    JOIN news.items AS beside ON beside.story_id = held.story_id AND beside.item_id <> held.item_id
    WHERE holder.holds AND (holder.provider, holder.guid) = (one.provider, one.guid)
)
"""
"""Items that have one identity now. The item that has it already stays, otherwise the oldest.

All are alone in their stories, because a replay takes these apart. A holder that is not belongs to a story
outside of the replay: ``settle`` then deletes the items that are left over.
"""

_NAME = """
UPDATE news.items SET provider = restated.provider, guid = restated.guid
FROM restated WHERE items.item_id = restated.item_id AND holder_id IS NULL
"""

_RENAME = (
    """
WITH moved AS (
    DELETE FROM news.changed_guids AS known USING restated
    WHERE (known.provider, known.guid) = (old_provider, old_guid)
    RETURNING restated.provider, known.stated_guid, restated.guid, known.fetch_id
)
INSERT INTO news.changed_guids (provider, stated_guid, guid, fetch_id)
SELECT provider, stated_guid, guid, fetch_id FROM moved ORDER BY fetch_id
ON CONFLICT DO NOTHING
""",
    """
DELETE FROM news.shared_guids AS other USING restated
WHERE (other.provider, other.guid) = (old_provider, old_guid)
""",
)
"""Further guids of an item hold under its new identity. A guid that it shared has been read anew."""


def remember(connection: psycopg.Connection) -> None:
    """Keep the item of each document in the table ``forgotten``, before a replay forgets them."""
    connection.execute(_REMEMBER)


def keep_items(connection: psycopg.Connection) -> None:
    """Give items the identity that ``staged`` has for their documents now, in a replay.

    Call it when ``staged`` has its final guids. The load's lock must be held.
    """
    connection.execute(_CHOOSE)
    rulings = statements.MOVE_RULINGS.format(renamed=sql.Identifier("restated"))
    for statement in (_MERGE, *_RENAME, rulings):
        connection.execute(statement)
    connection.execute(statements.ABSORB)
    connection.execute(_NAME)
    connection.execute("DROP TABLE restated, merging")
