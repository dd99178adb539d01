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
