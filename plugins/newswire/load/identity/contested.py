"""The identity of staged items whose identifier is already known with other content.

A publisher's identifier is its word that two versions are one item. Two kinds of publishers break it: those
that give one identifier to unlike stories, and those that write times and tokens anew at each build. So an
item under a known identifier is compared with the versions that stand under it. An unlike one becomes an item
of its own (``news.shared_guids``). One without anything new becomes a repetition of the version beside it.

The decisions are written into ``staged``, before ``statements.DECIDE`` reads it. They depend on the order of
loads, which a replay repeats; a version that is like two items makes one story of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import psycopg
from psycopg.rows import class_row
from psycopg.types.json import set_json_loads
from pydantic_core import from_json

from newswire.dedupe.likeness import BY_STATEMENT, BY_TEXT, Version, have_one_text, likeness
from newswire.lexicon.addresses import without_query, without_visit
from newswire.load.identity.substance import fingerprint
from newswire.load.pages.address_keys import FORMAT
from newswire.parse.pages.address import canonical
from newswire.portions import portions

_CONTESTED = """
WITH claimed AS MATERIALIZED (
    SELECT
        staged.provider, staged.guid, staged.content_hash, staged.position, staged.ctid AS place,
        item.item_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM news.versions AS known
            WHERE known.item_id = item.item_id AND known.content_hash = staged.content_hash
            OFFSET 0
        ) AS is_other
    FROM staged
    LEFT JOIN LATERAL (
        SELECT item_id FROM news.items AS known
        WHERE (known.provider, known.guid) = (staged.provider, staged.guid)
        OFFSET 0
    ) AS item ON true
),
contested AS (
    SELECT provider, guid
    FROM claimed
    GROUP BY provider, guid
    HAVING bool_or(is_other) OR count(DISTINCT content_hash) > 1 OR EXISTS (
        SELECT FROM news.shared_guids AS shared
        WHERE (shared.provider, shared.stated_guid) = (claimed.provider, claimed.guid)
    )
)
SELECT provider, guid, array_agg(place::text)
FROM contested JOIN claimed USING (provider, guid)
GROUP BY provider, guid
ORDER BY provider, guid
"""
"""Identifiers that come with other content than the known one, or with several contents, and the places of
their rows in ``staged``, by which these are read without a scan of the whole run for each portion."""

_STAGED = """
SELECT
    provider, guid AS stated_guid, guid, position, content_hash, NULL::bigint AS version_id,
    version_number, version_created, to_jsonb(staged) - ARRAY['position', 'provider', 'guid'] AS fields
FROM staged
WHERE ctid = ANY(%(places)s::text[]::tid[])
ORDER BY position
"""

_KNOWN = """
SELECT
    claimed.provider, claimed.stated_guid, member.guid,
    NULL::integer AS position, held.content_hash, held.version_id,
    held.version_number, held.version_created, to_jsonb(held) AS fields
FROM unnest(%(providers)s::text[], %(guids)s::text[]) AS claimed (provider, stated_guid)
CROSS JOIN LATERAL (
    SELECT claimed.stated_guid AS guid
    UNION ALL
    (
        SELECT guid FROM news.shared_guids AS shared JOIN news.items USING (provider, guid)
        WHERE (shared.provider, shared.stated_guid) = (claimed.provider, claimed.stated_guid)
        ORDER BY item_id DESC LIMIT %(members)s
    )
) AS member
CROSS JOIN LATERAL (
    SELECT item_id FROM news.items AS one
    WHERE (one.provider, one.guid) = (claimed.provider, member.guid)
    OFFSET 0
) AS item
CROSS JOIN LATERAL (
    SELECT * FROM news.versions AS one WHERE one.item_id = item.item_id
    ORDER BY one.version_id DESC LIMIT %(most)s
) AS held
ORDER BY held.version_id
"""
"""The latest versions under the identifiers, in the order of their loads."""

_REPEATED = """
SELECT staged.position, member.guid
FROM staged
CROSS JOIN LATERAL (
    SELECT staged.guid, 0 AS rank
    UNION ALL
    SELECT shared.guid, 1 FROM news.shared_guids AS shared
    WHERE (shared.provider, shared.stated_guid) = (staged.provider, staged.guid)
) AS member
CROSS JOIN LATERAL (
    SELECT item_id FROM news.items AS one
    WHERE (one.provider, one.guid) = (staged.provider, member.guid)
    OFFSET 0
) AS item
CROSS JOIN LATERAL (
    SELECT FROM news.versions AS one
    WHERE one.item_id = item.item_id AND one.content_hash = staged.content_hash
    OFFSET 0
) AS same
WHERE staged.ctid = ANY(%(places)s::text[]::tid[])
ORDER BY staged.position, member.rank DESC, member.guid
"""
"""The item that already has the very content of a staged row."""

_ASSIGN = """
UPDATE staged SET guid = decision.guid, content_hash = decision.content_hash
FROM unnest(%(positions)s::integer[], %(guids)s::text[], %(hashes)s::bytea[])
    AS decision (position, guid, content_hash)
