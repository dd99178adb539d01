"""Near-copies, found and compared inside the load's transaction.

Candidates are versions that share keys within the window, looked up for the whole run by one statement;
they are compared in batches, so that memory does not grow with the warehouse. A pair is decided by the
two texts alone, and found whichever of the two came first, so that stories do not depend on arrival.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import psycopg

from newswire import settings
from newswire.dedupe.verify import Match, Pair, Story, compare

_INSERT_KEYS = """
CREATE TEMPORARY TABLE fresh_keys ON COMMIT DROP AS
SELECT
    version_id,
    news.week_of(version.issued_at) AS week,
    staged_keys.key,
    staged_keys.context
FROM staged_keys
JOIN decided USING (position)
JOIN news.versions AS version USING (version_id);
INSERT INTO news.text_keys (week, key, context, version_id)
SELECT week, key, context, version_id FROM fresh_keys ORDER BY week, key, version_id
"""

_INSERT_MENTIONS = """
INSERT INTO news.mentions (version_id, provider, guid, rel)
SELECT DISTINCT decided.version_id, decided.provider, mention.guid, mention.rel
FROM staged
JOIN decided USING (position)
CROSS JOIN LATERAL jsonb_to_recordset(staged.links) AS mention (rel text, guid text)
WHERE NOT decided.unchanged
  AND mention.rel IN ('previous-version', 'replaces', 'corrects')
  AND mention.guid IS NOT NULL AND mention.guid <> decided.guid AND octet_length(mention.guid) <= 1000
"""

_FIND_CANDIDATES = """
CREATE TEMPORARY TABLE candidates ON COMMIT DROP AS
SELECT shared.version_id, shared.other_version_id
FROM (
    SELECT DISTINCT
        least(mine.version_id, other.version_id) AS version_id,
        greatest(mine.version_id, other.version_id) AS other_version_id,
        mine.key,
        mine.context = other.context AS same_context
    FROM fresh_keys AS mine
    CROSS JOIN generate_series(mine.week - %(weeks)s::integer, mine.week + %(weeks)s::integer) AS near (week)
    JOIN news.text_keys AS other ON other.week = near.week AND other.key = mine.key
    WHERE other.version_id <> mine.version_id
) AS shared
GROUP BY shared.version_id, shared.other_version_id
HAVING count(*) > 1 OR bool_or(shared.same_context)
"""
"""Pairs that share two keys, or one in the same context: what newswire.dedupe.keys asks for."""

_CANDIDATES = """
SELECT candidates.version_id, candidates.other_version_id
FROM candidates
JOIN news.versions AS one ON one.version_id = candidates.version_id
JOIN news.versions AS other ON other.version_id = candidates.other_version_id
WHERE one.item_id <> other.item_id
  AND (one.text_hash = other.text_hash) IS NOT TRUE
  AND one.issued_at - other.issued_at BETWEEN -%(window)s::interval AND %(window)s::interval
ORDER BY 1, 2
"""
"""Pairs to compare: of two items, within the window, and not known as the same text already."""

_TEXTS = """
SELECT
    version.version_id, version.body_text, version.headline, version.issued_at,
    coalesce(item.provider, chained.provider), version.content_hash
FROM news.versions AS version
LEFT JOIN news.items AS item USING (item_id)
LEFT JOIN chained USING (item_id)
WHERE version.version_id = ANY(%s)
"""

_INSERT_MATCHES = """
INSERT INTO news.matches (version_id, matched_version_id, kind, score, one_story)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::real[], %s::boolean[])
"""

_PAIRS_AT_ONCE = 2000


def match(connection: psycopg.Connection) -> None:
    """Keep the keys and mentions of the run's versions, and what they match, whichever came first."""
    connection.execute(_INSERT_KEYS)
    connection.execute(_INSERT_MENTIONS)
    connection.execute("ANALYZE fresh_keys")
    window = settings.copy_window()
    weeks = -(-window // dt.timedelta(weeks=1))
    connection.execute(_FIND_CANDIDATES, {"weeks": weeks})
    connection.execute("ANALYZE candidates")
    with connection.cursor(name="candidates") as cursor:
        cursor.itersize = _PAIRS_AT_ONCE
        pairs = iter(cursor.execute(_CANDIDATES, {"window": window}))
        while some := list(islice(pairs, _PAIRS_AT_ONCE)):
            _compare(connection, some)
    connection.execute("DROP TABLE staged_keys, fresh_keys, candidates")


def _compare(connection: psycopg.Connection, pairs: Sequence[tuple[int, int]]) -> None:
    wanted = list({version_id for pair in pairs for version_id in pair})
    rows = {row[0]: row[1:] for row in connection.execute(_TEXTS, (wanted,))}
    stories = {
        version_id: Story(text or "", headline, issued_at, provider)
        for version_id, (text, headline, issued_at, provider, _) in rows.items()
    }
    found = compare([Pair(stories[one], stories[other]) for one, other in pairs])
    matches = list(_ordered(pairs, found, rows))
    if matches:
        connection.execute(_INSERT_MATCHES, [list(column) for column in zip(*matches, strict=True)])


def _ordered(
    pairs: Sequence[tuple[int, int]], found: Sequence[Match | None], rows: Mapping[int, Sequence[Any]]
) -> Iterator[tuple[int, int, str, float, bool]]:
    """Matches from the later version to the earlier one; the hash decides between those of one instant."""
    for pair, found_match in zip(pairs, found, strict=True):
        if found_match is not None and found_match.score > 0:
            earlier, later = sorted(
                pair, key=lambda version_id: (rows[version_id][2], bytes(rows[version_id][4]))
            )
            yield later, earlier, found_match.kind, found_match.score, found_match.one_story
