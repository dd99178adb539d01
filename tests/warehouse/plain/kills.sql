CREATE VIEW plain.kills AS
SELECT
    killed.story_id,
    pulled.item_id,
    pulled.provider,
    pulled.guid,
    CASE
        WHEN pulled.item_id = killed.item_id AND notice.is_one THEN 'notice'
        WHEN pulled.item_id = killed.item_id THEN 'canceled'
        WHEN pulled.provider = killed.provider THEN 'named'
        ELSE 'copy'
    END AS relation,
    first.slugline,
    coalesce(first.canonical_url, first.source_url) AS url,
    first.source_name,
    pulled.issued_at AS published_at,
    killed.provider AS killed_by,
    killed.guid AS killing_guid,
    coalesce(kill.version_created, kill.issued_at) AS killed_at,
    fetched.fetched_at AS received_at,
    kill.label,
    coalesce(
        kill.ed_note, CASE WHEN notice.is_one AND NOT repeats.a_story THEN split_part(kill.body_text, E'\n\n', 1) END
    ) AS reason
FROM news.items AS killed
JOIN news.versions AS kill ON kill.version_id = killed.current_version_id
JOIN raw.fetches AS fetched USING (fetch_id)
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM news.kills JOIN news.versions AS killing USING (version_id)
        WHERE killing.item_id = killed.item_id
    ) AND NOT EXISTS (
        SELECT FROM news.versions AS sent WHERE sent.item_id = killed.item_id AND sent.pubstatus <> 'canceled'
    ) AS is_one
) AS notice
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM news.versions AS same WHERE same.text_hash = kill.text_hash AND same.item_id <> kill.item_id
    ) OR EXISTS (
        SELECT FROM news.matches WHERE kill.version_id IN (matches.version_id, matches.matched_version_id)
    ) AS a_story
) AS repeats
JOIN news.items AS pulled ON pulled.story_id = killed.story_id
JOIN news.versions AS first ON first.version_id = pulled.first_version_id
WHERE killed.is_canceled
  AND (
    pulled.item_id = killed.item_id
    OR NOT pulled.is_canceled
    AND (
        killed.provider <> pulled.provider
        OR (pulled.issued_at <= coalesce(kill.version_created, kill.issued_at)) IS NOT FALSE
    )
    AND (
        pulled.provider = killed.provider AND EXISTS (
            SELECT FROM news.kills JOIN news.versions AS killing USING (version_id)
            WHERE killing.item_id = killed.item_id
        )
        OR EXISTS (
            SELECT FROM news.versions AS carried CROSS JOIN unnest(carried.credit) AS named
            WHERE carried.item_id = pulled.item_id
              AND regexp_replace(lower(named), '\W', '', 'g') =
                  regexp_replace(lower(killed.provider), '\W', '', 'g')
        )
    )
  );
