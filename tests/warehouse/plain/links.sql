CREATE VIEW plain.links AS
SELECT
    seen.story_id, seen.item_id, seen.version_id, seen.provider, seen.guid, seen.is_current, seen.published_at,
    link ->> 'rel' AS rel,
    link ->> 'url' AS url,
    link ->> 'guid' AS linked_guid
FROM plain.story_items AS seen
JOIN news.versions AS version USING (version_id)
CROSS JOIN LATERAL jsonb_array_elements(version.links) AS link;
