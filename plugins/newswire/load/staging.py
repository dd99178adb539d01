"""Copy items into the load's temporary table by COPY, with their hashes. ``statements`` decides later."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import asdict, fields
from hashlib import sha256
from operator import attrgetter
from typing import Any
from unicodedata import normalize

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from pydantic_core import to_json

from newswire.dedupe import renamed
from newswire.dedupe.exact import text_hash
from newswire.dedupe.teasers import is_compared
from newswire.dedupe.texts.keys import keys
from newswire.lexicon.invisible import visible
from newswire.load.answers import Answer
from newswire.model import Item

_NO_CONTENT = frozenset(
    {"path", "format", "guid", "links", "warnings", "published_from", "sent", "page_note"}
)
"""Fields that describe the delivery, not the content: another value makes no other version."""

_ADDRESSES = frozenset({"source_url", "canonical_url"})
"""Fields whose scheme does not count: http and https lead to one page."""

_SCHEME = re.compile("https?://", re.IGNORECASE)

_CONTENT = tuple(sorted(f.name for f in fields(Item) if f.name not in _NO_CONTENT))
_content_values = attrgetter(*_CONTENT)

_ITEM_COLUMNS = tuple(f.name for f in fields(Item) if f.name != "page_note")
_PLAIN_COLUMNS = tuple(name for name in _ITEM_COLUMNS if name not in {"provider", "subjects", "links"})
_plain_values = attrgetter(*_PLAIN_COLUMNS)
_COLUMNS = (
    "position", "fetch_id", "ordinal", "content_hash", "text_hash", "version_number",
    "provider", "subjects", "links", *_PLAIN_COLUMNS,
)  # fmt: skip

VERSION_COLUMNS = tuple(
    name for name in ("fetch_id", "ordinal", "content_hash", "text_hash", "version_number", *_ITEM_COLUMNS)
    if name not in {"provider", "guid"}
)  # fmt: skip
"""Columns that the staged table shares with ``news.versions``."""

_CREATE = """
CREATE TEMPORARY TABLE staged ON COMMIT DROP AS
SELECT 0 AS position, item.provider, item.guid, version.*
FROM news.versions AS version, news.items AS item
WITH NO DATA
"""

_COPY = sql.SQL("COPY staged ({}) FROM STDIN").format(sql.SQL(", ").join(map(sql.Identifier, _COLUMNS)))


def create(connection: psycopg.Connection) -> None:
    """Make the temporary tables. PostgreSQL drops them at the end of the transaction."""
    connection.execute(_CREATE)
    connection.execute(
        "CREATE TEMPORARY TABLE staged_keys (position integer, key integer, context integer) ON COMMIT DROP"
    )
    connection.execute(
        "CREATE TEMPORARY TABLE staged_item_addresses (position integer, key bytea) ON COMMIT DROP"
    )


def copy_in(
    connection: psycopg.Connection, answers: Iterable[Answer], source_name: str, position: int
) -> int:
    """Copy the items among the answers and the keys of their texts and addresses.

    They are numbered from ``position`` on.

    Returns:
        the next free position.
    """
    items = [(answer, answer.found) for answer in answers if isinstance(answer.found, Item)]
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for place, (answer, item) in enumerate(items, position):
            copy.write_row(_row(answer, item, source_name, place))
    compared = [item.body_text or "" if is_compared(item) else "" for _, item in items]
    found = keys(compared) if items else []
    with connection.cursor() as cursor, cursor.copy("COPY staged_keys FROM STDIN") as copy:
        for place, some in enumerate(found, position):
            copy.write("".join(f"{place}\t{key}\t{context}\n" for key, context in some.tolist()))
    with connection.cursor() as cursor, cursor.copy("COPY staged_item_addresses FROM STDIN") as copy:
        for place, (_, item) in enumerate(items, position):
            addresses = (item.source_url, item.canonical_url)
            for key in sorted(renamed.keys(item.provider or source_name, item.guid, addresses)):
                copy.write_row((place, key))
    return position + len(items)


def content_hash(item: Item) -> bytes:
    """Return the SHA-256 of a version's content. Equal hashes mean that the same version was sent again.

    Invisible characters such as soft hyphens, the Unicode normalisation form, the time zone of instants and
    the scheme of addresses do not count.
    """
    content = [
        (
            name,
            value.removeprefix("http://").removeprefix("https://") if name in _ADDRESSES else _in_utc(value),
        )
        for name, value in zip(_CONTENT, _content_values(item), strict=True)
        if value
    ]
    json: bytes = to_json(content)
    if not json.isascii():
        json = normalize("NFC", visible(json.decode())).encode()
    return sha256(json).digest()


def _in_utc(value: object) -> object:
    """Return an instant in UTC, so that its zone does not count; return other values unchanged."""
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def _row(answer: Answer, item: Item, source_name: str, position: int) -> tuple[Any, ...]:
    return (
        position,
        answer.fetch_id,
        answer.ordinal,
        content_hash(item),
        text_hash(item.body_text, item.headline, item.published) if is_compared(item) else None,
        _number(item.version),
        item.provider or source_name,
        Jsonb([asdict(subject) for subject in item.subjects]) if item.subjects else None,
        Jsonb([asdict(link) for link in item.links]) if item.links else None,
        *[_column(value) for value in _plain_values(item)],
    )


def _column(value: object) -> object:
    """Return a tuple as a list; the most frequent, an empty one, as the text of an empty array."""
    if isinstance(value, tuple):
        return list(value) if value else "{}"
    return value


def _number(version: str | None) -> int | None:
    return (
        int(version) if version and version.isascii() and version.isdigit() and len(version) <= 18 else None
    )
