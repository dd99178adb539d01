-- Publishers edit a text and leave its date and number as they were. Only the order of the fetches can then state
-- which text is current, so it is stored as a fact of each fetch. A backfill reads old files late: its documents
-- stand for the time of their interval, not for the day of the backfill.

ALTER TABLE raw.fetches ADD COLUMN as_of timestamptz;
UPDATE raw.fetches SET as_of = CASE
    WHEN fetches.fetched_at < run.interval_end + (run.interval_end - run.interval_start) THEN fetches.fetched_at
    ELSE run.interval_end
END
FROM ledger.runs AS run
WHERE run.run_id = fetches.run_id;
ALTER TABLE raw.fetches ALTER COLUMN as_of SET NOT NULL;
COMMENT ON COLUMN raw.fetches.as_of IS 'Time for which the document stands: fetched_at; for a backfill, the end of its interval. Orders versions whose numbers and times do not.';

-- A separate narrow table, because a poll repeats most of what the one before it brought: a row of news.versions
-- is wide, and rewriting it at each poll would be the larger part of a load.
CREATE TABLE news.last_fetches (
    version_id bigint PRIMARY KEY REFERENCES news.versions ON DELETE CASCADE,
    as_of timestamptz NOT NULL,
    fetch_id bigint NOT NULL REFERENCES raw.fetches,
    ordinal integer NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE news.last_fetches IS 'The last fetch of each version that was fetched again. Without a row, the fetch in news.versions is the last one.';
COMMENT ON COLUMN news.last_fetches.version_id IS 'The version.';
COMMENT ON COLUMN news.last_fetches.as_of IS 'Time for which that fetch stands (raw.fetches.as_of).';
COMMENT ON COLUMN news.last_fetches.fetch_id IS 'The last fetch that delivered the version.';
COMMENT ON COLUMN news.last_fetches.ordinal IS 'Position among the results of that document, from 0.';

-- A time after the fetch is doubted and kept as the publisher wrote it. For comparisons and for lists it counts as the
-- time of the fetch, so that the story stands among the latest and not before all others for years. Keys of texts lie
-- in the period of issued_at and move with it.
CREATE TEMPORARY TABLE ahead ON COMMIT DROP AS
SELECT version.version_id, version.issued_at, fetched.fetched_at
FROM news.versions AS version JOIN raw.fetches AS fetched USING (fetch_id)
WHERE version.issued_at > fetched.fetched_at;
UPDATE news.text_keys AS kept SET period = news.period_of(ahead.fetched_at)
FROM ahead
WHERE kept.version_id = ahead.version_id AND kept.period = news.period_of(ahead.issued_at)
  AND kept.period <> news.period_of(ahead.fetched_at);
UPDATE news.versions AS version SET issued_at = ahead.fetched_at
FROM ahead WHERE version.version_id = ahead.version_id;
DROP TABLE ahead;
COMMENT ON COLUMN news.versions.issued_at IS 'Time for comparisons with other versions: published, otherwise version_created or first_created, but at most the time of the fetch; without any of them the time of the fetch.';
COMMENT ON COLUMN news.items.issued_at IS 'Earliest time in any version, at most the time of its fetch; orders the items of a story. Null if no version has a time.';

CREATE OR REPLACE VIEW mart.story_items AS
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
    version.issued_at
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
    ) AS found
    JOIN news.items AS matched ON matched.item_id = found.item_id
    WHERE item.item_id <> story.original_item_id
    ORDER BY found.score DESC, matched.issued_at, matched.provider, matched.guid
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

CREATE OR REPLACE VIEW mart.stories AS
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
FROM mart.story_items AS seen
GROUP BY seen.story_id;

COMMENT ON COLUMN mart.story_items.issued_at IS 'Time for sorting, never null: published_at, at most the time of the fetch; without a time of publication another time of the version, otherwise the time of the fetch.';
COMMENT ON COLUMN mart.stories.last_issued_at IS 'Time for sorting, never null: the latest issued_at of a version or a copy.';

-- An agency sends an item again under a changed identifier: http becomes https, a system writes a time or a session
-- into it. The item keeps the first guid, and this table leads to it from the others.
CREATE TABLE news.changed_guids (
    provider text NOT NULL,
    stated_guid text NOT NULL,
    guid text NOT NULL,
    fetch_id bigint NOT NULL REFERENCES raw.fetches,
    PRIMARY KEY (provider, stated_guid),
    FOREIGN KEY (provider, guid) REFERENCES news.items (provider, guid)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX changed_guids_of_item ON news.changed_guids (provider, guid);
CREATE INDEX changed_guids_by_name ON news.changed_guids (stated_guid);
COMMENT ON TABLE news.changed_guids IS 'Further identifiers under which a provider sent an item again.';
COMMENT ON COLUMN news.changed_guids.provider IS 'Provider of the item.';
COMMENT ON COLUMN news.changed_guids.stated_guid IS 'The identifier in the document.';
COMMENT ON COLUMN news.changed_guids.guid IS 'The guid of the item.';
COMMENT ON COLUMN news.changed_guids.fetch_id IS 'The fetch that delivered the item under this identifier first.';

CREATE TABLE news.item_addresses (
    key bytea NOT NULL,
    item_id bigint NOT NULL REFERENCES news.items ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (key, item_id)
);
CREATE INDEX item_addresses_of_item ON news.item_addresses (item_id);
COMMENT ON TABLE news.item_addresses IS 'Keys of the items'' addresses, by which an item is found under a changed identifier.';
COMMENT ON COLUMN news.item_addresses.key IS 'Hash of the provider with the guid or a link: without its scheme, without times and sessions, or up to its query.';
COMMENT ON COLUMN news.item_addresses.item_id IS 'An item that had this address.';
