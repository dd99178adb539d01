-- What readers see. Canceled items are gone with all their versions, withheld and embargoed ones are
-- not there yet: the clock decides, so an embargo ends without a run. The history stays in news.

CREATE VIEW mart.story_items AS
SELECT
    item.story_id,
    item.item_id,
    version.version_id,
    item.provider,
    item.guid,
    version.version,
    CASE
        WHEN item.item_id <> story.original_item_id THEN 'copy'
        WHEN version.version_id = item.first_version_id THEN 'original'
        ELSE 'version'
    END AS relation,
    CASE WHEN item.item_id <> story.original_item_id THEN 1.0::real END AS score,
    version.version_id = item.current_version_id AS is_current,
    version.kind,
    version.headline,
    CASE
        WHEN version.headline IS NOT NULL THEN version.headline
        WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
        ELSE substring(lead.paragraph FROM '^.{1,99}(?=\s)') || '…'
    END AS title,
    version.headline IS NULL AS title_is_derived,
    version.slugline,
    version.byline,
    version.authors,
    version.standfirst,
    version.dateline,
    version.place,
    version.country,
    version.credit,
    version.published AS published_at,
    version.published_precision,
    version.published_from,
    version.first_created,
    version.version_created,
    version.expires,
    version.language,
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
    version.source_name,
    coalesce(version.canonical_url, version.source_url) AS url,
    version.format,
    version.path,
    version.warnings,
    document.sha256 AS document_sha256,
    version.fetch_id,
    version.run_id,
    version.loaded_at
FROM news.items AS item
JOIN news.stories AS story ON story.story_id = item.story_id
JOIN news.versions AS version ON version.item_id = item.item_id
JOIN news.versions AS latest ON latest.version_id = item.current_version_id
JOIN raw.fetches AS fetched ON fetched.fetch_id = version.fetch_id
JOIN raw.documents AS document ON document.document_id = fetched.document_id
CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
WHERE latest.pubstatus = 'usable'
  AND version.pubstatus = 'usable'
  AND coalesce(latest.embargo_until, '-infinity') <= now()
  AND coalesce(version.embargo_until, '-infinity') <= now();

CREATE VIEW mart.stories AS
SELECT
    seen.story_id,
    (array_agg(seen.title ORDER BY seen.relation = 'copy', seen.is_current DESC, seen.version_id))[1] AS title,
    (array_agg(seen.provider ORDER BY seen.relation = 'copy', seen.version_id))[1] AS provider,
    count(DISTINCT seen.item_id) AS items,
    count(*) AS versions,
    count(DISTINCT seen.item_id) FILTER (WHERE seen.relation = 'copy') AS copies,
    array_agg(DISTINCT seen.source_name) AS source_names,
    min(seen.published_at) AS first_published_at,
    max(seen.published_at) AS last_published_at
FROM mart.story_items AS seen
GROUP BY seen.story_id;

CREATE VIEW mart.runs AS
SELECT
    run_id, source_name, interval_start, interval_end, state, fetched_at, loaded_at,
    documents, parsed, new, updated, unchanged, copies, rejected
FROM ledger.runs;

CREATE VIEW mart.rejected AS
SELECT run.source_name, fetched.fetched_at, refused.path, refused.reason, refused.detail, refused.run_id, refused.fetch_id
FROM ledger.rejected AS refused
JOIN raw.fetches AS fetched USING (fetch_id)
JOIN ledger.runs AS run ON run.run_id = refused.run_id;

COMMENT ON VIEW mart.story_items IS 'One row per version of an item that a reader may see, with its story.';
COMMENT ON VIEW mart.stories IS 'One row per story that a reader may see.';
COMMENT ON VIEW mart.runs IS 'One row per run that brought documents, with its counts.';
COMMENT ON VIEW mart.rejected IS 'What could not be taken, and why.';

-- Columns that are passed through say what they say in their table.
DO $$
DECLARE
    passed record;
BEGIN
    FOR passed IN
        SELECT DISTINCT ON (shown.attrelid, shown.attname)
            taken.from_view AS view, shown.attname AS name, col_description(kept.attrelid, kept.attnum) AS comment
        FROM (VALUES
            ('mart.story_items'::regclass, 'news.items'::regclass, 1),
            ('mart.story_items', 'news.versions', 2),
            ('mart.runs', 'ledger.runs', 1),
            ('mart.rejected', 'ledger.rejected', 1),
            ('mart.rejected', 'raw.fetches', 2),
            ('mart.rejected', 'ledger.runs', 3)
        ) AS taken (from_view, from_table, preference)
        JOIN pg_attribute AS shown ON shown.attrelid = taken.from_view AND shown.attnum > 0
        JOIN pg_attribute AS kept ON kept.attrelid = taken.from_table AND kept.attname = shown.attname
        ORDER BY shown.attrelid, shown.attname, taken.preference
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', passed.view, passed.name, passed.comment);
    END LOOP;
END
$$;

COMMENT ON COLUMN mart.story_items.relation IS 'original (first version of the story''s earliest item), version (a later one of it), or copy (another item that carries the story).';
COMMENT ON COLUMN mart.story_items.score IS 'For a copy: how sure the match is; 1 is the same text.';
COMMENT ON COLUMN mart.story_items.is_current IS 'Whether this is the item''s latest version.';
COMMENT ON COLUMN mart.story_items.title IS 'The headline, or where there is none the beginning of the text.';
COMMENT ON COLUMN mart.story_items.title_is_derived IS 'Whether the title was made from the text.';
COMMENT ON COLUMN mart.story_items.published_at IS 'When it was published, as exactly as published_precision says.';
COMMENT ON COLUMN mart.story_items.url IS 'Canonical URL, or else where it was fetched from.';
COMMENT ON COLUMN mart.story_items.document_sha256 IS 'SHA-256 of the bytes it came from (raw.documents).';
COMMENT ON COLUMN mart.stories.story_id IS 'The story.';
COMMENT ON COLUMN mart.stories.title IS 'Title of its original item, in the latest version.';
COMMENT ON COLUMN mart.stories.provider IS 'Provider of its original item.';
COMMENT ON COLUMN mart.stories.items IS 'Items, copies included.';
COMMENT ON COLUMN mart.stories.versions IS 'Versions of all its items.';
COMMENT ON COLUMN mart.stories.copies IS 'Items that are copies.';
COMMENT ON COLUMN mart.stories.source_names IS 'Sources that brought it.';
COMMENT ON COLUMN mart.stories.first_published_at IS 'When it was first published.';
COMMENT ON COLUMN mart.stories.last_published_at IS 'When it was last published, in a version or a copy.';
