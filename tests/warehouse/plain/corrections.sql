CREATE VIEW plain.corrections AS
SELECT
    fetched.fetched_at AS received_at, 'correction' AS kind, revised.story_id, revised.item_id, revised.version_id,
    revised.provider, revised.guid, seen.source_name, revised.label, revised.title, revised.changed,
    revised.previous_headline, revised.headline, revised.text_diff, revised.changes, NULL::text AS reason
FROM plain.revisions AS revised
JOIN news.versions AS seen USING (version_id)
JOIN raw.fetches AS fetched USING (fetch_id)
UNION ALL
SELECT
    received_at, 'kill', story_id, item_id, NULL, provider, guid, source_name, label, NULL, NULL, NULL, NULL, NULL,
    NULL, reason
FROM plain.kills;
