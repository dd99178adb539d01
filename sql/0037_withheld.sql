-- A reader could see what views hide: PostgreSQL may check a condition of the query before the view's own, and the error
-- of a failed conversion (headline::int = 1) prints the value. Now no condition meets a hidden value:
--   * The value of a version is given beside its row of news.shown only: CASE compares the keys, wherever PostgreSQL
--     evaluates it.
--   * Rows of stories under an embargo hold no text in news.shown. They are put together when they are asked for, in a view
--     with security_barrier: PostgreSQL checks its condition before all that could print a value.
-- security_barrier on the other views would do the same, but the newest rows would not be read by the order of an index
-- any more. Where no such order is asked for, a view has it.

CREATE FUNCTION news.withhold() RETURNS trigger
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
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION news.withhold IS 'Take all text out of a row of news.shown whose story has an embargo.';
CREATE TRIGGER withhold BEFORE INSERT OR UPDATE ON news.shown
    FOR EACH ROW WHEN (NEW.is_timed) EXECUTE FUNCTION news.withhold();
UPDATE news.shown SET provider = '' WHERE is_timed;

CREATE VIEW news.timed WITH (security_barrier) AS
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
    NULL::text[] AS source_names
FROM news.shown
JOIN news.versions AS version ON version.version_id = shown.version_id
JOIN news.items AS item ON item.item_id = shown.item_id
LEFT JOIN news.versions AS original ON original.version_id = shown.original_version_id
    AND (shown.original_visible_from IS NULL OR shown.original_visible_from <= now())
LEFT JOIN news.items AS wrote ON wrote.item_id = original.item_id
WHERE shown.is_timed AND (shown.visible_from IS NULL OR shown.visible_from <= now());
COMMENT ON VIEW news.timed IS 'The rows of news.shown that are timed, as far as they may be seen now, with their text.';

-- Whoever reads it adds NOT is_timed: PostgreSQL reads a part of UNION ALL in the order of an index only if the part has
-- no condition of its own.
CREATE VIEW news.seen AS
SELECT
    version_id, story_id, item_id, issued_at, received_at, published_at, version_created,
    previous_version_id, matched_item_id, original_version_id, original_published_at, first_issued_at,
    last_issued_at, first_published_at, last_published_at, score, items, versions, copies, is_current,
    is_first, is_lead, is_of_language, relation, kind, provider, source_name, language, base_language, place,
    country, match_kind, original_provider, story_provider, source_names, is_timed
FROM news.shown
UNION ALL
SELECT
    version_id, story_id, item_id, issued_at, received_at, published_at, version_created,
    previous_version_id, matched_item_id, original_version_id, original_published_at, first_issued_at,
    last_issued_at, first_published_at, last_published_at, score, items, versions, copies, is_current,
    is_first, is_lead, is_of_language, relation, kind, provider, source_name, language, base_language, place,
    country, match_kind, original_provider, story_provider, source_names, false
FROM news.timed;
COMMENT ON VIEW news.seen IS 'One row per version that a reader may see now, where NOT is_timed.';

CREATE OR REPLACE VIEW mart.story_items AS
SELECT
    seen.story_id,
    seen.item_id,
    seen.version_id,
    seen.provider,
    CASE WHEN item.item_id = seen.item_id AND NOT seen.is_timed THEN item.guid END AS guid,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.version END AS version,
    seen.relation,
    seen.match_kind,
    seen.score,
    seen.matched_item_id,
    seen.is_current,
    seen.kind,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.headline END AS headline,
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN
        CASE
            WHEN version.headline IS NOT NULL THEN version.headline
            WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
            ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
        END
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
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN coalesce(version.canonical_url, version.source_url) END AS url,
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
LEFT JOIN news.items AS item ON item.item_id = seen.item_id
LEFT JOIN raw.fetches AS fetched ON fetched.fetch_id = version.fetch_id
LEFT JOIN raw.documents AS document ON document.document_id = fetched.document_id
CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
WHERE NOT seen.is_timed;

