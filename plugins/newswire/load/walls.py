"""Edges between items that equal texts do not make: under a wall, and between recordings.

``mark`` judges the texts of the items in ``chained`` and those that match them, by all headlines that the
warehouse has for them. So neither the order of arrival nor the run decides. A later run may make a wall of a
text; ``stories_of`` then returns the items to take apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row, scalar_row

from newswire.dedupe.recordings import are_others, recordings
from newswire.dedupe.walls import FEWEST, NEAR, are_alike, is_wall

_MATCHED = sql.SQL("""
    CROSS JOIN LATERAL (
        SELECT matched_version_id AS version_id, match.one_story AND match.kind <> 'translation' AS is_near
        FROM news.matches AS match WHERE match.version_id = {of}.version_id
        UNION ALL
        SELECT version_id, match.one_story AND match.kind <> 'translation'
        FROM news.matches AS match WHERE match.matched_version_id = {of}.version_id
    ) AS matched
""")
"""The versions that match a version, either way, and whether they are near: of one story and language.
A translation has another headline."""

_NEAR = (
    sql.SQL("""
WITH mine AS MATERIALIZED (
    SELECT chained.item_id, version.version_id, version.text_hash, version.kind
    FROM chained
    CROSS JOIN LATERAL (
        SELECT version_id, text_hash, kind FROM news.versions AS one
        WHERE one.item_id = chained.item_id
        OFFSET 0
    ) AS version
),
texts AS MATERIALIZED (
    SELECT text_hash, (
        SELECT count(*) FROM news.versions AS same WHERE same.text_hash = own.text_hash
    ) AS versions
    FROM (SELECT DISTINCT text_hash FROM mine) AS own
),
matched AS MATERIALIZED (
    SELECT mine.version_id, matched.version_id AS other_version_id, matched.is_near
    FROM mine
    {matched}
),
near AS (
    SELECT
        version_id, text_hash, item_id, kind IN ('audio', 'video') AS is_recording, true AS is_mine,
        coalesce(texts.versions, 1) = 1 AND known.version_id IS NULL AS is_alone
    FROM mine
    LEFT JOIN texts USING (text_hash)
    LEFT JOIN (SELECT DISTINCT version_id FROM matched) AS known USING (version_id)
    UNION
    SELECT other.version_id, other.text_hash, NULL, false, false, false
    FROM matched
    CROSS JOIN LATERAL (
        SELECT version_id, text_hash FROM news.versions AS one
        WHERE one.version_id = matched.other_version_id
        OFFSET 0
    ) AS other
    WHERE matched.is_near
)
INSERT INTO near_texts (text, version_id, text_hash, item_id, is_recording, is_mine, is_alone)
SELECT
    coalesce(text_hash, int8send(version_id)), version_id, text_hash, min(item_id),
    bool_or(is_recording), bool_or(is_mine), bool_or(is_alone)
FROM near
GROUP BY version_id, text_hash
""")
    .format(matched=_MATCHED.format(of=sql.Identifier("mine")))
    .as_string()
)
"""The versions of ``chained`` and those that match them; ``text`` is the same for versions of one text.

Most are alone: no other version has their text or matches it. The next statements look nothing up for these.
All versions of a text are counted, because the planner takes the search for one of them for a short scan."""

_HEADLINES = (
    sql.SQL("""
WITH texts AS MATERIALIZED (
    SELECT text, text_hash, min(version_id) AS version_id
    FROM near_texts
    WHERE NOT is_alone
    GROUP BY text, text_hash
),
members AS MATERIALIZED (
    SELECT texts.text, member.version_id
    FROM texts
    CROSS JOIN LATERAL (
        SELECT version_id FROM news.versions AS same WHERE same.text_hash = texts.text_hash
        UNION ALL
        SELECT texts.version_id WHERE texts.text_hash IS NULL
    ) AS member
),
circle AS (
    SELECT text, version_id FROM members
    UNION
    SELECT members.text, matched.version_id
    FROM members
    {matched}
    WHERE matched.is_near
),
many AS (
    SELECT text FROM circle GROUP BY text HAVING count(*) >= %(fewest)s
),
headed AS (
    SELECT
        circle.text,
        array_agg(DISTINCT headline) FILTER (WHERE headline IS NOT NULL) AS headlines,
        array_agg(DISTINCT headline) FILTER (
            WHERE headline IS NOT NULL AND (circle.version_id < %(first)s::bigint) IS NOT FALSE
        ) AS earlier
    FROM many
    JOIN circle USING (text)
    CROSS JOIN LATERAL (
        SELECT headline FROM news.versions AS one WHERE one.version_id = circle.version_id OFFSET 0
    ) AS version
    GROUP BY circle.text
)
SELECT headed.text, headlines, earlier, (
    SELECT body_text FROM news.versions AS one WHERE one.version_id = texts.version_id
)
FROM headed JOIN texts USING (text)
WHERE cardinality(headlines) >= %(fewest)s
""")
    .format(matched=_MATCHED.format(of=sql.Identifier("members")))
    .as_string()
)
"""Each text near the run's with all its headlines, those before the run, and its letters."""

_GUARD = """
INSERT INTO guarded (version_id, is_wall)
SELECT version_id, text = ANY(%(walls)s) FROM near_texts
WHERE text = ANY(%(walls)s) OR is_recording
"""

