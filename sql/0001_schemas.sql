-- Four rooms, so that rights can be given by room: bytes as they came, the ledger of runs,
-- the news itself, and the views that readers are shown.
-- The reader role sees mart only: whoever queries can neither break nor see what is not for readers.

CREATE SCHEMA raw;
COMMENT ON SCHEMA raw IS 'Bytes as they were fetched, and how far each source has been read. Never changed, only added to.';

CREATE SCHEMA news;
COMMENT ON SCHEMA news IS 'Items, their versions, the links between them, and the stories they make up. Written by the load alone.';

CREATE SCHEMA mart;
COMMENT ON SCHEMA mart IS 'Views for readers: nothing canceled, withheld or under embargo is ever seen here.';

-- On a server of the user's own the role may not exist yet; the embedded one has made it.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'newswire_reader') THEN
        CREATE ROLE newswire_reader NOLOGIN;
        EXECUTE format('GRANT newswire_reader TO %I', current_user);
    END IF;
END
$$;

GRANT USAGE ON SCHEMA mart TO newswire_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA mart GRANT SELECT ON TABLES TO newswire_reader;
