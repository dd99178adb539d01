-- An item is asked for by its whole guid. A hash index keeps four bytes of it, where the tree kept all, and guids of 40 to
-- 80 letters are common.
DROP INDEX news.shown_by_guid;
CREATE INDEX shown_by_guid ON news.shown USING hash (guid);
