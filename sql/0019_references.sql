-- A replay deletes versions, and items that become one. For each, PostgreSQL looks for rows that still refer to it:
-- without an index it reads all items, or all stories, each time.

CREATE INDEX items_by_first_version ON news.items (first_version_id);
CREATE INDEX items_by_current_version ON news.items (current_version_id);
CREATE INDEX stories_by_original ON news.stories (original_item_id);
