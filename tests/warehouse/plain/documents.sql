CREATE VIEW plain.documents AS
SELECT
    fetched.fetch_id, run.source_name, fetched.locator, fetched.url, fetched.content_type, fetched.fetched_at,
    fetched.run_id, document.sha256, document.size, fetched.refused,
    CASE WHEN NOT EXISTS (
        SELECT FROM raw.fetches AS delivered
        JOIN ledger.runs AS delivering ON delivering.run_id = delivered.run_id
        JOIN news.versions AS version ON version.fetch_id = delivered.fetch_id
        WHERE (
            delivered.document_id = fetched.document_id
            OR delivered.locator = fetched.locator AND delivering.source_name = run.source_name
        )
          AND NOT EXISTS (SELECT FROM plain.story_items AS seen WHERE seen.version_id = version.version_id)
    ) THEN document.content END AS content
FROM raw.fetches AS fetched
JOIN raw.documents AS document USING (document_id)
JOIN ledger.runs AS run ON run.run_id = fetched.run_id
WHERE run.state = 'loaded';
