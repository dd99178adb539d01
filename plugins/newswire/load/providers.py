"""Items whose provider has another name by the present rules than when they were loaded.

Provider and guid identify an item. If ``agencies.toml`` learns that ``afp.com`` is AFP, the items under both
names are the same: the first load after the change renames them and merges those that become one, before it
looks up its own items. ``ledger.provider_rules`` has the rules that the names in the warehouse follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import scalar_row

from newswire.dedupe import renamed
from newswire.lexicon import providers
from newswire.load import statements
from newswire.load.identity.unnamed import RENAMING, adopt
from newswire.load.pages import addresses
from newswire.load.settling import dissolve, settle, show_items
from newswire.load.staging import Staged

_RULES = "SELECT rules, last_version_id FROM ledger.provider_rules"

_KEEP_RULES = """
WITH known AS (SELECT coalesce(max(version_id), 0) AS last FROM news.versions)
INSERT INTO ledger.provider_rules (rules, last_version_id) SELECT %s, last FROM known
ON CONFLICT ((true)) DO UPDATE SET
    rules = excluded.rules, last_version_id = excluded.last_version_id, applied_at = now()
"""

_NAMES = """
WITH RECURSIVE found AS (
    (SELECT provider FROM news.items ORDER BY provider LIMIT 1)
    UNION ALL
    SELECT (SELECT provider FROM news.items AS next WHERE next.provider > found.provider ORDER BY 1 LIMIT 1)
    FROM found WHERE found.provider IS NOT NULL
)
SELECT provider FROM found WHERE provider IS NOT NULL
"""
"""All providers, one step in the index for each."""

_RENAMED = """
CREATE TEMPORARY TABLE renaming ON COMMIT DROP AS
SELECT
    item.item_id, item.provider AS old_provider, item.guid AS old_guid, item.guid,
    coalesce(pair.new, version.source_name) AS provider
FROM unnest(%(old)s::text[], %(new)s::text[]) AS pair (old, new)
JOIN news.items AS item ON item.provider = pair.old
JOIN news.versions AS version ON version.version_id = item.first_version_id
WHERE item.provider <> version.source_name
"""
"""The items of providers with another name. An item of nobody has the name of its source: it keeps that."""

_ADOPTED = """
SELECT DISTINCT ON (item.item_id)
    item.item_id, staged.provider
FROM staged
CROSS JOIN LATERAL (
    SELECT item_id, provider, guid FROM news.items AS known
    WHERE (known.provider, known.guid) = (%(source)s, staged.guid) AND EXISTS (
        SELECT FROM news.versions AS read
        WHERE read.item_id = known.item_id AND read.version_id <= %(last)s
        OFFSET 0
    )
    OFFSET 0
) AS item
WHERE staged.provider <> %(source)s AND NOT EXISTS (
    SELECT FROM news.items AS other
    WHERE (other.provider, other.guid) = (staged.provider, staged.guid)
    OFFSET 0
) AND NOT EXISTS (
    SELECT FROM staged AS same WHERE (same.provider, same.guid) = (%(source)s, staged.guid)
)
ORDER BY item.item_id, staged.position
"""
"""Items that earlier rules read without a provider, if the present ones give one to the delivery at hand.

