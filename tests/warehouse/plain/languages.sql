CREATE VIEW plain.languages AS
SELECT
    seen.language,
    lower(split_part(seen.language, '-', 1)) AS primary_language,
    substring(seen.language FROM '-([A-Z]{2}|[0-9]{3})(?:-|$)') AS region,
    count(DISTINCT seen.item_id) AS items,
    count(*) AS versions
FROM plain.story_items AS seen
WHERE seen.language IS NOT NULL
GROUP BY seen.language;
