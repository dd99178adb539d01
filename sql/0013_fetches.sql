-- Whoever looks at the warehouse has to tell "no news" from "down". So a source that was asked has a row,
-- whatever came of it: an answer, a refused connection, a page in a feed's place. The row also keeps the
-- moment before which a server asks not to be called again, for every later run and every retry.
-- A place moves only with a whole and usable answer; an unusable one stands beside it, so that the same one is
-- kept once. Validators of before were taken from any answer: each feed is asked once without them.

CREATE TABLE ledger.fetches (
    fetch_number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_name text NOT NULL,
    interval_start timestamptz NOT NULL,
    interval_end timestamptz NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    place text NOT NULL,
    outcome text NOT NULL CHECK (
        outcome IN ('documents', 'unchanged', 'empty', 'unusable', 'failed', 'refused', 'waiting', 'no answer')
    ),
    http_status integer,
    reason text,
    documents integer NOT NULL DEFAULT 0,
    run_id bigint REFERENCES ledger.runs,
    airflow_run text,
    host text,
    retry_at timestamptz
);
CREATE INDEX fetches_of_source ON ledger.fetches (source_name, asked_at);
CREATE INDEX fetches_of_run ON ledger.fetches (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX fetches_to_wait_for ON ledger.fetches (retry_at) WHERE retry_at IS NOT NULL;

COMMENT ON TABLE ledger.fetches IS 'One row each time a source was asked, whatever came of it. Rows are only added.';
COMMENT ON COLUMN ledger.fetches.fetch_number IS 'Number of the row, in the order of the answers.';
COMMENT ON COLUMN ledger.fetches.source_name IS 'Name of the source (sources/<name>.toml).';
COMMENT ON COLUMN ledger.fetches.interval_start IS 'Start of the data interval, inclusive.';
COMMENT ON COLUMN ledger.fetches.interval_end IS 'End of the data interval, exclusive.';
COMMENT ON COLUMN ledger.fetches.asked_at IS 'Time of the row, at the end of the fetch.';
COMMENT ON COLUMN ledger.fetches.place IS 'The address or folder of the source at that time, without secrets.';
COMMENT ON COLUMN ledger.fetches.outcome IS 'documents (new ones came), unchanged (the source has nothing new), empty (a valid feed without entries), unusable (an answer that is no whole feed), failed (another try may help), refused (a person has to act), waiting (not asked, because the host asked not to be called yet), no answer (the source has none for the interval).';
COMMENT ON COLUMN ledger.fetches.http_status IS 'Status of the web server''s answer. NULL without an answer: no connection, or not asked, or no web server.';
COMMENT ON COLUMN ledger.fetches.reason IS 'The reason of any outcome except documents and unchanged, in a sentence.';
COMMENT ON COLUMN ledger.fetches.documents IS 'Number of new documents that came.';
COMMENT ON COLUMN ledger.fetches.run_id IS 'The run that the documents belong to.';
COMMENT ON COLUMN ledger.fetches.airflow_run IS 'run_id of the Airflow run that asked. NULL without Airflow.';
COMMENT ON COLUMN ledger.fetches.host IS 'The host that asks not to be called before retry_at.';
COMMENT ON COLUMN ledger.fetches.retry_at IS 'The moment before which no source calls the host again (Retry-After).';

ALTER TABLE raw.cursors
    ADD COLUMN asked_whole_at timestamptz,
    ADD COLUMN unusable_document_id bigint REFERENCES raw.documents;
COMMENT ON COLUMN raw.cursors.asked_whole_at IS 'Time of the last request without validators that was answered.';
COMMENT ON COLUMN raw.cursors.unusable_document_id IS 'The unusable document that came last, after the document_id. It moves nothing.';
UPDATE raw.cursors SET etag = NULL, last_modified = NULL WHERE etag IS NOT NULL OR last_modified IS NOT NULL;

CREATE VIEW mart.fetches AS
SELECT
    fetch_number, source_name, interval_start, interval_end, asked_at, place, outcome, http_status, reason,
    documents, run_id, host, retry_at
FROM ledger.fetches;

CREATE VIEW mart.source_state AS
SELECT
    last.source_name,
    last.asked_at,
    last.outcome,
    last.outcome IN ('documents', 'unchanged', 'empty') AS is_up,
    last.http_status,
    last.reason,
    good.asked_at AS last_answer_at,
    brought.asked_at AS last_documents_at,
    (
        SELECT count(*) FROM ledger.fetches AS bad
        WHERE bad.source_name = last.source_name AND bad.outcome IN ('unusable', 'failed', 'refused')
          AND bad.asked_at > coalesce(good.asked_at, '-infinity')
    ) AS failures,
    last.retry_at
FROM (
    SELECT DISTINCT ON (source_name) * FROM ledger.fetches
    WHERE outcome <> 'no answer'
    ORDER BY source_name, asked_at DESC, fetch_number DESC
) AS last
LEFT JOIN LATERAL (
    SELECT asked_at FROM ledger.fetches
    WHERE source_name = last.source_name AND outcome IN ('documents', 'unchanged', 'empty')
    ORDER BY asked_at DESC LIMIT 1
) AS good ON true
LEFT JOIN LATERAL (
    SELECT asked_at FROM ledger.fetches
    WHERE source_name = last.source_name AND outcome = 'documents'
    ORDER BY asked_at DESC LIMIT 1
) AS brought ON true;

COMMENT ON VIEW mart.fetches IS 'One row each time a source was asked, whatever came of it: no news (unchanged, empty) differs from down (failed, refused, unusable).';
COMMENT ON VIEW mart.source_state IS 'One row per source that was ever asked: whether it is up, and since when not.';
COMMENT ON COLUMN mart.source_state.asked_at IS 'Time of its last fetch.';
COMMENT ON COLUMN mart.source_state.is_up IS 'Whether the last fetch got a usable answer.';
COMMENT ON COLUMN mart.source_state.last_answer_at IS 'Time of the last usable answer. NULL if there was none.';
COMMENT ON COLUMN mart.source_state.last_documents_at IS 'Time of the last fetch with new documents. NULL if there was none.';
COMMENT ON COLUMN mart.source_state.failures IS 'Number of failed, refused and unusable answers since the last usable one.';

-- The other columns have the comments of the table.
DO $$
DECLARE
    passed record;
BEGIN
    FOR passed IN
        SELECT shown.attrelid::regclass AS view, shown.attname AS name,
            col_description(kept.attrelid, kept.attnum) AS comment
        FROM pg_attribute AS shown
        JOIN pg_attribute AS kept
            ON kept.attrelid = 'ledger.fetches'::regclass AND kept.attname = shown.attname AND kept.attnum > 0
        WHERE shown.attrelid IN ('mart.fetches'::regclass, 'mart.source_state'::regclass)
          AND col_description(shown.attrelid, shown.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', passed.view, passed.name, passed.comment);
    END LOOP;
END
$$;
