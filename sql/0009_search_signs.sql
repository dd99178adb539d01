-- Words that full-text search lost: those between < and >, the halves of a/b, the first word after a full stop without
-- a space, words spelled with letters that look alike, and phrases behind the positions that a tsvector has.
-- All words are made anew for that: news.searchable is emptied, and the next run fills it.
TRUNCATE news.searchable;

-- Invisible marks in a word (soft hyphen, zero width space, joiners) go, and of letters with several spellings
-- (decomposed, ligatures, full and half width, presentation forms) the one of NFKC counts. A zero width
-- non-joiner ends a word in the Arabic script, where it parts a plural from its noun, and is nothing elsewhere.
-- NFKC would turn ™ into two more letters of a word, so that marks are spaces before it, and 5½ into 51⁄2. Of
-- Thai and Lao it takes a common vowel apart, which is put together again. Texts of the letters named in the
-- first bracket expression have none of all this, and most texts do not wait for it.
CREATE FUNCTION news.search_spelling(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN text !~ (
            '[^\u0001-\u007f\u00c0-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0388-\u03ce\u0400-\u0482\u048a-\u052f'
            || '\u0531-\u0556\u0561-\u0586\u05d0-\u05ea\u060c\u061f\u0621-\u064a\u0660-\u0669\u067e-\u06d3\u06f0-\u06f9'
            || '\u0901-\u0939\u093e-\u094d\u0964-\u096f\u0e01-\u0e4c\u0e50-\u0e59\u10d0-\u10fa\u1e00-\u1e99\u1ea0-\u1ef9'
            || '\u2010\u2012-\u2015\u2018-\u201e\u2022\u2026\u20ac\u3001-\u3015\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff'
            || '\uac00-\ud7a3\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]'
        ) THEN text
        ELSE replace(replace(replace(
            normalize(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(text, '(?![\u0001-\u007f])[[:punct:][:space:]]', ' ', 'g'),
                            '(?<=[\u0620-\u06ff\u0750-\u077f])\u200c', E'\u001f', 'g'
                        ),
                        '[\u00ad\u200b-\u200d\u2060\ufeff]', '', 'g'
                    ),
                    '([\u00bc-\u00be\u2150-\u215e])', E'\u001f\\1', 'g'
                ),
                NFKC
            ),
            U&'\0e4d\0e32', U&'\0e33'), U&'\0ecd\0eb2', U&'\0eb3'), U&'\2044', ' ')
    END;
