-- Questions that people ask each day had no view of their own: how much came, how late, what was corrected or killed,
-- which subjects a story has, and how a source does. Hours and days are UTC and have an index, so that a week is read
-- without the years before it.

CREATE INDEX shown_by_hour_and_day ON news.shown USING brin (
    date_bin('1 hour', issued_at, timestamptz '2000-01-01 00:00:00+00') timestamptz_minmax_multi_ops,
    ((issued_at AT TIME ZONE 'UTC')::date) date_minmax_multi_ops
) WITH (pages_per_range = 32, autosummarize = on);

CREATE VIEW mart.subjects AS
SELECT
    shown.story_id, shown.item_id, shown.version_id, shown.provider, shown.source_name, shown.is_current,
    shown.relation, shown.issued_at,
    subject ->> 'code' AS code,
    subject ->> 'name' AS name,
    subject ->> 'scheme' AS scheme
FROM news.shown
JOIN news.versions AS version ON version.version_id = shown.version_id
CROSS JOIN LATERAL jsonb_array_elements(version.subjects) AS subject
WHERE shown.visible_from IS NULL OR shown.visible_from <= now();

COMMENT ON VIEW mart.subjects IS 'One row per subject of a version that a reader may see.';
COMMENT ON COLUMN mart.subjects.code IS 'Code of the subject; null if only a name is given.';
COMMENT ON COLUMN mart.subjects.name IS 'Printable name; null if only a code is given.';
COMMENT ON COLUMN mart.subjects.scheme IS 'Scheme of the code.';

CREATE VIEW mart.volume_by_hour AS
SELECT
    date_bin('1 hour', shown.issued_at, timestamptz '2000-01-01 00:00:00+00') AS hour,
    shown.source_name,
    shown.provider,
    count(*) AS versions,
    count(*) FILTER (WHERE shown.is_first) AS items,
    count(*) FILTER (WHERE shown.is_first AND shown.relation = 'copy') AS copies
FROM news.shown
WHERE shown.visible_from IS NULL OR shown.visible_from <= now()
GROUP BY 1, 2, 3;

COMMENT ON VIEW mart.volume_by_hour IS 'One row per hour, source and agency with a version that a reader may see: how much came. Sum the counts by day, source or agency.';
COMMENT ON COLUMN mart.volume_by_hour.hour IS 'Begin of the hour, by issued_at.';
COMMENT ON COLUMN mart.volume_by_hour.versions IS 'Number of versions.';
COMMENT ON COLUMN mart.volume_by_hour.items IS 'Number of items that begin in this hour: their first versions.';
COMMENT ON COLUMN mart.volume_by_hour.copies IS 'Number of those that are copies of another item.';

CREATE VIEW mart.volume_by_day AS
SELECT
    (shown.issued_at AT TIME ZONE 'UTC')::date AS day,
    shown.provider,
    count(*) AS versions,
    count(*) FILTER (WHERE shown.is_first) AS items,
    count(*) FILTER (WHERE shown.is_first AND shown.relation = 'copy') AS copies
FROM news.shown
WHERE shown.visible_from IS NULL OR shown.visible_from <= now()
GROUP BY 1, 2;

COMMENT ON VIEW mart.volume_by_day IS 'One row per day (UTC) and agency with a version that a reader may see: how much came.';
COMMENT ON COLUMN mart.volume_by_day.day IS 'Day (UTC), by issued_at.';
COMMENT ON COLUMN mart.volume_by_day.provider IS 'Provider of the items: the agency.';
COMMENT ON COLUMN mart.volume_by_day.versions IS 'Number of versions.';
COMMENT ON COLUMN mart.volume_by_day.items IS 'Number of items that begin on this day: their first versions.';
COMMENT ON COLUMN mart.volume_by_day.copies IS 'Number of those that are copies of another item.';

CREATE VIEW mart.lateness AS
SELECT
    shown.version_id, shown.item_id, shown.story_id, shown.provider, shown.source_name, shown.is_first,
    shown.issued_at, shown.published_at, version.published_precision, shown.received_at, version.loaded_at,
    shown.received_at - shown.published_at AS fetch_delay,
    version.loaded_at - shown.received_at AS load_delay
FROM news.shown
LEFT JOIN news.versions AS version ON version.version_id = shown.version_id
WHERE shown.published_at IS NOT NULL AND (shown.visible_from IS NULL OR shown.visible_from <= now());

COMMENT ON VIEW mart.lateness IS 'One row per version with a publication time that a reader may see: how long it took to be fetched and loaded.';
COMMENT ON COLUMN mart.lateness.received_at IS 'Time of the fetch that delivered the version.';
COMMENT ON COLUMN mart.lateness.fetch_delay IS 'Time from publication to fetch; negative if the publisher''s clock is ahead. It means little if published_precision is day.';
COMMENT ON COLUMN mart.lateness.load_delay IS 'Time from fetch to load. A replay loads again.';

CREATE VIEW mart.corrections AS
SELECT
    seen.received_at, 'correction' AS kind, seen.story_id, seen.item_id, seen.version_id, seen.provider, seen.guid,
    seen.source_name, seen.label, seen.title, seen.changed, seen.previous_headline, seen.headline, seen.text_diff,
    seen.changes, NULL::text AS reason
