-- A load checks its links between items, their versions and their stories by one statement for all rows: PostgreSQL's
-- foreign keys look up one row at a time, at the commit, and were a tenth of a load's work for the server. The statement
-- knows more than a foreign key: a version has to be one of the item that names it. Whatever is changed, moved or deleted
-- is checked at the commit, through the item or story that it belonged to, so that no index on the links is needed.

SET CONSTRAINTS ALL IMMEDIATE; -- What earlier files wrote is checked now; a table with open checks cannot be altered.

CREATE FUNCTION news.check_items() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off -- A plan for an empty table would scan it for each item while it grows.
AS $$
DECLARE
    broken bigint;
BEGIN
    SELECT item_id INTO broken FROM written
    WHERE NOT EXISTS (
        SELECT FROM news.versions AS one
        WHERE one.version_id = written.first_version_id AND one.item_id = written.item_id OFFSET 0
    ) OR first_version_id <> current_version_id AND NOT EXISTS (
        SELECT FROM news.versions AS one
        WHERE one.version_id = written.current_version_id AND one.item_id = written.item_id OFFSET 0
    )
    LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format(
            'The first or the current version of item %s is none of its versions.', broken
        );
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION news.check_items IS 'Raise an error unless the first and the current version of each written item are versions of it.';

CREATE FUNCTION news.check_stories() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    broken bigint;
BEGIN
    SELECT story_id INTO broken FROM written
    WHERE NOT EXISTS (SELECT FROM news.items AS one WHERE one.item_id = written.original_item_id OFFSET 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format('The original item of story %s does not exist.', broken);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION news.check_stories IS 'Raise an error unless the original item of each written story exists.';

CREATE FUNCTION news.check_item_of_version() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM news.items AS one
        WHERE one.item_id = OLD.item_id AND OLD.version_id IN (one.first_version_id, one.current_version_id)
    ) AND NOT EXISTS (
        SELECT FROM news.versions AS one WHERE one.version_id = OLD.version_id AND one.item_id = OLD.item_id
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = format(
            'Version %s is gone, and it is the first or the current version of item %s.', OLD.version_id, OLD.item_id
        );
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION news.check_item_of_version IS 'Raise an error if the item of a deleted or moved version still names it as its first or current one.';

CREATE FUNCTION news.check_story_of_item() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM news.stories AS one WHERE one.story_id = OLD.story_id AND one.original_item_id = OLD.item_id
    ) AND NOT EXISTS (
        SELECT FROM news.items AS one WHERE one.item_id = OLD.item_id AND one.story_id = OLD.story_id
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = format(
            'Item %s is gone from story %s, and it is the original of it.', OLD.item_id, OLD.story_id
        );
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION news.check_story_of_item IS 'Raise an error if the story of a deleted or moved item still names it as its original.';

CREATE FUNCTION news.check_changed_item() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM news.items AS changed
        WHERE changed.item_id = NEW.item_id AND 2 <> (
            SELECT count(*)
            FROM unnest(ARRAY[changed.first_version_id, changed.current_version_id]) AS named (version_id)
            JOIN news.versions AS one ON one.version_id = named.version_id AND one.item_id = changed.item_id
        )
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = format(
            'The first or the current version of item %s is none of its versions.', NEW.item_id
        );
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION news.check_changed_item IS 'Raise an error unless the first and the current version of a changed item are versions of it.';

CREATE FUNCTION news.check_changed_story() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM news.stories AS changed
        WHERE changed.story_id = NEW.story_id
          AND NOT EXISTS (SELECT FROM news.items AS one WHERE one.item_id = changed.original_item_id)
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = format(
            'The original item of story %s does not exist.', NEW.story_id
        );
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION news.check_changed_story IS 'Raise an error unless the original item of a changed story exists.';

ALTER TABLE news.items
    DROP CONSTRAINT items_first_version_id_fkey, DROP CONSTRAINT items_current_version_id_fkey;
ALTER TABLE news.stories DROP CONSTRAINT stories_original_item_id_fkey;
DROP INDEX news.items_by_first_version, news.items_by_current_version, news.stories_by_original;

CREATE TRIGGER check_items AFTER INSERT ON news.items
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION news.check_items();
CREATE CONSTRAINT TRIGGER check_changed_item AFTER UPDATE OF item_id, first_version_id, current_version_id ON news.items
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION news.check_changed_item();
CREATE TRIGGER check_stories AFTER INSERT ON news.stories
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION news.check_stories();
CREATE CONSTRAINT TRIGGER check_changed_story AFTER UPDATE OF story_id, original_item_id ON news.stories
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION news.check_changed_story();
CREATE CONSTRAINT TRIGGER check_item_of_version AFTER DELETE OR UPDATE OF version_id, item_id ON news.versions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION news.check_item_of_version();
CREATE CONSTRAINT TRIGGER check_story_of_item AFTER DELETE OR UPDATE OF item_id, story_id ON news.items
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION news.check_story_of_item();
