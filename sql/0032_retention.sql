-- Whoever keeps a warehouse for years may not want the bytes of every page. By a setting the bytes of loaded
-- documents go after some days. The row stays with its SHA-256, size, places and times, so that each story can
-- still be traced to its document, and a replay can name the documents that it cannot read any more.

ALTER TABLE raw.documents
    ALTER COLUMN content DROP NOT NULL,
    ADD COLUMN pruned_at timestamptz,
    ADD CONSTRAINT documents_pruned CHECK ((content IS NULL) = (pruned_at IS NOT NULL));
COMMENT ON TABLE raw.documents IS 'Bytes that a fetch brought, each kept once. They are immutable, but may be dropped after some time by a setting.';
COMMENT ON COLUMN raw.documents.content IS 'The bytes. NULL if they were dropped.';
COMMENT ON COLUMN raw.documents.pruned_at IS 'Time at which the bytes were dropped (newswire prune). NULL while they are kept.';
COMMENT ON COLUMN mart.documents.content IS 'The fetched bytes. NULL while readers must not see an item that the place or the same bytes delivered, or if they were dropped (mart.pruned_documents).';

-- A page can be read again, for the lines that its host repeats, as long as its bytes are there.
ALTER TABLE news.page_notes ADD COLUMN is_readable boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN news.page_notes.is_readable IS 'Whether the bytes of the page were kept. A page without them keeps the text of its last reading.';

CREATE VIEW mart.pruned_documents AS
SELECT
    fetched.fetch_id, run.source_name, fetched.locator, fetched.url, fetched.fetched_at, fetched.run_id,
    document.sha256, document.size, document.pruned_at
FROM raw.documents AS document
JOIN raw.fetches AS fetched USING (document_id)
JOIN ledger.runs AS run ON run.run_id = fetched.run_id
WHERE document.pruned_at IS NOT NULL;
COMMENT ON VIEW mart.pruned_documents IS 'One row per delivery of a document whose bytes were dropped. Its items stay; a replay cannot read it.';

-- Columns that pass through repeat the comments of their tables.
DO $$
DECLARE
    passed record;
BEGIN
    FOR passed IN
        SELECT DISTINCT ON (shown.attnum)
            shown.attname AS name, col_description(kept.attrelid, kept.attnum) AS comment
        FROM (VALUES
            (1, 'raw.fetches'::regclass), (2, 'raw.documents'), (3, 'ledger.runs')
        ) AS passes (turn, from_table)
        JOIN pg_attribute AS kept ON kept.attrelid = from_table AND kept.attnum > 0
        JOIN pg_attribute AS shown ON shown.attrelid = 'mart.pruned_documents'::regclass
            AND shown.attname = kept.attname AND shown.attnum > 0
        ORDER BY shown.attnum, turn
    LOOP
        EXECUTE format('COMMENT ON COLUMN mart.pruned_documents.%I IS %L', passed.name, passed.comment);
    END LOOP;
END
$$;
