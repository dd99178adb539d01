"""Kills sent as separate items, linked to the items that they name, in either order of arrival.

A kill that names a story (``newswire.dedupe.kills``) mentions each item of its agency that had that name
within the copy window before it. A mention makes them one story, which is then hidden from readers.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from newswire import settings
from newswire.dedupe.kills import killed, names
from newswire.lexicon import marks
from newswire.lexicon.invisible import INVISIBLE
from newswire.load.staging import Staged

_KILLS = """
SELECT decided.version_id, decided.provider, label, headline, slugline, body_text
FROM staged JOIN decided USING (position)
WHERE pubstatus = 'canceled' AND label IS NOT NULL AND NOT unchanged
"""

_INSERT_KILL = """
INSERT INTO news.kills (version_id, provider, name, issued_at)
SELECT
    version_id, %(provider)s, unnest(%(names)s::text[]),
    coalesce(published, version_created, first_created, issued_at)
FROM news.versions WHERE version_id = %(version_id)s
"""
"""The time as written: a clock that is ahead is ahead in the kill and in the story alike."""

_HOLDS_NAME = sql.SQL("""
NOT EXISTS (
    SELECT FROM unnest(string_to_array(kill.name, ' ')) AS word
    WHERE strpos(lower(normalize(
        translate(concat_ws(' ', other.headline, other.slugline), %(invisible)s::text, ''), NFKC
    )), word) = 0
)
""")
"""Prefilter: the item contains all words of the name. ``link`` then compares the names exactly."""

_BEFORE = (
    sql.SQL("""
SELECT kill.version_id, kill.name, item.provider, item.guid, other.headline, other.slugline
FROM unnest(%(kills)s::bigint[]) AS fresh (version_id)
JOIN news.kills AS kill USING (version_id)
CROSS JOIN LATERAL (
    SELECT item_id, headline, slugline FROM news.versions AS other
    WHERE other.published BETWEEN kill.issued_at - %(window)s::interval AND kill.issued_at AND {holds_name}
    OFFSET 0
) AS other
CROSS JOIN LATERAL (
    SELECT provider, guid FROM news.items AS known WHERE known.item_id = other.item_id OFFSET 0
) AS item
WHERE item.provider = kill.provider
""")
    .format(holds_name=_HOLDS_NAME)
    .as_string()
)
"""Candidates in the warehouse: items published in the window before one of the run's kills."""

_IN_RUN = (
    sql.SQL("""
SELECT kill.version_id, kill.name, other.provider, other.guid, other.headline, other.slugline
FROM (SELECT min(published) AS first, max(published) AS last FROM staged) AS span
CROSS JOIN LATERAL (
    SELECT * FROM news.kills AS near
    WHERE near.issued_at BETWEEN span.first AND span.last + %(window)s::interval
    OFFSET 0
) AS kill
JOIN staged AS other
    ON other.provider = kill.provider
    AND kill.issued_at BETWEEN other.published AND other.published + %(window)s::interval
JOIN decided USING (position)
WHERE NOT decided.unchanged AND {holds_name}
""")
    .format(holds_name=_HOLDS_NAME)
    .as_string()
)
"""Candidates in the run: its items published in the window before any kill."""

_INSERT_MENTION = """
INSERT INTO news.mentions (version_id, provider, guid, rel)
SELECT %(version_id)s, %(provider)s, %(guid)s, 'kills'
WHERE octet_length(%(guid)s) <= 1000
  AND NOT EXISTS (SELECT FROM decided WHERE version_id = %(version_id)s AND guid = %(guid)s)
  AND NOT EXISTS (
    SELECT FROM news.versions JOIN news.items USING (item_id)
    WHERE version_id = %(version_id)s AND guid = %(guid)s
  )
ON CONFLICT DO NOTHING
"""
"""A kill that is a version of the killed item needs no mention."""


def link(connection: psycopg.Connection, staged: Staged) -> None:
    """Store the names in the run's kills and mention the items that they match, in the load's transaction."""
    fresh = []
    kills = connection.execute(_KILLS).fetchall() if staged.has_canceled else []
    for version_id, provider, label, *texts in kills:
        mark = marks.read_line(label)
        if mark and mark.label == "kill":
            named = {"version_id": version_id, "provider": provider, "names": sorted(killed(*texts))}
            connection.execute(_INSERT_KILL, named)
            fresh.append(version_id)
    window = settings.copy_window()
    found = connection.execute(_IN_RUN, {"window": window, "invisible": INVISIBLE}).fetchall()
    if fresh:
        found += connection.execute(
            _BEFORE, {"window": window, "invisible": INVISIBLE, "kills": fresh}
        ).fetchall()
    meant = {
        (version_id, provider, guid)
        for version_id, name, provider, guid, headline, slugline in found
        if name in names(headline, slugline)
    }
    for version_id, provider, guid in sorted(meant):
        mention = {"version_id": version_id, "provider": provider, "guid": guid}
        connection.execute(_INSERT_MENTION, mention)
