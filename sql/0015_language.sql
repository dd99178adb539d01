-- One publisher writes en, en-US or en-GB for the same readers. The stated tag stays; this view joins it to its parts.
CREATE VIEW mart.languages AS
SELECT
    seen.language,
    lower(split_part(seen.language, '-', 1)) AS primary_language,
    substring(seen.language FROM '-([A-Z]{2}|[0-9]{3})(?:-|$)') AS region,
    count(DISTINCT seen.item_id) AS items,
    count(*) AS versions
FROM mart.story_items AS seen
WHERE seen.language IS NOT NULL
GROUP BY seen.language;

COMMENT ON VIEW mart.languages IS 'One row per language tag among the versions that a reader may see, with its parts. JOIN … USING (language) groups en, en-US and en-GB.';
COMMENT ON COLUMN mart.languages.language IS 'Language as a BCP 47 tag, as mart.story_items has it.';
COMMENT ON COLUMN mart.languages.primary_language IS 'The tag''s language without script and region: en for en-US.';
COMMENT ON COLUMN mart.languages.region IS 'The tag''s region: US for en-US; null without one.';
COMMENT ON COLUMN mart.languages.items IS 'Number of items with a version in this language.';
COMMENT ON COLUMN mart.languages.versions IS 'Number of versions in this language.';

DO $$
DECLARE
    shown regclass;
BEGIN
    FOREACH shown IN ARRAY ARRAY['news.versions', 'mart.story_items']::regclass[] LOOP
        EXECUTE format('COMMENT ON COLUMN %s.language IS %L', shown, 'Language as a BCP 47 tag: the stated one, its region kept; otherwise the source''s, otherwise the text''s own if it is certain. A stated country (us) is a region, no language. mart.languages has the parts of a tag.');
        EXECUTE format('COMMENT ON COLUMN %s.country IS %L', shown, 'Country of the first place, ISO 3166-1 alpha-2. Null if neither text nor metadata name a place (place is null, as in most feeds), if the place is in no gazetteer, or if several countries have a place of the name (warnings has them) and the writer''s country is none of these.');
    END LOOP;
END
$$;
