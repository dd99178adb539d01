"""The statements of the load, in the order of execution. Each handles the whole run at once.

They read ``staged`` (the run's items) and write their decisions to temporary tables of the transaction,
so that every row of the warehouse is written once, in its final state.

Statements are strings: psycopg would put a composed one together at each execution.

They look up rows of the warehouse one by one through an index: by a lateral subquery with ``OFFSET 0`` or
an array of keys. The planner may turn a plain join into a scan of the whole table when it estimates that
as cheaper, and then the load slows down as the warehouse grows.
"""

from __future__ import annotations

from psycopg import sql

from newswire.load.pages import addresses
from newswire.load.staging import VERSION_COLUMNS

DECIDE = """
WITH judged AS MATERIALIZED (
    SELECT
        staged.position, staged.provider, staged.guid, item.item_id, item.story_id,
        EXISTS (
            SELECT FROM news.versions AS other WHERE other.item_id = item.item_id OFFSET 0
        ) AS has_versions,
        version.version_id IS NOT NULL OR row_number() OVER again > 1 AS unchanged
    FROM staged
    LEFT JOIN LATERAL (
        SELECT item_id, story_id FROM news.items AS known
        WHERE (known.provider, known.guid) = (staged.provider, staged.guid)
        OFFSET 0
    ) AS item ON true
    LEFT JOIN LATERAL (
        SELECT version_id FROM news.versions AS known
        WHERE known.item_id = item.item_id AND known.content_hash = staged.content_hash
        OFFSET 0
    ) AS version ON true
    WINDOW again AS (
        PARTITION BY staged.provider, staged.guid, staged.content_hash ORDER BY staged.position
    )
),
fresh AS MATERIALIZED (
    SELECT
        provider, guid,
        nextval((SELECT pg_get_serial_sequence('news.items', 'item_id')::regclass)) AS item_id,
        nextval((SELECT pg_get_serial_sequence('news.stories', 'story_id')::regclass)) AS story_id
    FROM (
        SELECT provider, guid FROM judged WHERE item_id IS NULL GROUP BY provider, guid ORDER BY min(position)
    ) AS unknown
),
decision AS (
    INSERT INTO decided (
        position, provider, guid, item_id, story_id, known, has_versions, unchanged, version_id
    )
    SELECT
        position, judged.provider, judged.guid,
        coalesce(judged.item_id, fresh.item_id),
        coalesce(judged.story_id, fresh.story_id),
        judged.item_id IS NOT NULL,
        has_versions,
        unchanged,
        CASE WHEN NOT unchanged
            THEN nextval((SELECT pg_get_serial_sequence('news.versions', 'version_id')::regclass))
        END
    FROM (SELECT * FROM judged ORDER BY position) AS judged
    LEFT JOIN fresh
        ON judged.item_id IS NULL AND (fresh.provider, fresh.guid) = (judged.provider, judged.guid)
    RETURNING unchanged, version_id
)
SELECT min(version_id), coalesce(bool_or(unchanged), false) FROM decision
"""
"""Marks staged rows as unchanged whose version (identity and content hash) exists or repeats in the
run. Numbers the new items, stories and versions; the names of the sequences are looked up once. Each new item
first has a story of its own.

Returns the first new version (None: there is none), and whether a row is unchanged."""

INSERT_VERSIONS = (
    sql.SQL("""
INSERT INTO news.versions (version_id, item_id, source_name, issued_at, {columns})
SELECT
    decided.version_id, decided.item_id, %(source_name)s,
    least(
        coalesce(staged.published, staged.version_created, staged.first_created), fetched.fetched_at
    ),
    {staged_columns}
FROM staged
JOIN decided USING (position)
CROSS JOIN LATERAL (
    SELECT fetched_at FROM raw.fetches AS one WHERE one.fetch_id = staged.fetch_id OFFSET 0
) AS fetched
WHERE NOT decided.unchanged
""")
    .format(
        columns=sql.SQL(", ").join(map(sql.Identifier, VERSION_COLUMNS)),
        staged_columns=sql.SQL(", ").join(sql.Identifier("staged", name) for name in VERSION_COLUMNS),
    )
    .as_string()
)