_VERSION = sql.SQL("""
    SELECT version.*, coalesce(
        (SELECT provider FROM news.items AS item WHERE item.item_id = version.item_id),
        (SELECT provider FROM chained WHERE chained.item_id = version.item_id)
    ) AS provider
    FROM news.versions AS version
""")
"""A version with its provider."""

_PAIRS = (
    sql.SQL("""
WITH mine AS MATERIALIZED (
    SELECT version_id, near_texts.text_hash, guarded.is_wall
    FROM near_texts
    LEFT JOIN guarded USING (version_id)
    WHERE near_texts.is_mine
),
pairs AS (
    SELECT mine.version_id, same.version_id AS other_version_id, mine.is_wall
    FROM mine
    CROSS JOIN LATERAL (
        SELECT issued_at FROM news.versions AS one WHERE one.version_id = mine.version_id OFFSET 0
    ) AS own
    CROSS JOIN LATERAL (
        SELECT version_id FROM news.versions AS same
        WHERE same.text_hash = mine.text_hash
          AND (
            NOT mine.is_wall
            OR same.issued_at
                BETWEEN own.issued_at - %(near)s::interval AND own.issued_at + %(near)s::interval
          )
    ) AS same
    WHERE mine.is_wall IS NOT NULL
    UNION
    SELECT mine.version_id, matched.version_id, true
    FROM mine
    {matched}
    LEFT JOIN guarded AS other ON other.version_id = matched.version_id
    WHERE matched.is_near AND (mine.is_wall OR other.is_wall)
)
SELECT
    pairs.version_id, pairs.other_version_id, pairs.is_wall,
    one.headline, other.headline AS other_headline,
    one.issued_at, other.issued_at AS other_issued_at,
    one.kind, other.kind AS other_kind,
    jsonb_path_query_array(one.links, '$[*] ? (@.rel == "rendition").url') AS addresses,
    jsonb_path_query_array(other.links, '$[*] ? (@.rel == "rendition").url') AS other_addresses,
    one.provider = other.provider AS same_agency,
    char_length(one.body_text) AS characters
FROM pairs
CROSS JOIN LATERAL ({version} WHERE version.version_id = pairs.version_id OFFSET 0) AS one
CROSS JOIN LATERAL ({version} WHERE version.version_id = pairs.other_version_id OFFSET 0) AS other
WHERE pairs.version_id <> pairs.other_version_id
""")
    .format(matched=_MATCHED.format(of=sql.Identifier("mine")), version=_VERSION)
    .as_string()
)
"""The pairs that equal or like texts would join, if one is a wall or both are recordings."""

_STORIES = """
SELECT DISTINCT item.item_id
FROM (
    SELECT DISTINCT known.story_id
    FROM near_texts
    CROSS JOIN LATERAL (
        SELECT item_id FROM news.versions AS same WHERE same.text_hash = near_texts.text_hash
        UNION ALL
        SELECT item_id FROM news.versions AS one WHERE one.version_id = near_texts.version_id
    ) AS version
    CROSS JOIN LATERAL (
        SELECT story_id FROM news.items AS one WHERE one.item_id = version.item_id OFFSET 0
    ) AS known
    WHERE near_texts.text = ANY(%(texts)s)
) AS story
CROSS JOIN LATERAL (
    SELECT item_id FROM news.items AS one WHERE one.story_id = story.story_id OFFSET 0
) AS item
ORDER BY item.item_id
"""


def mark(connection: psycopg.Connection, first_version: int | None = None) -> list[bytes]:
    """Write the tables ``guarded``, ``alike`` and ``near_texts`` for the items in ``chained``.

    ``guarded`` has the versions that equal texts do not join, and ``alike`` the pairs of them that are one
    story all the same.

    Returns:
        the texts whose verdict the versions from ``first_version`` on have changed.
    """
    connection.execute(_NEAR)
    judged = connection.execute(_HEADLINES, {"first": first_version, "fewest": FEWEST}).fetchall()
    walls, changed = [], []
    for text, headlines, earlier, body in judged:
        after = is_wall(body or "", headlines)
        if after:
            walls.append(bytes(text))
        if first_version is not None and after != is_wall(body or "", earlier or ()):
            changed.append(bytes(text))
    if connection.execute(_GUARD, {"walls": walls}).rowcount == 0:
        return changed
    with connection.cursor(row_factory=dict_row) as reading:
        pairs = reading.execute(_PAIRS, {"near": NEAR}).fetchall()
    rows = [(pair["version_id"], pair["other_version_id"]) for pair in pairs if _is_one_story(pair)]
    with connection.cursor() as cursor, cursor.copy("COPY alike FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    return changed


def stories_of(connection: psycopg.Connection, texts: Sequence[bytes]) -> list[int]:
    """Return all items of the stories that hold one of the texts, after ``mark``."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        items: list[int] = cursor.execute(_STORIES, {"texts": list(texts)}).fetchall()
    return items


def _is_one_story(pair: dict[str, Any]) -> bool:
    near = abs(pair["issued_at"] - pair["other_issued_at"]) <= NEAR
    if pair["is_wall"] and not (near and are_alike(pair["headline"], pair["other_headline"])):
        return False
    return not are_others(
        recordings(pair["kind"], pair["addresses"] or ()),
        recordings(pair["other_kind"], pair["other_addresses"] or ()),
        same_agency=bool(pair["same_agency"]),
        characters=pair["characters"] or 0,
    )
