-- A load that ends well may still be wrong: a source that brings nothing, a page whose date is read from the wrong
-- place, a format that has changed. Each load is judged by some numbers, and a later look needs the numbers of
-- before. A source that has gone quiet is reported once, so its state has to be kept.

CREATE TABLE ledger.checks (
    source_name text NOT NULL,
    check_name text NOT NULL,
    interval_start timestamptz NOT NULL,
    interval_end timestamptz NOT NULL,
    run_id bigint REFERENCES ledger.runs,
    value double precision,
    threshold double precision,
    outcome text NOT NULL CHECK (outcome IN ('ok', 'warned', 'failed')),
    sentence text NOT NULL,
    checked_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (source_name, check_name, run_id, interval_start, interval_end)
);
CREATE INDEX checks_of_run ON ledger.checks (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX checks_to_report ON ledger.checks (checked_at) WHERE outcome <> 'ok';

COMMENT ON TABLE ledger.checks IS 'One row per check of a loaded run, or of the day of a source. Written once, after the load.';
COMMENT ON COLUMN ledger.checks.source_name IS 'Name of the source (sources/<name>.toml).';
COMMENT ON COLUMN ledger.checks.check_name IS 'silent_zero or drop (stories of a day), late, future, rejected, dateline, language or empty (items of a run), quiet or back (a source without new stories, and with the first ones again).';
COMMENT ON COLUMN ledger.checks.interval_start IS 'Start of the run''s interval, or of the day, inclusive.';
COMMENT ON COLUMN ledger.checks.interval_end IS 'End of the run''s interval, or of the day, exclusive.';
COMMENT ON COLUMN ledger.checks.run_id IS 'The run of the ledger. NULL if the check is about a day or about the source.';
COMMENT ON COLUMN ledger.checks.value IS 'The number that is judged: a share from 0 to 1, hours (late, quiet, back) or stories (silent_zero). NULL if there is none.';
COMMENT ON COLUMN ledger.checks.threshold IS 'The number from which the value is no longer ok. NULL if there is too little history to judge.';
COMMENT ON COLUMN ledger.checks.outcome IS 'ok, warned or failed.';
COMMENT ON COLUMN ledger.checks.sentence IS 'The numbers, and the remedy if the outcome is not ok, as text.';
COMMENT ON COLUMN ledger.checks.checked_at IS 'Time of the check.';

CREATE TABLE ledger.quiet (
    source_name text NOT NULL,
    quiet_since timestamptz NOT NULL,
    noticed_at timestamptz NOT NULL DEFAULT now(),
    back_at timestamptz,
    PRIMARY KEY (source_name, quiet_since)
);
CREATE UNIQUE INDEX quiet_now ON ledger.quiet (source_name) WHERE back_at IS NULL;

COMMENT ON TABLE ledger.quiet IS 'One row each time a source has gone quiet: no new story for longer than its rhythm explains.';
COMMENT ON COLUMN ledger.quiet.source_name IS 'Name of the source.';
COMMENT ON COLUMN ledger.quiet.quiet_since IS 'Time of the fetch that brought its last story.';
COMMENT ON COLUMN ledger.quiet.noticed_at IS 'Time of the report that it is quiet.';
COMMENT ON COLUMN ledger.quiet.back_at IS 'Time of the fetch that brought stories again. NULL while it is quiet.';

-- The moments at which a source brought stories are looked up for each source after each load.
CREATE INDEX runs_with_stories ON ledger.runs (source_name, fetched_at)
    WHERE state = 'loaded' AND new + updated + copies > 0;

CREATE VIEW mart.checks AS
SELECT
    source_name, check_name, interval_start, interval_end, run_id, value, threshold, outcome, sentence, checked_at
FROM ledger.checks;
COMMENT ON VIEW mart.checks IS 'One row per check of a loaded run, or of the day of a source: number, threshold, outcome, and a sentence with the remedy.';

CREATE VIEW mart.quiet_sources AS
SELECT source_name, quiet_since, noticed_at, back_at FROM ledger.quiet;
COMMENT ON VIEW mart.quiet_sources IS 'One row each time a source has gone quiet. Those without back_at are quiet now.';

-- Columns that pass through repeat the comments of their tables.
DO $$
DECLARE
    passed record;
BEGIN
    FOR passed IN
        SELECT shown.attrelid::regclass AS view, shown.attname AS name,
            col_description(kept.attrelid, kept.attnum) AS comment
        FROM (VALUES
            ('mart.checks'::regclass, 'ledger.checks'::regclass), ('mart.quiet_sources', 'ledger.quiet')
        ) AS passes (to_view, from_table)
        JOIN pg_attribute AS shown ON shown.attrelid = to_view AND shown.attnum > 0
        JOIN pg_attribute AS kept ON kept.attrelid = from_table AND kept.attname = shown.attname
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', passed.view, passed.name, passed.comment);
    END LOOP;
END
$$;
