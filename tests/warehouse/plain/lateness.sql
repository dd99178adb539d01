CREATE VIEW plain.lateness AS
SELECT
    seen.version_id, seen.item_id, seen.story_id, seen.provider, seen.source_name,
    seen.version_id = item.first_version_id AS is_first,
    seen.issued_at, seen.published_at, seen.published_precision, fetched.fetched_at AS received_at, seen.loaded_at,
    fetched.fetched_at - seen.published_at AS fetch_delay,
    seen.loaded_at - fetched.fetched_at AS load_delay
FROM plain.story_items AS seen
JOIN news.items AS item USING (item_id)
JOIN raw.fetches AS fetched USING (fetch_id)
WHERE seen.published_at IS NOT NULL;
