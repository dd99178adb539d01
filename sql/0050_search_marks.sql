-- The marks of a version took a tenth of the work that makes it searchable, most of it to start five small queries for
-- each. They are the same marks, without queries.

CREATE OR REPLACE FUNCTION news.search_issuers(provider text, credit text[]) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    issuer CONSTANT text := news.search_name(provider);
    marks text[] := ARRAY['provider ' || issuer];
    named text;
BEGIN
    IF credit = '{}' THEN
        RETURN marks;
    END IF;
    FOREACH named IN ARRAY coalesce(credit, '{}') LOOP
        IF named <> '' AND named <> provider AND news.search_name(named) <> issuer THEN
            marks := marks || ('credit ' || news.search_name(named));
        END IF;
    END LOOP;
    RETURN marks;
END
$$;

CREATE OR REPLACE FUNCTION news.search_marks(
    issued_at timestamptz, source_name text, provider text, credit text[], places text[], country text
) RETURNS text[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    marks text[] := news.search_issuers(provider, credit) || ('source ' || left(source_name, 200));
    day CONSTANT text := to_char(issued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD');
    place text;
BEGIN
    IF isfinite(issued_at) THEN
        marks := marks || ARRAY['in ' || day, 'in ' || left(day, -3), 'in ' || left(day, -6)];
    END IF;
    FOREACH place IN ARRAY coalesce(places, '{}') LOOP
        IF place <> '' THEN
            marks := marks || ('place ' || news.search_name(place));
        END IF;
    END LOOP;
    IF country IS NOT NULL THEN
        marks := marks || ('country ' || lower(country));
    END IF;
    RETURN marks;
END
$$;

-- Words are stems in alphabetical order with their places, which hardly become smaller: the attempt costs more than it saves.
ALTER TABLE news.searchable ALTER COLUMN words SET STORAGE EXTERNAL;