CONNECTED = (
    sql.SQL("""
WITH known AS MATERIALIZED (
    SELECT item_id, provider, guid, story_id FROM chained WHERE NOT known
),
mine AS MATERIALIZED (
    SELECT
        near.item_id, near.version_id, near.text_hash, near.is_alone,
        guarded.version_id IS NOT NULL AS is_guarded, coalesce(guarded.is_wall, false) AS is_wall
    FROM near_texts AS near
    LEFT JOIN guarded USING (version_id)
    WHERE near.is_mine
),
ruled AS (
    SELECT
        coalesce(one.item_id, new_one.item_id) AS item_id,
        coalesce(other.item_id, new_other.item_id) AS other_id,
        verdict
    FROM news.rulings AS ruling
    LEFT JOIN news.items AS one ON (one.provider, one.guid) = (ruling.provider, ruling.guid)
    LEFT JOIN known AS new_one ON (new_one.provider, new_one.guid) = (ruling.provider, ruling.guid)
    LEFT JOIN news.items AS other
        ON (other.provider, other.guid) = (ruling.other_provider, ruling.other_guid)
    LEFT JOIN known AS new_other
        ON (new_other.provider, new_other.guid) = (ruling.other_provider, ruling.other_guid)
),
met AS (
    SELECT mine.item_id, other.version_id
    FROM (SELECT * FROM mine WHERE NOT is_alone) AS mine
    CROSS JOIN LATERAL (
        SELECT version_id FROM news.versions AS same
        WHERE same.text_hash = mine.text_hash AND NOT mine.is_guarded
        UNION ALL
        SELECT matched_version_id FROM news.matches AS match
        WHERE match.version_id = mine.version_id AND match.one_story AND NOT mine.is_wall
        UNION ALL
        SELECT version_id FROM news.matches AS match
        WHERE match.matched_version_id = mine.version_id AND match.one_story AND NOT mine.is_wall
    ) AS other
    WHERE other.version_id <> mine.version_id
      AND NOT EXISTS (SELECT FROM guarded AS wall WHERE wall.version_id = other.version_id AND wall.is_wall)
    UNION ALL
    SELECT mine.item_id, alike.other_version_id
    FROM mine JOIN alike USING (version_id)
    UNION ALL
    SELECT chained.item_id, mention.version_id
    FROM chained
    CROSS JOIN LATERAL (
        SELECT version_id FROM news.mentions AS one
        WHERE (one.provider, one.guid) = (chained.provider, chained.guid)
        OFFSET 0
    ) AS mention
),
{identified},
pairs AS (
    SELECT met.item_id, other.item_id AS other_id
    FROM met
    CROSS JOIN LATERAL (
        SELECT item_id FROM news.versions AS one WHERE one.version_id = met.version_id OFFSET 0
    ) AS other
    UNION
    SELECT mine.item_id, coalesce(meant.item_id, fresh.item_id)
    FROM mine
    CROSS JOIN LATERAL (
        SELECT provider, guid FROM news.mentions AS one WHERE one.version_id = mine.version_id OFFSET 0
    ) AS mention
    LEFT JOIN LATERAL (
        SELECT item_id FROM news.items AS one
        WHERE (one.provider, one.guid) = (mention.provider, mention.guid)
        OFFSET 0
    ) AS meant ON true
    LEFT JOIN known AS fresh ON (fresh.provider, fresh.guid) = (mention.provider, mention.guid)
    UNION
    SELECT one.item_id, other.item_id
    FROM identified AS one JOIN identified AS other USING (key)
    WHERE one.item_id < other.item_id AND (one.is_page OR other.is_page)
    UNION
    SELECT ruled.item_id, ruled.other_id
    FROM ruled JOIN chained ON chained.item_id IN (ruled.item_id, ruled.other_id)
    WHERE ruled.verdict = 'join'
)
SELECT DISTINCT ARRAY[
    coalesce((SELECT story_id FROM news.items WHERE item_id = pairs.item_id), new_here.story_id),
    coalesce((SELECT story_id FROM news.items WHERE item_id = pairs.other_id), new_there.story_id)
]
FROM pairs
LEFT JOIN known AS new_here ON new_here.item_id = pairs.item_id
LEFT JOIN known AS new_there ON new_there.item_id = pairs.other_id
WHERE pairs.item_id <> pairs.other_id
  AND NOT EXISTS (
    SELECT FROM ruled
    WHERE ruled.verdict = 'split'
      AND (ruled.item_id, ruled.other_id) IN
        ((pairs.item_id, pairs.other_id), (pairs.other_id, pairs.item_id))
  )
""")
    .format(identified=addresses.IDENTIFIED)
    .as_string()
)
"""Pairs of stories to merge: an item of one shares its text with an item of the other, matches it, mentions
it, is the page at its address, or was joined to it by a person. Pairs of items that a person split are left
out. Texts that are ``guarded`` join only the items in ``alike`` (``newswire.load.walls``)."""

