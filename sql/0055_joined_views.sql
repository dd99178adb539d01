-- A few stories joined with mart.stories read all versions: PostgreSQL takes a column of a UNION ALL for 200 values, so it
-- expects thousands of rows for each story, and then prefers to read the table of texts from end to end. A title that is
-- looked up for each row of an answer leaves it no such choice. Nine in ten stories have one version, whose language is
-- that of the story: no other row is read for it.
--
-- PostgreSQL knows the values of an expression from its statistics. Those of an index with a condition it does not use, so
-- that it took any period of mart.stories for a third of all stories.
CREATE STATISTICS news.shown_last_issued ON (coalesce(last_issued_at, issued_at)) FROM news.shown;
CREATE STATISTICS news.shown_copies_counted ON ((coalesce(copies, (relation = 'copy')::integer))::bigint) FROM news.shown;
CREATE STATISTICS news.shown_versions_counted ON ((coalesce(versions, 1))::bigint) FROM news.shown;

-- The times of publication, and those at which a story began, come in the order of the rows, more or less. An index of
-- block ranges takes less than a byte a story for all four.
CREATE INDEX shown_by_publication ON news.shown USING brin (
    published_at timestamptz_minmax_multi_ops,
    (coalesce(first_published_at, published_at)) timestamptz_minmax_multi_ops,
    (coalesce(last_published_at, published_at)) timestamptz_minmax_multi_ops,
    (coalesce(first_issued_at, issued_at)) timestamptz_minmax_multi_ops
) WITH (pages_per_range = 32, autosummarize = on);

-- The update of all rows by an earlier migration can leave ranges of any time in the other one: it then finds half of the
-- table for a day.
REINDEX INDEX news.shown_by_hour_and_day;
ANALYZE news.shown;

CREATE OR REPLACE VIEW mart.stories AS
SELECT
    story.story_id,
    CASE WHEN story.is_lead THEN (
        SELECT news.title_of(one.headline, one.body_text) FROM news.versions AS one
        WHERE one.version_id = story.version_id
    ) END AS title,
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
    CASE
        WHEN story.versions > 1 THEN (
            SELECT array_agg(DISTINCT lower(split_part(one.language, '-', 1)) ORDER BY lower(split_part(one.language, '-', 1)))
            FROM news.shown
            JOIN news.versions AS one ON one.version_id = shown.version_id
            WHERE shown.story_id = story.story_id AND one.language IS NOT NULL
              AND (shown.visible_from IS NULL OR shown.visible_from <= now())
        )
        WHEN story.base_language IS NOT NULL THEN ARRAY[story.base_language]
    END AS languages
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
WHERE story.is_lead;

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
    CASE WHEN NOT carried.is_timed THEN (
        SELECT news.title_of(one.headline, one.body_text) FROM news.versions AS one
        WHERE one.version_id = carried.version_id
    ) END AS title,
    carried.version_id,
    carried.original_version_id,
    carried.received_at,
    carried.issued_at
FROM news.seen AS carried
LEFT JOIN news.versions AS original ON original.version_id = carried.original_version_id
LEFT JOIN news.items AS wrote ON wrote.item_id = original.item_id
WHERE carried.original_version_id IS NOT NULL AND NOT carried.is_timed;
