-- An item by its guid took half a second at a million stories, a story by its URL three: in the views they stood in a
-- CASE, which reads no index. They are columns of the narrow row now, which the load writes, and which a row under an
-- embargo does not have.
--
-- Of two matches of one score the one with the earlier item was named, and which item is earlier may depend on the order
-- of the loads. Of one score a copy comes before a version now, and a version before an excerpt; only then the items are
-- compared.
ALTER TABLE news.shown ADD COLUMN guid text, ADD COLUMN url text;
COMMENT ON COLUMN news.shown.guid IS 'Guid of the item.';
COMMENT ON COLUMN news.shown.url IS 'URL of the version: the canonical one, otherwise that of its source.';
-- In the order of the rows, which the block-range index follows.
UPDATE news.shown SET
    guid = (SELECT item.guid FROM news.items AS item WHERE item.item_id = shown.item_id),
    url = (
        SELECT coalesce(version.canonical_url, version.source_url)
        FROM news.versions AS version WHERE version.version_id = shown.version_id
    )
WHERE NOT is_timed;
CREATE INDEX shown_by_guid ON news.shown (guid);
CREATE INDEX shown_by_receipt ON news.shown (received_at);
CREATE INDEX shown_by_url ON news.shown USING hash (url); -- A URL may be longer than an entry of a B-tree.
ANALYZE news.shown;

CREATE OR REPLACE FUNCTION news.withhold() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.provider := '';
    NEW.source_name := '';
    NEW.language := NULL;
    NEW.base_language := NULL;
    NEW.place := NULL;
    NEW.country := NULL;
    NEW.original_provider := NULL;
    NEW.story_provider := NULL;
    NEW.source_names := NULL;
    NEW.guid := NULL;
    NEW.url := NULL;
    RETURN NEW;
END
$$;

