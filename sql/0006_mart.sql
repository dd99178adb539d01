-- What readers see. Canceled items are gone with all their versions, and with the copies that name them
-- as their source; a kill that is an item of its own takes all that its agency sent of the story before;
-- withheld and embargoed ones are not there yet: the clock decides, so an embargo ends
-- without a run. The history stays in news.

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
    match.kind AS match_kind,
    match.score,
    match.matched_item_id,
    version.version_id = item.current_version_id AS is_current,
    version.kind,
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
    fetched.run_id,
    version.loaded_at
FROM news.items AS item
JOIN news.stories AS story ON story.story_id = item.story_id
JOIN news.versions AS version ON version.item_id = item.item_id
JOIN news.versions AS latest ON latest.version_id = item.current_version_id
JOIN raw.fetches AS fetched ON fetched.fetch_id = version.fetch_id
JOIN raw.documents AS document ON document.document_id = fetched.document_id
CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
LEFT JOIN LATERAL (
    SELECT found.kind, found.score, found.item_id AS matched_item_id
    FROM (
        SELECT 'copy' AS kind, 1.0::real AS score, other.item_id
        FROM news.versions AS mine JOIN news.versions AS other USING (text_hash)
        WHERE mine.item_id = item.item_id AND other.item_id <> item.item_id
        UNION ALL
        SELECT match.kind, match.score, other.item_id
        FROM news.versions AS mine
        JOIN news.matches AS match USING (version_id)
        JOIN news.versions AS other ON other.version_id = match.matched_version_id
        WHERE mine.item_id = item.item_id
        UNION ALL
        SELECT match.kind, match.score, other.item_id
        FROM news.versions AS mine
        JOIN news.matches AS match ON match.matched_version_id = mine.version_id
        JOIN news.versions AS other ON other.version_id = match.version_id
        WHERE mine.item_id = item.item_id
    ) AS found
    JOIN news.items AS matched ON matched.item_id = found.item_id
    WHERE item.item_id <> story.original_item_id
    ORDER BY found.score DESC, matched.issued_at, matched.provider, matched.guid
    LIMIT 1
) AS match ON true
WHERE NOT item.is_canceled
  AND latest.pubstatus <> 'withheld'
  AND version.pubstatus = 'usable'
  AND coalesce(latest.embargo_until, '-infinity') <= now()
  AND coalesce(version.embargo_until, '-infinity') <= now()
  AND NOT (
    story.holds_canceled
    AND EXISTS (
        SELECT FROM news.items AS killed
        JOIN news.versions AS kill ON kill.version_id = killed.current_version_id
        WHERE killed.story_id = item.story_id AND killed.is_canceled
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
  );

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

CREATE VIEW mart.revisions AS
SELECT
    seen.story_id, seen.item_id, seen.provider, seen.guid, seen.version_id, revision.previous_version_id,
    seen.version, seen.version_created, seen.label, seen.title, revision.changed, revision.text_diff
FROM news.revisions AS revision
JOIN mart.story_items AS seen USING (version_id);

CREATE VIEW mart.syndication AS
SELECT
    carried.story_id,
    wrote.provider AS original_provider,
    wrote.guid AS original_guid,
    wrote.published_at AS original_published_at,
    carried.provider,
    carried.guid,
    carried.source_name,
    carried.published_at,
    carried.published_at - wrote.published_at AS delay,
    carried.match_kind,
    carried.score,
    carried.title
FROM mart.story_items AS carried
JOIN news.stories AS story USING (story_id)
JOIN mart.story_items AS wrote ON wrote.item_id = story.original_item_id AND wrote.relation = 'original'
JOIN news.items AS item ON item.item_id = carried.item_id
WHERE carried.relation = 'copy' AND carried.version_id = item.first_version_id;

CREATE VIEW mart.runs AS
SELECT
    run_id, source_name, interval_start, interval_end, state, fetched_at, loaded_at,
    documents, parsed, new, updated, unchanged, copies, rejected
FROM ledger.runs;

CREATE VIEW mart.rejected AS
SELECT
    run.source_name, fetched.fetched_at, refused.path, refused.reason, refused.detail,
    fetched.run_id, refused.fetch_id
FROM ledger.rejected AS refused
JOIN raw.fetches AS fetched USING (fetch_id)
JOIN ledger.runs AS run ON run.run_id = fetched.run_id;

COMMENT ON VIEW mart.story_items IS 'One row per version of an item that a reader may see, with its story.';
COMMENT ON VIEW mart.stories IS 'One row per story that a reader may see.';
COMMENT ON VIEW mart.revisions IS 'What each later version changed against the one before it.';
COMMENT ON VIEW mart.syndication IS 'Who carried whose story, and how much later.';
COMMENT ON VIEW mart.runs IS 'One row per run that brought documents, with its counts.';
COMMENT ON VIEW mart.rejected IS 'What could not be taken, and why.';

COMMENT ON COLUMN mart.story_items.relation IS 'original (first version of the story''s earliest item), version (a later one of it), or copy (another item that carries the story).';
COMMENT ON COLUMN mart.story_items.match_kind IS 'For a copy: how it matches (copy, excerpt, or version: rewritten in part). Null where the wire''s own word or a person joined it.';
COMMENT ON COLUMN mart.story_items.score IS 'For a copy: how sure the match is; 1 is the same text.';
COMMENT ON COLUMN mart.story_items.matched_item_id IS 'For a copy: the item that it matches best.';
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
COMMENT ON COLUMN mart.syndication.original_provider IS 'Who wrote it: provider of the story''s earliest item.';
COMMENT ON COLUMN mart.syndication.original_guid IS 'Guid of that item.';
COMMENT ON COLUMN mart.syndication.original_published_at IS 'When it was published there.';
COMMENT ON COLUMN mart.syndication.provider IS 'Who carried it.';
COMMENT ON COLUMN mart.syndication.guid IS 'Guid under which it was carried.';
COMMENT ON COLUMN mart.syndication.published_at IS 'When it was carried.';
COMMENT ON COLUMN mart.syndication.delay IS 'How much later that was.';

-- Columns that are passed through say what they say where they come from.
DO $$
DECLARE
    taken record;
    passed record;
BEGIN
    FOR taken IN
        SELECT * FROM (VALUES
            (1, 'mart.story_items'::regclass, 'news.items'::regclass),
            (2, 'mart.story_items', 'news.versions'),
            (2, 'mart.story_items', 'raw.fetches'),
            (3, 'mart.revisions', 'news.revisions'),
            (4, 'mart.revisions', 'mart.story_items'),
            (5, 'mart.syndication', 'mart.story_items'),
            (6, 'mart.runs', 'ledger.runs'),
            (7, 'mart.rejected', 'ledger.rejected'),
            (8, 'mart.rejected', 'raw.fetches'),
            (9, 'mart.rejected', 'ledger.runs')
        ) AS passes (turn, to_view, from_table) ORDER BY turn
    LOOP
        FOR passed IN
            SELECT shown.attname AS name, col_description(kept.attrelid, kept.attnum) AS comment
            FROM pg_attribute AS shown
            JOIN pg_attribute AS kept ON kept.attrelid = taken.from_table AND kept.attname = shown.attname
            WHERE shown.attrelid = taken.to_view AND shown.attnum > 0
              AND col_description(shown.attrelid, shown.attnum) IS NULL
        LOOP
            EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', taken.to_view, passed.name, passed.comment);
        END LOOP;
    END LOOP;
END
$$;
