-- The rules for a site (selectors in a file) stop to match when the site is renewed. Its pages are then read without
-- them, and each item has a warning. Few items have it by accident; most of a host's items have it after a change.

CREATE VIEW mart.site_rules AS
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

COMMENT ON VIEW mart.site_rules IS 'One row per source and host with pages of the last seven days that the rules of their site do not match: a share near 1 means that the site was renewed.';
COMMENT ON COLUMN mart.site_rules.source_name IS 'Name of the source (sources/<name>.toml).';
COMMENT ON COLUMN mart.site_rules.host IS 'Host of the pages, without www.';
COMMENT ON COLUMN mart.site_rules.items IS 'Number of versions that were loaded from pages of the host.';
COMMENT ON COLUMN mart.site_rules.unmatched IS 'Number of them that have the warning. They were read without the rules, or without one of them.';
COMMENT ON COLUMN mart.site_rules.share IS 'unmatched divided by items.';
COMMENT ON COLUMN mart.site_rules.last_match_at IS 'Time of the last load of a page that the rules match. NULL if there was none.';
COMMENT ON COLUMN mart.site_rules.warning IS 'The warning on the latest of them: it names the selector.';