INSERT_ITEMS = """
INSERT INTO news.items (
    item_id, provider, guid, story_id, issued_at, is_canceled, first_version_id, current_version_id
)
SELECT
    chained.item_id, chained.provider, chained.guid, coalesce(merged.into_story_id, chained.story_id),
    chained.issued_at, chained.is_canceled, chained.first_version_id, chained.current_version_id
FROM chained
LEFT JOIN merged ON merged.story_id = chained.story_id
WHERE NOT chained.known
ORDER BY chained.item_id
"""

UPDATE_ITEMS = """
UPDATE news.items SET
    issued_at = chained.issued_at,
    is_canceled = chained.is_canceled,
    first_version_id = chained.first_version_id,
    current_version_id = chained.current_version_id
FROM chained
WHERE items.item_id = ANY (ARRAY(SELECT item_id FROM chained WHERE known)) AND chained.item_id = items.item_id
  AND (items.issued_at, items.is_canceled, items.first_version_id, items.current_version_id) IS DISTINCT FROM
    (chained.issued_at, chained.is_canceled, chained.first_version_id, chained.current_version_id)
"""

MERGE_ITEMS = """
UPDATE news.items SET story_id = merged.into_story_id
FROM merged
WHERE items.story_id = ANY (ARRAY(SELECT story_id FROM merged)) AND items.story_id = merged.story_id
"""

DELETE_MERGED_STORIES = """
DELETE FROM news.stories WHERE story_id = ANY (ARRAY(SELECT story_id FROM merged))
"""

ABSORB = """
WITH placed AS MATERIALIZED (
    SELECT item_id, into_item_id, story_id, min(story_id) OVER (PARTITION BY into_item_id) AS into_story_id
    FROM merging JOIN news.items USING (item_id)
),
gone AS (
    DELETE FROM news.items USING placed
    WHERE items.item_id = placed.item_id AND placed.item_id <> into_item_id
),
moved AS (
    UPDATE news.items SET story_id = into_story_id
    FROM placed
    WHERE items.item_id = placed.item_id AND placed.item_id = into_item_id
      AND placed.story_id <> into_story_id
),
headed AS (
    UPDATE news.stories SET original_item_id = into_item_id
    FROM placed WHERE stories.story_id = into_story_id AND placed.item_id = into_item_id
)
DELETE FROM news.stories USING placed
WHERE stories.story_id = placed.story_id AND placed.story_id <> into_story_id
"""
"""Deletes the items of the table ``merging`` that become another one, which takes the lowest number of their
stories. Each is alone in its story, and no version is left under those that go."""

WRITE_STORIES = """
WITH fresh AS MATERIALIZED (
    SELECT item_id, story_id, is_canceled
    FROM chained
    WHERE NOT known
      AND story_id NOT IN (SELECT story_id FROM merged UNION ALL SELECT into_story_id FROM merged)
),
written AS (
    INSERT INTO news.stories (story_id, original_item_id, holds_canceled)
    SELECT story_id, item_id, is_canceled FROM fresh ORDER BY story_id
),
touched AS (
    SELECT (SELECT story_id FROM news.items WHERE item_id = chained.item_id)
    FROM chained
    WHERE item_id NOT IN (SELECT item_id FROM fresh)
    UNION
    SELECT into_story_id FROM merged
),
headed AS (
    SELECT story_id, original.item_id, original.holds_canceled
    FROM touched
    CROSS JOIN LATERAL (
        SELECT
            (array_agg(item_id ORDER BY issued_at NULLS LAST, provider, guid))[1] AS item_id,
            bool_or(is_canceled) AS holds_canceled
        FROM news.items AS item
        WHERE item.story_id = touched.story_id
    ) AS original
)
INSERT INTO news.stories (story_id, original_item_id, holds_canceled)
SELECT story_id, item_id, holds_canceled FROM headed
ON CONFLICT (story_id) DO UPDATE SET
    original_item_id = excluded.original_item_id, holds_canceled = excluded.holds_canceled
WHERE (stories.original_item_id, stories.holds_canceled) <>
    (excluded.original_item_id, excluded.holds_canceled)
"""
"""A story's original is its earliest item; provider and guid break ties. A new item that nothing joins to
another one is alone in its story."""

