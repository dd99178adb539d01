-- A line of hyphens and a language of any length made PostgreSQL end a search with words of its own ("tsquery stack too
-- small", "word is too long in tsquery"). They are refused with a sentence, as a search of many words is. A condition is
-- added to the function that every search goes through.
DO $$
DECLARE
    old CONSTANT text := '    ELSIF country !~ ''^[A-Za-z]{2}$'' THEN';
    new CONSTANT text := $new$    ELSIF words ~ '(-\s*){10}' THEN
        RAISE invalid_parameter_value USING MESSAGE =
            'The words hold ten hyphens in a row. A hyphen before a word leaves stories out: write one.';
    ELSIF in_language !~ '^[A-Za-z0-9-]{1,35}$' THEN
        RAISE invalid_parameter_value USING MESSAGE = format(
            'in_language is a tag (BCP 47), such as en or pt-BR, and not %s.', quote_literal(left(in_language, 40))
        );
$new$ || old;
    search CONSTANT regprocedure := (
        SELECT oid FROM pg_proc WHERE proname = 'search_whole' AND pronamespace = 'news'::regnamespace
    );
    definition CONSTANT text := pg_get_functiondef(search);
BEGIN
    IF strpos(definition, old) = 0 THEN
        RAISE EXCEPTION 'news.search_whole no longer has the line %', old;
    END IF;
    EXECUTE replace(definition, old, new);
END
$$;
