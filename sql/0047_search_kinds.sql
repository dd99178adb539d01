-- A search by words in a kind or in one run read a hundred matches of all kinds and runs, and showed the few that were
-- left. Both are filters of the search now. Most versions are text, so only the other kinds have a mark.
--
-- A line of hyphens and a language of any length made PostgreSQL end a search with words of its own ("tsquery stack too
-- small", "word is too long in tsquery"). They are refused with a sentence, as a search of many words is.
UPDATE news.searchable AS found SET words = found.words || array_to_tsvector(ARRAY['kind ' || left(version.kind, 200)])
FROM news.versions AS version
WHERE version.version_id = found.version_id AND version.kind <> 'text';
COMMENT ON COLUMN news.searchable.words IS 'Stems of the words: headline (A), slugline, keywords and standfirst (B), byline and place (C), text (D; of a long text also by part). Marks that equal no word follow, each with a space in it: for filters (in and a day, month or year; source, provider, credit, place, country, language, and the kind of what is no text), the rules (PostgreSQL''s configuration) of the stems, "in parts" for a long text; also company names in < > that are no words.';

CREATE FUNCTION news.search_period_of(
    run bigint, since timestamptz, until timestamptz, OUT beginning timestamptz, OUT ending timestamptz
)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    first timestamptz := '-infinity';
    beyond timestamptz := 'infinity';
BEGIN
    IF run IS NOT NULL THEN
        SELECT coalesce(min(one.issued_at), 'infinity'), max(one.issued_at) + interval '1 microsecond'
        INTO first, beyond
        FROM raw.fetches AS fetched JOIN news.versions AS one ON one.fetch_id = fetched.fetch_id
        WHERE fetched.run_id = run;
    END IF;
    beginning := greatest(since, first);
    ending := least(until, beyond);
END
$$;
COMMENT ON FUNCTION news.search_period_of IS 'The period that a search looks through: the one that is asked for, within that of the run.';

DROP FUNCTION mart.search;
DROP FUNCTION mart.search_count;
DROP FUNCTION news.search_whole;
DROP FUNCTION news.search_sample;
DROP FUNCTION news.search_newest;
DROP FUNCTION news.search_is_newest;

CREATE FUNCTION news.search_whole(
    words text, in_language text, source text, provider text, agency text, place text, country text, kind text
) RETURNS tsquery
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    asked tsquery;
BEGIN
    IF length(words) > 1000 THEN
        RAISE invalid_parameter_value USING MESSAGE = format(
            'A search takes at most 1,000 characters, and this one has %s. Search for fewer words.',
            to_char(length(words), 'FM999,999,999')
        );
    ELSIF words ~ '(-\s*){10}' THEN
        RAISE invalid_parameter_value USING MESSAGE =
            'The words hold ten hyphens in a row. A hyphen before a word leaves stories out: write one.';
    ELSIF in_language !~ '^[A-Za-z0-9-]{1,35}$' THEN
        RAISE invalid_parameter_value USING MESSAGE = format(
            'in_language is a tag (BCP 47), such as en or pt-BR, and not %s.', quote_literal(left(in_language, 40))
        );
    ELSIF country !~ '^[A-Za-z]{2}$' THEN
        RAISE invalid_parameter_value USING MESSAGE = format(
            'country is a code of two letters (ISO 3166-1), such as DE, and not %s.', quote_literal(left(country, 40))
        );
    END IF;
    IF words IS NOT NULL THEN
        asked := coalesce(news.search_query_in(in_language, words), news.search_mark('no word'));
        IF asked::text ~ ' <(-|\d+)> '
            AND EXISTS (SELECT FROM news.searchable AS found WHERE found.words @@ '''in parts'''::tsquery)
        THEN
            asked := asked && '!''in parts'''::tsquery || news.search_in_parts(asked);
        END IF;
    END IF;
    RETURN (
        SELECT string_agg(format('(%s)', part), ' & ')::tsquery
        FROM (
            VALUES
                (asked),
                (news.search_mark('language ' || lower(split_part(in_language, '-', 1)))),
                (news.search_mark('source ' || left(source, 200))),
                (news.search_mark('provider ' || news.search_name(provider))),
                (
                    news.search_mark('provider ' || news.search_name(agency))
                    || news.search_mark('credit ' || news.search_name(agency))
                ),
                (news.search_mark('place ' || news.search_name(place))),
                (news.search_mark('country ' || lower(country))),
                (CASE WHEN kind = 'text' THEN '!''kind '':*'::tsquery ELSE news.search_mark('kind ' || left(kind, 200)) END)
        ) AS asked_for (part)
        WHERE part IS NOT NULL
    );
END
$$;
COMMENT ON FUNCTION news.search_whole IS 'The query for words and filters; null for all versions.';

CREATE FUNCTION news.search_sample(
    asked tsquery, since timestamptz, until timestamptz, as_of bigint, of_run bigint,
    OUT latest timestamptz, OUT times timestamptz[], OUT versions numeric, OUT stories numeric
)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    AS $$
DECLARE
    share CONSTANT real := least(100, 100 * 300.0 / greatest(1, pg_relation_size('news.searchable') / current_setting('block_size')::integer));
BEGIN
    WITH sampled AS MATERIALIZED (
        SELECT found.version_id, found.issued_at, asked IS NULL OR found.words @@ asked AS is_match
        FROM news.searchable AS found TABLESAMPLE SYSTEM (share) REPEATABLE (1)
        WHERE found.version_id + 0 <= as_of
    ),
    matching AS MATERIALIZED (
        SELECT version_id, issued_at FROM sampled
        WHERE is_match AND issued_at >= since AND issued_at < until
          AND (of_run IS NULL OR of_run = (
              SELECT fetched.run_id
              FROM news.versions AS brought JOIN raw.fetches AS fetched ON fetched.fetch_id = brought.fetch_id
              WHERE brought.version_id = sampled.version_id
          ))
    )
    SELECT
        (SELECT max(issued_at) FROM sampled),
        (SELECT array_agg(issued_at ORDER BY issued_at DESC) FROM matching),
        (SELECT count(*) * 100 / share FROM matching),
        (
            SELECT 100 / share * sum(1.0 / (
                SELECT count(*) FROM news.items AS item JOIN news.versions AS version USING (item_id)
                WHERE item.story_id = (
                    SELECT one.story_id FROM news.items AS one JOIN news.versions AS known USING (item_id)
                    WHERE known.version_id = matching.version_id
                )
            ))
            FROM matching
        )
    INTO latest, times, versions, stories;
END
$$;
COMMENT ON FUNCTION news.search_sample IS 'A sample of the table: its latest time, the times of the matches in it (latest first), and the estimated number of matching versions and stories.';

CREATE FUNCTION news.search_newest(
    asked tsquery, since timestamptz, until timestamptz, as_of bigint, of_run bigint,
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
              AND (of_run IS NULL OR of_run = (
                  SELECT fetched.run_id
                  FROM news.versions AS brought JOIN raw.fetches AS fetched ON fetched.fetch_id = brought.fetch_id
                  WHERE brought.version_id = one.version_id
              ))
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
COMMENT ON FUNCTION news.search_newest IS 'The newest matches before a place in time, as many as are wanted (null: all), newest first.';

CREATE FUNCTION news.search_is_newest(
    asked tsquery, match news.search_match, until timestamptz, as_of bigint, of_run bigint
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
              AND (of_run IS NULL OR of_run = (
                  SELECT fetched.run_id
                  FROM news.versions AS brought JOIN raw.fetches AS fetched ON fetched.fetch_id = brought.fetch_id
                  WHERE brought.version_id = one.version_id
              ))
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
COMMENT ON FUNCTION news.search_is_newest IS 'Whether no newer version of its story matches too.';

CREATE FUNCTION mart.search(
    words text DEFAULT NULL, in_language text DEFAULT NULL, most integer DEFAULT 100,
    since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL, source text DEFAULT NULL,
    provider text DEFAULT NULL, agency text DEFAULT NULL, place text DEFAULT NULL, country text DEFAULT NULL,
    order_by text DEFAULT 'rank', each_version boolean DEFAULT false, after text DEFAULT NULL,
    kind text DEFAULT NULL, run bigint DEFAULT NULL
) RETURNS SETOF mart.found
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    ROWS 1 -- In a join with a view, PostgreSQL takes each row for thousands, and would read the whole view for many.
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB'
    SET enable_seqscan = off
    AS $$
#variable_conflict use_column
DECLARE
    most_ranked CONSTANT integer := news.search_most_ranked();
    asked CONSTANT tsquery := news.search_whole(words, in_language, source, provider, agency, place, country, kind);
    beginning timestamptz;
    ending timestamptz;
    is_ranked CONSTANT boolean := order_by = 'rank' AND words IS NOT NULL;
    token CONSTANT text[] := regexp_match(after, '^(\d{1,18})_((?:\d{1,9}(?:\.\d{1,60})?(?:e-\d\d)?)?)_(-?\d{1,18})_(\d{1,18})$');
    is_whole boolean;
    as_of bigint := token[1];
    below timestamptz := 'infinity';
    below_version bigint := 0;
    reaching timestamptz[] := '{}';
    sample record;
    newest news.search_match[];
    batch news.search_match[];
    page bigint[] := '{}';
    ranks real[] := '{}';
    lacking bigint;
    is_counted boolean := true;
    counted bigint;
BEGIN
    IF order_by NOT IN ('rank', 'newest') OR most < 1 OR after IS NOT NULL AND token IS NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = CASE
            WHEN most < 1 THEN 'most is 1 or more; null gives all.'
            WHEN order_by NOT IN ('rank', 'newest') THEN 'order_by is ''rank'' or ''newest''.'
            ELSE 'after takes the value of the column after in the last row of a page.'
        END;
    END IF;
    SELECT period.beginning, period.ending INTO beginning, ending
    FROM news.search_period_of(run, since, until) AS period;
    as_of := coalesce(as_of, (SELECT max(found.version_id) FROM news.searchable AS found));
    IF token IS NOT NULL THEN
        below := 'epoch'::timestamptz + token[3]::bigint * interval '1 microsecond';
        below_version := token[4];
    END IF;

    sample := news.search_sample(asked, beginning, ending, as_of, run);
    -- Where the sample leaves a doubt, versions are counted.
    is_whole := most IS NULL OR sample.versions < 0.3 * news.search_most_counted()
        OR sample.versions < 2 * news.search_most_counted()
        AND news.search_is_small(asked, beginning, ending, news.search_most_counted());
    IF is_whole THEN
        newest := ARRAY(SELECT one FROM news.search_newest(
            asked, beginning, ending, as_of, run, 'infinity', 0, '{}', NULL
        ) AS one);
    ELSE
        reaching := sample.latest || sample.times;
    END IF;

    IF is_ranked AND token[2] IS DISTINCT FROM '' THEN
        IF NOT is_whole THEN
            newest := ARRAY(SELECT one FROM news.search_newest(
                asked, beginning, ending, as_of, run, 'infinity', 0, reaching, most_ranked
            ) AS one);
            is_whole := cardinality(newest) < most_ranked;
        END IF;
        WITH spoken AS MATERIALIZED (SELECT * FROM news.search_queries(search.words))
        SELECT
            array_agg(version_id ORDER BY rank DESC, issued_at DESC, version_id DESC),
            array_agg(rank ORDER BY rank DESC, issued_at DESC, version_id DESC)
        INTO page, ranks
        FROM (
            SELECT best.version_id, best.issued_at, best.rank
            FROM (
                SELECT DISTINCT ON (CASE WHEN each_version THEN one.version_id ELSE one.story_id END)
                    one.version_id, one.issued_at, ts_rank(found.words, spoken.query, 1) AS rank
                FROM unnest(newest[:most_ranked]) AS one
                CROSS JOIN LATERAL (
                    SELECT kept.words FROM news.searchable AS kept WHERE kept.version_id = one.version_id OFFSET 0
                ) AS found
                JOIN spoken ON spoken.configuration = news.search_configuration(one.language)
                ORDER BY
                    CASE WHEN each_version THEN one.version_id ELSE one.story_id END,
                    rank DESC, one.issued_at DESC, one.version_id DESC
            ) AS best
            WHERE token IS NULL
               OR (best.rank, best.issued_at, best.version_id) < (token[2]::real, below, below_version)
            ORDER BY best.rank DESC, best.issued_at DESC, best.version_id DESC
            LIMIT most
        ) AS first;
        page := coalesce(page, '{}');
        ranks := coalesce(ranks, '{}');
        below := coalesce(newest[most_ranked].issued_at, '-infinity');
        below_version := newest[most_ranked].version_id;
    END IF;

    lacking := most - cardinality(page);
    IF is_whole THEN
        page := page || ARRAY(
            SELECT version_id
            FROM (
                SELECT DISTINCT ON (CASE WHEN each_version THEN version_id ELSE story_id END) version_id, issued_at
                FROM unnest(newest)
                ORDER BY CASE WHEN each_version THEN version_id ELSE story_id END, issued_at DESC, version_id DESC
            ) AS one
            WHERE (issued_at, version_id) < (below, below_version)
            ORDER BY issued_at DESC, version_id DESC
            LIMIT lacking
        );
    ELSE
        WHILE lacking > 0 AND below > beginning LOOP
            batch := ARRAY(SELECT one FROM news.search_newest(
                asked, beginning, ending, as_of, run, below, below_version,
                ARRAY(SELECT time FROM unnest(reaching) AS time WHERE time < below), 2 * lacking + 20
            ) AS one);
            page := page || ARRAY(
                SELECT one.version_id
                FROM unnest(batch) AS one
                WHERE each_version OR news.search_is_newest(asked, one, ending, as_of, run)
                ORDER BY one.issued_at DESC, one.version_id DESC
                LIMIT lacking
            );
            EXIT WHEN cardinality(batch) < 2 * lacking + 20;
            below := batch[cardinality(batch)].issued_at;
            below_version := batch[cardinality(batch)].version_id;
            lacking := most - cardinality(page);
        END LOOP;
    END IF;

    IF is_whole THEN
        counted := (SELECT CASE WHEN each_version THEN count(*) ELSE count(DISTINCT story_id) END FROM unnest(newest));
    ELSIF token IS NULL AND cardinality(page) < most THEN
        counted := cardinality(page);
    ELSE
        is_counted := false;
        counted := greatest(cardinality(page), CASE WHEN each_version THEN sample.versions ELSE sample.stories END);
    END IF;

    RETURN QUERY
    SELECT
        seen.story_id, seen.version_id, seen.provider, seen.title, seen.published_at, seen.published_precision,
        seen.language, one.rank,
        CASE
            WHEN search.words IS NULL THEN left(coalesce(seen.body_text, seen.standfirst, seen.title), 200)
            ELSE news.search_excerpt(
                coalesce(seen.body_text, seen.standfirst, seen.title), search.words,
                news.search_configuration(seen.language)
            )
        END,
        seen.issued_at, seen.source_name, seen.place, seen.country, seen.relation,
        counted, CASE WHEN is_counted THEN 'exact' ELSE 'estimate' END,
        CASE WHEN is_ranked AND is_whole AND cardinality(newest) <= most_ranked THEN 'all'
            WHEN is_ranked THEN 'newest ' || most_ranked END,
        concat_ws(
            '_', as_of, coalesce(one.rank::text, ''),
            (extract(epoch FROM found.issued_at) * 1000000)::bigint, seen.version_id
        )
    FROM unnest(page, ranks) WITH ORDINALITY AS one (version_id, rank, number)
    CROSS JOIN LATERAL (
        SELECT * FROM mart.story_items AS shown WHERE shown.version_id = one.version_id OFFSET 0
    ) AS seen
    JOIN news.searchable AS found ON found.version_id = one.version_id
    ORDER BY one.number;
END
$$;
COMMENT ON FUNCTION mart.search IS 'Stories that have the words ("a phrase", -without, or) and pass the filters, best first. Each comes once, by its best version, or with each_version in each version that matches. since and until limit issued_at (from since on, before until); in_language (BCP 47), source, provider, agency (provider or a name in credit), place (any of the dateline) and country (ISO 3166-1 alpha-2), kind (text, picture, …) and run (the load that brought the version) limit the rest; case and marks in names do not count. Without words, all that pass the filters, newest first. most limits the rows of a page (null: all); the value of column after in the last row, given as after, continues behind it. order_by is rank or newest. The search covers the first 64,000 characters of a text.';

CREATE FUNCTION mart.search_count(
    words text DEFAULT NULL, in_language text DEFAULT NULL,
    since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL, source text DEFAULT NULL,
    provider text DEFAULT NULL, agency text DEFAULT NULL, place text DEFAULT NULL, country text DEFAULT NULL,
    each_version boolean DEFAULT false, kind text DEFAULT NULL, run bigint DEFAULT NULL
) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET work_mem = '64MB'
    BEGIN ATOMIC
        SELECT CASE WHEN each_version THEN count(*) ELSE count(DISTINCT story_id) END
        FROM news.search_period_of(run, since, until) AS period
        CROSS JOIN news.search_newest(
            news.search_whole(words, in_language, source, provider, agency, place, country, kind),
            period.beginning, period.ending, 9223372036854775807, run, 'infinity', 0, '{}', NULL
        );
    END;
COMMENT ON FUNCTION mart.search_count IS 'Exact number of stories, or with each_version of versions, that mart.search finds with the same arguments. It has no limit, so it takes seconds for a word in half of a million stories.';
