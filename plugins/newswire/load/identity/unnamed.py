"""Pages that name no publisher, such as AMP and printed forms: they are the items of those that name one.

Such a page has its host for a provider. If a page with a named provider has the same canonical address, both
are one item if their words are alike, or if they came from that very address. The page takes the provider and
the credit of the other one, whichever of the two comes first. Only pages at one address are compared, so two
outlets of one host stay two. Of several named pages the first that is alike gives the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import psycopg

from newswire.dedupe import renamed
from newswire.dedupe.likeness import UNLIKE, Version, likeness
from newswire.lexicon import providers
from newswire.lexicon.addresses import is_address, site
from newswire.load.identity.contested import version_of
from newswire.load.pages.address_keys import FORMAT, key_of
from newswire.parse.pages.address import is_front

_STAGED = """
SELECT position, NULL::bigint, provider, guid FROM staged
WHERE format = %s AND guid IS NOT NULL ORDER BY position
"""

_KNOWN = """
SELECT wanted.key, NULL::integer, item.item_id, item.provider, item.guid
FROM unnest(%(keys)s::bytea[]) AS wanted (key)
CROSS JOIN LATERAL (
    SELECT item_id FROM news.page_addresses AS one WHERE one.key = wanted.key AND one.is_page
    LIMIT %(most)s
) AS place
CROSS JOIN LATERAL (
    SELECT item_id, provider, guid FROM news.items AS one WHERE one.item_id = place.item_id OFFSET 0
) AS item
ORDER BY item.item_id
"""

_FIELDS = """
SELECT position, NULL::bigint, to_jsonb(staged) FROM staged WHERE position = ANY(%(positions)s)
UNION ALL
SELECT NULL, held.item_id, to_jsonb(held)
FROM unnest(%(items)s::bigint[]) AS wanted (item_id)
CROSS JOIN LATERAL (
    SELECT * FROM news.versions AS one WHERE one.item_id = wanted.item_id
    ORDER BY version_id DESC LIMIT %(versions)s
) AS held
"""

_ASSIGN = """
UPDATE staged SET provider = %(provider)s, credit = %(credit)s, warnings = warnings || %(warning)s::text
WHERE position = %(position)s
"""

_FORGET_KEYS = "DELETE FROM staged_item_addresses WHERE position = %s"

_KEEP_KEY = "INSERT INTO staged_item_addresses (position, key) VALUES (%s, %s)"

_CREDIT = """
UPDATE news.versions SET credit = %(credit)s, warnings = warnings || %(warning)s::text
WHERE item_id = %(item)s AND credit = ARRAY[%(host)s]
"""

RENAMING = """
CREATE TEMPORARY TABLE renaming ON COMMIT DROP AS
SELECT item.item_id, item.provider AS old_provider, item.guid AS old_guid, item.guid, adopted.provider
FROM unnest(%s::bigint[], %s::text[]) AS adopted (item_id, provider)
JOIN news.items AS item USING (item_id)
"""
"""Known items with the provider that they take: the table for ``newswire.load.providers``."""

_MOST = 20
"""Known items at one address that are compared."""

_VERSIONS = 10
"""Versions of an item that are compared, the latest ones."""


class Page(NamedTuple):
    """A staged page by its position, or a known item that is a page by its number."""

    position: int | None
    item_id: int | None
    provider: str
    guid: str

    @property
    def is_unnamed(self) -> bool:
        """Whether the provider is no name but the host of the page, or one below it (``m.coast.example``)."""
        host = site(self.guid)
        if host is None or providers.of_host(host):
            return False
        return self.provider == providers.provider(host) or self.provider.endswith(f".{host}")


@dataclass(slots=True)
class Named:
    """The pages of one named provider at an address."""

    credit: list[str] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)


def adopt(connection: psycopg.Connection) -> bool:
    """Give unnamed pages the provider of the named page at their address. The load's lock must be held.

    Call it before anything looks up the items of ``staged``.

    Returns:
        whether known items take it as well: they are in the table ``renaming``.
    """
    groups = _groups(connection)
    if not groups:
        return False
    pages = [page for group in groups for page in group]
    rows = connection.execute(
        _FIELDS,
        {
            "positions": [page.position for page in pages if page.position is not None],
            "items": [page.item_id for page in pages if page.item_id is not None],
            "versions": _VERSIONS,
        },
    )
    fields: dict[tuple[int | None, int | None], list[dict[str, Any]]] = defaultdict(list)
    for position, item_id, row in rows:
        fields[position, item_id].append(row)
    adopted = [found for group in groups for found in _adopted(group, fields)]
    renaming = [(page.item_id, provider) for page, provider, _ in adopted if page.item_id is not None]
    for page, provider, credit in adopted:
        _write(connection, page, provider, credit, fields[page[:2]][0])
    if renaming:
        connection.execute(RENAMING, tuple(map(list, zip(*renaming, strict=True))))
    return bool(renaming)


def _groups(connection: psycopg.Connection) -> list[list[Page]]:
    """Return the pages at each address with both named and unnamed ones: known items, then staged rows."""
    staged: dict[bytes, list[Page]] = defaultdict(list)
    for page in map(Page._make, connection.execute(_STAGED, (FORMAT,))):
        if is_address(page.guid) and not is_front(page.guid):
            staged[key_of(page.guid)].append(page)
    if not staged:
        return []
    known: dict[bytes, list[Page]] = defaultdict(list)
    for key, *values in connection.execute(_KNOWN, {"keys": list(staged), "most": _MOST}):
        page = Page(*values)
        if _is_at(page, staged[bytes(key)][0].guid):
            known[bytes(key)].append(page)
    groups = ([*known[key], *pages] for key, pages in staged.items())
    return [group for group in groups if len({page.is_unnamed for page in group}) > 1]


def _is_at(page: Page, address: str) -> bool:
    """Return whether an address is an item's guid. Several named items may share it (``contested``)."""
    guid, wanted = renamed.plain(page.guid), renamed.plain(address)
    if guid is None or wanted is None:
        return False
    return guid == wanted or (guid.startswith(f"{wanted}#") and not page.is_unnamed)


