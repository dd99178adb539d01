"""The pairs that are each other's best become matches, and their stories are joined or parted.

The caller's transaction waits for the lock of the loads here, and holds it for the new pairs only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import psycopg
from psycopg.rows import scalar_row

from newswire.load.run import lock
from newswire.load.settling import dissolve, settle
from newswire.translations.texts.compare import ENOUGH
from newswire.translations.texts.partners import Pair, partners

_UNDECIDED = """
SELECT DISTINCT item_id FROM news.versions
WHERE version_id IN (
    SELECT version_id FROM news.translation_pairs WHERE NOT is_decided
    UNION ALL
    SELECT other_version_id FROM news.translation_pairs WHERE NOT is_decided
)
"""

_PAIRS = """
WITH mine AS MATERIALIZED (
    SELECT version_id FROM unnest(%(items)s::bigint[]) AS item (item_id)
    CROSS JOIN LATERAL (
        SELECT version_id FROM news.versions AS one WHERE one.item_id = item.item_id OFFSET 0
    ) AS version
),
met AS (
    SELECT pair.* FROM mine CROSS JOIN LATERAL (
        SELECT * FROM news.translation_pairs AS one WHERE one.version_id = mine.version_id OFFSET 0
    ) AS pair
    UNION
    SELECT pair.* FROM mine CROSS JOIN LATERAL (
        SELECT * FROM news.translation_pairs AS one WHERE one.other_version_id = mine.version_id OFFSET 0
    ) AS pair
)
SELECT DISTINCT ON (1, 2)
    least(one.item_id, other.item_id), greatest(one.item_id, other.item_id),
    CASE WHEN one.item_id < other.item_id THEN one.language ELSE other.language END,
    CASE WHEN one.item_id < other.item_id THEN other.language ELSE one.language END,
    score, is_stated,
    CASE WHEN one.place > other.place THEN one.version_id ELSE other.version_id END,
    CASE WHEN one.place > other.place THEN other.version_id ELSE one.version_id END
FROM met
CROSS JOIN LATERAL (
    SELECT version_id, item_id, (issued_at, content_hash) AS place,
        lower(split_part(language, '-', 1)) AS language
    FROM news.versions AS version WHERE version.version_id = met.version_id OFFSET 0
) AS one
CROSS JOIN LATERAL (
    SELECT version_id, item_id, (issued_at, content_hash) AS place,
        lower(split_part(language, '-', 1)) AS language
    FROM news.versions AS version WHERE version.version_id = met.other_version_id OFFSET 0
) AS other
CROSS JOIN LATERAL (SELECT provider, guid FROM news.items WHERE item_id = one.item_id OFFSET 0) AS here
CROSS JOIN LATERAL (SELECT provider, guid FROM news.items WHERE item_id = other.item_id OFFSET 0) AS there
WHERE one.item_id <> other.item_id AND NOT EXISTS (
    SELECT FROM news.rulings AS ruling
    WHERE verdict = 'split' AND (ruling.provider, ruling.guid, ruling.other_provider, ruling.other_guid) IN (
        (here.provider, here.guid, there.provider, there.guid),
        (there.provider, there.guid, here.provider, here.guid)
    )
)
ORDER BY 1, 2, is_stated DESC, score DESC, least(one.place, other.place), greatest(one.place, other.place)
"""
"""The best pair of versions of each two items, the later version first; none of items that a person split."""

_KIN = """
WITH mine AS MATERIALIZED (
    SELECT item.item_id, version_id, text_hash FROM unnest(%(items)s::bigint[]) AS item (item_id)
    CROSS JOIN LATERAL (
        SELECT version_id, text_hash FROM news.versions AS one WHERE one.item_id = item.item_id OFFSET 0
    ) AS version
)
SELECT one.item_id, other.item_id
FROM mine AS one JOIN mine AS other USING (text_hash)
WHERE one.item_id < other.item_id
UNION
SELECT mine.item_id, other.item_id
FROM mine
CROSS JOIN LATERAL (
    SELECT matched_version_id FROM news.matches AS match
    WHERE match.version_id = mine.version_id AND one_story AND kind <> 'translation' OFFSET 0
) AS match
JOIN mine AS other ON other.version_id = match.matched_version_id
"""

_HELD = """
SELECT
    least(mine.item_id, other.item_id), greatest(mine.item_id, other.item_id),
    match.version_id, matched_version_id
