-- Search had become slower than it need be. The rules of a language were applied to what is asked once for each
-- version that is weighed, phrases were looked for in eight parts of texts that have one, and all texts were read for
-- tickers that are no words. Those tickers are found without < > too. A text in parts has a mark for all this, so that
-- words are made anew: news.searchable is emptied, and the next run fills it.
TRUNCATE news.searchable;

-- PostgreSQL's parser takes <x> for a tag, a/b for a path, a.B for a host and &x; for an entity. A separator
-- beside these signs ends that, and the text stays as it is but for separators.
CREATE FUNCTION news.search_signs(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN replace(replace(replace(text, '<', E'<\u001f'), '/', E'\u001f/\u001f'), '&', E'&\u001f');
COMMENT ON FUNCTION news.search_signs IS 'A text with separators at the signs that PostgreSQL''s parser takes for tags, paths and entities.';

-- A full stop ends a sentence where a capitalised word, an abbreviation or four capitals follow, but not in
-- Name.Com, nor in what stands before an @.
CREATE FUNCTION news.search_stops(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(
        regexp_replace(
            text, '([[:alnum:]]\.)(?=[A-Z][a-z])(?!(?:Com|Co|Net|Org)\M)(?![[:alnum:]._-]*@)', E'\\1\u001f', 'g'
        ),
        '([[:alnum:]]{2}\.)(?=[A-Z]\.[A-Z]|[A-Z]{4})(?![[:alnum:]._-]*@)', E'\\1\u001f', 'g'
    );
COMMENT ON FUNCTION news.search_stops IS 'A text with separators at full stops that PostgreSQL''s parser takes for a part of a host.';

-- Most texts have no full stops to be taken apart at, and no names with one: one look at them shows it.
CREATE OR REPLACE FUNCTION news.search_apart(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN text ~ '[[:alnum:]]\.[A-Z]([a-z]|\.[A-Z]|[A-Z]{3})' THEN news.search_stops(news.search_signs(text))
        ELSE news.search_signs(text)
    END;

CREATE OR REPLACE FUNCTION news.search_names(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN text ~ '[[:alnum:]]{2}\.[A-Z]' THEN regexp_replace(
            text, '([[:alnum:]]{2,})\.([A-Z]{1,3})(?![[:alnum:]])(?![[:alnum:]._-]*@)',
            E'\\1.\u001f\\2\u001f\\1.\\2', 'g'
        )
        ELSE text
    END;

CREATE OR REPLACE FUNCTION news.search_text(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN octet_length(text) <> length(text)
            THEN news.search_pairs(news.search_names(news.search_apart(news.search_spelling(text))))
        WHEN text ~ '[[:alnum:]]{2}\.[A-Z]|[[:alnum:]]\.[A-Z][a-z]'
            THEN news.search_names(news.search_stops(news.search_signs(text)))
        ELSE news.search_signs(text)
    END;

-- Each word of a long text is there, so that "and" and "without" see all of it, and once more for each
-- part behind the first, behind a control character that is the part's number and with its positions there, so
-- that phrases are found. A tsvector holds 1 MB: what would not fit, as of random letters, is there as words alone.
CREATE OR REPLACE FUNCTION news.search_long(text text, configuration regconfig) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
        WITH part AS MATERIALIZED (
            SELECT part.part AS number, to_tsvector(configuration, news.search_text(part.words)) AS words
            FROM news.search_parts(text) AS part
        ),
        whole AS MATERIALIZED (
            SELECT string_agg((CASE WHEN number = 0 THEN words ELSE strip(words) END)::text, ' ')::tsvector AS words
            FROM part
        ),
        positioned AS (
            SELECT
                regexp_replace(later.words::text, '(^| )''', '\1''' || chr(number), 'g') AS words,
                sum(pg_column_size(later.words)) OVER (ORDER BY number) AS size
            FROM (
                SELECT
                    number,
                    ts_delete(part.words, ARRAY(
                        SELECT lexeme FROM unnest(part.words) WHERE octet_length(lexeme) > 2000
                    )) AS words
                FROM part WHERE number > 0
            ) AS later
        )
        SELECT concat_ws(' ', whole.words::text, string_agg(positioned.words || ' ''in parts''', ' '))::tsvector
        FROM whole LEFT JOIN positioned ON pg_column_size(whole.words) + positioned.size < 860000
        GROUP BY whole.words;
    END;
COMMENT ON FUNCTION news.search_long IS 'The words of a long text, with their positions in each of its parts.';

-- <T> and <SO> are names of companies, but for the parser words that count for nothing. One look shows whether
-- an English text has such names, which few have.
CREATE FUNCTION news.search_symbols_of(text text, configuration regconfig) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY(
        SELECT lower(symbol[1]) FROM regexp_matches(text, '<[A-Z]{1,4}>', 'g') AS symbol
        WHERE to_tsvector(configuration, symbol[1]) = ''
    );
COMMENT ON FUNCTION news.search_symbols_of IS 'Names of companies in < > that are no words by the rules of the language.';

CREATE OR REPLACE FUNCTION news.search_symbols(text text, configuration regconfig) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN strpos(text, '<') = 0 OR configuration = 'simple'::regconfig THEN NULL
        WHEN configuration <> 'english'::regconfig OR text ~ (
            '<(?:A|ALL|AM|AN|AND|ANY|ARE|AS|AT|BE|BEEN|BOTH|BUT|BY|CAN|DID|DO|DOES|DON|DOWN|EACH|FEW|FOR|FROM|HAD'
            || '|HAS|HAVE|HE|HER|HERE|HERS|HIM|HIS|HOW|I|IF|IN|INTO|IS|IT|ITS|JUST|ME|MORE|MOST|MY|NO|NOR|NOT'
            || '|NOW|OF|OFF|ON|ONCE|ONLY|OR|OUR|OURS|OUT|OVER|OWN|S|SAME|SHE|SO|SOME|SUCH|T|THAN|THAT|THE|THEM'
            || '|THEN|THEY|THIS|TO|TOO|UP|VERY|WAS|WE|WERE|WHAT|WHEN|WHO|WHOM|WHY|WILL|WITH|YOU|YOUR)>'
        ) THEN news.search_symbols_of(text, configuration)
    END;
COMMENT ON FUNCTION news.search_symbols IS 'The same, or NULL where a look shows that there are none.';

-- What is asked is taken apart once, and made a query by the rules of each language. Where these leave no word of
-- it, <T> and T are names of companies.
CREATE FUNCTION news.search_queries(words text) RETURNS TABLE (configuration regconfig, query tsquery)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT
            rules.oid::regconfig,
            coalesce(nullif(news.search_asked(ready.apart, rules.oid::regconfig)::text, ''), ready.symbols, '')::tsquery
        FROM pg_catalog.pg_ts_config AS rules
        CROSS JOIN (
            SELECT
                news.search_text(translate(words, '“”„«»’', '"""""''')) AS apart,
                (
                    SELECT string_agg(format('''<%s>''', lower(trim(symbol[1], '<>'))), ' & ')
                    FROM regexp_matches(words, '<[[:alpha:]]{1,4}>|\m[A-Z]{1,4}\M', 'g') AS symbol
                ) AS symbols
            OFFSET 0
        ) AS ready
        WHERE rules.cfgnamespace = 'pg_catalog'::regnamespace;
    END;
COMMENT ON FUNCTION news.search_queries IS 'What a person asks for ("a phrase", -without, or), by the rules of each language.';

CREATE OR REPLACE FUNCTION news.search_query_in(language text, words text) RETURNS tsquery
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT string_agg(format('(%s) & (%s)', query, marks), ' | ')::tsquery
        FROM (
            SELECT
                asked.query::text AS query,
                string_agg(quote_literal(
                    coalesce('language ' || lower(split_part(language, '-', 1)), 'rules ' || asked.configuration)
                ), ' | ') AS marks
            FROM news.search_queries(words) AS asked
            WHERE numnode(asked.query) > 0
              AND (language IS NULL OR asked.configuration = news.search_configuration(language))
            GROUP BY 1
        ) AS alike;
    END;

DROP FUNCTION news.search_in_parts(tsquery);
DROP FUNCTION news.search_query(text, regconfig);

-- A phrase stands in one of the parts of a long text, of which there are eight at most. Looking for it in all of
-- them takes its time, and so only texts with the mark of parts are asked.
CREATE FUNCTION news.search_in_parts(query tsquery) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT '''in parts'''::tsquery && string_agg(
            CASE
                WHEN found[2] ~ '> ''' THEN concat(found[1], '(', found[2], (
                    SELECT string_agg(' | ' || regexp_replace(found[2], '(^|> )''', '\1''' || chr(part), 'g'), '')
                    FROM generate_series(1, 7) AS part
                ), ')')
                ELSE concat(found[1], found[2], found[3])
            END,
            '' ORDER BY place
        )::tsquery
        FROM regexp_matches(
            query::text,
            '([^'']*)(''(?:[^'']|'''')*''(?::\*)?(?: <(?:-|\d+)> ''(?:[^'']|'''')*''(?::\*)?)*)|([^'']+)$', 'g'
        ) WITH ORDINALITY AS matched (found, place);
    END;
COMMENT ON FUNCTION news.search_in_parts IS 'A query of long texts, whose phrases are looked for in each of their parts.';

-- An excerpt shows names whole: in it and in what is asked they are taken apart, and put together again at last.
CREATE OR REPLACE FUNCTION news.search_names_apart(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(
        news.search_stops(news.search_signs(text)),
        '(?<![[:alnum:]@._-])([[:alnum:]]{2,}\.)(?=[[:alpha:]]{1,3}(?![[:alnum:]@_-]|\.[[:alnum:]]))', E'\\1\u001f', 'g'
    );
COMMENT ON FUNCTION news.search_names_apart IS 'A text with separators at signs and in names with a full stop.';

CREATE OR REPLACE FUNCTION news.search_excerpt(text text, words text, configuration regconfig) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET plan_cache_mode = force_generic_plan
    AS $$
DECLARE
    query CONSTANT tsquery := news.search_asked(
        news.search_pairs(news.search_names_apart(
            news.search_spelling(translate(words, '“”„«»’', '"""""'''))
        )), configuration
    );
    found text;
    beginning text;
    piece text;
    spelled boolean;
BEGIN
    FOREACH piece IN ARRAY CASE
        WHEN length(text) <= 8000 THEN ARRAY[text] ELSE ARRAY(SELECT part.words FROM news.search_parts(text) AS part)
    END LOOP
        FOREACH spelled IN ARRAY ARRAY[false, true] LOOP
            CONTINUE WHEN spelled AND news.search_spelling(piece) = piece;
            found := news.search_marked(piece, query, configuration, spelled);
            IF strpos(found, '**') > 0 THEN
                RETURN found;
            END IF;
            beginning := coalesce(beginning, found);
        END LOOP;
    END LOOP;
    RETURN beginning;
END
$$;
COMMENT ON FUNCTION news.search_excerpt IS 'The places of a text that words find, the words in **.';

CREATE OR REPLACE FUNCTION mart.search(words text, in_language text DEFAULT NULL, most integer DEFAULT 100)
    RETURNS TABLE (
        story_id bigint, version_id bigint, provider text, title text, published_at timestamptz,
        published_precision text, language text, rank real, excerpt text
    )
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_custom_plan
    AS $$
#variable_conflict use_column
DECLARE
    asked CONSTANT tsquery := news.search_query_in(in_language, words);
    has_parts CONSTANT boolean := asked::text ~ ''' <(-|\d+)> '''
        AND EXISTS (SELECT FROM news.searchable AS found WHERE found.words @@ '''in parts'''::tsquery);
    whole CONSTANT tsquery := CASE WHEN has_parts THEN asked && '!''in parts'''::tsquery ELSE asked END;
    in_parts CONSTANT tsquery := CASE WHEN has_parts THEN news.search_in_parts(asked) END;
BEGIN
    RETURN QUERY
    WITH newest AS MATERIALIZED (
        (
            SELECT found.version_id, found.words
            FROM news.searchable AS found
            WHERE found.words @@ whole
            ORDER BY found.version_id DESC
            LIMIT 1000
        )
        UNION ALL
        (
            SELECT found.version_id, found.words
            FROM news.searchable AS found
            WHERE found.words @@ in_parts
            ORDER BY found.version_id DESC
            LIMIT 1000
        )
        ORDER BY version_id DESC
        LIMIT 1000
    ),
    spoken AS MATERIALIZED (SELECT * FROM news.search_queries(search.words)),
    weighed AS (
        SELECT DISTINCT ON (seen.story_id)
            seen.story_id, seen.version_id, seen.provider, seen.title, seen.published_at, seen.published_precision,
            seen.language,
            spoken.configuration, ts_rank(newest.words, spoken.query, 1) AS rank
        FROM newest
        JOIN mart.story_items AS seen ON seen.version_id = newest.version_id
        JOIN spoken ON spoken.configuration = news.search_configuration(seen.language)
        ORDER BY seen.story_id, rank DESC, seen.is_current DESC, seen.version_id DESC
    ),
    best AS (
        SELECT weighed.*
        FROM weighed
        ORDER BY weighed.rank DESC, weighed.published_at DESC NULLS LAST, weighed.version_id DESC
        LIMIT most
    )
    SELECT
        best.story_id, best.version_id, best.provider, best.title, best.published_at, best.published_precision,
        best.language, best.rank,
        news.search_excerpt(coalesce(kept.body_text, kept.standfirst, best.title), search.words, best.configuration)
    FROM best JOIN news.versions AS kept ON kept.version_id = best.version_id
    ORDER BY best.rank DESC, best.published_at DESC NULLS LAST, best.version_id DESC;
END
$$;
COMMENT ON FUNCTION mart.search IS 'Stories that have the words ("a phrase", -without, or), best first, each once, by the version that fits best: of the newest 1,000 versions that have them. in_language (BCP 47) takes only stories in that language; most says how many to give. Of a text the first 64,000 letters count. In excerpt the words stand in **.';
COMMENT ON COLUMN news.searchable.words IS 'Stems of its words: headline (A), slugline, keywords and standfirst (B), byline and place (C), text (D), of a long text also by part; and marks as no word has: its language, the rules (PostgreSQL''s configuration) that made the stems, "in parts" of a long text, and names in < > that are no words.';
