-- The views of before, over news.shown: their columns in their order, with further ones at the end. A left join to a
-- key leaves the plan if a query names none of its columns, so that a count or a list by time reads narrow rows only.

CREATE OR REPLACE VIEW mart.story_items AS
SELECT
    shown.story_id,
    shown.item_id,
    shown.version_id,
    shown.provider,
    item.guid,
    version.version,
    shown.relation,
    shown.match_kind,
    shown.score,
    shown.matched_item_id,
    shown.is_current,
    shown.kind,
    version.headline,
    CASE
        WHEN version.headline IS NOT NULL THEN version.headline
        WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
        ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
    END AS title,
    version.headline IS NULL AS title_is_derived,
    version.slugline,
    version.byline,
    version.authors,
    version.standfirst,
    version.dateline,
    shown.place,
    shown.country,
    version.credit,
    shown.published_at,
    version.published_precision,
    version.published_from,
    version.first_created,
    shown.version_created,
    version.expires,
    shown.language,
    version.urgency,
    version.category,
    version.subjects,
    version.keywords,
    version.genre,
    version.ed_note,
    version.label,
    version.usage_terms,
    version.copyright,
    version.body_text,
    version.word_count,
    shown.source_name,
    coalesce(version.canonical_url, version.source_url) AS url,
    version.format,
    version.path,
    version.warnings,
    document.sha256 AS document_sha256,
    version.fetch_id,
    fetched.run_id,
    version.loaded_at,
    shown.issued_at,
    version.signal,
    shown.base_language,
    shown.received_at,
    shown.is_first
FROM news.shown
LEFT JOIN news.versions AS version ON version.version_id = shown.version_id
LEFT JOIN news.items AS item ON item.item_id = shown.item_id
LEFT JOIN raw.fetches AS fetched ON fetched.fetch_id = version.fetch_id
LEFT JOIN raw.documents AS document ON document.document_id = fetched.document_id
CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
WHERE shown.visible_from IS NULL OR shown.visible_from <= now();

-- The condition is_lead stands outside: PostgreSQL reads a part of UNION ALL in the order of an index only if the
-- part has no condition of its own.
CREATE OR REPLACE VIEW mart.stories AS
SELECT
    story.story_id,
    CASE
        WHEN version.headline IS NOT NULL THEN version.headline
        WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
        ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
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
    item.guid,
    story.kind,
    story.place,
    story.country,
    story.language,
    story.base_language,
    coalesce(version.canonical_url, version.source_url) AS url
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
        FROM news.shown AS seen
        WHERE seen.is_timed AND (seen.visible_from IS NULL OR seen.visible_from <= now())
        GROUP BY seen.story_id
    ) AS counted
    JOIN news.shown AS first ON first.version_id = counted.version_id
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
    wrote.guid AS original_guid,
    carried.original_published_at,
    carried.provider,
    item.guid,
    carried.source_name,
    carried.published_at,
    carried.published_at - carried.original_published_at AS delay,
    carried.match_kind,
    carried.score,
    CASE
        WHEN version.headline IS NOT NULL THEN version.headline
        WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
        ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
    END AS title,
    carried.version_id,
    carried.original_version_id,
    carried.received_at,
    carried.issued_at
FROM news.shown AS carried
LEFT JOIN news.versions AS version ON version.version_id = carried.version_id
LEFT JOIN news.items AS item ON item.item_id = carried.item_id
LEFT JOIN news.versions AS original ON original.version_id = carried.original_version_id
LEFT JOIN news.items AS wrote ON wrote.item_id = original.item_id
CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
WHERE carried.original_version_id IS NOT NULL
  AND (carried.visible_from IS NULL OR carried.visible_from <= now())
  AND (carried.original_visible_from IS NULL OR carried.original_visible_from <= now());