-- A story that is_timed has no row with is_lead.
CREATE OR REPLACE VIEW mart.stories AS
SELECT
    story.story_id,
    CASE WHEN version.version_id = story.version_id AND story.is_lead THEN
        CASE
            WHEN version.headline IS NOT NULL THEN version.headline
            WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
            ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
        END
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
    CASE WHEN item.item_id = story.item_id AND story.is_lead THEN item.guid END AS guid,
    story.kind,
    story.place,
    story.country,
    story.language,
    story.base_language,
    CASE WHEN version.version_id = story.version_id AND story.is_lead
        THEN coalesce(version.canonical_url, version.source_url)
    END AS url
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
        shown.kind, shown.place, shown.country, shown.language, shown.base_language, shown.is_lead
    FROM news.shown
    UNION ALL
    SELECT
        counted.story_id, first.version_id, first.item_id, counted.provider, counted.items, counted.versions,
        counted.copies, counted.source_names, counted.first_published_at, counted.last_published_at,
        counted.first_issued_at, counted.last_issued_at,
        first.kind, first.place, first.country, first.language, first.base_language, true
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
LEFT JOIN news.items AS item ON item.item_id = story.item_id
CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
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
    CASE WHEN item.item_id = carried.item_id AND NOT carried.is_timed THEN item.guid END AS guid,
    carried.source_name,
    carried.published_at,
    carried.published_at - carried.original_published_at AS delay,
    carried.match_kind,
    carried.score,
    CASE WHEN version.version_id = carried.version_id AND NOT carried.is_timed THEN
        CASE
            WHEN version.headline IS NOT NULL THEN version.headline
            WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
            ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
        END
    END AS title,
    carried.version_id,
    carried.original_version_id,
    carried.received_at,
    carried.issued_at
FROM news.seen AS carried
LEFT JOIN news.versions AS version ON version.version_id = carried.version_id
LEFT JOIN news.items AS item ON item.item_id = carried.item_id
LEFT JOIN news.versions AS original ON original.version_id = carried.original_version_id
LEFT JOIN news.items AS wrote ON wrote.item_id = original.item_id
CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
WHERE carried.original_version_id IS NOT NULL AND NOT carried.is_timed;

DROP INDEX news.shown_copies;
CREATE INDEX shown_copies ON news.shown (issued_at) INCLUDE (
    original_provider, provider, source_name, published_at, original_published_at, original_version_id, version_id, item_id
) WHERE original_version_id IS NOT NULL AND NOT is_timed;

-- Values of a version that readers must not see yet, or no longer, stay hidden in the version after it too.
CREATE OR REPLACE VIEW mart.revisions AS
SELECT
    seen.story_id, seen.item_id, seen.provider,
    CASE WHEN item.item_id = seen.item_id AND NOT seen.is_timed THEN item.guid END AS guid,
    seen.version_id, seen.previous_version_id,
    CASE WHEN own.is_seen THEN this.version END AS version,
    seen.version_created,
    CASE WHEN own.is_seen THEN this.label END AS label,
    CASE WHEN own.is_seen THEN
        CASE
            WHEN this.headline IS NOT NULL THEN this.headline
            WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
            ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
        END
    END AS title,
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
LEFT JOIN news.items AS item ON item.item_id = seen.item_id
LEFT JOIN news.versions AS this ON this.version_id = seen.version_id
LEFT JOIN news.versions AS previous ON previous.version_id = seen.previous_version_id
LEFT JOIN news.revisions AS revision ON revision.version_id = seen.version_id
CROSS JOIN LATERAL (SELECT this.version_id = seen.version_id AND NOT seen.is_timed AS is_seen) AS own
CROSS JOIN LATERAL (
    SELECT previous.version_id = seen.previous_version_id AND previous.pubstatus = 'usable'
        AND coalesce(previous.embargo_until, '-infinity') <= now() AS is_seen
) AS before
CROSS JOIN LATERAL (SELECT split_part(this.body_text, E'\n', 1) AS paragraph) AS lead
WHERE seen.previous_version_id IS NOT NULL AND NOT seen.is_timed;

CREATE OR REPLACE VIEW mart.languages AS
SELECT
    counted.language,
    lower(split_part(counted.language, '-', 1)) AS primary_language,
    substring(counted.language FROM '-([A-Z]{2}|[0-9]{3})(?:-|$)') AS region,
    sum(counted.items)::bigint AS items,
    sum(counted.versions)::bigint AS versions
