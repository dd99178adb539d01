-- Each story put in order from its versions.
CREATE FUNCTION plain.stories_at(
    moment timestamptz, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL
) RETURNS SETOF mart.stories
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    BEGIN ATOMIC
        WITH touched AS MATERIALIZED (
            SELECT DISTINCT item.story_id
            FROM (
                SELECT one.item_id FROM news.versions AS one
                WHERE one.published >= coalesce(stories_at.since, '-infinity')
                  AND one.published < coalesce(stories_at.until, 'infinity')
                  AND one.published <= one.issued_at
                UNION ALL
                SELECT one.item_id FROM news.versions AS one
                WHERE one.issued_at >= coalesce(stories_at.since, '-infinity')
                  AND one.issued_at < coalesce(stories_at.until, 'infinity')
                  AND (one.published IS NULL OR one.published > one.issued_at)
            ) AS found
            CROSS JOIN LATERAL (
                SELECT one.story_id FROM news.items AS one WHERE one.item_id = found.item_id OFFSET 0
            ) AS item
            WHERE stories_at.moment IS NOT NULL
        ),
        given AS (
            SELECT
                touched.story_id, item.item_id, item.provider,
                item.item_id <> story.original_item_id AS is_copy,
                version.*,
                coalesce(version.version_created, version.published) AS stated,
                CASE WHEN num_nonnulls(version.version_created, version.published) > 0
                    THEN least(coalesce(version.version_created, version.published), fetched.fetched_at)
                END AS believed,
                CASE WHEN num_nonnulls(version.published, version.version_created, version.first_created) > 0
                    THEN least(
                        version.published, version.version_created, version.first_created, fetched.fetched_at
                    )
                END AS earliest,
                ROW(
                    coalesce(last.as_of, fetched.as_of),
                    coalesce(last.fetch_id, version.fetch_id),
                    coalesce(last.ordinal, version.ordinal)
                ) AS seen
            FROM touched
            CROSS JOIN LATERAL (
                SELECT one.original_item_id FROM news.stories AS one WHERE one.story_id = touched.story_id OFFSET 0
            ) AS story
            CROSS JOIN LATERAL (
                SELECT one.item_id, one.provider FROM news.items AS one WHERE one.story_id = touched.story_id OFFSET 0
            ) AS item
            CROSS JOIN LATERAL (
                SELECT
                    one.version_id, one.fetch_id, one.ordinal, one.content_hash, one.pubstatus, one.pubstatus_given,
                    one.version_number, one.published, one.version_created, one.first_created, one.issued_at,
                    one.embargo_until, one.source_name, one.credit, one.language
                FROM news.versions AS one WHERE one.item_id = item.item_id OFFSET 0
            ) AS version
            CROSS JOIN LATERAL (
                SELECT one.fetched_at, one.as_of FROM raw.fetches AS one WHERE one.fetch_id = version.fetch_id OFFSET 0
            ) AS fetched
            LEFT JOIN LATERAL (
                SELECT one.as_of, one.fetch_id, one.ordinal
                FROM news.last_fetches AS one JOIN raw.fetches AS again ON again.fetch_id = one.fetch_id
                WHERE one.version_id = version.version_id AND again.fetched_at <= stories_at.moment
                OFFSET 0
            ) AS last ON true
            WHERE fetched.fetched_at <= stories_at.moment
        ),
        timed AS (
            SELECT
                *,
                coalesce(stated, max(stated) OVER arrival) AS written,
                coalesce(believed, max(believed) OVER arrival) AS at
            FROM given
            WINDOW arrival AS (PARTITION BY item_id ORDER BY seen, content_hash)
        ),
        numbered AS (
            SELECT
                *,
                coalesce(version_number, max(version_number) OVER (
                    PARTITION BY item_id ORDER BY at NULLS FIRST, written NULLS FIRST, seen, content_hash
                )) AS number
            FROM timed
        ),
        ordered AS (
            SELECT
                *,
                row_number() OVER (
                    PARTITION BY item_id
                    ORDER BY number NULLS FIRST, at NULLS FIRST, written NULLS FIRST, seen, content_hash
                ) AS nth,
                count(*) OVER (PARTITION BY item_id) AS last_nth
            FROM numbered
        ),
        chained AS MATERIALIZED (
            SELECT
                *,
                nth = last_nth AS is_current,
                min(earliest) OVER of_item AS item_issued_at,
                max(pubstatus) FILTER (WHERE nth = last_nth) OVER of_item AS latest_pubstatus,
                max(embargo_until) FILTER (WHERE nth = last_nth) OVER of_item AS latest_embargo_until,
                coalesce(
                    max(nth) FILTER (WHERE pubstatus = 'canceled') OVER of_item
                        > max(nth) FILTER (WHERE pubstatus <> 'canceled' AND pubstatus_given) OVER of_item,
                    bool_or(pubstatus = 'canceled') OVER of_item
                ) AS is_canceled,
                bool_or(
                    CASE WHEN pubstatus = 'canceled'
                        THEN EXISTS (SELECT FROM news.kills AS one WHERE one.version_id = ordered.version_id)
                        ELSE false
                    END
                ) OVER of_item AS is_kill
            FROM ordered
            WINDOW of_item AS (PARTITION BY item_id)
        ),
        killed AS MATERIALIZED (
            SELECT story_id, item_id, provider, is_kill, coalesce(version_created, issued_at) AS killed_at
            FROM chained WHERE is_canceled AND is_current
        ),
        visible AS (
            SELECT * FROM chained AS item
            WHERE NOT item.is_canceled
              AND item.pubstatus = 'usable'
              AND item.latest_pubstatus <> 'withheld'
              AND coalesce(greatest(item.embargo_until, item.latest_embargo_until), '-infinity')
                  <= least(stories_at.moment, now())
              AND NOT EXISTS (
                SELECT FROM killed
                WHERE killed.story_id = item.story_id
                  AND (killed.provider <> item.provider OR (item.item_issued_at <= killed.killed_at) IS NOT FALSE)
                  AND (
                    killed.provider = item.provider AND killed.is_kill
                    OR EXISTS (
                        SELECT FROM unnest(item.credit) AS named
                        WHERE regexp_replace(lower(named), '\W', '', 'g') =
                            regexp_replace(lower(killed.provider), '\W', '', 'g')
                    )
                )
            )
        ),
        counted AS (
            SELECT
                story_id,
                (array_agg(version_id ORDER BY is_copy, is_current DESC, version_id))[1] AS version_id,
                (array_agg(provider ORDER BY is_copy, version_id))[1] AS provider,
                count(DISTINCT item_id) AS items,
                count(*) AS versions,
                count(DISTINCT item_id) FILTER (WHERE is_copy) AS copies,
                array_agg(DISTINCT source_name) AS source_names,
                min(published) AS first_published_at,
                max(published) AS last_published_at,
                min(issued_at) AS first_issued_at,
                max(issued_at) AS last_issued_at,
                array_agg(DISTINCT lower(split_part(language, '-', 1)) ORDER BY lower(split_part(language, '-', 1)))
                    FILTER (WHERE language IS NOT NULL) AS languages
            FROM visible
            GROUP BY story_id
            HAVING bool_or(
                issued_at >= coalesce(stories_at.since, '-infinity')
                AND issued_at < coalesce(stories_at.until, 'infinity')
            )
        )
        SELECT
            counted.story_id,
            CASE
                WHEN version.headline IS NOT NULL THEN version.headline
                WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
                ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
            END,
            counted.provider, counted.items, counted.versions, counted.copies, counted.source_names,
            counted.first_published_at, counted.last_published_at, counted.last_issued_at, counted.first_issued_at,
            version.version_id, item.item_id, item.guid, version.kind, version.place, version.country,
            version.language, lower(split_part(version.language, '-', 1)),
            coalesce(version.canonical_url, version.source_url),
            counted.languages
        FROM counted
        CROSS JOIN LATERAL (
            SELECT * FROM news.versions AS one WHERE one.version_id = counted.version_id OFFSET 0
        ) AS version
        JOIN news.items AS item ON item.item_id = version.item_id
        CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead;
    END;
