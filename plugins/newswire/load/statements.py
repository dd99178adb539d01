"""The statements of the load, in the order in which it runs them; each handles the whole run at once.

They work on ``staged`` (the run's items) and leave what they decide in temporary tables that go with
the transaction, so that every row of the warehouse is written once, in its final state.
"""

from __future__ import annotations

from psycopg import sql

from newswire.load.staging import VERSION_COLUMNS

DECIDE = """
CREATE TEMPORARY TABLE decided ON COMMIT DROP AS
WITH judged AS MATERIALIZED (
    SELECT
        staged.position,
        staged.provider,
        staged.guid,
        item.item_id,
        item.story_id,
        EXISTS (SELECT FROM news.versions AS other WHERE other.item_id = item.item_id) AS has_versions,
        version.version_id IS NOT NULL OR row_number() OVER again > 1 AS unchanged
    FROM staged
    LEFT JOIN news.items AS item ON (item.provider, item.guid) = (staged.provider, staged.guid)
    LEFT JOIN news.versions AS version
        ON version.item_id = item.item_id AND version.content_hash = staged.content_hash
    WINDOW again AS (
        PARTITION BY staged.provider, staged.guid, staged.content_hash ORDER BY staged.position
    )
),
fresh AS MATERIALIZED (
    SELECT
        provider,
        guid,
        nextval(pg_get_serial_sequence('news.items', 'item_id')) AS item_id,
        nextval(pg_get_serial_sequence('news.stories', 'story_id')) AS story_id
    FROM (
        SELECT provider, guid FROM judged WHERE item_id IS NULL GROUP BY provider, guid ORDER BY min(position)
    ) AS unknown
)
SELECT
    position,
    judged.provider,
    judged.guid,
    coalesce(judged.item_id, fresh.item_id) AS item_id,
    coalesce(judged.story_id, fresh.story_id) AS story_id,
    judged.item_id IS NOT NULL AS known,
    has_versions,
    unchanged,
    CASE WHEN NOT unchanged
        THEN nextval(pg_get_serial_sequence('news.versions', 'version_id'))
    END AS version_id
FROM (SELECT * FROM judged ORDER BY position) AS judged
LEFT JOIN fresh ON judged.item_id IS NULL AND (fresh.provider, fresh.guid) = (judged.provider, judged.guid)
"""
"""Which staged rows are versions that are not there yet (the anti-join on identity and content), and the
numbers of what is new: each new item has a story of its own for the time being."""

INSERT_VERSIONS = sql.SQL("""
INSERT INTO news.versions (version_id, item_id, source_name, issued_at, {columns})
SELECT
    decided.version_id, decided.item_id, %(source_name)s,
    coalesce(staged.published, staged.version_created, staged.first_created, fetched.fetched_at),
    {staged_columns}
FROM staged
JOIN decided USING (position)
JOIN raw.fetches AS fetched USING (fetch_id)
WHERE NOT decided.unchanged
ORDER BY position
""").format(
    columns=sql.SQL(", ").join(map(sql.Identifier, VERSION_COLUMNS)),
    staged_columns=sql.SQL(", ").join(sql.Identifier("staged", name) for name in VERSION_COLUMNS),
)

_CHAIN = """
CREATE TEMPORARY TABLE chained ON COMMIT DROP AS
WITH touched AS ({touched})
SELECT
    touched.*,
    chain.issued_at,
    coalesce(chain.canceled_at > chain.said_at, chain.canceled_at IS NOT NULL) AS is_canceled,
    chain.versions,
    chain.versions[1] AS first_version_id,
    chain.versions[array_upper(chain.versions, 1)] AS current_version_id
FROM touched
CROSS JOIN LATERAL (
    SELECT
        min(least(link.published, link.version_created, link.first_created)) AS issued_at,
        array_agg(link.version_id ORDER BY link.nth) AS versions,
        max(link.nth) FILTER (WHERE link.pubstatus = 'canceled') AS canceled_at,
        max(link.nth) FILTER (WHERE link.pubstatus <> 'canceled' AND link.pubstatus_given) AS said_at
    FROM (
        SELECT *, row_number() OVER (
            ORDER BY version_number NULLS FIRST, version_created NULLS FIRST, content_hash
        ) AS nth
        FROM news.versions AS version
        WHERE version.item_id = touched.item_id
    ) AS link
) AS chain
"""
"""First and current version of every item that got one: the version's number decides, then its time
(NewsML-G2 and ninjs: a higher version is the later one; some agencies send a number twice), then, so
that arrival never decides, its hash. Canceled stays canceled until a version says otherwise itself."""

CHAIN = sql.SQL(_CHAIN).format(
    touched=sql.SQL("""
        SELECT item_id, story_id, min(provider) AS provider, min(guid) AS guid, bool_and(known) AS known
        FROM decided WHERE NOT unchanged GROUP BY item_id, story_id
    """)
)

CHAIN_AGAIN = sql.SQL(_CHAIN).format(
    touched=sql.SQL("""
        SELECT item_id, story_id, provider, guid, true AS known
        FROM news.items WHERE item_id = ANY(%(items)s)
    """)
)

