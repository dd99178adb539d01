CREATE VIEW plain.revisions AS
SELECT
    seen.story_id, seen.item_id, seen.provider, seen.guid, seen.version_id, revision.previous_version_id,
    seen.version, seen.version_created, seen.label, seen.title, revision.changed,
    CASE WHEN shown.is_shown THEN revision.text_diff END AS text_diff,
    CASE WHEN shown.is_shown THEN previous.headline END AS previous_headline,
    seen.headline,
    CASE WHEN shown.is_shown THEN (
        SELECT jsonb_object_agg(field, jsonb_build_object('old', before.fields -> field, 'new', after.fields -> field))
        FROM unnest(revision.changed) AS field
        CROSS JOIN to_jsonb(previous) AS before (fields)
        CROSS JOIN to_jsonb(this) AS after (fields)
        WHERE field <> 'body_text'
    ) END AS changes
FROM news.revisions AS revision
JOIN plain.story_items AS seen USING (version_id)
JOIN news.versions AS this USING (version_id)
JOIN news.versions AS previous ON previous.version_id = revision.previous_version_id
CROSS JOIN LATERAL (
    SELECT previous.pubstatus = 'usable' AND coalesce(previous.embargo_until, '-infinity') <= now() AS is_shown
) AS shown;
