-- Near-copies are found by keys of their text, looked up in the load's own transaction. The keys lie in
-- order of the period of 28 days they are from: what comes in belongs to a few periods, so that a load
-- touches the same few pages however many years the warehouse holds (docs/choices.md has the figures). There are eleven
-- for each version, so that a foreign key, checked row by row, would cost more than all lookups; the
-- replay, which alone deletes versions, deletes their keys.

CREATE FUNCTION news.period_of(moment timestamptz) RETURNS integer
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN floor(extract(epoch FROM moment) / (28 * 86400))::integer;
COMMENT ON FUNCTION news.period_of IS 'The period of 28 days that a moment is in, counted from 1970.';

CREATE TABLE news.text_keys (
    period integer NOT NULL,
    key integer NOT NULL,
    context integer NOT NULL,
    rank integer NOT NULL,
    version_id bigint NOT NULL,
    PRIMARY KEY (period, key, rank, version_id)
);
COMMENT ON TABLE news.text_keys IS 'Keys of the versions'' texts: two texts that share some are compared word by word.';
COMMENT ON COLUMN news.text_keys.period IS 'Period of 28 days that the version''s time is in, counted from 1970.';
COMMENT ON COLUMN news.text_keys.key IS 'Hash of six words in a row, or of a short text''s numbers or words.';
COMMENT ON COLUMN news.text_keys.context IS 'Hash of the same with the words around it.';
COMMENT ON COLUMN news.text_keys.rank IS 'Drawn from the version''s content: of a crowd that shares a key, the least ranked are compared with all.';
COMMENT ON COLUMN news.text_keys.version_id IS 'The version.';

-- A match is between versions, so that a replay which takes a version away takes its matches along.
CREATE TABLE news.matches (
    version_id bigint NOT NULL REFERENCES news.versions ON DELETE CASCADE,
    matched_version_id bigint NOT NULL REFERENCES news.versions ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('version', 'copy', 'excerpt')),
    score real NOT NULL CHECK (score > 0 AND score <= 1),
    one_story boolean NOT NULL,
    PRIMARY KEY (version_id, matched_version_id),
    CHECK (version_id <> matched_version_id)
);
CREATE INDEX matches_to ON news.matches (matched_version_id);
COMMENT ON TABLE news.matches IS 'Versions of different items that were compared and found to carry the same story.';
COMMENT ON COLUMN news.matches.version_id IS 'The later version.';
COMMENT ON COLUMN news.matches.matched_version_id IS 'The earlier version it was matched with.';
COMMENT ON COLUMN news.matches.kind IS 'version (rewritten in part, as agencies do under a new guid), copy, or excerpt.';
COMMENT ON COLUMN news.matches.score IS 'Share of the shorter text that the other one has, less what contradicts in it; 1 is the same text.';
COMMENT ON COLUMN news.matches.one_story IS 'Whether the two make one story; false for an excerpt that a piece on something wider quotes.';

-- An agency that corrects under a new guid says which item it means, whichever of the two comes first.
CREATE TABLE news.mentions (
    version_id bigint NOT NULL REFERENCES news.versions ON DELETE CASCADE,
    provider text NOT NULL,
    guid text NOT NULL,
    rel text NOT NULL,
    PRIMARY KEY (version_id, provider, guid, rel)
);
CREATE INDEX mentions_of_item ON news.mentions (provider, guid);
COMMENT ON TABLE news.mentions IS 'Items that a version says it corrects, replaces or continues. They are one story with it.';
COMMENT ON COLUMN news.mentions.version_id IS 'The version that says so.';
COMMENT ON COLUMN news.mentions.provider IS 'Provider of the item that is meant: its own.';
COMMENT ON COLUMN news.mentions.guid IS 'Guid of the item that is meant; it may not have come yet.';
COMMENT ON COLUMN news.mentions.rel IS 'previous-version, replaces, corrects; or kills, where a kill gives its name.';

-- A kill under a guid of its own gives the name of what it kills; what goes by that name may still come.
CREATE TABLE news.kills (
    version_id bigint NOT NULL REFERENCES news.versions ON DELETE CASCADE,
    provider text NOT NULL,
    name text NOT NULL,
    issued_at timestamptz NOT NULL,
    PRIMARY KEY (version_id, name)
);
CREATE INDEX kills_by_time ON news.kills (issued_at);
COMMENT ON TABLE news.kills IS 'Headlines and slugs of stories that are killed by an item of its own.';
COMMENT ON COLUMN news.kills.version_id IS 'The version that kills.';
COMMENT ON COLUMN news.kills.provider IS 'Its provider: only what is its own is killed.';
COMMENT ON COLUMN news.kills.name IS 'Headline or slug, in small letters, without marks and punctuation.';
COMMENT ON COLUMN news.kills.issued_at IS 'When it was killed: only what came before is meant.';

-- What people decided stands above what was computed, is a fact of its own, and so survives a replay.
CREATE TABLE news.rulings (
    provider text NOT NULL,
    guid text NOT NULL,
    other_provider text NOT NULL,
    other_guid text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('join', 'split')),
    reason text,
    ruled_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, guid, other_provider, other_guid),
    CHECK ((provider, guid) < (other_provider, other_guid))
);
COMMENT ON TABLE news.rulings IS 'Two items that a person joined to one story, or said to be no copies of each other.';
COMMENT ON COLUMN news.rulings.provider IS 'Provider of the first item.';
COMMENT ON COLUMN news.rulings.guid IS 'Guid of the first item.';
COMMENT ON COLUMN news.rulings.other_provider IS 'Provider of the second item.';
COMMENT ON COLUMN news.rulings.other_guid IS 'Guid of the second item.';
COMMENT ON COLUMN news.rulings.verdict IS 'join: one story. split: no match of these two counts.';
COMMENT ON COLUMN news.rulings.reason IS 'Why, in the person''s words.';
COMMENT ON COLUMN news.rulings.ruled_at IS 'When.';

CREATE TABLE news.revisions (
    version_id bigint PRIMARY KEY REFERENCES news.versions ON DELETE CASCADE,
    previous_version_id bigint NOT NULL REFERENCES news.versions ON DELETE CASCADE,
    changed text[] NOT NULL,
    text_diff text
);
CREATE INDEX revisions_after ON news.revisions (previous_version_id);
COMMENT ON TABLE news.revisions IS 'What each version changed against the one before it in the chain.';
COMMENT ON COLUMN news.revisions.version_id IS 'The version.';
COMMENT ON COLUMN news.revisions.previous_version_id IS 'The version before it.';
COMMENT ON COLUMN news.revisions.changed IS 'Names of the fields that differ.';
COMMENT ON COLUMN news.revisions.text_diff IS 'The paragraphs that changed: removed words as [-words-], added ones as {+words+}. Null where the text is the same.';
