-- Some publishers give one identifier to unlike stories. The first keeps it as its guid; each other story gets a
-- guid of its own, made from the identifier and its content. This table leads from the identifier to those items,
-- so that their later versions and repetitions find them.

CREATE TABLE news.shared_guids (
    provider text NOT NULL,
    stated_guid text NOT NULL,
    guid text NOT NULL,
    PRIMARY KEY (provider, stated_guid, guid),
    FOREIGN KEY (provider, guid) REFERENCES news.items (provider, guid)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX shared_guids_of_item ON news.shared_guids (provider, guid);
COMMENT ON TABLE news.shared_guids IS 'Items whose publisher gave them the identifier of another, unlike story.';
COMMENT ON COLUMN news.shared_guids.provider IS 'Provider of the item.';
COMMENT ON COLUMN news.shared_guids.stated_guid IS 'The identifier in the documents.';
COMMENT ON COLUMN news.shared_guids.guid IS 'The guid of the item: the identifier, a number sign and a hash of its first version.';

-- A version that changes nothing is no revision.
DELETE FROM news.revisions WHERE changed = '{}';

COMMENT ON COLUMN news.items.provider IS 'Who issued it: the source''s setting, the document''s own word or its site; the source''s name where there is none.';
COMMENT ON COLUMN news.items.guid IS 'The provider''s own identifier, without version and parts of a visit (sessions, campaigns); derived from the content where there is none.';

-- An outlet does not syndicate itself: what it sends again, or in a second feed of its site, is a copy and no more.
CREATE OR REPLACE VIEW mart.syndication AS
SELECT
    carried.story_id,
    wrote.provider AS original_provider,
    wrote.guid AS original_guid,
    wrote.published_at AS original_published_at,
    carried.provider,
    carried.guid,
    carried.source_name,
    carried.published_at,
    carried.published_at - wrote.published_at AS delay,
    carried.match_kind,
    carried.score,
    carried.title
FROM mart.story_items AS carried
JOIN news.stories AS story USING (story_id)
JOIN mart.story_items AS wrote ON wrote.item_id = story.original_item_id AND wrote.relation = 'original'
JOIN news.items AS item ON item.item_id = carried.item_id
WHERE carried.relation = 'copy' AND carried.version_id = item.first_version_id
  AND carried.provider <> wrote.provider;