COMMENT ON FUNCTION news.search_spelling IS 'A text in the one spelling that search goes by: composed letters, no ligatures, no invisible marks.';

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
CREATE FUNCTION news.search_apart(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN text ~ '[[:alnum:]]\.[A-Z]([a-z]|\.[A-Z]|[A-Z]{3})' THEN news.search_stops(news.search_signs(text))
        ELSE news.search_signs(text)
    END;
COMMENT ON FUNCTION news.search_apart IS 'A text with separators at signs that PostgreSQL''s parser would take for tags, paths, hosts and entities.';

-- EXM.N becomes EXM, N and EXM.N. U.S. is none of these names, nor is a part of an e-mail address.
CREATE FUNCTION news.search_names(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN text ~ '[[:alnum:]]{2}\.[A-Z]' THEN regexp_replace(
            text, '([[:alnum:]]{2,})\.([A-Z]{1,3})(?![[:alnum:]])(?![[:alnum:]._-]*@)',
            E'\\1.\u001f\\2\u001f\\1.\\2', 'g'
        )
        ELSE text
    END;
COMMENT ON FUNCTION news.search_names IS 'A text in which names with a full stop, such as tickers, stand in parts and whole.';

CREATE FUNCTION news.search_pairs(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN octet_length(text) = length(text) THEN text
        WHEN text !~ ('[' || news.search_letters() || ']')
            THEN regexp_replace(text, '(?![\u0001-\u007f])[[:punct:][:space:]]', ' ', 'g')
        ELSE regexp_replace(
            regexp_replace(
                regexp_replace(text, '(?![\u0001-\u007f])[[:punct:][:space:]]', ' ', 'g'),
                '(?<=[' || news.search_letters() || '])([' || news.search_letters() || '])',
                E'\\1\u001f\\1', 'g'
            ),
            '(?<=[[:alnum:]])(?<![' || news.search_letters() || '])([' || news.search_letters() || '])'
            || '|(?<=[' || news.search_letters() || '])(?![' || news.search_letters() || '])([[:alnum:]])',
            E'\u001f\\1\\2', 'g'
        )
    END;
COMMENT ON FUNCTION news.search_pairs IS 'A text in which marks beyond ASCII are spaces, and letters of scripts without spaces overlapping pairs.';

-- Most texts have no full stop to be taken apart at, and no name with one, which one look at them shows.
CREATE OR REPLACE FUNCTION news.search_text(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN octet_length(text) <> length(text)
            THEN news.search_pairs(news.search_names(news.search_apart(news.search_spelling(text))))
        WHEN text ~ '[[:alnum:]]{2}\.[A-Z]|[[:alnum:]]\.[A-Z][a-z]'
            THEN news.search_names(news.search_stops(news.search_signs(text)))
        ELSE news.search_signs(text)
    END;
COMMENT ON FUNCTION news.search_text IS 'A text as PostgreSQL''s parser can read it: one spelling, signs and names taken apart, pairs of letters in scripts without spaces.';

-- A tsvector has 16,383 positions, and 256 for one word. A long text is read in parts: of Chinese and the like of
-- 8,000 letters, where a pair of letters can be 3 in 100 of all, of others of 32,000, which are at most 16,000 words.
-- Parts overlap by 400 letters, and a word that is cut there is left to the other part.
CREATE FUNCTION news.search_parts(text text) RETURNS TABLE (part integer, words text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT
            number,
            regexp_replace(
                substr(kept, greatest(number * size - 399, 1), size + least(number * size, 400)),
                CASE
                    WHEN last = 0 THEN '(?!)'
                    WHEN number = 0 THEN '\S{1,60}$'
                    WHEN number = last THEN '^\S{1,60}'
                    ELSE '^\S{1,60}|\S{1,60}$'
                END,
                '', 'g'
            )
        FROM (SELECT left(text, 64000) AS kept) AS cut
        CROSS JOIN LATERAL (
            SELECT CASE WHEN kept ~ ('[' || news.search_letters() || ']') THEN 8000 ELSE 32000 END AS size
        ) AS chosen
        CROSS JOIN LATERAL (SELECT greatest(length(kept) - 1, 0) / size AS last) AS counted
        CROSS JOIN LATERAL generate_series(0, last) AS number
        ORDER BY number;
    END;
COMMENT ON FUNCTION news.search_parts IS 'The first 64,000 letters of a text in the parts that their positions are counted in.';

-- Each word of a long text is there, so that "and" and "without" see all of it, and once more for each
-- part behind the first, behind a control character that is the part's number and with its positions there, so
-- that phrases are found. A tsvector holds 1 MB: what would not fit, as of random letters, is there as words alone.
CREATE FUNCTION news.search_long(text text, configuration regconfig) RETURNS tsvector
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

CREATE FUNCTION news.search_words(text text, configuration regconfig) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN length(text) <= 8000 THEN to_tsvector(configuration, news.search_text(text))
        ELSE news.search_long(text, configuration)
    END;
COMMENT ON FUNCTION news.search_words IS 'The words of a story''s text.';

-- <T> and <SO> are names of companies, but for the parser words that count for nothing. One look shows whether
-- an English text has such names, which few have.
CREATE FUNCTION news.search_symbols_of(text text, configuration regconfig) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY(
        SELECT lower(symbol[1]) FROM regexp_matches(text, '<[A-Z]{1,4}>', 'g') AS symbol
        WHERE to_tsvector(configuration, symbol[1]) = ''
    );
COMMENT ON FUNCTION news.search_symbols_of IS 'Names of companies in < > that are no words by the rules of the language.';

-- <T> and <SO> are names of companies, but for the parser words that count for nothing.
CREATE FUNCTION news.search_symbols(text text, configuration regconfig) RETURNS text[]
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

CREATE FUNCTION news.search_asked(words text, configuration regconfig) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(
        regexp_replace(
            websearch_to_tsquery(configuration, words)::text,
            '(''[' || news.search_letters() || ']{2}'') <-> ''[' || news.search_letters() || ']''(?! <->)', '\1', 'g'
        ),
        '(''[' || news.search_letters() || ']'')', '\1:*', 'g'
    )::tsquery;
COMMENT ON FUNCTION news.search_asked IS 'The query of words that are taken apart already: the end of a run of letters is the beginning of a pair.';

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
CREATE FUNCTION news.search_names_apart(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(
        news.search_stops(news.search_signs(text)),
        '(?<![[:alnum:]@._-])([[:alnum:]]{2,}\.)(?=[[:alpha:]]{1,3}(?![[:alnum:]@_-]|\.[[:alnum:]]))', E'\\1\u001f', 'g'
    );
COMMENT ON FUNCTION news.search_names_apart IS 'A text with separators at signs and in names with a full stop.';

-- The marks that stories use most are control characters for the parser, and come back afterwards.
CREATE FUNCTION news.search_marked(text text, query tsquery, configuration regconfig, spelled boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT translate(
            regexp_replace(
                regexp_replace(
                    replace(regexp_replace(
                        regexp_replace(
                            ts_headline(
                                configuration,
                                news.search_pairs(news.search_names_apart(
                                    CASE WHEN spelled THEN news.search_spelling(plain) ELSE plain END
                                )),
                                query,
                                'StartSel=**, StopSel=**, MaxFragments=2, MinWords=8, MaxWords=24, FragmentDelimiter=" … "'
                            ),
                            '([' || news.search_letters() || E'])\\*\\*\u001f\\*\\*\\1', '\1', 'g'
                        ),
                        '([' || news.search_letters() || E'])(\\*\\*)?\u001f(\\*\\*)?\\1', '\3\1\2', 'g'
                    ), E'**\u001f**', ''),
                    E'\\*\\*\\.\u001f(\\*\\*)?([A-Z]{1,3}|[a-z]{1,3})(?![[:alnum:]])(\\*\\*)?', '.\2**', 'g'
                ),
                '\s+', ' ', 'g'
            ),
            E'\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000e\u000f\u0010\u0011\u0012'
            '\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u007f\u001f',
            '“”„‘’…–—«»•€£、。，：；！？「」（）،؟'
        )
        FROM (
            SELECT translate(
                text, '“”„‘’…–—«»•€£、。，：；！？「」（）،؟',
                E'\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000e\u000f\u0010\u0011\u0012'
                '\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u007f'
            ) AS plain
        ) AS given;
    END;
COMMENT ON FUNCTION news.search_marked IS 'The places of a part of a text that a query finds, the words that it finds in **; as it is given, or in the spelling that search goes by.';

DROP FUNCTION news.search_excerpt(text, tsquery, regconfig);
CREATE FUNCTION news.search_excerpt(text text, words text, configuration regconfig) RETURNS text
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
