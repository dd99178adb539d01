CREATE VIEW plain.rejected AS
SELECT
    run.source_name, fetched.fetched_at, refused.path, refused.reason, refused.detail,
    fetched.run_id, refused.fetch_id, settled.fetched_at AS settled_at, settled.fetch_id AS settled_by_fetch_id
FROM ledger.rejected AS refused
JOIN raw.fetches AS fetched USING (fetch_id)
JOIN ledger.runs AS run ON run.run_id = fetched.run_id
LEFT JOIN LATERAL (
    SELECT later.fetch_id, later.fetched_at
    FROM raw.fetches AS later
    JOIN ledger.runs AS loaded ON loaded.run_id = later.run_id
    WHERE later.locator = fetched.locator AND later.fetch_id > fetched.fetch_id
      AND loaded.source_name = run.source_name AND loaded.state = 'loaded' AND later.refused IS NULL
      AND NOT EXISTS (
        SELECT FROM ledger.rejected AS again
        WHERE again.fetch_id = later.fetch_id AND again.path = refused.path
      )
    ORDER BY later.fetch_id
    LIMIT 1
) AS settled ON true;
