-- Questions that a million stories made readers wait for: a filter that no story passes, the searches that count thousands
-- of versions, the warnings of a week's pages, and the stories of a past moment.

-- The index of time answers a filter that many stories pass. One that few or none pass read all rows. PostgreSQL skips
-- through the few values of a first column to the second one, so that three indexes serve seven columns.
CREATE INDEX shown_by_place ON news.shown (country, place);
CREATE INDEX shown_by_source ON news.shown (source_name, provider);
CREATE INDEX shown_by_language ON news.shown (kind, base_language, language);
CREATE INDEX versions_of_pages ON news.versions (loaded_at) WHERE format = 'html';

-- A search asks of each match whether it may be seen: the narrow row knows.
CREATE OR REPLACE FUNCTION news.search_newest(
    asked tsquery, since timestamptz, until timestamptz, as_of bigint,
    below timestamptz, below_version bigint, reaching timestamptz[], wanted bigint
) RETURNS SETOF news.search_match
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    AS $$
DECLARE
    upper timestamptz := least(until, below + interval '1 microsecond', statement_timestamp() + interval '1 day');
    lower timestamptz;
    place integer := 1;
    missing bigint := wanted;
    written bigint;
    windowed tsquery;
BEGIN
    LOOP
        lower := greatest(since, coalesce(date_trunc('day', reaching[place], 'UTC'), since));
        place := 2 * place;
        CONTINUE WHEN lower >= upper AND lower > since;
        windowed := news.search_within(asked, lower, upper);
        RETURN QUERY
        SELECT
            seen.story_id, found.version_id, found.issued_at,
            CASE
                WHEN seen.is_timed
                    THEN (SELECT one.language FROM news.versions AS one WHERE one.version_id = found.version_id)
                ELSE seen.language
            END
        FROM (
            SELECT one.version_id, one.issued_at
            FROM news.searchable AS one
            WHERE (windowed IS NULL OR one.words @@ windowed)
              AND one.version_id + 0 <= as_of
              AND one.issued_at >= lower AND one.issued_at < upper
              AND (one.issued_at, one.version_id) < (below, below_version)
            ORDER BY one.issued_at DESC, one.version_id DESC
            OFFSET 0
        ) AS found
        CROSS JOIN LATERAL (
            SELECT one.story_id, one.language, one.is_timed
            FROM news.shown AS one
            WHERE one.version_id = found.version_id AND (one.visible_from IS NULL OR one.visible_from <= now())
            OFFSET 0
        ) AS seen
        LIMIT missing;
        GET DIAGNOSTICS written = ROW_COUNT;
        missing := missing - written;
        EXIT WHEN missing <= 0 OR lower = since;
        upper := lower;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION news.search_is_newest(
    asked tsquery, match news.search_match, until timestamptz, as_of bigint
) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan
    AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT
        FROM news.items AS item
        CROSS JOIN LATERAL (
            SELECT one.version_id FROM news.versions AS one
            WHERE one.item_id = item.item_id AND one.version_id <> match.version_id OFFSET 0
        ) AS version
        CROSS JOIN LATERAL (
            SELECT one.issued_at, one.words FROM news.searchable AS one
            WHERE one.version_id = version.version_id OFFSET 0
        ) AS found
        CROSS JOIN LATERAL (
            SELECT FROM news.shown AS one
            WHERE one.version_id = version.version_id AND (one.visible_from IS NULL OR one.visible_from <= now())
            OFFSET 0
        ) AS seen
        WHERE item.story_id = match.story_id
          AND version.version_id <= as_of
          AND (found.issued_at, version.version_id) > (match.issued_at, match.version_id)
          AND found.issued_at < until
          AND (asked IS NULL OR found.words @@ asked)
    );
END
$$;
