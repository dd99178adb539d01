-- Keys for the search for translations took a tenth of the work of a wire, also where all texts are in one language. Only
-- texts with another language within the window get keys now. Which these are is asked of the days and languages that
-- there are: they are few rows, and neither a text nor its keys have to be read for it.

ALTER TABLE news.translation_keys ALTER COLUMN keys DROP NOT NULL;
COMMENT ON TABLE news.translation_keys IS 'The versions that the search for translations has seen, and the keys by which they are found.';
COMMENT ON COLUMN news.translation_keys.version_id IS 'The version. Those above the highest number here are not seen yet.';
COMMENT ON COLUMN news.translation_keys.keys IS 'Numbers of 32 bits: hashes of its figures, names and places, each with its depth in the text; null as long as no text in another language is near.';

CREATE TABLE news.translation_days (
    day date NOT NULL,
    language text NOT NULL,
    state text NOT NULL CHECK (state IN ('alone', 'waking', 'awake')),
    PRIMARY KEY (day, language)
);
CREATE INDEX translation_days_waking ON news.translation_days (day, language) WHERE state = 'waking';
COMMENT ON TABLE news.translation_days IS 'The days with texts in a language, and whether these have keys: another language must be near.';
COMMENT ON COLUMN news.translation_days.day IS 'A day of issued_at, in UTC. It stays here if its versions are deleted.';
COMMENT ON COLUMN news.translation_days.language IS 'A language without script and region.';
COMMENT ON COLUMN news.translation_days.state IS 'alone: no text in another language is near, so its texts have no keys; waking: some get theirs now; awake: all have.';

-- All texts that were seen so far have keys.
INSERT INTO news.translation_days (day, language, state)
SELECT DISTINCT (issued_at AT TIME ZONE 'UTC')::date, language, 'awake' FROM news.translation_keys
WHERE language <> '';
