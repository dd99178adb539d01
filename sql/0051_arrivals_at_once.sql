-- Documents, fetches, cursors and versions came one by one past a foreign key, too, four or five microseconds for each.
-- One look at all rows of a statement answers the same question. Nothing deletes runs, documents or fetches; whoever
-- tries it is stopped while something refers to them.

SET CONSTRAINTS ALL IMMEDIATE; -- A table with open checks cannot be altered.

CREATE FUNCTION raw.check_fetches() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off -- A plan for an empty table would scan it for each row while it grows.
AS $$
DECLARE
    broken bigint;
BEGIN
    SELECT fetch_id INTO broken FROM written
    WHERE NOT EXISTS (SELECT FROM raw.documents AS one WHERE one.document_id = written.document_id OFFSET 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format('The document of fetch %s does not exist.', broken);
    END IF;
    SELECT run_id INTO broken FROM (SELECT DISTINCT run_id FROM written) AS named
    WHERE NOT EXISTS (SELECT FROM ledger.runs AS one WHERE one.run_id = named.run_id OFFSET 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format('Run %s, which a fetch names, does not exist.', broken);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION raw.check_fetches IS 'Raise an error unless the run and the document of each written fetch exist.';

CREATE FUNCTION raw.check_cursors() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    broken text;
BEGIN
    SELECT locator INTO broken FROM written
    WHERE document_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM raw.documents AS one WHERE one.document_id = written.document_id OFFSET 0)
        OR unusable_document_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM raw.documents AS one WHERE one.document_id = written.unusable_document_id OFFSET 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format('The document of the cursor at %s does not exist.', broken);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION raw.check_cursors IS 'Raise an error unless the documents of each written cursor exist.';

CREATE FUNCTION raw.check_fetches_of_versions() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    broken bigint;
BEGIN
    SELECT fetch_id INTO broken FROM (SELECT DISTINCT fetch_id FROM written) AS named
    WHERE NOT EXISTS (SELECT FROM raw.fetches AS one WHERE one.fetch_id = named.fetch_id OFFSET 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format('Fetch %s, which a version names, does not exist.', broken);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION raw.check_fetches_of_versions IS 'Raise an error unless the fetch of each written version exists.';

CREATE FUNCTION raw.check_gone() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    is_named boolean;
BEGIN
    IF TG_TABLE_SCHEMA = 'ledger' THEN
        is_named := EXISTS (SELECT FROM raw.fetches WHERE run_id = OLD.run_id)
            AND NOT EXISTS (SELECT FROM ledger.runs WHERE run_id = OLD.run_id);
    ELSIF TG_TABLE_NAME = 'documents' THEN
        is_named := (
            EXISTS (SELECT FROM raw.fetches WHERE document_id = OLD.document_id)
            OR EXISTS (SELECT FROM raw.cursors WHERE OLD.document_id IN (document_id, unusable_document_id))
        ) AND NOT EXISTS (SELECT FROM raw.documents WHERE document_id = OLD.document_id);
    ELSE
        is_named := EXISTS (SELECT FROM news.versions WHERE fetch_id = OLD.fetch_id)
            AND NOT EXISTS (SELECT FROM raw.fetches WHERE fetch_id = OLD.fetch_id);
    END IF;
    IF is_named THEN
        RAISE foreign_key_violation USING MESSAGE = format(
            'A row of %I.%I is still named by another table: %s.', TG_TABLE_SCHEMA, TG_TABLE_NAME, to_jsonb(OLD) - 'content'
        );
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION raw.check_gone IS 'Raise an error if something still names a deleted run, document or fetch.';

ALTER TABLE raw.fetches DROP CONSTRAINT fetches_run_id_fkey, DROP CONSTRAINT fetches_document_id_fkey;
ALTER TABLE raw.cursors
    DROP CONSTRAINT cursors_document_id_fkey, DROP CONSTRAINT cursors_unusable_document_id_fkey;
ALTER TABLE news.versions DROP CONSTRAINT versions_fetch_id_fkey;

CREATE TRIGGER check_fetches AFTER INSERT ON raw.fetches
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION raw.check_fetches();
CREATE TRIGGER check_changed_fetches AFTER UPDATE ON raw.fetches
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION raw.check_fetches();
CREATE TRIGGER check_cursors AFTER INSERT ON raw.cursors
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION raw.check_cursors();
CREATE TRIGGER check_changed_cursors AFTER UPDATE ON raw.cursors
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION raw.check_cursors();
CREATE TRIGGER check_fetches AFTER INSERT ON news.versions
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION raw.check_fetches_of_versions();
CREATE TRIGGER check_changed_fetches AFTER UPDATE ON news.versions
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION raw.check_fetches_of_versions();
CREATE TRIGGER check_gone AFTER DELETE OR UPDATE OF run_id ON ledger.runs
    FOR EACH ROW EXECUTE FUNCTION raw.check_gone();
CREATE TRIGGER check_gone AFTER DELETE OR UPDATE OF document_id ON raw.documents
    FOR EACH ROW EXECUTE FUNCTION raw.check_gone();
CREATE TRIGGER check_gone AFTER DELETE OR UPDATE OF fetch_id ON raw.fetches
    FOR EACH ROW EXECUTE FUNCTION raw.check_gone();
