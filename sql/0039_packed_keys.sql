-- The keys of near-copies were more than a third of a warehouse, and writing them the largest part of a load: a row has 28
-- bytes of its own before the first column, and five columns made 24 more, with 32 in the index. Two numbers hold the
-- same. An entry of the index has 16 bytes then, so a load changes fewer pages, which the write-ahead log has to keep
-- whole after each checkpoint. Sixteen bits of rank and of context do: ranks that are equal are taken together, and a
-- context only decides whether two texts are worth a comparison.

CREATE FUNCTION news.slot_of(period integer, key bigint, rank integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (period::bigint << 48) | ((key & 4294967295) << 16) | rank;
COMMENT ON FUNCTION news.slot_of IS 'Place of a key in news.text_keys: 16 bits of the period, 32 of the key, 16 of the rank. In the order of these numbers, keys of one period lie together.';

CREATE TABLE news.packed_keys AS
SELECT
    news.slot_of(period, key, (rank >> 16) + 32768) AS slot,
    (version_id << 16) | (context & 65535) AS version_and_context
FROM news.text_keys
ORDER BY 1;
DROP TABLE news.text_keys;
ALTER TABLE news.packed_keys RENAME TO text_keys;
ALTER TABLE news.text_keys ALTER COLUMN slot SET NOT NULL, ALTER COLUMN version_and_context SET NOT NULL;
CREATE INDEX text_keys_by_slot ON news.text_keys (slot) WITH (deduplicate_items = off); -- Equal slots are rare.
ANALYZE news.text_keys;
COMMENT ON TABLE news.text_keys IS 'Keys of the versions'' texts. Two texts that share keys are compared word by word.';
COMMENT ON COLUMN news.text_keys.slot IS 'Place of the key (news.slot_of): number of the 28-day period of the version''s issued_at, counted from 1970; hash of six consecutive words, or of the numbers or words of a short text; rank, taken from the content hash. If very many versions share a key, only those of the lowest rank are compared with all others.';
COMMENT ON COLUMN news.text_keys.version_and_context IS 'version_id << 16, and 16 bits of the hash of the same words with the words around them.';

-- extract returns a numeric value, whose division is slow; a double holds every microsecond of these centuries.
CREATE OR REPLACE FUNCTION news.period_of(moment timestamptz) RETURNS integer
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN floor(date_part('epoch', moment) / (28 * 86400))::integer;
