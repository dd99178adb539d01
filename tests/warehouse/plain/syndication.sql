CREATE VIEW plain.syndication AS
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
FROM plain.story_items AS carried
JOIN news.stories AS story USING (story_id)
JOIN plain.story_items AS wrote ON wrote.item_id = story.original_item_id AND wrote.relation = 'original'
JOIN news.items AS item ON item.item_id = carried.item_id
WHERE carried.relation = 'copy' AND carried.version_id = item.first_version_id
  AND carried.provider <> wrote.provider;