-- Rows are looked up one by one, as in the load: the planner cannot turn that into scans of whole tables. A row that
-- stays as it was is not written: a poll repeats most of what the one before it brought.
CREATE OR REPLACE FUNCTION news.show(stories bigint[]) RETURNS void
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
            language, base_language, place, country, guid, url
        )
        SELECT
            version.version_id, touched.story_id, item.item_id, version.issued_at, fetched.fetched_at,
            version.published, version.version_created,
            true, true, true, false, true, 'original', version.kind, item.provider, version.source_name,
            version.language, lower(split_part(version.language, '-', 1)), version.place, version.country, item.guid,
            version.url
        FROM unnest(stories) AS touched (story_id)
        CROSS JOIN LATERAL (
            SELECT one.item_id, one.provider, one.guid, one.current_version_id
            FROM news.items AS one
            WHERE one.story_id = touched.story_id AND one.first_version_id = one.current_version_id
              AND NOT one.is_canceled
            OFFSET 0
        ) AS item
        CROSS JOIN LATERAL (
            SELECT
                one.version_id, one.fetch_id, one.issued_at, one.published, one.version_created,
                one.kind, one.source_name, one.language, one.place, one.country,
                coalesce(one.canonical_url, one.source_url) AS url
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
            story.story_id, item.item_id, item.provider, item.guid,
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
            SELECT
                one.item_id, one.provider, one.guid, one.issued_at, one.first_version_id, one.current_version_id
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
            ORDER BY
                found.score DESC NULLS LAST, array_position(ARRAY['copy', 'version', 'excerpt'], found.kind),
                matched.issued_at, matched.provider, matched.guid, found.kind
            LIMIT 1
        ) AS match ON true
        CROSS JOIN LATERAL (
            SELECT
                one.version_id, one.fetch_id, one.issued_at, one.published, one.version_created,
                one.embargo_until, one.kind, one.source_name, one.language, one.place, one.country, one.credit,
                coalesce(one.canonical_url, one.source_url) AS url
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
        CASE WHEN leads_several THEN (SELECT array_agg(DISTINCT name) FROM unnest(source_names) AS name) END,
        guid, url
    FROM placed
    ORDER BY version_id
    ON CONFLICT (version_id) DO UPDATE SET (
        story_id, item_id, issued_at, received_at, published_at, version_created, visible_from,
        previous_version_id, matched_item_id, original_version_id, original_published_at, original_visible_from,
        first_issued_at, last_issued_at, first_published_at, last_published_at, score, items, versions,
        copies, is_current, is_first, is_lead, is_timed, is_of_language, relation, kind, provider, source_name,
        language, base_language, place, country, match_kind, original_provider, story_provider, source_names,
        guid, url
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
        excluded.original_provider, excluded.story_provider, excluded.source_names, excluded.guid,
        excluded.url
    )
    WHERE kept IS DISTINCT FROM excluded;
END
$$;

-- PostgreSQL puts the text of such a function into the view: the title is worked out where a query asks for it.
CREATE FUNCTION news.title_of(headline text, body_text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN headline IS NOT NULL THEN headline
        WHEN length(split_part(body_text, E'\n', 1)) <= 100 THEN split_part(body_text, E'\n', 1)
        ELSE coalesce(
            substring(split_part(body_text, E'\n', 1) FROM '^.{1,99}(?=\s)'), left(split_part(body_text, E'\n', 1), 99)
        ) || '…'
    END;
COMMENT ON FUNCTION news.title_of IS 'The headline; without one the first paragraph, cut at a space within 99 characters.';

CREATE OR REPLACE VIEW news.timed WITH (security_barrier) AS
SELECT
    shown.version_id, shown.story_id, shown.item_id, shown.issued_at, shown.received_at, shown.published_at,
    shown.version_created, shown.previous_version_id, shown.matched_item_id,
    original.version_id AS original_version_id,
    CASE WHEN original.version_id IS NOT NULL THEN shown.original_published_at END AS original_published_at,
    shown.first_issued_at, shown.last_issued_at, shown.first_published_at, shown.last_published_at,
    shown.score, shown.items, shown.versions, shown.copies, shown.is_current, shown.is_first, shown.is_lead,
    shown.is_of_language, shown.relation, shown.kind, item.provider, version.source_name, version.language,
    lower(split_part(version.language, '-', 1)) AS base_language, version.place, version.country,
    shown.match_kind, wrote.provider AS original_provider, NULL::text AS story_provider,
    NULL::text[] AS source_names, item.guid,
    coalesce(version.canonical_url, version.source_url) AS url
FROM news.shown
JOIN news.versions AS version ON version.version_id = shown.version_id
JOIN news.items AS item ON item.item_id = shown.item_id
LEFT JOIN news.versions AS original ON original.version_id = shown.original_version_id
    AND (shown.original_visible_from IS NULL OR shown.original_visible_from <= now())
LEFT JOIN news.items AS wrote ON wrote.item_id = original.item_id
WHERE shown.is_timed AND (shown.visible_from IS NULL OR shown.visible_from <= now());
COMMENT ON COLUMN news.timed.guid IS 'Guid of the item.';
COMMENT ON COLUMN news.timed.url IS 'URL of the version: the canonical one, otherwise that of its source.';

CREATE OR REPLACE VIEW news.seen AS
SELECT
    version_id, story_id, item_id, issued_at, received_at, published_at, version_created,
    previous_version_id, matched_item_id, original_version_id, original_published_at, first_issued_at,
    last_issued_at, first_published_at, last_published_at, score, items, versions, copies, is_current,
    is_first, is_lead, is_of_language, relation, kind, provider, source_name, language, base_language, place,
    country, match_kind, original_provider, story_provider, source_names, is_timed, guid, url
FROM news.shown
UNION ALL
SELECT
    version_id, story_id, item_id, issued_at, received_at, published_at, version_created,
    previous_version_id, matched_item_id, original_version_id, original_published_at, first_issued_at,
    last_issued_at, first_published_at, last_published_at, score, items, versions, copies, is_current,
    is_first, is_lead, is_of_language, relation, kind, provider, source_name, language, base_language, place,
    country, match_kind, original_provider, story_provider, source_names, false, guid, url
FROM news.timed;
COMMENT ON COLUMN news.seen.guid IS 'Guid of the item.';
COMMENT ON COLUMN news.seen.url IS 'URL of the version: the canonical one, otherwise that of its source.';

CREATE OR REPLACE VIEW mart.story_items AS
SELECT
    seen.story_id,
    seen.item_id,
    seen.version_id,
    seen.provider,
    seen.guid,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.version END AS version,
    seen.relation,
    seen.match_kind,
    seen.score,
    seen.matched_item_id,
    seen.is_current,
    seen.kind,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.headline END AS headline,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed
        THEN news.title_of(version.headline, version.body_text)
    END AS title,
    version.headline IS NULL AS title_is_derived,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.slugline END AS slugline,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.byline END AS byline,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.authors END AS authors,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.standfirst END AS standfirst,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.dateline END AS dateline,
    seen.place,
    seen.country,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.credit END AS credit,
    seen.published_at,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.published_precision END AS published_precision,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.published_from END AS published_from,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.first_created END AS first_created,
    seen.version_created,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.expires END AS expires,
    seen.language,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.urgency END AS urgency,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.category END AS category,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.subjects END AS subjects,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.keywords END AS keywords,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.genre END AS genre,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.ed_note END AS ed_note,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.label END AS label,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.usage_terms END AS usage_terms,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.copyright END AS copyright,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.body_text END AS body_text,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.word_count END AS word_count,
    seen.source_name,
    seen.url,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.format END AS format,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.path END AS path,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.warnings END AS warnings,
    document.sha256 AS document_sha256,
    version.fetch_id,
    fetched.run_id,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.loaded_at END AS loaded_at,
    seen.issued_at,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.signal END AS signal,
    seen.base_language,
    seen.received_at,
    seen.is_first
FROM news.seen
LEFT JOIN news.versions AS version ON version.version_id = seen.version_id
LEFT JOIN raw.fetches AS fetched ON fetched.fetch_id = version.fetch_id
LEFT JOIN raw.documents AS document ON document.document_id = fetched.document_id
WHERE NOT seen.is_timed;

CREATE OR REPLACE VIEW mart.stories AS
SELECT
    story.story_id,
    CASE WHEN version.version_id = story.version_id AND story.is_lead
        THEN news.title_of(version.headline, version.body_text)
    END AS title,
    story.provider,
    story.items,
    story.versions,
    story.copies,
    story.source_names,
    story.first_published_at,
    story.last_published_at,
    story.last_issued_at,
    story.first_issued_at,
    story.version_id,
    story.item_id,
    story.guid,
    story.kind,
    story.place,
    story.country,
    story.language,
    story.base_language,
    story.url,
    (
        SELECT array_agg(DISTINCT lower(split_part(one.language, '-', 1)) ORDER BY lower(split_part(one.language, '-', 1)))
        FROM news.shown
        JOIN news.versions AS one ON one.version_id = shown.version_id
        WHERE shown.story_id = story.story_id AND one.language IS NOT NULL
          AND (shown.visible_from IS NULL OR shown.visible_from <= now())
    ) AS languages
FROM (
    SELECT
        shown.story_id,
        shown.version_id,
        shown.item_id,
        coalesce(shown.story_provider, shown.provider) AS provider,
        coalesce(shown.items, 1)::bigint AS items,
        coalesce(shown.versions, 1)::bigint AS versions,
        coalesce(shown.copies, (shown.relation = 'copy')::integer)::bigint AS copies,
        coalesce(shown.source_names, ARRAY[shown.source_name]) AS source_names,
        coalesce(shown.first_published_at, shown.published_at) AS first_published_at,
        coalesce(shown.last_published_at, shown.published_at) AS last_published_at,
        coalesce(shown.first_issued_at, shown.issued_at) AS first_issued_at,
        coalesce(shown.last_issued_at, shown.issued_at) AS last_issued_at,
        shown.kind, shown.place, shown.country, shown.language, shown.base_language, shown.is_lead,
        shown.guid, shown.url
    FROM news.shown
    UNION ALL
    SELECT
        counted.story_id, first.version_id, first.item_id, counted.provider, counted.items, counted.versions,
        counted.copies, counted.source_names, counted.first_published_at, counted.last_published_at,
        counted.first_issued_at, counted.last_issued_at,
        first.kind, first.place, first.country, first.language, first.base_language, true,
        first.guid, first.url
    FROM (
        SELECT
            seen.story_id,
            (array_agg(seen.version_id ORDER BY seen.relation = 'copy', seen.is_current DESC, seen.version_id))[1]
                AS version_id,
            (array_agg(seen.provider ORDER BY seen.relation = 'copy', seen.version_id))[1] AS provider,
            count(DISTINCT seen.item_id) AS items,
            count(*) AS versions,
            count(DISTINCT seen.item_id) FILTER (WHERE seen.relation = 'copy') AS copies,
            array_agg(DISTINCT seen.source_name) AS source_names,
            min(seen.published_at) AS first_published_at,
            max(seen.published_at) AS last_published_at,
            min(seen.issued_at) AS first_issued_at,
            max(seen.issued_at) AS last_issued_at
        FROM news.timed AS seen
        GROUP BY seen.story_id
    ) AS counted
    JOIN news.timed AS first ON first.version_id = counted.version_id
) AS story
LEFT JOIN news.versions AS version ON version.version_id = story.version_id
WHERE story.is_lead;

-- An outlet does not syndicate itself: what it sends again, or in a second feed of its site, is a copy and no more.
CREATE OR REPLACE VIEW mart.syndication AS
SELECT
    carried.story_id,
    carried.original_provider,
    CASE WHEN original.version_id = carried.original_version_id AND wrote.item_id = original.item_id
        AND NOT carried.is_timed THEN wrote.guid
    END AS original_guid,
    carried.original_published_at,
    carried.provider,
    carried.guid,
    carried.source_name,
    carried.published_at,
    carried.published_at - carried.original_published_at AS delay,
    carried.match_kind,
    carried.score,
    CASE WHEN version.version_id = carried.version_id AND NOT carried.is_timed
        THEN news.title_of(version.headline, version.body_text)
    END AS title,
    carried.version_id,
    carried.original_version_id,
    carried.received_at,
    carried.issued_at
FROM news.seen AS carried
LEFT JOIN news.versions AS version ON version.version_id = carried.version_id
LEFT JOIN news.versions AS original ON original.version_id = carried.original_version_id
LEFT JOIN news.items AS wrote ON wrote.item_id = original.item_id
WHERE carried.original_version_id IS NOT NULL AND NOT carried.is_timed;

-- Values of a version that readers must not see yet, or no longer, stay hidden in the version after it too.
CREATE OR REPLACE VIEW mart.revisions AS
SELECT
    seen.story_id, seen.item_id, seen.provider, seen.guid, seen.version_id, seen.previous_version_id,
    CASE WHEN own.is_seen THEN this.version END AS version,
    seen.version_created,
    CASE WHEN own.is_seen THEN this.label END AS label,
    CASE WHEN own.is_seen THEN news.title_of(this.headline, this.body_text) END AS title,
    CASE WHEN own.is_seen AND revision.version_id = seen.version_id THEN revision.changed END AS changed,
    CASE WHEN own.is_seen AND before.is_seen AND revision.version_id = seen.version_id
        THEN revision.text_diff
    END AS text_diff,
    CASE WHEN own.is_seen AND before.is_seen THEN previous.headline END AS previous_headline,
    CASE WHEN own.is_seen THEN this.headline END AS headline,
    CASE WHEN own.is_seen AND before.is_seen AND revision.version_id = seen.version_id THEN (
        SELECT jsonb_object_agg(field, jsonb_build_object('old', old.fields -> field, 'new', new.fields -> field))
        FROM unnest(revision.changed) AS field
        CROSS JOIN to_jsonb(previous) AS old (fields)
        CROSS JOIN to_jsonb(this) AS new (fields)
        WHERE field <> 'body_text'
    ) END AS changes,
    seen.issued_at,
    seen.received_at,
    seen.source_name
FROM news.seen
LEFT JOIN news.versions AS this ON this.version_id = seen.version_id
LEFT JOIN news.versions AS previous ON previous.version_id = seen.previous_version_id
LEFT JOIN news.revisions AS revision ON revision.version_id = seen.version_id
CROSS JOIN LATERAL (SELECT this.version_id = seen.version_id AND NOT seen.is_timed AS is_seen) AS own
CROSS JOIN LATERAL (
    SELECT previous.version_id = seen.previous_version_id AND previous.pubstatus = 'usable'
        AND coalesce(previous.embargo_until, '-infinity') <= now() AS is_seen
) AS before
WHERE seen.previous_version_id IS NOT NULL AND NOT seen.is_timed;

CREATE OR REPLACE VIEW mart.links AS
SELECT
    seen.story_id, seen.item_id, seen.version_id, seen.provider, seen.guid, seen.is_current, seen.published_at,
    link ->> 'rel' AS rel,
    link ->> 'url' AS url,
    link ->> 'guid' AS linked_guid
FROM news.seen
JOIN news.versions AS version ON version.version_id = seen.version_id
CROSS JOIN LATERAL jsonb_array_elements(
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.links END
) AS link
WHERE NOT seen.is_timed;
COMMENT ON COLUMN mart.story_items.match_kind IS 'For a copy: kind of the best match (copy, excerpt, or version: rewritten in part; address: a page and an item of one address, whatever their texts). Of one score, a copy comes before a version, and a version before an excerpt. Null if a mention by the wire or a person joined the item.';

-- Rows of copies follow the order of matches.
SELECT news.show(ARRAY(SELECT DISTINCT story_id FROM news.shown WHERE match_kind IS NOT NULL ORDER BY story_id));