WHERE staged.ctid = ANY(%(places)s::text[]::tid[]) AND staged.position = decision.position
"""

_SHARE = """
INSERT INTO news.shared_guids (provider, stated_guid, guid) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""

_MOST_VERSIONS = 30
"""Versions of an item that are compared, the latest ones."""

_MOST_MEMBERS = 200
"""Items under one identifier that are compared, the latest ones."""

_AT_ONCE = 50


@dataclass(frozen=True)
class Row:
    """A staged row, or a version in the warehouse, under a contested identifier."""

    provider: str
    stated_guid: str
    guid: str
    position: int | None
    content_hash: bytes
    version_id: int | None
    version_number: int | None
    version_created: dt.datetime | None
    fields: dict[str, Any]

    @cached_property
    def version(self) -> Version:
        """The parts that are compared with other versions under the identifier."""
        return version_of(self.fields)

    @cached_property
    def fingerprint(self) -> str:
        """The substance as one text."""
        return fingerprint(self.fields)

    @property
    def place(self) -> tuple[Any, ...]:
        """The place among the versions of an item: by number, then by time; a missing one comes first."""
        number, created = self.version_number, self.version_created
        return (number is not None, number or 0, created is not None, created or _NEVER)


def version_of(fields: Mapping[str, Any]) -> Version:
    """Return the compared parts of a row of ``news.versions`` or of ``staged``."""
    published = fields.get("published") or fields.get("first_created")
    is_exact = fields.get("published_precision") != "day"
    is_page = fields.get("format") == FORMAT and fields.get("source_url")
    return Version(
        headline=fields.get("headline") or "",
        text=fields.get("body_text") or fields.get("standfirst") or "",
        url=fields.get("source_url") or fields.get("canonical_url"),
        files=frozenset(_files(fields)),
        published=dt.datetime.fromisoformat(published) if published and is_exact else None,
        number=fields.get("version_number"),
        label=fields.get("label"),
        is_canceled=fields.get("pubstatus") == "canceled",
        fetch=fields.get("fetch_id"),
        page=canonical(fields["source_url"]) if is_page else None,
    )


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Decision:
    """The guid of a staged row, and the content hash of the version that it repeats, otherwise its own."""

    position: int
    guid: str
    content_hash: bytes
    also_like: tuple[str, ...] = ()


def identify(connection: psycopg.Connection) -> list[tuple[int, str]]:
    """Decide the identity of contested rows in ``staged``. The transaction must hold the lock of the loads.

    Returns:
        Position of a row and guid of another item under the same identifier that the row is like, too.
    """
    bridges = []
    contested = connection.execute(_CONTESTED).fetchall()
    for some in portions(contested, lambda _: 1, most=_AT_ONCE, largest=_AT_ONCE):
        bridges += _identify(connection, some)
    return bridges


_BRIDGE = """
INSERT INTO news.mentions (version_id, provider, guid, rel)
SELECT version_id, provider, bridge.guid, 'same-guid'
FROM unnest(%(positions)s::integer[], %(guids)s::text[]) AS bridge (position, guid)
JOIN decided USING (position)
WHERE NOT unchanged AND decided.guid <> bridge.guid
ON CONFLICT DO NOTHING
"""


def bridge(connection: psycopg.Connection, bridges: Sequence[tuple[int, str]]) -> None:
    """Mention the items that a row is like besides its own, after ``statements.DECIDE``."""
    if bridges:
        positions, guids = zip(*bridges, strict=True)
        connection.execute(_BRIDGE, {"positions": list(positions), "guids": list(guids)})