COUNT = """
WITH first_seen AS MATERIALIZED (
    SELECT item_id, min(position) AS position
    FROM decided WHERE NOT unchanged AND NOT has_versions
    GROUP BY item_id
),
placed AS MATERIALIZED (
    SELECT item_id, story_id, row_number() OVER (PARTITION BY story_id ORDER BY position) AS nth
    FROM (
        SELECT *, (SELECT story_id FROM news.items WHERE items.item_id = first_seen.item_id) AS story_id
        FROM first_seen
    ) AS found
),
older AS (
    SELECT DISTINCT placed.story_id
    FROM placed
    CROSS JOIN LATERAL (
        SELECT item_id FROM news.items AS one WHERE one.story_id = placed.story_id OFFSET 0
    ) AS item
    WHERE item.item_id NOT IN (SELECT item_id FROM first_seen)
)
SELECT
    (SELECT count(*) FROM placed LEFT JOIN older USING (story_id) WHERE nth = 1 AND older.story_id IS NULL),
    (SELECT count(*) FROM decided WHERE NOT unchanged) - (SELECT count(*) FROM first_seen),
    (SELECT count(*) FROM decided WHERE unchanged),
    (SELECT count(*) FROM placed LEFT JOIN older USING (story_id) WHERE nth > 1 OR older.story_id IS NOT NULL)
"""
"""New, updated, unchanged, copies. Of a story's items without an earlier version, the first is new and the
others are copies. If the story has an older item, all are copies."""

MOVE_RULINGS = sql.SQL("""
WITH moved AS (
    DELETE FROM news.rulings AS ruling
    WHERE EXISTS (
        SELECT FROM {renamed}
        WHERE (old_provider, old_guid) IN (
            (ruling.provider, ruling.guid), (ruling.other_provider, ruling.other_guid)
        )
    )
    RETURNING *
),
sides AS (
    SELECT
        coalesce(one.provider, moved.provider) AS provider, coalesce(one.guid, moved.guid) AS guid,
        coalesce(other.provider, moved.other_provider) AS other_provider,
        coalesce(other.guid, moved.other_guid) AS other_guid,
        verdict, reason, ruled_at
    FROM moved
    LEFT JOIN {renamed} AS one ON (one.old_provider, one.old_guid) = (moved.provider, moved.guid)
    LEFT JOIN {renamed} AS other
        ON (other.old_provider, other.old_guid) = (moved.other_provider, moved.other_guid)
)
INSERT INTO news.rulings (provider, guid, other_provider, other_guid, verdict, reason, ruled_at)
SELECT
    (CASE WHEN turned THEN other_provider ELSE provider END),
    (CASE WHEN turned THEN other_guid ELSE guid END),
    (CASE WHEN turned THEN provider ELSE other_provider END),
    (CASE WHEN turned THEN guid ELSE other_guid END),
    verdict, reason, ruled_at
FROM (SELECT *, (provider, guid) > (other_provider, other_guid) AS turned FROM sides) AS ordered
WHERE (provider, guid) <> (other_provider, other_guid)
ORDER BY ruled_at DESC
ON CONFLICT DO NOTHING
""")
"""What people ruled on two items holds for them under their new identities, the latest ruling first.

``renamed`` is a table of the transaction with ``old_provider``, ``old_guid``, ``provider`` and ``guid`` of
each item.
"""

INSERT_REJECTED = """
INSERT INTO ledger.rejected (fetch_id, ordinal, path, reason, detail)
SELECT fetch_id, ordinal, path, reason, detail
FROM unnest(
    %(fetch_ids)s::bigint[], %(ordinals)s::integer[], %(paths)s::text[],
    %(reasons)s::text[], %(details)s::text[]
) AS refused (fetch_id, ordinal, path, reason, detail)
"""

CLOSE_RUN = """
UPDATE ledger.runs SET
    state = 'loaded',
    loaded_at = coalesce(loaded_at, now()),
    load_number = coalesce(load_number, nextval('ledger.load_number')),
    parsed = %(parsed)s, new = %(new)s, updated = %(updated)s, unchanged = %(unchanged)s,
    copies = %(copies)s, rejected = %(rejected)s
WHERE run_id = %(run_id)s
"""
