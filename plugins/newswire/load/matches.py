"""Near-copies, found and compared inside the load's transaction.

Candidates are versions that share keys within the window. One statement finds those of the whole run. They
are compared in batches, so that memory does not grow with the warehouse. The two texts alone decide a pair,
in either order of arrival, so that stories do not depend on that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import psycopg

from newswire import settings
from newswire.dedupe.recordings import recordings
from newswire.dedupe.verify import Match, Pair, Story, compare
from newswire.load.staging import MENTIONS, Staged
from newswire.portions import portions

_FRESH_KEYS = """
INSERT INTO fresh_keys (slot, version_id, context, is_own)
WITH dated AS MATERIALIZED (
    SELECT
        decided.position, version_id,
        (get_byte(version.content_hash, 0) << 8 | get_byte(version.content_hash, 1)) # 32768 AS rank,
        news.period_of(version.issued_at) AS own_period,
        generate_series(
            news.period_of(version.issued_at - %(window)s), news.period_of(version.issued_at + %(window)s)
        ) AS period
    FROM decided
    CROSS JOIN LATERAL (
        SELECT issued_at, content_hash FROM news.versions AS one
        WHERE one.version_id = decided.version_id
        OFFSET 0
    ) AS version
),
held AS MATERIALIZED (
    SELECT period
    FROM (SELECT DISTINCT period FROM dated) AS near
    WHERE period IN (SELECT own_period FROM dated) OR EXISTS (
        SELECT FROM news.text_keys
        WHERE slot BETWEEN news.slot_of(period, 0, 0) AND news.slot_of(period, -1, 65535)
        OFFSET 0
    )
)
SELECT
    news.slot_of(period, stated.key_and_context >> 16, dated.rank) AS slot,
    dated.version_id, stated.key_and_context & 65535, period = dated.own_period
FROM staged_keys JOIN dated USING (position) JOIN held USING (period)
CROSS JOIN LATERAL unnest(staged_keys.keys) AS stated (key_and_context)
ORDER BY slot
"""
"""The keys of the run's versions, sorted like the table, for each period in the window that has keys."""

_INSERT_KEYS = """
INSERT INTO news.text_keys (slot, version_and_context)
SELECT slot, (version_id << 16) | context FROM fresh_keys WHERE is_own
"""

_INSERT_MENTIONS = """
INSERT INTO news.mentions (version_id, provider, guid, rel)
SELECT DISTINCT decided.version_id, decided.provider, mention.guid, mention.rel
FROM staged
JOIN decided USING (position)
CROSS JOIN LATERAL (
    SELECT stated.rel, coalesce((
        SELECT guid FROM news.changed_guids AS changed
        WHERE (changed.provider, changed.stated_guid) = (decided.provider, stated.guid)
    ), stated.guid) AS guid
    FROM jsonb_to_recordset(staged.links) AS stated (rel text, guid text)
) AS mention
WHERE NOT decided.unchanged
  AND mention.rel = ANY(%(mentions)s)
  AND mention.guid IS NOT NULL AND mention.guid <> decided.guid AND octet_length(mention.guid) <= 1000
"""

_CANDIDATES = """
WITH shared AS MATERIALIZED (
    SELECT
        mine.version_id, mine.slot, mine.is_own, other.slot AS other_slot,
        other.version_and_context >> 16 AS other_version_id,
        other.version_and_context & 65535 = mine.context AS same_context
    FROM fresh_keys AS mine
    CROSS JOIN LATERAL (
        SELECT slot, version_and_context FROM news.text_keys AS other
        WHERE other.slot BETWEEN mine.slot & -65536 AND mine.slot | 65535
        ORDER BY other.slot
        FETCH FIRST %(crowd)s ROWS WITH TIES
    ) AS other
    WHERE other.version_and_context >> 16 <> mine.version_id
),
foremost AS (
    SELECT version_id, slot >> 16 & 4294967295 AS key
    FROM shared
    WHERE is_own
    GROUP BY version_id, slot
    HAVING count(*) = %(crowd)s - 1 OR (count(*) >= %(crowd)s AND slot <= max(other_slot))
),
brought AS (
    SELECT version_id, other_version_id, slot >> 16 & 4294967295 AS key, same_context FROM shared
    UNION ALL
    SELECT
        mine.version_id, other.version_and_context >> 16, foremost.key,
        other.version_and_context & 65535 = mine.context
    FROM foremost
    JOIN fresh_keys AS mine
        ON mine.version_id = foremost.version_id AND mine.slot >> 16 & 4294967295 = foremost.key
    CROSS JOIN LATERAL (
        SELECT version_and_context FROM news.text_keys AS other
        WHERE other.slot BETWEEN mine.slot & -65536 AND mine.slot | 65535
        OFFSET 0
    ) AS other
),
candidates AS MATERIALIZED (
    SELECT
        least(version_id, other_version_id) AS version_id,
        greatest(version_id, other_version_id) AS other_version_id
    FROM brought
    WHERE version_id <> other_version_id
    GROUP BY 1, 2
    HAVING count(DISTINCT key) > 1 OR bool_or(same_context)
)
SELECT candidates.version_id, candidates.other_version_id, one.size + other.size
FROM candidates
CROSS JOIN LATERAL (
    SELECT item_id, text_hash, issued_at, coalesce(octet_length(body_text), 0) AS size
    FROM news.versions AS version
    WHERE version.version_id = candidates.version_id
    OFFSET 0
) AS one
CROSS JOIN LATERAL (
    SELECT item_id, text_hash, issued_at, coalesce(octet_length(body_text), 0) AS size
    FROM news.versions AS version
    WHERE version.version_id = candidates.other_version_id
    OFFSET 0
) AS other
WHERE one.item_id <> other.item_id
  AND (one.text_hash = other.text_hash) IS NOT TRUE
  AND one.issued_at - other.issued_at BETWEEN -%(window)s::interval AND %(window)s::interval
ORDER BY 1, 2
"""
"""Pairs to compare, with the bytes of their texts: of two items, within the window, with unequal hashes.

They share two keys, or one key in the same context, as ``newswire.dedupe.texts.keys`` requires. If a crowd
shares a key in one period (a flood of similar notices), only its lowest-ranked members are compared with all
others, and with them all that have the rank of the last of these. The content determines the rank, so that it
does not depend on arrival. Pairs outside these that were compared while the crowd was smaller stay compared.
"""

