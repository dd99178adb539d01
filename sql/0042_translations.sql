-- A translation is a copy like any other: a match of its own kind, with its evidence. A stage after the loads finds it,
-- because a text has to be read for it and the loads must not wait. Keys of each version bring two texts together;
-- pairs that are alike are kept, since the best partner is known only beside its rivals, also those that come later.

ALTER TABLE news.matches DROP CONSTRAINT matches_kind_check;
ALTER TABLE news.matches ADD CONSTRAINT matches_kind_check CHECK (kind IN ('version', 'copy', 'excerpt', 'translation'));
ALTER TABLE news.matches ADD COLUMN evidence jsonb;
COMMENT ON COLUMN news.matches.kind IS 'copy, excerpt, version (rewritten in part, as agencies do under a new guid), or translation.';
COMMENT ON COLUMN news.matches.evidence IS 'For a translation: the figures, names and places that both texts have, or the relation that the agency stated.';

CREATE TABLE news.translation_keys (
    version_id bigint PRIMARY KEY REFERENCES news.versions ON DELETE CASCADE,
    issued_at timestamptz NOT NULL,
    language text NOT NULL,
    keys bytea NOT NULL
);
CREATE INDEX translation_keys_by_time ON news.translation_keys (issued_at);
COMMENT ON TABLE news.translation_keys IS 'The versions that were compared with those in other languages, and the keys by which they are found.';
COMMENT ON COLUMN news.translation_keys.version_id IS 'The version. Those above the highest number here are not compared yet.';
COMMENT ON COLUMN news.translation_keys.issued_at IS 'issued_at of the version.';
COMMENT ON COLUMN news.translation_keys.language IS 'Its language without script and region; empty if unknown: then it has no keys.';
COMMENT ON COLUMN news.translation_keys.keys IS 'Numbers of 32 bits: hashes of its figures, names and places, each with its depth in the text.';

CREATE TABLE news.translation_pairs (
    version_id bigint NOT NULL REFERENCES news.versions ON DELETE CASCADE,
    other_version_id bigint NOT NULL REFERENCES news.versions ON DELETE CASCADE,
    score real NOT NULL CHECK (score > 0 AND score <= 1),
    is_stated boolean NOT NULL,
    is_decided boolean NOT NULL DEFAULT false,
    evidence jsonb NOT NULL,
    PRIMARY KEY (version_id, other_version_id),
    CHECK (version_id < other_version_id)
);
CREATE INDEX translation_pairs_of_other ON news.translation_pairs (other_version_id);
CREATE INDEX translation_pairs_undecided ON news.translation_pairs (version_id) WHERE NOT is_decided;
COMMENT ON TABLE news.translation_pairs IS 'Versions in two languages that are alike: each other''s best ones are matches, the others are their rivals.';
COMMENT ON COLUMN news.translation_pairs.version_id IS 'The version with the lower number.';
COMMENT ON COLUMN news.translation_pairs.other_version_id IS 'The version with the higher number.';
COMMENT ON COLUMN news.translation_pairs.score IS 'How much the two texts speak for one story.';
COMMENT ON COLUMN news.translation_pairs.is_stated IS 'Whether the agency itself relates the two: then no rival counts.';
COMMENT ON COLUMN news.translation_pairs.is_decided IS 'Whether its place among its rivals has been looked at since it was found.';
COMMENT ON COLUMN news.translation_pairs.evidence IS 'What both have: figures, names, places; or the stated relation.';

CREATE TABLE news.stated_translations (
    key bytea NOT NULL,
    version_id bigint NOT NULL REFERENCES news.versions ON DELETE CASCADE,
    relation text NOT NULL,
    PRIMARY KEY (key, version_id)
);
CREATE INDEX stated_translations_of_version ON news.stated_translations (version_id);
COMMENT ON TABLE news.stated_translations IS 'Items that a version names as its other languages; they may come later.';
COMMENT ON COLUMN news.stated_translations.key IS 'Hash of the provider with the guid or address that is named, or with the guid without its language.';
COMMENT ON COLUMN news.stated_translations.version_id IS 'The version that names it.';
COMMENT ON COLUMN news.stated_translations.relation IS 'translation-of, alternate, or guid: the same guid but for the language at its end.';