If the provider has an item with that guid, or the run has versions of both, only a replay finds whether they
are one.
"""

_MERGED = """
CREATE TEMPORARY TABLE merging ON COMMIT DROP AS
WITH one AS (
    SELECT item_id, provider, guid, false AS stays FROM renaming
    UNION ALL
    SELECT DISTINCT known.item_id, known.provider, known.guid, true
    FROM renaming
    CROSS JOIN LATERAL (
        SELECT item_id, provider, guid FROM news.items AS item
        WHERE (item.provider, item.guid) = (renaming.provider, renaming.guid)
        OFFSET 0
    ) AS known
)
SELECT item_id, into_item_id
FROM (
    SELECT
        item_id,
        first_value(item_id) OVER same AS into_item_id,
        count(*) OVER (PARTITION BY provider, guid) AS items
    FROM one
    WINDOW same AS (PARTITION BY provider, guid ORDER BY stays DESC, item_id)
) AS grouped
WHERE items > 1
"""
"""Items that become one. The item that has the name already stays, otherwise the earliest."""

_OF_VERSIONS = sql.SQL("""
UPDATE news.{} AS said SET provider = renaming.provider
FROM renaming JOIN news.versions AS version USING (item_id)
WHERE said.version_id = version.version_id AND said.provider = renaming.old_provider
""")

_GUIDS = """
WITH moved AS (
    DELETE FROM news.changed_guids AS known USING renaming
    WHERE (known.provider, known.guid) = (renaming.old_provider, renaming.guid)
    RETURNING renaming.provider, known.stated_guid, known.guid, known.fetch_id
),
shared AS (
    DELETE FROM news.shared_guids AS known USING renaming
    WHERE (known.provider, known.guid) = (renaming.old_provider, renaming.guid)
    RETURNING renaming.provider, known.stated_guid, known.guid
),
kept AS (
    INSERT INTO news.shared_guids (provider, stated_guid, guid)
    SELECT provider, stated_guid, guid FROM shared
    ON CONFLICT DO NOTHING
)
INSERT INTO news.changed_guids (provider, stated_guid, guid, fetch_id)
SELECT provider, stated_guid, guid, fetch_id FROM moved ORDER BY fetch_id
ON CONFLICT DO NOTHING
"""

_DROP_DOUBLES = """
WITH gone AS (
    DELETE FROM news.versions AS version
    USING (
        SELECT version_id, row_number() OVER (
            PARTITION BY into_item_id, content_hash ORDER BY version_id
        ) AS nth
        FROM merging JOIN news.versions USING (item_id)
    ) AS placed
    WHERE version.version_id = placed.version_id AND placed.nth > 1
    RETURNING version.version_id, news.slot_of(news.period_of(version.issued_at), 0, 0) AS slot
)
DELETE FROM news.text_keys AS kept USING gone
WHERE kept.slot BETWEEN (SELECT min(slot) FROM gone) AND (SELECT max(slot) | 281474976710655 FROM gone)
  AND kept.version_and_context >> 16 = gone.version_id
"""

_MOVE = """
UPDATE news.versions SET item_id = into_item_id
FROM merging WHERE versions.item_id = merging.item_id AND merging.item_id <> into_item_id
"""

_UNMATCH = """
DELETE FROM news.matches AS match USING merging, news.versions AS one, news.versions AS other
WHERE one.item_id = merging.into_item_id AND match.version_id = one.version_id
  AND other.version_id = match.matched_version_id AND other.item_id = one.item_id
