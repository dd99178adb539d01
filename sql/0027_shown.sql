-- A reader's query over a million stories has to be answered at once. What a view had to work out for each row (the
-- best match of a copy, a kill that hides it, the counts of its story) is now written by the load, in its transaction,
-- for the stories that it touches: one narrow row for each version that a reader may see. The clock is not written:
-- an embargo that still holds stands in visible_from, and each query compares it.

CREATE TABLE news.shown (
    version_id bigint PRIMARY KEY,
    story_id bigint NOT NULL,
    item_id bigint NOT NULL,
    issued_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    published_at timestamptz,
    version_created timestamptz,
    visible_from timestamptz,
    previous_version_id bigint,
    matched_item_id bigint,
    original_version_id bigint,
    original_published_at timestamptz,
    original_visible_from timestamptz,
    first_issued_at timestamptz,
    last_issued_at timestamptz,
    first_published_at timestamptz,
    last_published_at timestamptz,
    score real,
    items integer,
    versions integer,
    copies integer,
    is_current boolean NOT NULL,
    is_first boolean NOT NULL,
    is_lead boolean NOT NULL,
    is_timed boolean NOT NULL,
    is_of_language boolean NOT NULL,
    relation text NOT NULL,
    kind text NOT NULL,
    provider text NOT NULL,
    source_name text NOT NULL,
    language text,
    base_language text,
    place text,
    country text,
    match_kind text,
    original_provider text,
    story_provider text,
    source_names text[]
);
COMMENT ON TABLE news.shown IS 'One row per version that a reader may see, with all that the views of mart would have to work out. Written by news.show with each change of a story.';
COMMENT ON COLUMN news.shown.version_id IS 'The version.';
COMMENT ON COLUMN news.shown.story_id IS 'Its story.';
COMMENT ON COLUMN news.shown.item_id IS 'Its item.';
COMMENT ON COLUMN news.shown.issued_at IS 'issued_at of the version.';
COMMENT ON COLUMN news.shown.received_at IS 'Time of the fetch that delivered the version.';
COMMENT ON COLUMN news.shown.published_at IS 'Publication time of the version.';
COMMENT ON COLUMN news.shown.version_created IS 'Creation time of the version.';
COMMENT ON COLUMN news.shown.visible_from IS 'The moment at which the embargoes of the version and of the item''s latest version end. NULL if none held at the time of writing.';
COMMENT ON COLUMN news.shown.previous_version_id IS 'The version before it, if it changes anything against that (news.revisions).';
COMMENT ON COLUMN news.shown.matched_item_id IS 'For a copy: the item with the best match.';
COMMENT ON COLUMN news.shown.original_version_id IS 'For the first version of a copy of another provider: the first version of the original item, if that may be seen.';
COMMENT ON COLUMN news.shown.original_published_at IS 'Publication time of that version.';
COMMENT ON COLUMN news.shown.original_visible_from IS 'visible_from of that version.';
COMMENT ON COLUMN news.shown.first_issued_at IS 'For the lead of a story of several versions: their earliest issued_at.';
COMMENT ON COLUMN news.shown.last_issued_at IS 'For the lead of a story of several versions: their latest issued_at.';
COMMENT ON COLUMN news.shown.first_published_at IS 'For the lead of a story of several versions: their earliest publication time.';
COMMENT ON COLUMN news.shown.last_published_at IS 'For the lead of a story of several versions: their latest publication time.';
COMMENT ON COLUMN news.shown.score IS 'For a copy: score of the best match.';
COMMENT ON COLUMN news.shown.items IS 'For the lead of a story of several versions: number of items.';
COMMENT ON COLUMN news.shown.versions IS 'For the lead of a story of several versions: their number.';
COMMENT ON COLUMN news.shown.copies IS 'For the lead of a story of several versions: number of copies.';
COMMENT ON COLUMN news.shown.is_current IS 'Whether it is the latest version of its item.';
COMMENT ON COLUMN news.shown.is_first IS 'Whether it is the first version of its item.';
COMMENT ON COLUMN news.shown.is_lead IS 'Whether it stands for its story in mart.stories: the original item in its latest version, otherwise a copy. False for all versions of a story that is_timed.';
COMMENT ON COLUMN news.shown.is_timed IS 'Whether a version of its story was under an embargo at the time of writing: the clock decides then which of them stands for the story.';
COMMENT ON COLUMN news.shown.is_of_language IS 'Whether it is the first of its item''s visible versions in its language: their number is the number of items in a language.';
COMMENT ON COLUMN news.shown.relation IS 'original, version, or copy.';
COMMENT ON COLUMN news.shown.kind IS 'Kind of item.';
COMMENT ON COLUMN news.shown.provider IS 'Provider of the item.';
COMMENT ON COLUMN news.shown.source_name IS 'Source that first delivered the version.';
COMMENT ON COLUMN news.shown.language IS 'Language as a BCP 47 tag.';
COMMENT ON COLUMN news.shown.base_language IS 'The tag''s language without script and region.';
COMMENT ON COLUMN news.shown.place IS 'Place of the dateline.';
COMMENT ON COLUMN news.shown.country IS 'Country of the place.';
COMMENT ON COLUMN news.shown.match_kind IS 'For a copy: kind of the best match.';
COMMENT ON COLUMN news.shown.original_provider IS 'Provider of the version in original_version_id.';
COMMENT ON COLUMN news.shown.story_provider IS 'For the lead of a story of several versions: provider of the original item, otherwise of the first copy.';
COMMENT ON COLUMN news.shown.source_names IS 'For the lead of a story of several versions: the sources that delivered it.';