_TEXTS = """
SELECT
    version_id, body_text, version.headline, version.issued_at,
    coalesce((SELECT provider FROM news.items WHERE items.item_id = version.item_id), chained.provider),
    content_hash, label, slugline, kind, jsonb_path_query_array(links, '$[*] ? (@.rel == "rendition").url')
FROM news.versions AS version
LEFT JOIN chained USING (item_id)
WHERE version_id = ANY(%s)
"""

_INSERT_MATCHES = """
INSERT INTO news.matches (version_id, matched_version_id, kind, score, one_story)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::real[], %s::boolean[])
"""

_PAIRS_AT_ONCE = 2000
_BYTES_AT_ONCE = 16 * 1024 * 1024
_CROWD = 50


def match(connection: psycopg.Connection, staged: Staged, *, is_small: bool) -> None:
    """Store the keys and mentions of the run's versions and their matches, in either order of arrival.

    The pairs of a run that ``is_small`` are read at once, by a statement whose plan is kept; those of a large
    one through a cursor, because they may be millions.
    """
    window = settings.copy_window()
    connection.execute(_FRESH_KEYS, {"window": window})
    connection.execute(_INSERT_KEYS)
    if staged.has_mentions:
        connection.execute(_INSERT_MENTIONS, {"mentions": list(MENTIONS)})
    wanted = {"crowd": _CROWD, "window": window}
    if is_small:
        _compare_all(connection, connection.execute(_CANDIDATES, wanted))
        return
    with connection.cursor(name="candidates") as cursor:
        cursor.itersize = _PAIRS_AT_ONCE
        _compare_all(connection, cursor.execute(_CANDIDATES, wanted))


def _compare_all(connection: psycopg.Connection, pairs: Iterable[tuple[int, int, int]]) -> None:
    for some in portions(pairs, lambda pair: pair[2], most=_PAIRS_AT_ONCE, largest=_BYTES_AT_ONCE):
        _compare(connection, [(one, other) for one, other, _ in some])


def _compare(connection: psycopg.Connection, pairs: Sequence[tuple[int, int]]) -> None:
    wanted = list({version_id for pair in pairs for version_id in pair})
    rows = {row[0]: row[1:] for row in connection.execute(_TEXTS, (wanted,))}
    stories = {
        version_id: Story(
            text or "", headline, issued_at, provider, label, slugline, recordings(kind, addresses or ())
        )
        for version_id, (
            text,
            headline,
            issued_at,
            provider,
            _,
            label,
            slugline,
            kind,
            addresses,
        ) in rows.items()
    }
    found = compare([Pair(stories[one], stories[other]) for one, other in pairs])
    matches = list(_ordered(pairs, found, rows))
    if matches:
        connection.execute(_INSERT_MATCHES, [list(column) for column in zip(*matches, strict=True)])


def _ordered(
    pairs: Sequence[tuple[int, int]], found: Sequence[Match | None], rows: Mapping[int, Sequence[Any]]
) -> Iterator[tuple[int, int, str, float, bool]]:
    """Yield matches from the later version to the earlier one. The hash breaks ties of time."""
    for pair, found_match in zip(pairs, found, strict=True):
        if found_match is not None and found_match.score > 0:
            earlier, later = sorted(
                pair, key=lambda version_id: (rows[version_id][2], bytes(rows[version_id][4]))
            )
            yield later, earlier, found_match.kind, found_match.score, found_match.one_story