def _adopted(
    group: Sequence[Page], fields: Mapping[tuple[int | None, int | None], Sequence[dict[str, Any]]]
) -> Iterator[tuple[Page, str, list[str]]]:
    """Yield the unnamed pages of a group that are alike to a named one, with its provider and credit."""
    named: dict[str, Named] = defaultdict(Named)
    for page in group:
        if not page.is_unnamed:
            one = named[page.provider]
            one.versions += map(version_of, fields[page[:2]])
            one.credit = one.credit or next((row["credit"] for row in fields[page[:2]] if row["credit"]), [])
    for page in group:
        if page.is_unnamed:
            for provider, one in named.items():
                if _are_alike(map(version_of, fields[page[:2]]), one.versions, shared=len(named) > 1):
                    yield page, provider, one.credit
                    break


def _are_alike(some: Iterable[Version], others: Sequence[Version], *, shared: bool) -> bool:
    return any(likeness(one, other, shared=shared) != UNLIKE for one in some for other in others)


def _write(
    connection: psycopg.Connection, page: Page, provider: str, credit: list[str], row: dict[str, Any]
) -> None:
    """Give a staged row, or the versions of an item, the provider's name."""
    values = {
        "provider": provider,
        "credit": credit,
        "warning": f"The page names no publisher. Another form of it names {provider}.",
    }
    if page.position is None:
        connection.execute(_CREDIT, {**values, "item": page.item_id, "host": page.provider})
        return
    connection.execute(_ASSIGN, {**values, "position": page.position})
    connection.execute(_FORGET_KEYS, (page.position,))
    with connection.cursor() as cursor:
        links = (row.get("source_url"), row.get("canonical_url"))
        keys = sorted(renamed.keys(provider, page.guid, links))
        cursor.executemany(_KEEP_KEY, [(page.position, key) for key in keys])
