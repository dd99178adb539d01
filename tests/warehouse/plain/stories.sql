CREATE VIEW plain.stories AS
SELECT
    seen.story_id,
    (array_agg(seen.title ORDER BY seen.relation = 'copy', seen.is_current DESC, seen.version_id))[1] AS title,
    (array_agg(seen.provider ORDER BY seen.relation = 'copy', seen.version_id))[1] AS provider,
    count(DISTINCT seen.item_id) AS items,
    count(*) AS versions,
    count(DISTINCT seen.item_id) FILTER (WHERE seen.relation = 'copy') AS copies,
    array_agg(DISTINCT seen.source_name) AS source_names,
    min(seen.published_at) AS first_published_at,
    max(seen.published_at) AS last_published_at,
    max(seen.issued_at) AS last_issued_at
FROM plain.story_items AS seen
GROUP BY seen.story_id;