-- Whatever deletes a version deletes its row here. A foreign key would be checked for each row of a load.
CREATE FUNCTION news.hide_deleted() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM news.shown WHERE version_id = ANY (ARRAY(SELECT gone.version_id FROM gone));
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION news.hide_deleted IS 'Delete the rows of deleted versions from news.shown.';
CREATE TRIGGER hide_deleted AFTER DELETE ON news.versions
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION news.hide_deleted();

-- Rows are looked up one by one, as in the load: the planner cannot turn that into scans of whole tables. A row that
-- stays as it was is not written: a poll repeats most of what the one before it brought.
CREATE FUNCTION news.show(stories bigint[]) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off -- A plan for an empty table would scan it for each story while it grows.
AS $$
DECLARE
    others bigint[];
BEGIN
    -- Most of a load: a new story of one version, which has nothing to be ordered, matched or counted.
    WITH single AS (
        INSERT INTO news.shown (
            version_id, story_id, item_id, issued_at, received_at, published_at, version_created,
            is_current, is_first, is_lead, is_timed, is_of_language, relation, kind, provider, source_name,
            language, base_language, place, country
        )
        SELECT
            version.version_id, touched.story_id, item.item_id, version.issued_at, fetched.fetched_at,
            version.published, version.version_created,
            true, true, true, false, true, 'original', version.kind, item.provider, version.source_name,
            version.language, lower(split_part(version.language, '-', 1)), version.place, version.country
        FROM unnest(stories) AS touched (story_id)
        CROSS JOIN LATERAL (
            SELECT one.item_id, one.provider, one.current_version_id
            FROM news.items AS one
            WHERE one.story_id = touched.story_id AND one.first_version_id = one.current_version_id
              AND NOT one.is_canceled
            OFFSET 0
        ) AS item
        CROSS JOIN LATERAL (
            SELECT
                one.version_id, one.fetch_id, one.issued_at, one.published, one.version_created,
                one.kind, one.source_name, one.language, one.place, one.country
            FROM news.versions AS one
            WHERE one.version_id = item.current_version_id AND one.pubstatus = 'usable'
              AND (one.embargo_until IS NULL OR one.embargo_until <= now())
            OFFSET 0
        ) AS version
        CROSS JOIN LATERAL (
            SELECT one.fetched_at FROM raw.fetches AS one WHERE one.fetch_id = version.fetch_id OFFSET 0
        ) AS fetched
        WHERE NOT EXISTS (SELECT FROM news.items AS one WHERE one.story_id = touched.story_id OFFSET 1)
          AND NOT EXISTS (SELECT FROM news.shown AS one WHERE one.version_id = item.current_version_id OFFSET 0)
        RETURNING shown.story_id
    )
    SELECT array_agg(touched.story_id) INTO others
    FROM unnest(stories) AS touched (story_id)
    WHERE touched.story_id NOT IN (SELECT single.story_id FROM single);
    IF others IS NULL THEN
        RETURN;
    END IF;

    WITH seen AS MATERIALIZED (
        SELECT
            story.story_id, item.item_id, item.provider,
            version.*,
            CASE
                WHEN item.item_id <> story.original_item_id THEN 'copy'
                WHEN version.version_id = item.first_version_id THEN 'original'
                ELSE 'version'
            END AS relation,
            version.version_id = item.current_version_id AS is_current,
            version.version_id = item.first_version_id AS is_first,
            CASE WHEN greatest(version.embargo_until, latest.embargo_until) > now()
                THEN greatest(version.embargo_until, latest.embargo_until)
            END AS visible_from,
            match.kind AS match_kind, match.score, match.item_id AS matched_item_id,
            fetched.fetched_at AS received_at,
            revision.previous_version_id,
            row_number() OVER (PARTITION BY item.item_id ORDER BY version.version_id) = 1 AS is_counted,
            row_number() OVER (
                PARTITION BY item.item_id, version.language ORDER BY version.version_id
            ) = 1 AS is_of_language
        FROM unnest(others) AS touched (story_id)
        CROSS JOIN LATERAL (
            SELECT one.story_id, one.original_item_id, one.holds_canceled
            FROM news.stories AS one WHERE one.story_id = touched.story_id OFFSET 0
        ) AS story
        CROSS JOIN LATERAL (
            SELECT one.item_id, one.provider, one.issued_at, one.first_version_id, one.current_version_id
            FROM news.items AS one WHERE one.story_id = touched.story_id AND NOT one.is_canceled OFFSET 0
        ) AS item
        LEFT JOIN LATERAL (
            SELECT one.pubstatus, one.embargo_until FROM news.versions AS one
            WHERE one.version_id = item.current_version_id AND item.current_version_id <> item.first_version_id
            OFFSET 0
        ) AS latest ON true
        LEFT JOIN LATERAL (
            SELECT found.kind, found.score, found.item_id
            FROM (
                SELECT others.kind, others.score, others.item_id
                FROM (
                    SELECT one.version_id, one.text_hash
                    FROM news.versions AS one WHERE one.item_id = item.item_id OFFSET 0
                ) AS mine
                CROSS JOIN LATERAL (
                    SELECT 'copy' AS kind, 1.0::real AS score, same.item_id
                    FROM (
                        SELECT one.item_id FROM news.versions AS one WHERE one.text_hash = mine.text_hash OFFSET 0
                    ) AS same
                    UNION ALL
                    SELECT matched.kind, matched.score, other.item_id
                    FROM (
                        SELECT one.kind, one.score, one.matched_version_id AS version_id
                        FROM news.matches AS one WHERE one.version_id = mine.version_id
                        UNION ALL
                        SELECT one.kind, one.score, one.version_id
                        FROM news.matches AS one WHERE one.matched_version_id = mine.version_id
                    ) AS matched
                    CROSS JOIN LATERAL (
                        SELECT one.item_id FROM news.versions AS one
                        WHERE one.version_id = matched.version_id OFFSET 0
                    ) AS other
                ) AS others
                UNION ALL
                SELECT 'address', NULL, place.item_id
                FROM (
                    SELECT one.key, one.is_page FROM news.page_addresses AS one
                    WHERE one.item_id = item.item_id OFFSET 0
                ) AS mine
                CROSS JOIN LATERAL (
                    SELECT one.item_id FROM news.page_addresses AS one
                    WHERE one.key = mine.key AND (mine.is_page OR one.is_page) OFFSET 0
                ) AS place
                CROSS JOIN LATERAL (
                    SELECT FROM news.items AS one
                    WHERE one.item_id = place.item_id AND one.story_id = touched.story_id OFFSET 0
                ) AS beside
            ) AS found
            CROSS JOIN LATERAL (
                SELECT one.issued_at, one.provider, one.guid
                FROM news.items AS one WHERE one.item_id = found.item_id OFFSET 0
            ) AS matched
            WHERE item.item_id <> story.original_item_id AND found.item_id <> item.item_id
            ORDER BY found.score DESC NULLS LAST, matched.issued_at, matched.provider, matched.guid, found.kind
            LIMIT 1
        ) AS match ON true
        CROSS JOIN LATERAL (
            SELECT
                one.version_id, one.fetch_id, one.issued_at, one.published, one.version_created,
                one.embargo_until, one.kind, one.source_name, one.language, one.place, one.country, one.credit
            FROM news.versions AS one WHERE one.item_id = item.item_id AND one.pubstatus = 'usable' OFFSET 0
        ) AS version
        CROSS JOIN LATERAL (
            SELECT one.fetched_at FROM raw.fetches AS one WHERE one.fetch_id = version.fetch_id OFFSET 0
        ) AS fetched
        LEFT JOIN LATERAL (
            SELECT one.previous_version_id FROM news.revisions AS one
            WHERE one.version_id = version.version_id AND version.version_id <> item.first_version_id OFFSET 0
        ) AS revision ON true
        WHERE latest.pubstatus IS DISTINCT FROM 'withheld'
          AND NOT (
            story.holds_canceled
            AND EXISTS (
                SELECT FROM news.items AS killed
                JOIN news.versions AS kill ON kill.version_id = killed.current_version_id
                WHERE killed.story_id = touched.story_id AND killed.is_canceled
                  AND (
                    killed.provider <> item.provider
                    OR (item.issued_at <= coalesce(kill.version_created, kill.issued_at)) IS NOT FALSE
                  )
                  AND (
                    EXISTS (
                        SELECT FROM unnest(version.credit) AS named
                        WHERE regexp_replace(lower(named), '\W', '', 'g') =
                            regexp_replace(lower(killed.provider), '\W', '', 'g')
                    )
                    OR killed.provider = item.provider
                    AND EXISTS (
                        SELECT FROM news.kills
                        JOIN news.versions AS killing USING (version_id) WHERE killing.item_id = killed.item_id
                    )
                )
            )
        )
    ),
    told AS (
        SELECT
            *,
            count(*) OVER of_story AS versions,
            count(*) FILTER (WHERE is_counted) OVER of_story AS items,
            count(*) FILTER (WHERE is_counted AND relation = 'copy') OVER of_story AS copies,
            array_agg(source_name) OVER of_story AS source_names,
            min(issued_at) OVER of_story AS first_issued_at,
            max(issued_at) OVER of_story AS last_issued_at,
            min(published) OVER of_story AS first_published_at,
            max(published) OVER of_story AS last_published_at,
            max(version_id) FILTER (WHERE relation = 'original') OVER of_story AS original_version_id,
            max(published) FILTER (WHERE relation = 'original') OVER of_story AS original_published_at,
            max(visible_from) FILTER (WHERE relation = 'original') OVER of_story AS original_visible_from,
            max(provider) FILTER (WHERE relation = 'original') OVER of_story AS original_provider,
            count(visible_from) OVER of_story > 0 AS is_timed,
            first_value(provider) OVER (
                PARTITION BY story_id ORDER BY relation = 'copy', version_id
            ) AS story_provider,
            row_number() OVER (
                PARTITION BY story_id ORDER BY relation = 'copy', is_current DESC, version_id
            ) = 1 AS is_lead
        FROM seen
        WINDOW of_story AS (PARTITION BY story_id)
    ),
    placed AS MATERIALIZED (
        SELECT
            *,
            is_lead AND NOT is_timed AS leads,
            is_lead AND NOT is_timed AND versions > 1 AS leads_several,
            relation = 'copy' AND is_first AND provider <> original_provider AS is_carried
        FROM told
    ),
    hidden AS (
        DELETE FROM news.shown WHERE version_id = ANY (ARRAY(
            SELECT written.version_id
            FROM unnest(others) AS touched (story_id)
            CROSS JOIN LATERAL (
                SELECT one.item_id FROM news.items AS one WHERE one.story_id = touched.story_id OFFSET 0
            ) AS item
            CROSS JOIN LATERAL (
                SELECT one.version_id FROM news.shown AS one WHERE one.item_id = item.item_id OFFSET 0
            ) AS written
            WHERE written.version_id NOT IN (SELECT version_id FROM placed)
        ))
    )
    INSERT INTO news.shown AS kept
    SELECT
        version_id, story_id, item_id, issued_at, received_at, published, version_created, visible_from,
        previous_version_id, matched_item_id,
        CASE WHEN is_carried THEN original_version_id END,
        CASE WHEN is_carried THEN original_published_at END,
        CASE WHEN is_carried THEN original_visible_from END,
        CASE WHEN leads_several THEN first_issued_at END,
        CASE WHEN leads_several THEN last_issued_at END,
        CASE WHEN leads_several THEN first_published_at END,
        CASE WHEN leads_several THEN last_published_at END,
        score,
        CASE WHEN leads_several THEN items END,
        CASE WHEN leads_several THEN versions END,
        CASE WHEN leads_several THEN copies END,
        is_current, is_first, leads, is_timed,
        is_of_language, relation, kind, provider, source_name, language, lower(split_part(language, '-', 1)),
        place, country, match_kind,
        CASE WHEN is_carried THEN original_provider END,
        CASE WHEN leads_several THEN story_provider END,
        CASE WHEN leads_several THEN (SELECT array_agg(DISTINCT name) FROM unnest(source_names) AS name) END
    FROM placed
    ORDER BY version_id
    ON CONFLICT (version_id) DO UPDATE SET (
        story_id, item_id, issued_at, received_at, published_at, version_created, visible_from,
        previous_version_id, matched_item_id, original_version_id, original_published_at, original_visible_from,
        first_issued_at, last_issued_at, first_published_at, last_published_at, score, items, versions,
        copies, is_current, is_first, is_lead, is_timed, is_of_language, relation, kind, provider, source_name,
        language, base_language, place, country, match_kind, original_provider, story_provider, source_names
    ) = ROW (
        excluded.story_id, excluded.item_id, excluded.issued_at, excluded.received_at,
        excluded.published_at, excluded.version_created, excluded.visible_from,
        excluded.previous_version_id, excluded.matched_item_id, excluded.original_version_id,
        excluded.original_published_at, excluded.original_visible_from, excluded.first_issued_at,
        excluded.last_issued_at,
        excluded.first_published_at, excluded.last_published_at, excluded.score, excluded.items,
        excluded.versions, excluded.copies, excluded.is_current, excluded.is_first, excluded.is_lead,
        excluded.is_timed, excluded.is_of_language, excluded.relation, excluded.kind, excluded.provider,
        excluded.source_name, excluded.language, excluded.base_language, excluded.place, excluded.country, excluded.match_kind,
        excluded.original_provider, excluded.story_provider, excluded.source_names
    )
    WHERE kept IS DISTINCT FROM excluded;