FROM (
    SELECT language, count(*) FILTER (WHERE is_of_language) AS items, count(*) AS versions
    FROM news.shown
    WHERE NOT is_timed AND language IS NOT NULL
    GROUP BY language
    UNION ALL
    SELECT language, count(DISTINCT item_id), count(*)
    FROM news.timed
    WHERE language IS NOT NULL
    GROUP BY language
) AS counted
GROUP BY counted.language;

CREATE OR REPLACE VIEW mart.links AS
SELECT
    seen.story_id, seen.item_id, seen.version_id, seen.provider,
    CASE WHEN item.item_id = seen.item_id AND NOT seen.is_timed THEN item.guid END AS guid,
    seen.is_current, seen.published_at,
    link ->> 'rel' AS rel,
    link ->> 'url' AS url,
    link ->> 'guid' AS linked_guid
FROM news.seen
JOIN news.versions AS version ON version.version_id = seen.version_id
LEFT JOIN news.items AS item ON item.item_id = seen.item_id
CROSS JOIN LATERAL jsonb_array_elements(
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.links END
) AS link
WHERE NOT seen.is_timed;

CREATE OR REPLACE VIEW mart.subjects AS
SELECT
    seen.story_id, seen.item_id, seen.version_id, seen.provider, seen.source_name, seen.is_current,
    seen.relation, seen.issued_at,
    subject ->> 'code' AS code,
    subject ->> 'name' AS name,
    subject ->> 'scheme' AS scheme
FROM news.seen
JOIN news.versions AS version ON version.version_id = seen.version_id
CROSS JOIN LATERAL jsonb_array_elements(
    CASE WHEN version.version_id = seen.version_id AND NOT seen.is_timed THEN version.subjects END
) AS subject
WHERE NOT seen.is_timed;

CREATE OR REPLACE VIEW mart.volume_by_hour AS
SELECT
    date_bin('1 hour', seen.issued_at, timestamptz '2000-01-01 00:00:00+00') AS hour,
    seen.source_name,
    seen.provider,
    count(*) AS versions,
    count(*) FILTER (WHERE seen.is_first) AS items,
    count(*) FILTER (WHERE seen.is_first AND seen.relation = 'copy') AS copies
FROM news.seen
WHERE NOT seen.is_timed
GROUP BY 1, 2, 3;

CREATE OR REPLACE VIEW mart.volume_by_day AS
SELECT
    (seen.issued_at AT TIME ZONE 'UTC')::date AS day,
    seen.provider,
    count(*) AS versions,
    count(*) FILTER (WHERE seen.is_first) AS items,
    count(*) FILTER (WHERE seen.is_first AND seen.relation = 'copy') AS copies
FROM news.seen
WHERE NOT seen.is_timed
GROUP BY 1, 2;

CREATE OR REPLACE VIEW mart.lateness AS
SELECT
    seen.version_id, seen.item_id, seen.story_id, seen.provider, seen.source_name, seen.is_first,
    seen.issued_at, seen.published_at,
    CASE WHEN version.version_id = seen.version_id THEN version.published_precision END AS published_precision,
    seen.received_at,
    version.loaded_at,
    seen.received_at - seen.published_at AS fetch_delay,
    version.loaded_at - seen.received_at AS load_delay
FROM news.seen
LEFT JOIN news.versions AS version ON version.version_id = seen.version_id
WHERE seen.published_at IS NOT NULL AND NOT seen.is_timed;

ALTER VIEW mart.kills SET (security_barrier);
ALTER VIEW mart.site_rules SET (security_barrier);

-- Columns that pass through repeat the comments of their table.
DO $$
DECLARE
    passed record;
BEGIN
    FOR passed IN
        SELECT shown.attrelid::regclass AS view, shown.attname AS name, col_description(kept.attrelid, kept.attnum) AS comment
        FROM pg_attribute AS shown
        JOIN pg_attribute AS kept ON kept.attrelid = 'news.shown'::regclass AND kept.attname = shown.attname
        WHERE shown.attrelid IN ('news.timed'::regclass, 'news.seen'::regclass) AND shown.attnum > 0
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', passed.view, passed.name, passed.comment);
    END LOOP;
END
$$;
COMMENT ON COLUMN news.shown.is_timed IS 'Whether a version of its story was under an embargo at the time of writing: the clock decides then which of them stands for the story. Its rows hold no text: news.timed has it.';