FROM (
    SELECT version_id, version.item_id FROM unnest(%(items)s::bigint[]) AS item (item_id)
    CROSS JOIN LATERAL (
        SELECT version_id, item_id FROM news.versions AS one WHERE one.item_id = item.item_id OFFSET 0
    ) AS version
) AS mine
CROSS JOIN LATERAL (
    SELECT version_id, matched_version_id FROM news.matches AS one
    WHERE one.version_id = mine.version_id AND kind = 'translation' OFFSET 0
) AS match
CROSS JOIN LATERAL (
    SELECT item_id FROM news.versions AS one WHERE one.version_id = match.matched_version_id OFFSET 0
) AS other
"""
"""The matches from the later versions of some items, as they stand."""

_PART = """
DELETE FROM news.matches USING unnest(%s::bigint[], %s::bigint[]) AS gone (version_id, matched_version_id)
WHERE (matches.version_id, matches.matched_version_id) = (gone.version_id, gone.matched_version_id)
"""

_JOIN = """
INSERT INTO news.matches (version_id, matched_version_id, kind, score, one_story, evidence)
SELECT fresh.version_id, fresh.matched_version_id, 'translation', pair.score, true, pair.evidence
FROM unnest(%s::bigint[], %s::bigint[]) AS fresh (version_id, matched_version_id)
JOIN news.translation_pairs AS pair
    ON pair.version_id = least(fresh.version_id, fresh.matched_version_id)
    AND pair.other_version_id = greatest(fresh.version_id, fresh.matched_version_id)
ON CONFLICT DO NOTHING
"""

_TOUCHED = """
SELECT DISTINCT item.item_id FROM news.items AS item
WHERE item.story_id IN (
    SELECT story_id FROM news.items JOIN news.versions USING (item_id) WHERE version_id = ANY(%s)
)
"""

_DECIDE = "UPDATE news.translation_pairs SET is_decided = true WHERE NOT is_decided"


@dataclass(frozen=True, slots=True)
class _Two:
    """Two items with their languages, and their best pair of versions: the later, the earlier."""

    items: tuple[int, int]
    languages: tuple[str, str]
    score: float
    is_stated: bool
    versions: tuple[int, int]


def join_partners(connection: psycopg.Connection) -> int:
    """Decide the undecided pairs inside the caller's transaction. Return the number of new links."""
    if not _column(connection, "SELECT 1 FROM news.translation_pairs WHERE NOT is_decided LIMIT 1"):
        return 0
    lock(connection)
    near = _pairs(connection, _column(connection, _UNDECIDED))
    decided = {two.items for two in near}
    items = sorted({item for pair in decided for item in pair})
    chosen = _chosen(connection, _pairs(connection, items))
    wanted = {two.versions for two in chosen if two.items in decided}
    held = {
        (later, earlier)
        for one, other, later, earlier in connection.execute(_HELD, {"items": items})
        if (one, other) in decided
    }
    parted, joined = sorted(held - wanted), sorted(wanted - held)
    touched: list[int] = []
    if parted or joined:
        versions = [version_id for pair in (*parted, *joined) for version_id in pair]
        touched = _column(connection, _TOUCHED, (versions,))
    if parted:
        connection.execute(_PART, _columns(parted))
        dissolve(connection, touched)
    if joined:
        connection.execute(_JOIN, _columns(joined))
    if touched:
        settle(connection, touched)
    connection.execute(_DECIDE)
    return len(joined)


def _chosen(connection: psycopg.Connection, known: Sequence[_Two]) -> list[_Two]:
    """Return the pairs that their agency states, and those that are each other's best."""
    items = sorted({item for two in known for item in two.items})
    kin = {(one, other) for one, other in connection.execute(_KIN, {"items": items}).fetchall()}
    languages = {item: spoken for two in known for item, spoken in zip(two.items, two.languages, strict=True)}
    scored: list[Pair] = [(*two.items, two.score) for two in known]
    best = partners(scored, languages, kin, ENOUGH)
    return [two for two in known if two.is_stated or two.items in best]


def _pairs(connection: psycopg.Connection, items: Sequence[int]) -> list[_Two]:
    return [
        _Two((one, other), (spoken, spoken_there), score, is_stated, (later, earlier))
        for one, other, spoken, spoken_there, score, is_stated, later, earlier in connection.execute(
            _PAIRS, {"items": list(items)}
        )
    ]


def _column(connection: psycopg.Connection, statement: str, values: Iterable[object] = ()) -> list[int]:
    with connection.cursor(row_factory=scalar_row) as cursor:
        found: list[int] = cursor.execute(statement, tuple(values) or None).fetchall()
    return found


def _columns(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [list(column) for column in zip(*pairs, strict=True)]