END
$$;
COMMENT ON FUNCTION news.show IS 'Write the rows of news.shown anew for some stories. Call it with each change of a story or its items, in the same transaction.';

CREATE INDEX shown_of_item ON news.shown (item_id);
DO $$
DECLARE
    portion bigint[];
    after bigint := -1;
BEGIN
    LOOP
        SELECT array_agg(story_id ORDER BY story_id), max(story_id) INTO portion, after
        FROM (SELECT story_id FROM news.stories WHERE story_id > after ORDER BY story_id LIMIT 10000) AS next;
        EXIT WHEN portion IS NULL;
        PERFORM news.show(portion);
    END LOOP;
END
$$;

CREATE INDEX shown_of_story ON news.shown (story_id);
CREATE INDEX shown_of_match ON news.shown (matched_item_id) WHERE matched_item_id IS NOT NULL;
CREATE INDEX shown_by_time ON news.shown (issued_at);
CREATE INDEX shown_leads_by_time ON news.shown ((coalesce(last_issued_at, issued_at))) WHERE is_lead;
CREATE INDEX shown_timed ON news.shown (story_id) WHERE is_timed;
CREATE INDEX shown_leads_by_copies ON news.shown ((coalesce(copies, (relation = 'copy')::integer)::bigint))
    WHERE is_lead;
CREATE INDEX shown_copies ON news.shown (issued_at) INCLUDE (
    original_provider, provider, source_name, published_at, original_published_at, visible_from,
    original_visible_from, original_version_id, version_id, item_id
) WHERE original_version_id IS NOT NULL;
CREATE INDEX shown_revisions ON news.shown (version_created DESC NULLS LAST) WHERE previous_version_id IS NOT NULL;
ANALYZE news.shown;
