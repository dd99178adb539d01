"""The order of an item's versions: the last fetch of each, and the chain that results.

The version's number orders two versions (NewsML-G2 and ninjs: a higher version is the later one), then their
time, because some agencies send a number twice. Where both are the same or absent, the last fetch decides. A
version without a time stands at the latest time of the versions that were fetched before it, and likewise one
without a number, since an edit loses them. A time after the fetch counts as the time of the fetch. A canceled
item stays canceled until a later version states a status.
"""

from __future__ import annotations

from psycopg import sql

NOTE_LAST_FETCHES = """
INSERT INTO news.last_fetches AS kept (version_id, as_of, fetch_id, ordinal)
SELECT DISTINCT ON (again.version_id) again.version_id, fetched.as_of, staged.fetch_id, staged.ordinal
FROM decided
JOIN staged USING (position)
CROSS JOIN LATERAL (
    SELECT version_id, fetch_id, ordinal FROM news.versions AS known
    WHERE known.item_id = decided.item_id AND known.content_hash = staged.content_hash
    OFFSET 0
) AS again
CROSS JOIN LATERAL (
    SELECT as_of FROM raw.fetches AS one WHERE one.fetch_id = staged.fetch_id OFFSET 0
) AS fetched
CROSS JOIN LATERAL (
    SELECT as_of FROM raw.fetches AS one WHERE one.fetch_id = again.fetch_id OFFSET 0
) AS before
WHERE decided.unchanged
  AND (fetched.as_of, staged.fetch_id, staged.ordinal) > (before.as_of, again.fetch_id, again.ordinal)
ORDER BY again.version_id, fetched.as_of DESC, staged.fetch_id DESC, staged.ordinal DESC
ON CONFLICT (version_id) DO UPDATE SET
    as_of = excluded.as_of, fetch_id = excluded.fetch_id, ordinal = excluded.ordinal
WHERE (excluded.as_of, excluded.fetch_id, excluded.ordinal) > (kept.as_of, kept.fetch_id, kept.ordinal)
"""
"""Notes the last fetch of each version that the run brings again, unless a later one is known."""

_CHAIN = """
WITH touched AS MATERIALIZED ({touched}),
chain AS (
INSERT INTO chained (
    item_id, story_id, provider, guid, known,
    issued_at, is_canceled, versions, first_version_id, current_version_id
)
{alone}SELECT
    touched.item_id, touched.story_id, touched.provider, touched.guid, touched.known,
    chain.issued_at,
    coalesce(chain.canceled_at > chain.stated_at, chain.canceled_at IS NOT NULL),
    chain.versions,
    chain.versions[1],
    chain.versions[array_upper(chain.versions, 1)]
FROM touched
CROSS JOIN LATERAL (
    SELECT
        min(link.earliest) AS issued_at,
        array_agg(link.version_id ORDER BY link.nth) AS versions,
        max(link.nth) FILTER (WHERE link.pubstatus = 'canceled') AS canceled_at,
        max(link.nth) FILTER (WHERE link.pubstatus <> 'canceled' AND link.pubstatus_given) AS stated_at
    FROM (
        SELECT *, row_number() OVER (
            ORDER BY number NULLS FIRST, moment NULLS FIRST, written NULLS FIRST, seen, content_hash
        ) AS nth
        FROM (
            SELECT *, coalesce(version_number, max(version_number) OVER (
                ORDER BY moment NULLS FIRST, written NULLS FIRST, seen, content_hash
            )) AS number
            FROM (
                SELECT
                    version_id, content_hash, pubstatus, pubstatus_given, version_number, earliest, seen,
                    coalesce(stated, max(stated) OVER arrival) AS written,
                    coalesce(believed, max(believed) OVER arrival) AS moment
                FROM (
                    SELECT
                        version.*,
                        coalesce(version_created, published) AS stated,
                        CASE WHEN num_nonnulls(version_created, published) > 0
                            THEN least(coalesce(version_created, published), fetched.fetched_at)
                        END AS believed,
                        CASE WHEN num_nonnulls(published, version_created, first_created) > 0
                            THEN least(published, version_created, first_created, fetched.fetched_at)
                        END AS earliest,
                        ROW(
                            coalesce(last.as_of, fetched.as_of),
                            coalesce(last.fetch_id, version.fetch_id),
                            coalesce(last.ordinal, version.ordinal)
                        ) AS seen
                    FROM news.versions AS version
                    CROSS JOIN LATERAL (
                        SELECT fetched_at, as_of FROM raw.fetches AS one
                        WHERE one.fetch_id = version.fetch_id
                        OFFSET 0
                    ) AS fetched
                    LEFT JOIN LATERAL (
                        SELECT as_of, fetch_id, ordinal FROM news.last_fetches AS one
                        WHERE one.version_id = version.version_id
                        OFFSET 0
                    ) AS last ON true
                    WHERE version.item_id = touched.item_id
                ) AS given
                WINDOW arrival AS (ORDER BY seen, content_hash)
            ) AS timed
        ) AS numbered
    ) AS link
) AS chain
WHERE NOT touched.is_alone
RETURNING known, versions
)
SELECT count(*), coalesce(bool_or(known), false), coalesce(bool_or(cardinality(versions) > 1), false)
FROM chain
"""
"""First and current version of every touched item, from all versions that it has. Most of a load are new
items of one version: nothing is looked up and ordered for these.

Returns the number of items, whether one was known, and whether one has several versions."""

CHAIN = (
    sql.SQL(_CHAIN)
    .format(
        touched=sql.SQL("""
        SELECT
            item_id, story_id, min(provider) AS provider, min(guid) AS guid, bool_and(known) AS known,
            count(*) = 1 AND NOT bool_or(known) AS is_alone, min(position) AS position,
            min(version_id) AS version_id
        FROM decided
        WHERE NOT unchanged OR EXISTS (
            SELECT FROM news.versions AS other WHERE other.item_id = decided.item_id OFFSET 1
        )
        GROUP BY item_id, story_id
    """),
        alone=sql.SQL("""SELECT
    touched.item_id, touched.story_id, touched.provider, touched.guid, touched.known,
    CASE WHEN num_nonnulls(published, version_created, first_created) > 0
        THEN least(published, version_created, first_created, fetched.fetched_at)
    END,
    staged.pubstatus = 'canceled', ARRAY[touched.version_id], touched.version_id, touched.version_id
FROM touched
JOIN staged USING (position)
CROSS JOIN LATERAL (
    SELECT fetched_at FROM raw.fetches AS one WHERE one.fetch_id = staged.fetch_id OFFSET 0
) AS fetched
WHERE touched.is_alone
UNION ALL
"""),
    )
    .as_string()
)

CHAIN_AGAIN = (
    sql.SQL(_CHAIN)
    .format(
        touched=sql.SQL("""
        SELECT item_id, story_id, provider, guid, true AS known, false AS is_alone
        FROM news.items WHERE item_id = ANY(%(items)s)
    """),
        alone=sql.SQL(""),
    )
    .as_string()
)
