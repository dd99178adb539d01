"""Items of a replay whose documents give another provider or guid than before: they keep number and story.

A better parser may find the identifier that an older one missed. Without these statements the replay would
write a new item with a new story, and rulings of people on the old one would be lost.
"""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

_REMEMBER = """
CREATE TEMPORARY TABLE reread ON COMMIT DROP AS
SELECT fetch_id, ordinal, item_id FROM news.versions
WHERE fetch_id IN (SELECT fetch_id FROM raw.fetches WHERE run_id = ANY(%(runs)s))
"""

_KNOWN = "SELECT to_regclass('pg_temp.reread') IS NOT NULL"

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
    SELECT DISTINCT ON (item_id) * FROM stated
    WHERE NOT EXISTS (
        SELECT FROM stated AS same
        WHERE (same.item_id, same.provider, same.guid) =
            (stated.item_id, stated.old_provider, stated.old_guid)
    )
      AND NOT EXISTS (SELECT FROM news.versions AS kept WHERE kept.item_id = stated.item_id OFFSET 0)
      AND NOT EXISTS (
        SELECT FROM news.items AS known
        WHERE (known.provider, known.guid) = (stated.provider, stated.guid)
        OFFSET 0
    )
    ORDER BY item_id, position
)
SELECT DISTINCT ON (provider, guid) item_id, old_provider, old_guid, provider, guid
FROM left_over
ORDER BY provider, guid, item_id
"""
"""The items of which no version is left, with the identity that their documents give now.

An identity that another item has is left out: its versions go to that item. If the documents of one item
now give several identities, the first keeps the item. If several items now have one identity, the oldest
keeps it.
"""

_RESTATE = (
    """
UPDATE news.items SET provider = restated.provider, guid = restated.guid
FROM restated WHERE items.item_id = restated.item_id
""",
    """
UPDATE news.changed_guids AS other SET provider = restated.provider, guid = restated.guid
FROM restated WHERE (other.provider, other.guid) = (old_provider, old_guid)
""",
    """
DELETE FROM news.shared_guids AS other USING restated
WHERE (other.provider, other.guid) = (old_provider, old_guid)
""",
    """
WITH renamed AS (
    DELETE FROM news.rulings AS ruling
    WHERE EXISTS (
        SELECT FROM restated
        WHERE (old_provider, old_guid) IN (
            (ruling.provider, ruling.guid), (ruling.other_provider, ruling.other_guid)
        )
    )
    RETURNING *
),
sides AS (
    SELECT
        coalesce(one.provider, renamed.provider) AS provider, coalesce(one.guid, renamed.guid) AS guid,
        coalesce(other.provider, renamed.other_provider) AS other_provider,
        coalesce(other.guid, renamed.other_guid) AS other_guid,
        verdict, reason, ruled_at
    FROM renamed
    LEFT JOIN restated AS one ON (one.old_provider, one.old_guid) = (renamed.provider, renamed.guid)
    LEFT JOIN restated AS other
        ON (other.old_provider, other.old_guid) = (renamed.other_provider, renamed.other_guid)
)
INSERT INTO news.rulings (provider, guid, other_provider, other_guid, verdict, reason, ruled_at)
SELECT
    (CASE WHEN turned THEN other_provider ELSE provider END),
    (CASE WHEN turned THEN other_guid ELSE guid END),
    (CASE WHEN turned THEN provider ELSE other_provider END),
    (CASE WHEN turned THEN guid ELSE other_guid END),
    verdict, reason, ruled_at
FROM (SELECT *, (provider, guid) > (other_provider, other_guid) AS turned FROM sides) AS ordered
ON CONFLICT DO NOTHING
""",
)


def remember(connection: psycopg.Connection, run_ids: Sequence[int]) -> None:
    """Keep the item of each document of the runs in a temporary table, before a replay forgets them."""
    connection.execute(_REMEMBER, {"runs": list(run_ids)})


def keep_items(connection: psycopg.Connection) -> None:
    """Give items the identity that ``staged`` has for their documents now. Without a replay, do nothing.

    Call it when ``staged`` has its final guids. The load's lock must be held.
    """
    known = connection.execute(_KNOWN).fetchone()
    if known is None or not known[0]:
        return
    connection.execute(_CHOOSE)
    for statement in _RESTATE:
        connection.execute(statement)
    connection.execute("DROP TABLE restated")