-- Values of a version that readers must not see yet, or no longer, stay hidden in the version after it too.
CREATE OR REPLACE VIEW mart.revisions AS
SELECT
    shown.story_id, shown.item_id, shown.provider, item.guid, shown.version_id, shown.previous_version_id,
    this.version, shown.version_created, this.label,
    CASE
        WHEN this.headline IS NOT NULL THEN this.headline
        WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
        ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
    END AS title,
    revision.changed,
    CASE WHEN before.is_shown THEN revision.text_diff END AS text_diff,
    CASE WHEN before.is_shown THEN previous.headline END AS previous_headline,
    this.headline,
    CASE WHEN before.is_shown THEN (
        SELECT jsonb_object_agg(field, jsonb_build_object('old', old.fields -> field, 'new', new.fields -> field))
        FROM unnest(revision.changed) AS field
        CROSS JOIN to_jsonb(previous) AS old (fields)
        CROSS JOIN to_jsonb(this) AS new (fields)
        WHERE field <> 'body_text'
    ) END AS changes,
    shown.issued_at,
    shown.received_at,
    shown.source_name
FROM news.shown
LEFT JOIN news.items AS item ON item.item_id = shown.item_id
LEFT JOIN news.versions AS this ON this.version_id = shown.version_id
LEFT JOIN news.versions AS previous ON previous.version_id = shown.previous_version_id
LEFT JOIN news.revisions AS revision ON revision.version_id = shown.version_id
CROSS JOIN LATERAL (
    SELECT previous.pubstatus = 'usable' AND coalesce(previous.embargo_until, '-infinity') <= now() AS is_shown
) AS before
CROSS JOIN LATERAL (SELECT split_part(this.body_text, E'\n', 1) AS paragraph) AS lead
WHERE shown.previous_version_id IS NOT NULL AND (shown.visible_from IS NULL OR shown.visible_from <= now());

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
    FROM news.shown
    WHERE is_timed AND language IS NOT NULL AND (visible_from IS NULL OR visible_from <= now())
    GROUP BY language
) AS counted
GROUP BY counted.language;

COMMENT ON COLUMN mart.story_items.base_language IS 'Language without script and region: en for en-US.';
COMMENT ON COLUMN mart.story_items.received_at IS 'Time of the fetch that delivered the version.';
COMMENT ON COLUMN mart.story_items.is_first IS 'Whether this is the first version of the item.';
COMMENT ON COLUMN mart.stories.first_issued_at IS 'The earliest issued_at of a version or a copy.';
COMMENT ON COLUMN mart.stories.version_id IS 'The version that stands for the story: the latest of the original item; of a copy if the original is hidden.';
COMMENT ON COLUMN mart.stories.item_id IS 'Item of that version.';
COMMENT ON COLUMN mart.stories.guid IS 'The provider''s identifier of that item.';
COMMENT ON COLUMN mart.stories.kind IS 'Kind of that item: text, picture, video, ….';
COMMENT ON COLUMN mart.stories.place IS 'Place of that version''s dateline.';
COMMENT ON COLUMN mart.stories.country IS 'Country of the place, ISO 3166-1 alpha-2.';
COMMENT ON COLUMN mart.stories.language IS 'Language of that version as a BCP 47 tag.';
COMMENT ON COLUMN mart.stories.base_language IS 'Language without script and region: en for en-US.';
COMMENT ON COLUMN mart.stories.url IS 'Canonical URL of that version; without one, the URL of the document or a URL in the document.';
COMMENT ON COLUMN mart.syndication.version_id IS 'First version of the copy.';
COMMENT ON COLUMN mart.syndication.original_version_id IS 'First version of the story''s earliest item.';
COMMENT ON COLUMN mart.syndication.received_at IS 'Time of the fetch that delivered the copy.';
COMMENT ON COLUMN mart.syndication.issued_at IS 'Time of the copy for sorting, never null.';
COMMENT ON COLUMN mart.revisions.issued_at IS 'Time of the version for sorting, never null.';
COMMENT ON COLUMN mart.revisions.received_at IS 'Time of the fetch that delivered the version.';
COMMENT ON COLUMN mart.revisions.source_name IS 'Source that first delivered the version.';
