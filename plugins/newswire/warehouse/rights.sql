-- Rights and limits that only a superuser can give. Run it on the warehouse's database; a repeated run changes nothing.
-- The roles exist already. Migrations give the rights on schemas and tables, because their owner can.

-- A reader's mistake must not take the server. The reader can raise what is a default here (the times); the number of
-- connections and the size of temporary files bind.
ALTER ROLE newswire_reader CONNECTION LIMIT 30;
ALTER ROLE newswire_reader SET default_transaction_read_only = on;
ALTER ROLE newswire_reader SET statement_timeout = '5min';
ALTER ROLE newswire_reader SET idle_in_transaction_session_timeout = '10min';
ALTER ROLE newswire_reader SET temp_file_limit = '4GB';
-- A view of mart has up to eight tables, and by default PostgreSQL orders no more than eight at a time: of three joined
-- views, it reads one from end to end.
ALTER ROLE newswire_reader SET join_collapse_limit = 16;
ALTER ROLE newswire_reader SET from_collapse_limit = 16;

-- Whoever loads may take the reader's role, to ask as a reader does.
GRANT newswire_reader TO newswire_loader;

DO $$
DECLARE
    function regprocedure;
BEGIN
    -- Without TEMPORARY, a reader cannot fill the disk with tables of a session.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO newswire_reader', current_database());
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO newswire_loader', current_database());
    -- PostgreSQL lets everybody write large objects, and take the advisory locks that loads and migrations wait for.
    FOR function IN
        SELECT oid FROM pg_catalog.pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND proname ~ '^(lo_creat|lo_create|lo_from_bytea|pg_(try_)?advisory_(xact_)?lock(_shared)?)$'
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', function);
        IF function::text ~ 'advisory' THEN
            EXECUTE format(
                'GRANT EXECUTE ON FUNCTION %s TO newswire_loader, %I', function,
                (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database())
            );
        END IF;
    END LOOP;
END
$$;
