-- Answers for people who must act: items to pull after a kill, old and new values of a correction, media,
-- rejections that a later delivery has settled, and the bytes behind a row.

CREATE INDEX items_canceled ON news.items (story_id) WHERE is_canceled;
CREATE INDEX fetches_of_locator ON raw.fetches USING hash (locator);

-- mart.story_items hides an item for one of three reasons, and this view names the reason for each item.
CREATE VIEW mart.kills AS
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

COMMENT ON VIEW mart.kills IS 'One row per item that a kill hides from readers, without its text: the items to pull.';
COMMENT ON COLUMN mart.kills.relation IS 'canceled (the item itself is canceled), notice (the kill, sent as an item), named (an item of the agency that the notice kills), or copy (an item that credits the agency).';
COMMENT ON COLUMN mart.kills.slugline IS 'Slugline of the item''s first version.';
COMMENT ON COLUMN mart.kills.url IS 'Canonical URL of the item''s first version; without one, the URL of the document or a URL in the document.';
COMMENT ON COLUMN mart.kills.published_at IS 'Earliest time of the item.';
COMMENT ON COLUMN mart.kills.killed_by IS 'Provider that sent the kill.';
COMMENT ON COLUMN mart.kills.killing_guid IS 'Guid of the item that kills: the canceled item itself, or the notice.';
COMMENT ON COLUMN mart.kills.killed_at IS 'Time of the kill by its provider.';
COMMENT ON COLUMN mart.kills.received_at IS 'Time at which the kill was fetched.';
COMMENT ON COLUMN mart.kills.label IS 'The wire''s label of the kill.';
COMMENT ON COLUMN mart.kills.reason IS 'Editorial note of the kill; without one, the first paragraph of a notice that does not repeat a story.';

-- Values of a version that readers must not see yet, or no longer, stay hidden in the version after it too.
CREATE OR REPLACE VIEW mart.revisions AS
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
JOIN mart.story_items AS seen USING (version_id)
JOIN news.versions AS this USING (version_id)
JOIN news.versions AS previous ON previous.version_id = revision.previous_version_id
CROSS JOIN LATERAL (
    SELECT previous.pubstatus = 'usable' AND coalesce(previous.embargo_until, '-infinity') <= now() AS is_shown
) AS shown;

COMMENT ON COLUMN mart.revisions.text_diff IS 'Changed paragraphs: removed words as [-words-], added ones as {+words+}. Null if the text is equal or the previous version is hidden.';
COMMENT ON COLUMN mart.revisions.previous_headline IS 'Headline of the previous version; null without one or if that version is hidden.';
COMMENT ON COLUMN mart.revisions.headline IS 'Headline of this version; null without one.';
COMMENT ON COLUMN mart.revisions.changes IS 'Changed fields except the text: {"field": {"old": …, "new": …}}. Null if only the text changed or the previous version is hidden.';

CREATE VIEW mart.links AS
SELECT
    seen.story_id, seen.item_id, seen.version_id, seen.provider, seen.guid, seen.is_current, seen.published_at,
    link ->> 'rel' AS rel,
    link ->> 'url' AS url,
    link ->> 'guid' AS linked_guid
FROM mart.story_items AS seen
JOIN news.versions AS version USING (version_id)
CROSS JOIN LATERAL jsonb_array_elements(version.links) AS link;

COMMENT ON VIEW mart.links IS 'One row per link of a version that a reader may see: media and other items.';
COMMENT ON COLUMN mart.links.rel IS 'Relation: rendition (a picture, video, recording or other file of the item), part, related, previous-version, ….';
COMMENT ON COLUMN mart.links.url IS 'URL of the file or page.';
COMMENT ON COLUMN mart.links.linked_guid IS 'Guid of the linked item.';

-- A rejection is settled once its place has delivered a document without a rejection of the same path.
CREATE OR REPLACE VIEW mart.rejected AS
SELECT
    run.source_name, fetched.fetched_at, refused.path, refused.reason, refused.detail,
    fetched.run_id, refused.fetch_id, settled.fetched_at AS settled_at, settled.fetch_id AS settled_by_fetch_id
FROM ledger.rejected AS refused
JOIN raw.fetches AS fetched USING (fetch_id)
JOIN ledger.runs AS run ON run.run_id = fetched.run_id
LEFT JOIN LATERAL (
    SELECT later.fetch_id, later.fetched_at
    FROM raw.fetches AS later
    JOIN ledger.runs AS loaded ON loaded.run_id = later.run_id
    WHERE later.locator = fetched.locator AND later.fetch_id > fetched.fetch_id
      AND loaded.source_name = run.source_name AND loaded.state = 'loaded' AND later.refused IS NULL
      AND NOT EXISTS (
        SELECT FROM ledger.rejected AS again
        WHERE again.fetch_id = later.fetch_id AND again.path = refused.path
      )
    ORDER BY later.fetch_id
    LIMIT 1
) AS settled ON true;

COMMENT ON COLUMN mart.rejected.settled_at IS 'Time at which the same place delivered a document without this rejection; null while it is open.';
COMMENT ON COLUMN mart.rejected.settled_by_fetch_id IS 'The fetch that delivered that document.';

-- Bytes may hold text that a kill or an embargo hides, also where another delivery of the place brought it.
CREATE VIEW mart.documents AS
SELECT
    fetched.fetch_id, run.source_name, fetched.locator, fetched.url, fetched.content_type, fetched.fetched_at,
    fetched.run_id, document.sha256, document.size, fetched.refused,
    CASE WHEN NOT EXISTS (
        SELECT FROM raw.fetches AS delivered
        JOIN ledger.runs AS delivering ON delivering.run_id = delivered.run_id
        JOIN news.versions AS version ON version.fetch_id = delivered.fetch_id
        WHERE (
            delivered.document_id = fetched.document_id
            OR delivered.locator = fetched.locator AND delivering.source_name = run.source_name
        )
          AND NOT EXISTS (SELECT FROM mart.story_items AS seen WHERE seen.version_id = version.version_id)
    ) THEN document.content END AS content
FROM raw.fetches AS fetched
JOIN raw.documents AS document USING (document_id)
JOIN ledger.runs AS run ON run.run_id = fetched.run_id
WHERE run.state = 'loaded';

COMMENT ON VIEW mart.documents IS 'One row per delivery of a loaded or rejected document, with its bytes.';
COMMENT ON COLUMN mart.documents.content IS 'The fetched bytes; null while readers must not see an item that the place or the same bytes delivered.';

-- Columns that pass through repeat the comments of their tables.
DO $$
DECLARE
    taken record;
    passed record;
BEGIN
    FOR taken IN
        SELECT * FROM (VALUES
            (1, 'mart.kills'::regclass, 'news.items'::regclass),
            (2, 'mart.kills', 'news.versions'),
            (3, 'mart.links', 'mart.story_items'),
            (4, 'mart.documents', 'raw.fetches'),
            (5, 'mart.documents', 'raw.documents'),
            (6, 'mart.documents', 'ledger.runs')
        ) AS passes (turn, to_view, from_table) ORDER BY turn
    LOOP
        FOR passed IN
            SELECT shown.attname AS name, col_description(kept.attrelid, kept.attnum) AS comment
            FROM pg_attribute AS shown
            JOIN pg_attribute AS kept ON kept.attrelid = taken.from_table AND kept.attname = shown.attname
            WHERE shown.attrelid = taken.to_view AND shown.attnum > 0
              AND col_description(shown.attrelid, shown.attnum) IS NULL
        LOOP
            EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', taken.to_view, passed.name, passed.comment);
        END LOOP;
    END LOOP;
END
$$;