FROM mart.revisions AS seen
UNION ALL
SELECT
    killed.received_at, 'kill', killed.story_id, killed.item_id, NULL, killed.provider, killed.guid,
    killed.source_name, killed.label, NULL, NULL, NULL, NULL, NULL, NULL, killed.reason
FROM mart.kills AS killed;

COMMENT ON VIEW mart.corrections IS 'One row per correction (a version that changes the one before it) and per item that a kill hides: what has to be changed or pulled since a moment.';
COMMENT ON COLUMN mart.corrections.received_at IS 'Time at which the correction or the kill was fetched.';
COMMENT ON COLUMN mart.corrections.kind IS 'correction or kill.';
COMMENT ON COLUMN mart.corrections.label IS 'The wire''s label of the version or of the kill: correction, write-through, kill, ….';
COMMENT ON COLUMN mart.corrections.title IS 'Title of the corrected version; null for a kill.';
COMMENT ON COLUMN mart.corrections.reason IS 'Reason of a kill.';

CREATE VIEW mart.source_health AS
SELECT
    source.source_name,
    state.is_up,
    state.outcome,
    state.reason,
    state.failures,
    state.asked_at,
    state.last_answer_at,
    loaded.last_load_at,
    loaded.last_story_at,
    coalesce(loaded.stories_day, 0) AS stories_day,
    coalesce(loaded.stories_week, 0) AS stories_week,
    coalesce(loaded.rejected_week, 0) AS rejected_week,
    round(loaded.rejected_week::numeric / nullif(loaded.parsed_week, 0), 3) AS rejected_share
FROM (
    SELECT source_name FROM mart.source_state
    UNION
    SELECT source_name FROM ledger.runs
) AS source
LEFT JOIN mart.source_state AS state ON state.source_name = source.source_name
LEFT JOIN LATERAL (
    SELECT
        max(run.loaded_at) AS last_load_at,
        max(run.loaded_at) FILTER (WHERE run.new + run.updated + run.copies > 0) AS last_story_at,
        sum(run.new + run.updated + run.copies) FILTER (WHERE run.loaded_at > now() - interval '1 day')
            AS stories_day,
        sum(run.new + run.updated + run.copies) FILTER (WHERE run.loaded_at > now() - interval '7 days')
            AS stories_week,
        sum(run.parsed) FILTER (WHERE run.loaded_at > now() - interval '7 days') AS parsed_week,
        sum(run.rejected) FILTER (WHERE run.loaded_at > now() - interval '7 days') AS rejected_week
    FROM ledger.runs AS run
    WHERE run.source_name = source.source_name
) AS loaded ON true;

COMMENT ON VIEW mart.source_health IS 'One row per source that was ever asked or loaded: whether it answers, and what it brought lately.';
COMMENT ON COLUMN mart.source_health.source_name IS 'Name of the source (sources/<name>.toml).';
COMMENT ON COLUMN mart.source_health.asked_at IS 'Time of its last fetch that was not skipped. NULL if the book of fetches has none.';
COMMENT ON COLUMN mart.source_health.last_load_at IS 'Time of its last load.';
COMMENT ON COLUMN mart.source_health.last_story_at IS 'Time of its last load with a new version of any item.';
COMMENT ON COLUMN mart.source_health.stories_day IS 'Number of new items and versions that were loaded in the last 24 hours.';
COMMENT ON COLUMN mart.source_health.stories_week IS 'Number of new items and versions that were loaded in the last seven days.';
COMMENT ON COLUMN mart.source_health.rejected_week IS 'Number of documents and items that were rejected in the last seven days.';
COMMENT ON COLUMN mart.source_health.rejected_share IS 'rejected_week divided by all that was parsed in that time. NULL if that is nothing.';

-- Columns that pass through repeat the comments of the views they come from.
DO $$
DECLARE
    passed record;
BEGIN
    FOR passed IN
        SELECT shown.attrelid::regclass AS view, shown.attname AS name,
            coalesce(
                col_description('mart.story_items'::regclass, item.attnum),
                col_description('mart.revisions'::regclass, revised.attnum),
                col_description('mart.source_state'::regclass, state.attnum)
            ) AS comment
        FROM pg_attribute AS shown
        LEFT JOIN pg_attribute AS item
            ON item.attrelid = 'mart.story_items'::regclass AND item.attname = shown.attname
            AND shown.attrelid <> 'mart.source_health'::regclass
        LEFT JOIN pg_attribute AS revised
            ON revised.attrelid = 'mart.revisions'::regclass AND revised.attname = shown.attname
        LEFT JOIN pg_attribute AS state
            ON state.attrelid = 'mart.source_state'::regclass AND state.attname = shown.attname
        WHERE shown.attnum > 0 AND col_description(shown.attrelid, shown.attnum) IS NULL
          AND shown.attrelid = ANY (ARRAY[
              'mart.subjects', 'mart.volume_by_hour', 'mart.lateness', 'mart.corrections', 'mart.source_health'
          ]::regclass[])
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', passed.view, passed.name, passed.comment);
    END LOOP;
END
$$;
