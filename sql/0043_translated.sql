-- Readers ask in which languages a story is there, and who translated whose story. The languages go to the end of
-- mart.stories, around the view as it stands: they are read only where a query names them.

DO $$
DECLARE
    standing text := rtrim(pg_get_viewdef('mart.stories'::regclass), '; ');
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW mart.stories AS SELECT listed.*, ('
        'SELECT array_agg(DISTINCT lower(split_part(version.language, ''-'', 1)) '
        'ORDER BY lower(split_part(version.language, ''-'', 1))) '
        'FROM news.shown JOIN news.versions AS version ON version.version_id = shown.version_id '
        'WHERE shown.story_id = listed.story_id AND version.language IS NOT NULL '
        'AND (shown.visible_from IS NULL OR shown.visible_from <= now())'
        ') AS languages FROM (' || standing || ') AS listed';
END
$$;
COMMENT ON COLUMN mart.stories.languages IS 'The languages in which the story may be read, without script and region: its own and those of its translations.';

CREATE VIEW mart.translations WITH (security_barrier) AS
SELECT
    translated.story_id,
    later.provider AS provider,
    later.guid,
    translated.language,
    translated.base_language,
    translated.published_at,
    original.provider AS original_provider,
    earlier.guid AS original_guid,
    original.language AS original_language,
    original.base_language AS original_base_language,
    original.published_at AS original_published_at,
    translated.issued_at - original.issued_at AS delay,
    match.score,
    match.evidence,
    translated.version_id,
    original.version_id AS original_version_id
FROM news.matches AS match
JOIN news.seen AS translated ON translated.version_id = match.version_id
JOIN news.seen AS original
    ON original.version_id = match.matched_version_id AND original.story_id = translated.story_id
JOIN news.items AS later ON later.item_id = translated.item_id
JOIN news.items AS earlier ON earlier.item_id = original.item_id
WHERE match.kind = 'translation' AND NOT translated.is_timed AND NOT original.is_timed;
CREATE INDEX translations ON news.matches (version_id) WHERE kind = 'translation';

COMMENT ON VIEW mart.translations IS 'Each two items that are one story in two languages: the later one, the earlier one, the delay, and what speaks for it. A story in three languages has up to three rows.';
COMMENT ON COLUMN mart.translations.story_id IS 'The story.';
COMMENT ON COLUMN mart.translations.provider IS 'Provider of the later item.';
COMMENT ON COLUMN mart.translations.guid IS 'Guid of the later item.';
COMMENT ON COLUMN mart.translations.language IS 'Its language as a BCP 47 tag.';
COMMENT ON COLUMN mart.translations.base_language IS 'Its language without script and region.';
COMMENT ON COLUMN mart.translations.published_at IS 'Its publication time.';
COMMENT ON COLUMN mart.translations.original_provider IS 'Provider of the earlier item.';
COMMENT ON COLUMN mart.translations.original_guid IS 'Guid of the earlier item.';
COMMENT ON COLUMN mart.translations.original_language IS 'Its language as a BCP 47 tag.';
COMMENT ON COLUMN mart.translations.original_base_language IS 'Its language without script and region.';
COMMENT ON COLUMN mart.translations.original_published_at IS 'Its publication time.';
COMMENT ON COLUMN mart.translations.delay IS 'Time from the earlier item to the later one.';
COMMENT ON COLUMN mart.translations.score IS 'How much the two texts speak for one story, 0 to 1; 1 if the agency states it.';
COMMENT ON COLUMN mart.translations.evidence IS 'What both texts have (figures, names in both spellings, places), or the relation that the agency stated. At most 20 of each.';
COMMENT ON COLUMN mart.translations.version_id IS 'Version of the later item whose text was compared.';
COMMENT ON COLUMN mart.translations.original_version_id IS 'Version of the earlier item whose text was compared.';
