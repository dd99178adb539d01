"""The changes of each version against its predecessor, for every chain that a load has touched."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.json import set_json_loads
from pydantic_core import from_json

from newswire.dedupe.texts.difference import changed_fields, text_diff
from newswire.load.identity.substance import substance
from newswire.portions import portions

_STALE = """
SELECT version_id, previous_version_id, (
    SELECT coalesce(sum(octet_length(body_text)), 0) FROM news.versions
    WHERE version_id IN (follows.version_id, follows.previous_version_id)
)
FROM (
    SELECT
        link.version_id,
        lag(link.version_id) OVER (PARTITION BY chained.item_id ORDER BY link.place) AS previous_version_id
    FROM chained
    CROSS JOIN unnest(chained.versions) WITH ORDINALITY AS link (version_id, place)
    WHERE cardinality(chained.versions) > 1
) AS follows
WHERE previous_version_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM news.revisions AS known
    WHERE known.version_id = follows.version_id AND known.previous_version_id = follows.previous_version_id
    OFFSET 0
)
ORDER BY version_id
"""

_DELETE_FIRST = """
DELETE FROM news.revisions WHERE version_id = ANY (ARRAY(SELECT first_version_id FROM chained WHERE known))
"""

_READ = """
SELECT version_id, to_jsonb(kept) FROM news.versions AS kept WHERE version_id = ANY(%s)
"""

_WRITE = """
INSERT INTO news.revisions (version_id, previous_version_id, changed, text_diff)
SELECT version_id, previous_version_id, changed::text[], text_diff
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[])
    AS revision (version_id, previous_version_id, changed, text_diff)
ON CONFLICT (version_id) DO UPDATE SET
    previous_version_id = excluded.previous_version_id,
    changed = excluded.changed,
    text_diff = excluded.text_diff
"""

_DELETE = "DELETE FROM news.revisions WHERE version_id = ANY(%s)"

_VERSIONS_AT_ONCE = 500
_BYTES_AT_ONCE = 16 * 1024 * 1024


def revise(connection: psycopg.Connection) -> None:
    """Write the revisions of touched chains that are missing or whose predecessor has changed."""
    connection.execute(_DELETE_FIRST)
    follows = connection.execute(_STALE).fetchall()
    for some in portions(follows, lambda one: one[2], most=_VERSIONS_AT_ONCE, largest=_BYTES_AT_ONCE):
        wanted = list({version_id for one in some for version_id in one[:2]})
        with connection.cursor() as cursor:
            set_json_loads(from_json, cursor)  # twice as fast as that of the standard library
            fields: dict[int, dict[str, Any]] = dict(cursor.execute(_READ, (wanted,)).fetchall())
        rows, unchanged = [], []
        for version_id, previous_id, _ in some:
            old, new = fields[previous_id], fields[version_id]
            if changed := _changed(old, new):
                difference = text_diff(old.get("body_text") or "", new.get("body_text") or "")
                rows.append((version_id, previous_id, f"{{{','.join(changed)}}}", difference))
            else:
                unchanged.append(version_id)
        if rows:
            connection.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
        if unchanged:
            connection.execute(_DELETE, (unchanged,))


def _changed(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return the names of the fields that changed; the version alone only if nothing else did."""
    changed = changed_fields(substance(old), substance(new))
    return [name for name in changed if name != "version"] or changed
