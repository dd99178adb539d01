-- Whoever loads needs no right to change or drop a table, a view or a function. Tasks fetch foreign bytes and run the
-- code of plug-ins, so they log in as the loader; the owner logs in to migrate.
-- On a server of the user's own, a superuser makes the role beforehand.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'newswire_loader') THEN
        IF NOT (SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
            RAISE EXCEPTION 'there is no role newswire_loader. A superuser of the server makes it: CREATE ROLE newswire_loader';
        END IF;
        CREATE ROLE newswire_loader NOLOGIN;
    END IF;
END
$$;

GRANT USAGE ON SCHEMA raw, ledger, news, mart TO newswire_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA raw, ledger, news TO newswire_loader;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA raw, ledger, news TO newswire_loader;
GRANT SELECT ON ALL TABLES IN SCHEMA mart TO newswire_loader;

-- Tables and views of later migrations are open in the same way.
ALTER DEFAULT PRIVILEGES IN SCHEMA raw, ledger, news GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO newswire_loader;
ALTER DEFAULT PRIVILEGES IN SCHEMA raw, ledger, news GRANT USAGE, SELECT ON SEQUENCES TO newswire_loader;
ALTER DEFAULT PRIVILEGES IN SCHEMA mart GRANT SELECT ON TABLES TO newswire_loader;

-- The list of applied files belongs to whoever migrates.
REVOKE INSERT, UPDATE, DELETE ON ledger.migrations FROM newswire_loader;

-- Only the owner of an index may empty its pending list, as the search and the lines of pages want after each load.
CREATE FUNCTION news.clean_pending_list(index regclass) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT pg_catalog.gin_clean_pending_list(index) $$;
COMMENT ON FUNCTION news.clean_pending_list(regclass) IS 'Moves the new entries of a GIN index from its pending list to their place, and returns the number of pages.';
