-- A rank below 0.01 has ten decimals or more, and mart.search took a column "after" with at most nine: the search
-- refused its own place, and a list of frequent words ended at its first page. One pattern of the function changes.
DO $$
DECLARE
    old CONSTANT text := '(?:\.\d{1,9})?';
    new CONSTANT text := '(?:\.\d{1,60})?';
    search CONSTANT regprocedure := (SELECT oid FROM pg_proc WHERE proname = 'search' AND pronamespace = 'mart'::regnamespace);
    definition CONSTANT text := pg_get_functiondef(search);
BEGIN
    IF strpos(definition, old) = 0 THEN
        RAISE EXCEPTION 'mart.search no longer has the pattern %', old;
    END IF;
    EXECUTE replace(definition, old, new);
END
$$;
