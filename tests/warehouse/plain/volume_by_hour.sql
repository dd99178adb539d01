CREATE VIEW plain.volume_by_hour AS
SELECT
    date_trunc('hour', seen.issued_at, 'UTC') AS hour,
    seen.source_name,
    seen.provider,
    count(*) AS versions,
    count(*) FILTER (WHERE seen.version_id = item.first_version_id) AS items,
    count(*) FILTER (WHERE seen.version_id = item.first_version_id AND seen.relation = 'copy') AS copies
FROM plain.story_items AS seen
JOIN news.items AS item USING (item_id)
GROUP BY 1, 2, 3;
