-- Of two matches of one score the one with the earlier item was named, and which item is earlier may depend on the order
-- of the loads: match_kind of a copy was now version, now copy. Of one score a copy comes before a version, and a version
-- before an excerpt; only then the items are compared. One line of the function changes, and the rows of copies are
-- written anew.
DO $$
DECLARE
    old CONSTANT text := 'ORDER BY found.score DESC NULLS LAST, matched.issued_at, matched.provider, matched.guid, found.kind';
    new CONSTANT text := 'ORDER BY found.score DESC NULLS LAST, array_position(ARRAY[''copy'', ''version'', ''excerpt''], found.kind),
                matched.issued_at, matched.provider, matched.guid';
    show CONSTANT regprocedure := (SELECT oid FROM pg_proc WHERE proname = 'show' AND pronamespace = 'news'::regnamespace);
    definition CONSTANT text := pg_get_functiondef(show);
BEGIN
    IF strpos(definition, old) = 0 THEN
        RAISE EXCEPTION 'news.show no longer has the order %', old;
    END IF;
    EXECUTE replace(definition, old, new);
END
$$;
SELECT news.show(ARRAY(SELECT DISTINCT story_id FROM news.shown WHERE match_kind IS NOT NULL ORDER BY story_id));
COMMENT ON COLUMN mart.story_items.match_kind IS 'For a copy: kind of the best match (copy, excerpt, or version: rewritten in part; address: a page and an item of one address, whatever their texts). Of one score, a copy comes before a version, and a version before an excerpt. Null if a mention by the wire or a person joined the item.';
