-- A fetch has a cost, and an operator has to see it: the time, the bytes, the requests and the host. A row is now
-- written when a fetch begins, so that the fetch of a process that was killed has one too. A source that keeps
-- failing, or that is slow to publish, is asked less often: the polls that are left out have rows as well.

ALTER TABLE ledger.fetches
    DROP CONSTRAINT fetches_outcome_check,
    ADD CONSTRAINT fetches_outcome_check CHECK (
        outcome IN (
            'begun', 'documents', 'unchanged', 'empty', 'unusable', 'failed', 'refused', 'waiting', 'skipped',
            'no answer', 'interrupted'
        )
    ),
    ADD COLUMN begun_at timestamptz,
    ADD COLUMN requests integer,
    ADD COLUMN bytes bigint,
    ADD COLUMN ms integer;
CREATE INDEX fetches_begun ON ledger.fetches (source_name) WHERE outcome = 'begun';

COMMENT ON TABLE ledger.fetches IS 'One row each time a source was asked, whatever came of it. A row is written when the fetch begins, and completed when it ends.';
COMMENT ON COLUMN ledger.fetches.asked_at IS 'Time of the end of the fetch; of its begin as long as it goes on.';
COMMENT ON COLUMN ledger.fetches.outcome IS 'begun (it goes on, or nothing has noticed yet that it was interrupted), documents (new ones came), unchanged (the source has nothing new), empty (a valid feed without entries), unusable (an answer that is no whole feed), failed (another try may help), refused (a person has to act), waiting (not asked, because the host asked not to be called yet or its turn is far away), skipped (not asked, because the source keeps failing or is slow to publish), no answer (the source has none for the interval), interrupted (its process was killed, or the warehouse was lost).';
COMMENT ON COLUMN ledger.fetches.host IS 'The host that was called last, or that is to be called at retry_at. NULL if none was called.';
COMMENT ON COLUMN ledger.fetches.retry_at IS 'The moment before which the host, or a source that is skipped, is not called again.';
COMMENT ON COLUMN ledger.fetches.begun_at IS 'Time of the begin of the fetch. NULL in rows of before this column.';
COMMENT ON COLUMN ledger.fetches.requests IS 'Number of requests, redirects and further tries included.';
COMMENT ON COLUMN ledger.fetches.bytes IS 'Bytes of the answers'' bodies as they came, before decompression.';
COMMENT ON COLUMN ledger.fetches.ms IS 'Milliseconds in calls of hosts, waits for a turn excluded.';

COMMENT ON COLUMN raw.cursors.size IS 'Size of the file in bytes. -1: the page was found, and is not fetched yet.';

CREATE OR REPLACE VIEW mart.fetches AS
SELECT
    fetch_number, source_name, interval_start, interval_end, asked_at, place, outcome, http_status, reason,
    documents, run_id, host, retry_at, begun_at, requests, bytes, ms
FROM ledger.fetches;

CREATE OR REPLACE VIEW mart.source_state AS
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
    last.retry_at,
    CASE WHEN skipped.asked_at > last.asked_at THEN skipped.retry_at END AS skipped_until,
    moves.moved_to
FROM (
    SELECT DISTINCT ON (source_name) * FROM ledger.fetches
    WHERE outcome NOT IN ('begun', 'skipped', 'no answer', 'interrupted')
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
) AS brought ON true
LEFT JOIN LATERAL (
    SELECT asked_at, retry_at FROM ledger.fetches
    WHERE source_name = last.source_name AND outcome = 'skipped'
    ORDER BY asked_at DESC LIMIT 1
) AS skipped ON true
LEFT JOIN ledger.moves ON moves.source_name = last.source_name AND moves.place = last.place;

COMMENT ON COLUMN mart.source_state.asked_at IS 'Time of its last fetch that was not skipped.';
COMMENT ON COLUMN mart.source_state.skipped_until IS 'The moment at which it is asked again, if polls are skipped since its last fetch.';
COMMENT ON COLUMN mart.source_state.moved_to IS 'The address that is asked, because the server has moved there for good. NULL: that of its file.';

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
        WHERE shown.attrelid = 'mart.fetches'::regclass
            OR shown.attrelid = 'mart.source_state'::regclass
                AND shown.attname IN ('outcome', 'http_status', 'reason', 'retry_at')
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', passed.view, passed.name, passed.comment);
    END LOOP;
END
$$;