"""
"""A match is between items."""

_NAME = """
UPDATE news.items SET provider = renaming.provider FROM renaming WHERE items.item_id = renaming.item_id
"""

_OF_MERGED = """
SELECT item_id FROM news.items
WHERE story_id IN (SELECT story_id FROM merging JOIN news.items USING (item_id))
ORDER BY item_id
"""

_HEADS = """
UPDATE news.stories SET original_item_id = head.item_id
FROM (
    SELECT story_id, (array_agg(item_id ORDER BY issued_at NULLS LAST, provider, guid))[1] AS item_id
    FROM news.items
    WHERE story_id IN (SELECT story_id FROM renaming JOIN news.items USING (item_id))
    GROUP BY story_id
) AS head
WHERE stories.story_id = head.story_id AND stories.original_item_id <> head.item_id
"""
"""Among items of one time the provider decides which is the original."""

_FORGET_ADDRESSES = """
DELETE FROM news.item_addresses USING renaming WHERE item_addresses.item_id = renaming.item_id
"""

_ADDRESSES = """
SELECT item.item_id, item.provider, item.guid, said.guid, said.source_url, said.canonical_url
FROM (
    SELECT DISTINCT coalesce(into_item_id, renaming.item_id) AS item_id
    FROM renaming LEFT JOIN merging USING (item_id)
) AS touched
JOIN news.items AS item USING (item_id)
CROSS JOIN LATERAL (
    SELECT NULL AS guid, source_url, canonical_url FROM news.versions AS one WHERE one.item_id = item.item_id
    UNION
    SELECT stated_guid, NULL, NULL FROM news.changed_guids AS one
    WHERE (one.provider, one.guid) = (item.provider, item.guid)
) AS said
"""

_KEEP_ADDRESSES = """
INSERT INTO news.item_addresses (key, item_id)
SELECT key, item_id FROM unnest(%s::bytea[], %s::bigint[]) AS one (key, item_id)
ON CONFLICT DO NOTHING
"""

_AT_ONCE = 5_000
"""Versions whose addresses are read at once."""


def unify(connection: psycopg.Connection) -> int:
    """Give the known items the providers' present names. The load's lock must be held.

    Returns:
        the last version that was loaded by earlier rules; 0 if there is none.
    """
    kept = connection.execute(_RULES).fetchone()
    if kept and kept[0] == providers.rules():
        return int(kept[1])
    _apply_rules(connection)
    row = connection.execute(_RULES).fetchone()
    assert row is not None  # noqa: S101 - it was written
    return int(row[1])


def unify_staged(connection: psycopg.Connection, source_name: str, staged: Staged) -> None:
    """Do the same for the warehouse, and for the run's items, which must be staged.

    Items of the source that had no provider take the one that their delivery states now, and pages that name
    no publisher take that of their other forms.
    """
    last = unify(connection)
    if last:
        adopted = connection.execute(_ADOPTED, {"source": source_name, "last": last}).fetchall()
        if adopted:
            connection.execute(RENAMING, tuple(map(list, zip(*adopted, strict=True))))
            _rename(connection)
    if staged.has_pages and adopt(connection):
        _rename(connection)


def _apply_rules(connection: psycopg.Connection) -> None:
    """Apply rules that have changed since the last load to all items."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        names = cursor.execute(_NAMES).fetchall()
    changed = [(old, new) for old in names if (new := providers.provider(old)) != old]
    # Names of nobody come last: the name of a source that they take may be renamed itself.
    for pairs in ([pair for pair in changed if pair[1]], [pair for pair in changed if not pair[1]]):
        if pairs:
            names_now = {"old": [old for old, _ in pairs], "new": [new for _, new in pairs]}
            connection.execute(_RENAMED, names_now)
            _rename(connection)
    connection.execute(_KEEP_RULES, (providers.rules(),))


def _rename(connection: psycopg.Connection) -> None:
    """Change the providers of the table ``renaming``, merge items that become one, and drop the table."""
    if connection.execute("SELECT 1 FROM renaming LIMIT 1").fetchone():
        connection.execute(_MERGED)
        with connection.cursor(row_factory=scalar_row) as cursor:
            items = cursor.execute(_OF_MERGED).fetchall()
        for table in ("mentions", "kills"):
            connection.execute(_OF_VERSIONS.format(sql.Identifier(table)))
        connection.execute(_GUIDS)
        connection.execute(statements.MOVE_RULINGS.format(renamed=sql.Identifier("renaming")))
        connection.execute(_FORGET_ADDRESSES)
        if items:
            dissolve(connection, items)
            for statement in (_DROP_DOUBLES, _MOVE, _UNMATCH, addresses.MOVE):
                connection.execute(statement)
            connection.execute(statements.ABSORB)
        connection.execute(_NAME)
        connection.execute(_HEADS)
        if items:
            settle(connection, items)
        _keep_addresses(connection)
        with connection.cursor(row_factory=scalar_row) as cursor:
            show_items(connection, cursor.execute("SELECT item_id FROM renaming").fetchall())
        connection.execute("DROP TABLE merging")
    connection.execute("DROP TABLE renaming")


def _keep_addresses(connection: psycopg.Connection) -> None:
    """Write the keys of the renamed items' addresses, which contain the provider."""
    with connection.cursor("addresses") as cursor:
        cursor.execute(_ADDRESSES)
        while rows := cursor.fetchmany(_AT_ONCE):
            keyed = sorted(set(_keyed(rows)))
            connection.execute(_KEEP_ADDRESSES, ([key for key, _ in keyed], [item for _, item in keyed]))


def _keyed(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[bytes, int]]:
    for item_id, provider, guid, stated, *links in rows:
        for key in renamed.keys(provider, stated or guid, links):
            yield key, item_id
