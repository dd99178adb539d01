-- "Everything on X in that month", whole: filters, a count of all, pages that reach every match. The index itself
-- answers filters by marks among the words, so that a frequent word with a filter reads no more than both have. All
-- words stay as they are: the table is written anew with the marks beside them, and stays whole.

CREATE FUNCTION news.search_name(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN left(coalesce(nullif(regexp_replace(lower(news.search_spelling(name)), '\W', '', 'g'), ''), lower(name)), 200);
COMMENT ON FUNCTION news.search_name IS 'A name in the form in which filters compare names: letters and digits in lower case.';

CREATE FUNCTION news.search_issuers(provider text, credit text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT ARRAY['provider ' || news.search_name(provider)] || ARRAY(
            SELECT 'credit ' || news.search_name(named) FROM unnest(credit) AS named
            WHERE named <> '' AND news.search_name(named) <> news.search_name(provider)
        );
    END;
COMMENT ON FUNCTION news.search_issuers IS 'Marks of a version for the filters by provider and agency.';

-- A mark for the day, the month and the year each: a period is a short list of marks, whether it is long or short.
CREATE FUNCTION news.search_marks(
    issued_at timestamptz, source_name text, provider text, credit text[], places text[], country text
) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT ARRAY(
            SELECT 'in ' || to_char(issued_at AT TIME ZONE 'UTC', form)
            FROM unnest(ARRAY['YYYY-MM-DD', 'YYYY-MM', 'YYYY']) AS form
            WHERE isfinite(issued_at)
        )
        || ('source ' || left(source_name, 200))
        || news.search_issuers(provider, credit)
        || ARRAY(SELECT 'place ' || news.search_name(place) FROM unnest(places) AS place WHERE place <> '')
        || CASE WHEN country IS NULL THEN '{}' ELSE ARRAY['country ' || lower(country)] END;
    END;
COMMENT ON FUNCTION news.search_marks IS 'Marks of a version for the filters of a search. Each has a space, as no word has.';

CREATE TABLE news.searchable_whole (
    version_id bigint NOT NULL,
    issued_at timestamptz NOT NULL,
    words tsvector NOT NULL
);
INSERT INTO news.searchable_whole (version_id, issued_at, words)
SELECT
    version_id,
    version.issued_at,
    words || array_to_tsvector(news.search_marks(
        version.issued_at, source_name, provider, credit, array_append(places, place), country
    ))
FROM news.searchable AS found JOIN news.versions AS version USING (version_id) JOIN news.items AS item USING (item_id)
ORDER BY version_id;
COMMENT ON TABLE news.searchable_whole IS 'Full-text index of the versions, filled after each load. It covers the first 64,000 characters of a text.';
DROP TABLE news.searchable;
ALTER TABLE news.searchable_whole RENAME TO searchable;
ALTER TABLE news.searchable ADD CONSTRAINT searchable_pkey PRIMARY KEY (version_id);
ALTER TABLE news.searchable ADD CONSTRAINT searchable_version_id_fkey
    FOREIGN KEY (version_id) REFERENCES news.versions ON DELETE CASCADE;
CREATE INDEX searchable_words ON news.searchable USING gin (words) WITH (gin_pending_list_limit = 16384);
COMMENT ON COLUMN news.searchable.version_id IS 'The indexed version.';
COMMENT ON COLUMN news.searchable.issued_at IS 'issued_at of the version.';
COMMENT ON COLUMN news.searchable.words IS 'Stems of the words: headline (A), slugline, keywords and standfirst (B), byline and place (C), text (D; of a long text also by part). Marks that equal no word follow, each with a space in it: for filters (in and a day, month or year; source, provider, credit, place, country, language), the rules (PostgreSQL''s configuration) of the stems, "in parts" for a long text; also company names in < > that are no words.';

-- An item is renamed where an agency's canonical name changes, or where it becomes known after the item.
CREATE FUNCTION news.search_rename() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    UPDATE news.searchable AS found
    SET words = ts_delete(found.words, ARRAY(
            SELECT lexeme FROM unnest(found.words) WHERE lexeme ~ '^(provider|credit) '
        )) || array_to_tsvector(news.search_issuers(item.provider, version.credit))
    FROM news.versions AS version JOIN news.items AS item USING (item_id)
    WHERE version.item_id = NEW.item_id AND found.version_id = version.version_id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION news.search_rename IS 'Make the marks of issuers anew for the versions of an item whose provider or credit changed.';
CREATE TRIGGER search_rename AFTER UPDATE OF provider ON news.items
    FOR EACH ROW WHEN (OLD.provider <> NEW.provider) EXECUTE FUNCTION news.search_rename();
CREATE TRIGGER search_rename AFTER UPDATE OF item_id, credit ON news.versions
    FOR EACH ROW WHEN (OLD.item_id <> NEW.item_id OR OLD.credit <> NEW.credit) EXECUTE FUNCTION news.search_rename();

CREATE FUNCTION news.search_mark(mark text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ('''' || replace(replace(mark, '\', '\\'), '''', '''''') || '''')::tsquery;
COMMENT ON FUNCTION news.search_mark IS 'The query for a mark.';

-- Whole years, months beside them, days beside those: ten years are a few dozen marks at most.
CREATE FUNCTION news.search_period(since timestamptz, until timestamptz) RETURNS tsquery
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
        WITH period AS (
            SELECT
                date_trunc('day', since AT TIME ZONE 'UTC') AS first,
                date_trunc('day', until AT TIME ZONE 'UTC' + interval '86399.999999 s') AS beyond
            WHERE isfinite(since) AND isfinite(until) AND until - since < interval '36500 days'
        ),
        years AS (
            SELECT year FROM period CROSS JOIN generate_series(
                date_trunc('year', first + interval '364 days'), beyond - interval '365 days', '1 year'
            ) AS year
            WHERE year >= first AND year + interval '1 year' <= beyond
        ),
        months AS (
            SELECT month FROM period CROSS JOIN generate_series(
                date_trunc('month', first), beyond - interval '28 days', '1 month'
            ) AS month
            WHERE month >= first AND month + interval '1 month' <= beyond
              AND date_trunc('year', month) NOT IN (SELECT year FROM years)
        ),
        days AS (
            SELECT day FROM period CROSS JOIN LATERAL (
                SELECT generate_series(first, least(first + interval '31 days', beyond - interval '1 day'), '1 day') AS day
                UNION
                SELECT generate_series(greatest(beyond - interval '31 days', first), beyond - interval '1 day', '1 day')
            ) AS near
            WHERE date_trunc('month', day) NOT IN (SELECT month FROM months)
              AND date_trunc('year', day) NOT IN (SELECT year FROM years)
        )
        SELECT string_agg('''in ' || mark || '''', ' | ')::tsquery
        FROM (
            SELECT to_char(year, 'YYYY') AS mark FROM years
            UNION ALL SELECT to_char(month, 'YYYY-MM') FROM months
            UNION ALL SELECT to_char(day, 'YYYY-MM-DD') FROM days
        ) AS marks;
    END;
COMMENT ON FUNCTION news.search_period IS 'The query for the marks of a period in whole days; null for a period without end and for one of a lifetime.';

CREATE FUNCTION news.search_whole(
    words text, in_language text, source text, provider text, agency text, place text, country text
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
                (news.search_mark('country ' || lower(country)))
        ) AS asked_for (part)
        WHERE part IS NOT NULL
    );
END
$$;
COMMENT ON FUNCTION news.search_whole IS 'The query for words and filters; null for all versions.';

CREATE FUNCTION news.search_all_of(one tsquery, other tsquery) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN one IS NULL THEN other WHEN other IS NULL THEN one ELSE one && other END;
COMMENT ON FUNCTION news.search_all_of IS 'Both queries; null asks for nothing.';

-- A period without a beginning is what no mark after it has.
CREATE FUNCTION news.search_within(asked tsquery, since timestamptz, until timestamptz) RETURNS tsquery
    LANGUAGE sql STABLE
    RETURN CASE
        WHEN isfinite(since)
            THEN news.search_all_of(asked, news.search_period(since, least(until, now() + interval '1 day')))
        WHEN isfinite(until) AND asked IS NOT NULL
            THEN news.search_all_of(asked, !!news.search_period(
                date_trunc('month', until + interval '1 month', 'UTC'),
                date_trunc('month', now() + interval '1 month', 'UTC')
            ))
        ELSE asked
    END;
COMMENT ON FUNCTION news.search_within IS 'A query, limited to a period as far as marks can do it.';

CREATE TYPE news.search_match AS (story_id bigint, version_id bigint, issued_at timestamptz, language text);
COMMENT ON TYPE news.search_match IS 'A version that a search found and that a reader may see.';
COMMENT ON COLUMN news.search_match.story_id IS 'Its story.';
COMMENT ON COLUMN news.search_match.version_id IS 'The version.';
COMMENT ON COLUMN news.search_match.issued_at IS 'issued_at of the version.';
COMMENT ON COLUMN news.search_match.language IS 'Language of the version.';

-- Some hundred pages of the table show how frequent words are, and when. So nothing depends on statistics, which a
-- new warehouse has none of, and which take words and filters for independent.
CREATE FUNCTION news.search_sample(
    asked tsquery, since timestamptz, until timestamptz, as_of bigint,
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
        SELECT version_id, issued_at FROM sampled WHERE is_match AND issued_at >= since AND issued_at < until
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

-- A window reaches back to the next time in the sample, then further, so that it takes in about as many matches as
-- are wanted, whether they are spread evenly or stand in one month ten years ago.
CREATE FUNCTION news.search_newest(
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
        SELECT seen.story_id, found.version_id, found.issued_at, seen.language
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
            SELECT one.story_id, one.language
            FROM mart.story_items AS one WHERE one.version_id = found.version_id OFFSET 0
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

-- A phrase has to be looked up in each text that has its words. They are counted instead, and are no fewer.
CREATE FUNCTION news.search_is_small(
    asked tsquery, since timestamptz, until timestamptz, size integer
) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    AS $$
DECLARE
    bound tsquery := CASE
        WHEN asked::text ~ ' <(-|\d+)> '
            THEN nullif(regexp_replace(querytree(asked), ' <(-|\d+)> ', ' & ', 'g'), 'T')::tsquery
        ELSE asked
    END;
BEGIN
    bound := news.search_within(bound, since, until);
    RETURN size >= (
        SELECT count(*)
        FROM (
            SELECT FROM news.searchable AS found WHERE bound IS NULL OR found.words @@ bound LIMIT size + 1
        ) AS one
    );
END
$$;
COMMENT ON FUNCTION news.search_is_small IS 'Whether no more than so many versions match.';

CREATE FUNCTION news.search_is_newest(
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
            SELECT FROM mart.story_items AS one WHERE one.version_id = version.version_id OFFSET 0
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

CREATE FUNCTION news.search_most_counted() RETURNS integer LANGUAGE sql IMMUTABLE RETURN 10000;
COMMENT ON FUNCTION news.search_most_counted IS 'Matching versions up to which every search counts its stories exactly.';
CREATE FUNCTION news.search_most_ranked() RETURNS integer LANGUAGE sql IMMUTABLE RETURN 2000;
COMMENT ON FUNCTION news.search_most_ranked IS 'Number of the newest matching versions that a search ranks.';

CREATE TYPE mart.found AS (
    story_id bigint, version_id bigint, provider text, title text, published_at timestamptz,
    published_precision text, language text, rank real, excerpt text, issued_at timestamptz, source_name text,
    place text, country text, relation text, matches bigint, matches_kind text, ranked text, after text
);
COMMENT ON TYPE mart.found IS 'A story that mart.search finds.';
COMMENT ON COLUMN mart.found.story_id IS 'The story.';
COMMENT ON COLUMN mart.found.version_id IS 'The version of the story that was found; mart.story_items has all its columns.';
COMMENT ON COLUMN mart.found.provider IS 'Who issued it.';
COMMENT ON COLUMN mart.found.title IS 'The headline; without one the beginning of the text.';
COMMENT ON COLUMN mart.found.published_at IS 'Publication time, with the precision in published_precision.';
COMMENT ON COLUMN mart.found.published_precision IS 'Precision of published_at: day, minute or second.';
COMMENT ON COLUMN mart.found.language IS 'Language as a BCP 47 tag.';
COMMENT ON COLUMN mart.found.rank IS 'How well the version fits the words. Null for rows in order of time.';
COMMENT ON COLUMN mart.found.excerpt IS 'The places in the text that have the words, with found words in **; without words the beginning of the text.';
COMMENT ON COLUMN mart.found.issued_at IS 'Time for sorting and for since and until, never null.';
COMMENT ON COLUMN mart.found.source_name IS 'Source that first delivered the version.';
COMMENT ON COLUMN mart.found.place IS 'Place of the dateline.';
COMMENT ON COLUMN mart.found.country IS 'Country of the place, ISO 3166-1 alpha-2.';
COMMENT ON COLUMN mart.found.relation IS 'original, version, or copy, as in mart.story_items.';
COMMENT ON COLUMN mart.found.matches IS 'Number of all stories (with each_version of versions) that the search finds, the same in each row.';
COMMENT ON COLUMN mart.found.matches_kind IS 'exact; or estimate, from a sample, if more than 10,000 versions have the words. mart.search_count gives the exact number.';
COMMENT ON COLUMN mart.found.ranked IS 'What the order by rank takes in: all, or the newest 2,000 versions that match; the others follow it, newest first. Null in the order newest.';
COMMENT ON COLUMN mart.found.after IS 'The place of the row. Given as after to the same search, it continues behind the row.';

DROP FUNCTION mart.search(text, text, integer);
CREATE FUNCTION mart.search(
    words text DEFAULT NULL, in_language text DEFAULT NULL, most integer DEFAULT 100,
    since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL, source text DEFAULT NULL,
    provider text DEFAULT NULL, agency text DEFAULT NULL, place text DEFAULT NULL, country text DEFAULT NULL,
    order_by text DEFAULT 'rank', each_version boolean DEFAULT false, after text DEFAULT NULL
) RETURNS SETOF mart.found
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    SET work_mem = '64MB'
    SET enable_seqscan = off
    AS $$
#variable_conflict use_column
DECLARE
    most_ranked CONSTANT integer := news.search_most_ranked();
    asked CONSTANT tsquery := news.search_whole(words, in_language, source, provider, agency, place, country);
    beginning CONSTANT timestamptz := coalesce(since, '-infinity');
    ending CONSTANT timestamptz := coalesce(until, 'infinity');
    is_ranked CONSTANT boolean := order_by = 'rank' AND words IS NOT NULL;
    token CONSTANT text[] := regexp_match(after, '^(\d{1,18})_((?:\d{1,9}(?:\.\d{1,9})?(?:e-\d\d)?)?)_(-?\d{1,18})_(\d{1,18})$');
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
    as_of := coalesce(as_of, (SELECT max(found.version_id) FROM news.searchable AS found));
    IF token IS NOT NULL THEN
        below := 'epoch'::timestamptz + token[3]::bigint * interval '1 microsecond';
        below_version := token[4];
    END IF;

    sample := news.search_sample(asked, beginning, ending, as_of);
    -- Where the sample leaves a doubt, versions are counted.
    is_whole := most IS NULL OR sample.versions < 0.3 * news.search_most_counted()
        OR sample.versions < 2 * news.search_most_counted()
        AND news.search_is_small(asked, beginning, ending, news.search_most_counted());
    IF is_whole THEN
        newest := ARRAY(SELECT one FROM news.search_newest(
            asked, beginning, ending, as_of, 'infinity', 0, '{}', NULL
        ) AS one);
    ELSE
        reaching := sample.latest || sample.times;
    END IF;

    IF is_ranked AND token[2] IS DISTINCT FROM '' THEN
        IF NOT is_whole THEN
            newest := ARRAY(SELECT one FROM news.search_newest(
                asked, beginning, ending, as_of, 'infinity', 0, reaching, most_ranked
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
                asked, beginning, ending, as_of, below, below_version,
                ARRAY(SELECT time FROM unnest(reaching) AS time WHERE time < below), 2 * lacking + 20
            ) AS one);
            page := page || ARRAY(
                SELECT one.version_id
                FROM unnest(batch) AS one
                WHERE each_version OR news.search_is_newest(asked, one, ending, as_of)
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
COMMENT ON FUNCTION mart.search IS 'Stories that have the words ("a phrase", -without, or) and pass the filters, best first. Each comes once, by its best version, or with each_version in each version that matches. since and until limit issued_at (from since on, before until); in_language (BCP 47), source, provider, agency (provider or a name in credit), place (any of the dateline) and country (ISO 3166-1 alpha-2) limit the rest; case and marks in names do not count. Without words, all that pass the filters, newest first. most limits the rows of a page (null: all); the value of column after in the last row, given as after, continues behind it. order_by is rank or newest. The search covers the first 64,000 characters of a text.';

CREATE FUNCTION mart.search_count(
    words text DEFAULT NULL, in_language text DEFAULT NULL,
    since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL, source text DEFAULT NULL,
    provider text DEFAULT NULL, agency text DEFAULT NULL, place text DEFAULT NULL, country text DEFAULT NULL,
    each_version boolean DEFAULT false
) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET work_mem = '64MB'
    BEGIN ATOMIC
        SELECT CASE WHEN each_version THEN count(*) ELSE count(DISTINCT story_id) END
        FROM news.search_newest(
            news.search_whole(words, in_language, source, provider, agency, place, country),
            coalesce(since, '-infinity'), coalesce(until, 'infinity'),
            9223372036854775807, 'infinity', 0, '{}', NULL
        );
    END;
COMMENT ON FUNCTION mart.search_count IS 'Exact number of stories, or with each_version of versions, that mart.search finds with the same arguments. It has no limit, so it takes seconds for a word in half of a million stories.';
