CREATE VIEW plain.story_items AS
SELECT
    item.story_id,
    item.item_id,
    version.version_id,
    item.provider,
    item.guid,
    version.version,
    CASE
        WHEN item.item_id <> story.original_item_id THEN 'copy'
        WHEN version.version_id = item.first_version_id THEN 'original'
        ELSE 'version'
    END AS relation,
    match.kind AS match_kind,
    match.score,
    match.matched_item_id,
    version.version_id = item.current_version_id AS is_current,
    version.kind,
    version.headline,
    CASE
        WHEN version.headline IS NOT NULL THEN version.headline
        WHEN length(lead.paragraph) <= 100 THEN lead.paragraph
        ELSE coalesce(substring(lead.paragraph FROM '^.{1,99}(?=\s)'), left(lead.paragraph, 99)) || '…'
    END AS title,
    version.headline IS NULL AS title_is_derived,
    version.slugline,
    version.byline,
    version.authors,
    version.standfirst,
    version.dateline,
    version.place,
    version.country,
    version.credit,
    version.published AS published_at,
    version.published_precision,
    version.published_from,
    version.first_created,
    version.version_created,
    version.expires,
    version.language,
    version.urgency,
    version.category,
    version.subjects,
    version.keywords,
    version.genre,
    version.ed_note,
    version.label,
    version.usage_terms,
    version.copyright,
    version.body_text,
    version.word_count,
    version.source_name,
    coalesce(version.canonical_url, version.source_url) AS url,
    version.format,
    version.path,
    version.warnings,
    document.sha256 AS document_sha256,
    version.fetch_id,
    fetched.run_id,
    version.loaded_at,
    version.issued_at,
    version.signal
FROM news.items AS item
JOIN news.stories AS story ON story.story_id = item.story_id
JOIN news.versions AS version ON version.item_id = item.item_id
JOIN news.versions AS latest ON latest.version_id = item.current_version_id
JOIN raw.fetches AS fetched ON fetched.fetch_id = version.fetch_id
JOIN raw.documents AS document ON document.document_id = fetched.document_id
CROSS JOIN LATERAL (SELECT split_part(version.body_text, E'\n', 1) AS paragraph) AS lead
LEFT JOIN LATERAL (
    SELECT found.kind, found.score, found.item_id AS matched_item_id
    FROM (
        SELECT 'copy' AS kind, 1.0::real AS score, other.item_id
        FROM news.versions AS mine JOIN news.versions AS other USING (text_hash)
        WHERE mine.item_id = item.item_id AND other.item_id <> item.item_id
        UNION ALL
        SELECT match.kind, match.score, other.item_id
        FROM news.versions AS mine
        JOIN news.matches AS match USING (version_id)
        JOIN news.versions AS other ON other.version_id = match.matched_version_id
        WHERE mine.item_id = item.item_id
        UNION ALL
        SELECT match.kind, match.score, other.item_id
        FROM news.versions AS mine
        JOIN news.matches AS match ON match.matched_version_id = mine.version_id
        JOIN news.versions AS other ON other.version_id = match.version_id
        WHERE mine.item_id = item.item_id
        UNION ALL
        SELECT 'address', NULL, page.item_id
        FROM news.page_addresses AS mine
        JOIN news.page_addresses AS page ON page.key = mine.key AND page.is_page
        JOIN news.items AS beside ON beside.item_id = page.item_id AND beside.story_id = item.story_id
        WHERE mine.item_id = item.item_id AND page.item_id <> item.item_id
        UNION ALL
        SELECT 'address', NULL, other.item_id
        FROM news.page_addresses AS mine
        JOIN news.page_addresses AS other ON other.key = mine.key AND NOT other.is_page
        JOIN news.items AS beside ON beside.item_id = other.item_id AND beside.story_id = item.story_id
        WHERE mine.item_id = item.item_id AND mine.is_page AND other.item_id <> item.item_id
    ) AS found
    JOIN news.items AS matched ON matched.item_id = found.item_id
    WHERE item.item_id <> story.original_item_id
    ORDER BY found.score DESC NULLS LAST, array_position(ARRAY['copy', 'version', 'excerpt'], found.kind),
        matched.issued_at, matched.provider, matched.guid, found.kind
    LIMIT 1
) AS match ON true
WHERE NOT item.is_canceled
  AND latest.pubstatus <> 'withheld'
  AND version.pubstatus = 'usable'
  AND coalesce(latest.embargo_until, '-infinity') <= now()
  AND coalesce(version.embargo_until, '-infinity') <= now()
  AND NOT (
    story.holds_canceled
    AND EXISTS (
        SELECT FROM news.items AS killed
        JOIN news.versions AS kill ON kill.version_id = killed.current_version_id
        WHERE killed.story_id = item.story_id AND killed.is_canceled
          AND (
            killed.provider <> item.provider
            OR (item.issued_at <= coalesce(kill.version_created, kill.issued_at)) IS NOT FALSE
          )
          AND (
            EXISTS (
                SELECT FROM unnest(version.credit) AS named
                WHERE regexp_replace(lower(named), '\W', '', 'g') =
                    regexp_replace(lower(killed.provider), '\W', '', 'g')
            )
            OR killed.provider = item.provider
            AND EXISTS (
                SELECT FROM news.kills
                JOIN news.versions AS killing USING (version_id) WHERE killing.item_id = killed.item_id
            )
        )
    )
  );
