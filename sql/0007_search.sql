-- Full-text search. It is filled after the loads, by a stage of its own, and so holds none of them back:
-- a column of news.versions, or a trigger, would make every load wait for what costs more than the load
-- itself (docs/choices.md has the figures). Versions are taken in order of their number, so that what is
-- not searchable yet is what lies above the highest number here; a replay gives new numbers to what it
-- loads again, and takes the old rows away by the foreign key. A migration that changes how words are made
-- has to empty news.searchable; the next run fills it.

CREATE FUNCTION news.search_configuration(language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE lower(split_part(language, '-', 1))
        WHEN 'ar' THEN 'arabic'::regconfig
        WHEN 'ca' THEN 'catalan'::regconfig
        WHEN 'da' THEN 'danish'::regconfig
        WHEN 'de' THEN 'german'::regconfig
        WHEN 'el' THEN 'greek'::regconfig
        WHEN 'en' THEN 'english'::regconfig
        WHEN 'es' THEN 'spanish'::regconfig
        WHEN 'et' THEN 'estonian'::regconfig
        WHEN 'eu' THEN 'basque'::regconfig
        WHEN 'fi' THEN 'finnish'::regconfig
        WHEN 'fr' THEN 'french'::regconfig
        WHEN 'ga' THEN 'irish'::regconfig
        WHEN 'hi' THEN 'hindi'::regconfig
        WHEN 'hu' THEN 'hungarian'::regconfig
        WHEN 'hy' THEN 'armenian'::regconfig
        WHEN 'id' THEN 'indonesian'::regconfig
        WHEN 'it' THEN 'italian'::regconfig
        WHEN 'lt' THEN 'lithuanian'::regconfig
        WHEN 'nb' THEN 'norwegian'::regconfig
        WHEN 'ne' THEN 'nepali'::regconfig
        WHEN 'nl' THEN 'dutch'::regconfig
        WHEN 'nn' THEN 'norwegian'::regconfig
        WHEN 'no' THEN 'norwegian'::regconfig
        WHEN 'pt' THEN 'portuguese'::regconfig
        WHEN 'ro' THEN 'romanian'::regconfig
        WHEN 'ru' THEN 'russian'::regconfig
        WHEN 'sr' THEN 'serbian'::regconfig
        WHEN 'sv' THEN 'swedish'::regconfig
        WHEN 'ta' THEN 'tamil'::regconfig
        WHEN 'tr' THEN 'turkish'::regconfig
        WHEN 'yi' THEN 'yiddish'::regconfig
        ELSE 'simple'::regconfig
    END;
COMMENT ON FUNCTION news.search_configuration IS 'PostgreSQL''s rules for the words of a language (BCP 47); simple, which takes words as they are, for those it has none for.';

-- PostgreSQL's parser ends a word at a space, and so makes one word of a whole Chinese clause; and in a
-- database of the locale C it takes every mark beyond ASCII, such as ” or 、, for a letter. Here such marks
-- become spaces, and of scripts without spaces each letter is followed by the next one, 東京都 being 東京 京都 都:
-- what is looked for is a phrase of overlapping pairs, and a single letter is the beginning of one. Hangul is
-- among them, since Korean writes its particles onto its words.
CREATE FUNCTION news.search_letters() RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17d7\u17dc\u17dd'
        || '\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f'
        || '\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uac00-\ud7a3';
COMMENT ON FUNCTION news.search_letters IS 'Letters of scripts without spaces between words (Thai, Lao, Burmese, Khmer, kana, Han), and Hangul, as in a bracket expression.';

CREATE FUNCTION news.search_text(text text) RETURNS text
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
COMMENT ON FUNCTION news.search_text IS 'A text as PostgreSQL''s parser can read it: marks beyond ASCII are spaces, letters of scripts without spaces are overlapping pairs.';

CREATE TABLE news.searchable (
    version_id bigint PRIMARY KEY REFERENCES news.versions ON DELETE CASCADE,
    words tsvector NOT NULL
);
-- Entries wait in a list of up to 16 MB and are sorted in together: one by one costs three times as much.
CREATE INDEX searchable_words ON news.searchable USING gin (words) WITH (gin_pending_list_limit = 16384);
COMMENT ON TABLE news.searchable IS 'What full-text search finds a version by; filled after the loads. Of a text the first 64,000 letters count.';
COMMENT ON COLUMN news.searchable.version_id IS 'The version.';
COMMENT ON COLUMN news.searchable.words IS 'Stems of its words: headline (A), slugline, keywords and standfirst (B), byline and place (C), text (D); and two marks with a space, as no word has: its language, and the rules (PostgreSQL''s configuration) that made the stems.';

CREATE FUNCTION news.search_query(words text, configuration regconfig) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(
        regexp_replace(
            websearch_to_tsquery(configuration, news.search_text(translate(words, '“”„«»’', '"""""''')))::text,
            '(''[' || news.search_letters() || ']{2}'') <-> ''[' || news.search_letters() || ']''(?! <->)', '\1', 'g'
        ),
        '(''[' || news.search_letters() || ']'')', '\1:*', 'g'
    )::tsquery;
COMMENT ON FUNCTION news.search_query IS 'What a person asks for ("a phrase", -without, or), by the rules of one language.';

CREATE FUNCTION news.search_query_in(language text, words text) RETURNS tsquery
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT string_agg(format('(%s) & (%s)', query, marks), ' | ')::tsquery
        FROM (
            SELECT query, string_agg(quote_literal(mark), ' | ') AS marks
            FROM (
                SELECT news.search_query(words, oid::regconfig)::text AS query, 'rules ' || cfgname AS mark
                FROM pg_catalog.pg_ts_config
                WHERE language IS NULL AND cfgnamespace = 'pg_catalog'::regnamespace
                UNION ALL
                SELECT
                    news.search_query(words, news.search_configuration(language))::text,
                    'language ' || lower(split_part(language, '-', 1))
                WHERE language IS NOT NULL
            ) AS asked
            WHERE query <> ''
            GROUP BY query
        ) AS alike;
    END;
COMMENT ON FUNCTION news.search_query_in IS 'The same in one language, or, where none is given, in each version''s own: the words by its rules, and the mark of those rules.';

-- The marks that stories use most are control characters for the parser, and come back afterwards.
CREATE FUNCTION news.search_excerpt(text text, query tsquery, configuration regconfig) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(
        regexp_replace(
            replace(regexp_replace(
                regexp_replace(
                    ts_headline(
                        configuration,
                        news.search_text(translate(
                            left(text, 64000), '“”„‘’…–—«»•€£、。，：；！？「」（）،؟',
                            E'\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000e\u000f\u0010\u0011\u0012'
                            '\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u007f'
                        )),
                        query,
                        'StartSel=**, StopSel=**, MaxFragments=2, MinWords=8, MaxWords=24, FragmentDelimiter=" … "'
                    ),
                    '([' || news.search_letters() || E'])\\*\\*\u001f\\*\\*\\1', '\1', 'g'
                ),
                '([' || news.search_letters() || E'])(\\*\\*)?\u001f(\\*\\*)?\\1', '\3\1\2', 'g'
            ), E'**\u001f**', ''),
            '\s+', ' ', 'g'
        ),
        E'\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000e\u000f\u0010\u0011\u0012'
        '\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u007f\u001f',
        '“”„‘’…–—«»•€£、。，：；！？「」（）،؟'
    );
COMMENT ON FUNCTION news.search_excerpt IS 'The places of a text that a query finds, the words that it finds in **.';

-- Of the versions that have the words the newest 1,000 are weighed, so that a frequent word takes no
-- longer than a rare one. Only what mart.story_items shows is, and excerpts are made for what comes out.
-- It runs with its owner's rights, since the reader has none to the schema news.
CREATE FUNCTION mart.search(words text, in_language text DEFAULT NULL, most integer DEFAULT 100)
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
BEGIN
    RETURN QUERY
    WITH newest AS MATERIALIZED (
        SELECT found.version_id, found.words
        FROM news.searchable AS found
        WHERE found.words @@ asked
        ORDER BY found.version_id DESC
        LIMIT 1000
    ),
    weighed AS (
        SELECT DISTINCT ON (seen.story_id)
            seen.story_id, seen.version_id, seen.provider, seen.title, seen.published_at, seen.published_precision,
            seen.language,
            rules.configuration, spoken.query, ts_rank(newest.words, spoken.query, 1) AS rank
        FROM newest
        JOIN mart.story_items AS seen ON seen.version_id = newest.version_id
        CROSS JOIN LATERAL (SELECT news.search_configuration(seen.language) AS configuration) AS rules
        CROSS JOIN LATERAL (
            SELECT news.search_query(search.words, rules.configuration) AS query OFFSET 0
        ) AS spoken
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
        news.search_excerpt(coalesce(kept.body_text, kept.standfirst, best.title), best.query, best.configuration)
    FROM best JOIN news.versions AS kept ON kept.version_id = best.version_id
    ORDER BY best.rank DESC, best.published_at DESC NULLS LAST, best.version_id DESC;
END
$$;
COMMENT ON FUNCTION mart.search IS 'Stories that have the words ("a phrase", -without, or), best first, each once, by the version that fits best: of the newest 1,000 versions that have them. in_language (BCP 47) takes only stories in that language; most says how many to give. In excerpt the words stand in **.';
