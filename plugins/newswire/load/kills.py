"""Kills that come as items of their own, linked with what they name, whichever of the two came first.

A kill that names a story (``newswire.dedupe.kills``) mentions each item of its agency that went by that
name in the days before; a mention makes them one story, and readers see nothing of it from then on.
"""

from __future__ import annotations

import psycopg

from newswire import marks, settings
from newswire.dedupe.kills import killed, names

_KILLS = """
SELECT decided.version_id, decided.provider, label, headline, slugline, body_text
FROM staged JOIN decided USING (position)
WHERE pubstatus = 'canceled' AND label IS NOT NULL AND NOT unchanged
"""

_INSERT_KILL = """
INSERT INTO news.kills (version_id, provider, name, issued_at)
SELECT version_id, %(provider)s, unnest(%(names)s::text[]), issued_at
FROM news.versions WHERE version_id = %(version_id)s
"""

_MEANT = """
WITH met AS (
    SELECT kill.version_id, kill.name, item.provider, item.guid, item.item_id, other.version_id AS other_id
    FROM decided
    JOIN news.kills AS kill USING (version_id)
    JOIN news.versions AS other
        ON other.published BETWEEN kill.issued_at - %(window)s::interval AND kill.issued_at
    JOIN news.items AS item ON item.item_id = other.item_id AND item.provider = kill.provider
    UNION
    SELECT kill.version_id, kill.name, decided.provider, decided.guid, decided.item_id, decided.version_id
    FROM decided
    JOIN staged AS other USING (position)
    JOIN news.kills AS kill
        ON kill.provider = decided.provider
        AND kill.issued_at BETWEEN other.published AND other.published + %(window)s::interval
    WHERE NOT decided.unchanged
)
SELECT met.version_id, met.name, met.provider, met.guid, other.headline, other.slugline
FROM met
JOIN news.versions AS other ON other.version_id = met.other_id
JOIN news.versions AS killing ON killing.version_id = met.version_id
WHERE met.item_id <> killing.item_id
  AND octet_length(met.guid) <= 1000
  AND NOT EXISTS (
    SELECT FROM unnest(string_to_array(met.name, ' ')) AS word
    WHERE strpos(lower(concat_ws(' ', other.headline, other.slugline)), word) = 0
  )
"""
"""Versions that hold all words of a name that a kill of their agency gives, in the days before the kill:
those of this run, and where the kill is of this run all. Whether it is their name Python decides."""

_INSERT_MENTION = """
INSERT INTO news.mentions (version_id, provider, guid, rel) VALUES (%s, %s, %s, 'kills')
ON CONFLICT DO NOTHING
"""


def link(connection: psycopg.Connection) -> None:
    """Keep what the run's kills name, and mention what it stands for, inside the load's transaction."""
    for version_id, provider, label, *said in connection.execute(_KILLS).fetchall():
        mark = marks.read_line(label)
        if mark and mark.label == "kill":
            named = {"version_id": version_id, "provider": provider, "names": sorted(killed(*said))}
            connection.execute(_INSERT_KILL, named)
    with connection.cursor() as cursor:
        found = cursor.execute(_MEANT, {"window": settings.copy_window()}).fetchall()
        meant = {
            (version_id, provider, guid)
            for version_id, name, provider, guid, headline, slugline in found
            if name in names(headline, slugline)
        }
        cursor.executemany(_INSERT_MENTION, sorted(meant))