CONNECTED = """
WITH known AS MATERIALIZED (
    SELECT item_id, provider, guid, story_id FROM chained WHERE NOT known
),
mine AS (
    SELECT chained.item_id, version.version_id, version.text_hash
    FROM chained JOIN news.versions AS version USING (item_id)
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
pairs AS (
    SELECT mine.item_id, other.item_id AS other_id
    FROM mine JOIN news.versions AS other USING (text_hash)
    UNION
    SELECT mine.item_id, other.item_id
    FROM mine
    JOIN news.matches AS match ON match.version_id = mine.version_id AND match.one_story
    JOIN news.versions AS other ON other.version_id = match.matched_version_id
    UNION
    SELECT mine.item_id, other.item_id
    FROM mine
    JOIN news.matches AS match ON match.matched_version_id = mine.version_id AND match.one_story
    JOIN news.versions AS other ON other.version_id = match.version_id
    UNION
    SELECT mine.item_id, coalesce(meant.item_id, fresh.item_id)
    FROM mine
    JOIN news.mentions AS mention USING (version_id)
    LEFT JOIN news.items AS meant ON (meant.provider, meant.guid) = (mention.provider, mention.guid)
    LEFT JOIN known AS fresh ON (fresh.provider, fresh.guid) = (mention.provider, mention.guid)
    UNION
    SELECT chained.item_id, other.item_id
    FROM chained
    JOIN news.mentions AS mention USING (provider, guid)
    JOIN news.versions AS other ON other.version_id = mention.version_id
    UNION
    SELECT ruled.item_id, ruled.other_id
    FROM ruled JOIN chained ON chained.item_id IN (ruled.item_id, ruled.other_id)
    WHERE ruled.verdict = 'join'
)
SELECT DISTINCT ARRAY[
    coalesce(here.story_id, new_here.story_id), coalesce(there.story_id, new_there.story_id)
]
FROM pairs
LEFT JOIN news.items AS here ON here.item_id = pairs.item_id
LEFT JOIN known AS new_here ON new_here.item_id = pairs.item_id
LEFT JOIN news.items AS there ON there.item_id = pairs.other_id
LEFT JOIN known AS new_there ON new_there.item_id = pairs.other_id
WHERE pairs.item_id <> pairs.other_id
  AND NOT EXISTS (
    SELECT FROM ruled
    WHERE ruled.verdict = 'split'
      AND (ruled.item_id, ruled.other_id) IN
        ((pairs.item_id, pairs.other_id), (pairs.other_id, pairs.item_id))
  )
"""
"""Pairs of stories that are one: an item of each has the same text, matches, or mentions the other, or a
person joined them; what a person split does not count."""

CREATE_MERGED = """
CREATE TEMPORARY TABLE merged (story_id bigint PRIMARY KEY, into_story_id bigint NOT NULL) ON COMMIT DROP
"""

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
WHERE chained.known AND chained.item_id = items.item_id
  AND (items.issued_at, items.is_canceled, items.first_version_id, items.current_version_id) IS DISTINCT FROM
    (chained.issued_at, chained.is_canceled, chained.first_version_id, chained.current_version_id)
"""

MERGE_ITEMS = """
UPDATE news.items SET story_id = merged.into_story_id
FROM merged
WHERE items.story_id = merged.story_id
"""

DELETE_MERGED_STORIES = """
DELETE FROM news.stories USING merged WHERE stories.story_id = merged.story_id
"""

WRITE_STORIES = """
WITH touched AS (
    SELECT DISTINCT item.story_id FROM chained JOIN news.items AS item USING (item_id)
    UNION
    SELECT into_story_id FROM merged
),
headed AS (
    SELECT
        item.story_id,
        (array_agg(item.item_id ORDER BY item.issued_at NULLS LAST, item.provider, item.guid))[1] AS item_id,
        bool_or(item.is_canceled) AS holds_canceled
    FROM touched JOIN news.items AS item USING (story_id)
    GROUP BY item.story_id
)
INSERT INTO news.stories (story_id, original_item_id, holds_canceled)
SELECT story_id, item_id, holds_canceled FROM headed
ON CONFLICT (story_id) DO UPDATE SET
    original_item_id = excluded.original_item_id, holds_canceled = excluded.holds_canceled
WHERE (stories.original_item_id, stories.holds_canceled) <>
    (excluded.original_item_id, excluded.holds_canceled)
"""
"""A story's original is its earliest item; provider and guid decide between items of one instant."""

COUNT = """
WITH first_seen AS MATERIALIZED (
    SELECT item_id, min(position) AS position
    FROM decided WHERE NOT unchanged AND NOT has_versions
    GROUP BY item_id
),
placed AS MATERIALIZED (
    SELECT
        item_id, item.story_id,
        row_number() OVER (PARTITION BY item.story_id ORDER BY first_seen.position) AS nth
    FROM first_seen JOIN news.items AS item USING (item_id)
),
older AS (
    SELECT DISTINCT item.story_id
    FROM placed JOIN news.items AS item USING (story_id)
    WHERE item.item_id NOT IN (SELECT item_id FROM first_seen)
)
SELECT
    (SELECT count(*) FROM placed LEFT JOIN older USING (story_id) WHERE nth = 1 AND older.story_id IS NULL),
    (SELECT count(*) FROM decided WHERE NOT unchanged) - (SELECT count(*) FROM first_seen),
    (SELECT count(*) FROM decided WHERE unchanged),
    (SELECT count(*) FROM placed LEFT JOIN older USING (story_id) WHERE nth > 1 OR older.story_id IS NOT NULL)
"""
"""New, updated, unchanged, copies. Of items seen for the first time, the first of a story is new and the
others are copies; where the story was there, all are."""

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
