CREATE VIEW plain.subjects AS
SELECT
    seen.story_id, seen.item_id, seen.version_id, seen.provider, seen.source_name, seen.is_current,
    seen.relation, seen.issued_at,
    subject ->> 'code' AS code,
    subject ->> 'name' AS name,
    subject ->> 'scheme' AS scheme
FROM plain.story_items AS seen
CROSS JOIN LATERAL jsonb_array_elements(seen.subjects) AS subject;