def _identify(
    connection: psycopg.Connection, contested: Sequence[tuple[str, str, list[str]]]
) -> list[tuple[int, str]]:
    claims = [(provider, guid) for provider, guid, _ in contested]
    providers, guids = zip(*claims, strict=True)
    places = [place for _, _, held in contested for place in held]
    claimed = {
        "places": places,
        "providers": list(providers),
        "guids": list(guids),
        "most": _MOST_VERSIONS,
        "members": _MOST_MEMBERS,
    }
    with connection.cursor(row_factory=class_row(Row)) as cursor:
        set_json_loads(from_json, cursor)  # twice as fast as that of the standard library
        staged = _by_claim(cursor.execute(_STAGED, claimed))
        known = _by_claim(cursor.execute(_KNOWN, claimed))
    repeated: dict[int, str] = dict(connection.execute(_REPEATED, claimed).fetchall())
    decided = [
        pair
        for claim in claims
        for pair in zip(staged[claim], decide(staged[claim], known.get(claim, ()), repeated), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            _SHARE,
            sorted(
                {
                    (row.provider, row.stated_guid, one.guid)
                    for row, one in decided
                    if one.guid != row.stated_guid
                }
            ),
        )
    others = [one for row, one in decided if (one.guid, one.content_hash) != (row.guid, row.content_hash)]
    if others:
        connection.execute(
            _ASSIGN,
            {
                "places": places,
                "positions": [one.position for one in others],
                "guids": [one.guid for one in others],
                "hashes": [one.content_hash for one in others],
            },
        )
    return [(one.position, guid) for _, one in decided for guid in one.also_like]


def _by_claim(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.provider, row.stated_guid].append(row)
    return found


def decide(staged: Sequence[Row], known: Sequence[Row], repeated: Mapping[int, str]) -> Iterator[Decision]:
    """Yield the decisions on all staged rows of one identifier, in their order.

    Args:
        staged: the rows, in the order of their positions.
        known: versions in the warehouse under the identifier, in the order of their loads.
        repeated: the guid of the item that already has the content of a row, by the row's position.
    """
    members: dict[str, list[Row]] = {}
    for row in known:
        _append(members, row.guid, row)
    seen: dict[bytes, tuple[str, bytes]] = {}
    for row in staged:
        assert row.position is not None  # noqa: S101 - staged rows have positions
        if row.position in repeated:
            yield Decision(row.position, repeated[row.position], row.content_hash)
        elif row.content_hash in seen:
            yield Decision(row.position, *seen[row.content_hash])
        else:
            guid, *others = _alike(row, members) or [_free_guid(row, members)]
            repeats = _neighbour(row, members.get(guid, ()))
            content_hash = repeats.content_hash if repeats else row.content_hash
            seen[row.content_hash] = guid, content_hash
            if repeats is None:
                _append(members, guid, replace(row, guid=guid))
            yield Decision(row.position, guid, content_hash, tuple(others))


def _alike(row: Row, members: Mapping[str, list[Row]]) -> list[str]:
    """Return the items that a row is a version of, the likest first."""
    degrees = {
        guid: max(likeness(row.version, one.version, shared=len(members) > 1) for one in versions)
        for guid, held in list(members.items())[-_MOST_MEMBERS:]
        # A number that is sent again stands for the version that has it, not for another one.
        if (versions := [one for one in held if one.version_number == row.version_number] or held)
    }
    recent = {guid: place for place, guid in enumerate(members)}
    best = sorted(
        (guid for guid in degrees if degrees[guid]),
        # A statement names no text: it is about the item that the publisher sent last.
        key=lambda guid: (-degrees[guid], -recent[guid] if degrees[guid] == BY_STATEMENT else recent[guid]),
    )
    by_text = [guid for guid in best if degrees[guid] == BY_TEXT]
    if len(by_text) > 1 and have_one_text(*(members[guid][-1].version for guid in by_text[:2])):
        # A teaser or a banner under several headlines: only the headline can identify the item.
        return [
            guid for guid in by_text if any(one.version.title == row.version.title for one in members[guid])
        ][:1]
    return [guid for guid in best if degrees[guid] > BY_STATEMENT or guid == best[0]]


def _append(members: dict[str, list[Row]], guid: str, row: Row) -> None:
    """Add a version to an item, and move the item behind the others."""
    members[guid] = [*members.pop(guid, ()), row]


def _free_guid(row: Row, members: Mapping[str, list[Row]]) -> str:
    """Return the stated guid if no item has it, otherwise one with a hash of the row's content."""
    if not members.get(row.stated_guid):
        return row.stated_guid
    told = (row.version.headline, row.version.text, row.version.address or "", *sorted(row.version.files))
    digest = sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()
    guid = f"{row.stated_guid}#{digest[:16]}"
    return guid if guid not in members else f"{guid}-{row.content_hash.hex()[:16]}"


def _neighbour(row: Row, versions: Sequence[Row]) -> Row | None:
    """Return the version before or after the row in the order of versions if it has the same substance."""
    before = [one for one in versions if one.place <= row.place]
    after = [one for one in versions if one.place > row.place]
    # Of equal places the one loaded last is the latest: sorting keeps their order.
    neighbours = sorted(before, key=lambda one: one.place)[-1:] + sorted(after, key=lambda one: one.place)[:1]
    return next((one for one in neighbours if one.fingerprint == row.fingerprint), None)


def _files(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses of recordings and other files, without pictures."""
    for link in fields.get("links") or ():
        address = link.get("url") if link.get("rel") == "rendition" else None
        if address and not _PICTURE.search(without_query(address)):
            yield without_visit(address)


_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|tiff?)$", re.IGNORECASE)
