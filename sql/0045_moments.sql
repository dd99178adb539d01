-- All stories as readers saw them at a moment were not done in 150 s at a million stories: each was put in order anew. Most
-- stories have one version, which no later one hides: they are as they are now, if their version was there. So only the
-- others are put in order, and the newest are found without the rest.
CREATE FUNCTION news.stories_of_several(since timestamptz, until timestamptz) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    SET work_mem = '64MB'
AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT one.story_id FROM news.shown AS one WHERE one.is_timed;
    IF since IS NULL AND until IS NULL THEN
        RETURN QUERY
        SELECT one.story_id FROM news.items AS one
        GROUP BY one.story_id
        HAVING count(*) > 1 OR bool_or(one.first_version_id <> one.current_version_id);
        RETURN;
    END IF;
    RETURN QUERY
    SELECT DISTINCT item.story_id
    FROM (
        SELECT one.item_id FROM news.versions AS one
        WHERE one.published >= coalesce(since, '-infinity') AND one.published < coalesce(until, 'infinity')
          AND one.published <= one.issued_at
        UNION ALL
        SELECT one.item_id FROM news.versions AS one
        WHERE one.issued_at >= coalesce(since, '-infinity') AND one.issued_at < coalesce(until, 'infinity')
          AND (one.published IS NULL OR one.published > one.issued_at)
    ) AS found
    CROSS JOIN LATERAL (
        SELECT one.story_id, one.first_version_id <> one.current_version_id AS is_of_several
        FROM news.items AS one WHERE one.item_id = found.item_id OFFSET 0
    ) AS item
    WHERE item.is_of_several
       OR EXISTS (SELECT FROM news.items AS one WHERE one.story_id = item.story_id OFFSET 1);
END
$$;
COMMENT ON FUNCTION news.stories_of_several IS 'Stories of several versions or items, and those that had an embargo at the time of writing, with a version issued in a period; both null: all. A story may come twice.';

CREATE FUNCTION news.stories_of_one(
    moment timestamptz, since timestamptz, until timestamptz, others bigint[]
) RETURNS SETOF mart.stories
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB'
    BEGIN ATOMIC
        SELECT
            one.story_id,
            CASE
                WHEN version.headline IS NOT NULL THEN version.headline
                WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
                ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
            END,
            one.provider, 1::bigint, 1::bigint, (one.relation = 'copy')::integer::bigint, ARRAY[one.source_name],
            one.published_at, one.published_at, one.issued_at, one.issued_at,
            one.version_id, one.item_id, item.guid, one.kind, one.place, one.country,
            one.language, one.base_language,
            coalesce(version.canonical_url, version.source_url),
            CASE WHEN one.base_language IS NOT NULL THEN ARRAY[one.base_language] END
        FROM news.shown AS one
        JOIN news.versions AS version ON version.version_id = one.version_id
        JOIN news.items AS item ON item.item_id = one.item_id
        CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
        WHERE one.is_lead
          AND one.received_at <= stories_of_one.moment
          AND one.issued_at >= coalesce(stories_of_one.since, '-infinity')
          AND one.issued_at < coalesce(stories_of_one.until, 'infinity')
          AND one.story_id NOT IN (SELECT unnest(stories_of_one.others))
          AND coalesce(version.embargo_until, '-infinity') <= least(stories_of_one.moment, now());
    END;
COMMENT ON FUNCTION news.stories_of_one IS 'The stories of one version as readers could see them at a moment, in a period: all that are not among the others.';

-- The order of an item's versions is that of the load (newswire.load.chains), and what is hidden is what news.show
-- hides; a test compares both with mart.stories. A moment to come would end embargoes before their time.
CREATE FUNCTION news.stories_of_old(
    moment timestamptz, since timestamptz, until timestamptz, stories bigint[]
) RETURNS SETOF mart.stories
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB'
    BEGIN ATOMIC
        WITH touched AS MATERIALIZED (
            SELECT DISTINCT one AS story_id FROM unnest(stories_of_old.stories) AS one
            WHERE stories_of_old.moment IS NOT NULL
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
                WHERE one.version_id = version.version_id AND again.fetched_at <= stories_of_old.moment
                OFFSET 0
            ) AS last ON true
            WHERE fetched.fetched_at <= stories_of_old.moment
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
                  <= least(stories_of_old.moment, now())
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
                issued_at >= coalesce(stories_of_old.since, '-infinity')
                AND issued_at < coalesce(stories_of_old.until, 'infinity')
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
COMMENT ON FUNCTION news.stories_of_old IS 'Some stories as readers could see them at a moment, from the versions that were fetched by then.';

DROP FUNCTION mart.stories_at;
CREATE FUNCTION mart.stories_at(
    moment timestamptz, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL, most bigint DEFAULT NULL
) RETURNS SETOF mart.stories
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    reach bigint := 3 * most;
    beginning timestamptz := since;
    -- No version was fetched before its issued_at.
    ending CONSTANT timestamptz := CASE
        WHEN num_nonnulls(since, until, most) > 0 THEN least(until, moment + interval '1 microsecond')
    END;
    several bigint[];
    found mart.stories[];
BEGIN
    IF most < 1 THEN
        RAISE invalid_parameter_value USING MESSAGE = 'most is 1 or more; null gives all.';
    END IF;
    LOOP
        -- The newest are found from the moment back.
        IF most IS NOT NULL AND until IS NULL THEN
            beginning := greatest(since, (
                SELECT one.issued_at FROM news.shown AS one
                WHERE one.issued_at <= moment AND one.received_at <= moment
                ORDER BY one.issued_at DESC OFFSET reach LIMIT 1
            ));
        END IF;
        several := ARRAY(SELECT news.stories_of_several(beginning, ending));
        IF most IS NULL THEN
            RETURN QUERY SELECT * FROM news.stories_of_one(moment, since, ending, several);
            RETURN QUERY SELECT * FROM news.stories_of_old(moment, since, ending, several);
            RETURN;
        END IF;
        found := ARRAY(
            SELECT one FROM (
                SELECT * FROM news.stories_of_one(moment, beginning, ending, several)
                UNION ALL
                SELECT * FROM news.stories_of_old(moment, beginning, ending, several)
            ) AS one
            ORDER BY one.last_issued_at DESC, one.story_id DESC LIMIT most
        );
        EXIT WHEN cardinality(found) = most OR beginning IS NOT DISTINCT FROM since;
        reach := 4 * reach;
    END LOOP;
    RETURN QUERY SELECT * FROM unnest(found);
END
$$;
COMMENT ON FUNCTION mart.stories_at IS 'The rows of mart.stories as readers could see them at a moment (one to come counts as now): from the versions that were fetched by then, of each item the order that they had then, without what was canceled, withheld, killed or under an embargo at that moment. What a later version, kill or embargo hides today is therefore shown. since and until limit the answer to stories with such a version issued from since on and before until; most limits it to so many, those with the latest last_issued_at. Without any of them, all stories are read. Limits: joins, splits, originals, copies and the names of providers are those of today. Receipt is the fetch, the load came after it. Of a version that was delivered repeatedly, only the first and the last fetch are known: where the order hangs on a fetch between them, the first one counts.';
