CREATE VIEW plain.site_rules AS
SELECT
    source_name,
    host,
    count(*) AS items,
    count(alert) AS unmatched,
    round(count(alert)::numeric / count(*), 3) AS share,
    max(loaded_at) FILTER (WHERE alert IS NULL) AS last_match_at,
    (array_agg(alert ORDER BY version_id DESC) FILTER (WHERE alert IS NOT NULL))[1] AS warning
FROM (
    SELECT
        version_id,
        source_name,
        loaded_at,
        substring(coalesce(source_url, canonical_url) FROM '^[A-Za-z]+://(?:www[.])?([^/?#:]+)') AS host,
        (SELECT warning FROM unnest(warnings) AS warning WHERE starts_with(warning, 'The rules for ') LIMIT 1) AS alert
    FROM news.versions
    WHERE format = 'html' AND loaded_at > now() - interval '7 days'
) AS page
GROUP BY source_name, host
HAVING count(alert) > 0;
