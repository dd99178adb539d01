"""Items into the load's temporary table, by COPY: hashes are taken here, nothing is decided."""

from __future__ import annotations

import datetime as dt
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

from newswire.dedupe.exact import text_hash
from newswire.dedupe.keys import keys
from newswire.invisible import visible
from newswire.load.answers import Answer
from newswire.model import Item

_NO_CONTENT = frozenset({"path", "format", "links", "warnings", "published_from", "sent"})
"""Fields that tell how a version came, not what it says: they do not make another version."""

_CONTENT = tuple(sorted(f.name for f in fields(Item) if f.name not in _NO_CONTENT))
_said = attrgetter(*_CONTENT)

_ITEM_COLUMNS = tuple(f.name for f in fields(Item))
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
"""Columns that a row of the staged table and one of ``news.versions`` have in common."""

_CREATE = """
CREATE TEMPORARY TABLE staged ON COMMIT DROP AS
SELECT 0 AS position, item.provider, item.guid, version.*
FROM news.versions AS version, news.items AS item
WITH NO DATA
"""

_COPY = sql.SQL("COPY staged ({}) FROM STDIN").format(sql.SQL(", ").join(map(sql.Identifier, _COLUMNS)))


def create(connection: psycopg.Connection) -> None:
    """Make the temporary tables; they go with the transaction."""
    connection.execute(_CREATE)
    connection.execute(
        "CREATE TEMPORARY TABLE staged_keys (position integer, key integer, context integer) ON COMMIT DROP"
    )


def copy_in(
    connection: psycopg.Connection, answers: Iterable[Answer], source_name: str, position: int
) -> int:
    """COPY the items among the answers and the keys of their texts, numbered from ``position`` on.

    Returns the next free position.
    """
    items = [(answer, answer.found) for answer in answers if isinstance(answer.found, Item)]
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for place, (answer, item) in enumerate(items, position):
            copy.write_row(_row(answer, item, source_name, place))
    found = keys([item.body_text or "" for _, item in items]) if items else []
    with connection.cursor() as cursor, cursor.copy("COPY staged_keys FROM STDIN") as copy:
        for place, some in enumerate(found, position):
            copy.write("".join(f"{place}\t{key}\t{context}\n" for key, context in some.tolist()))
    return position + len(items)


def content_hash(item: Item) -> bytes:
    """SHA-256 over all that a version says: the same hash again is the same version sent again.

    Where a word may be divided says nothing, nor in which of Unicode's equal forms its letters are.
    """
    said = [(name, _in_utc(value)) for name, value in zip(_CONTENT, _said(item), strict=True) if value]
    json: bytes = to_json(said)
    if not json.isascii():
        json = normalize("NFC", visible(json.decode())).encode()
    return sha256(json).digest()


def _in_utc(value: object) -> object:
    """An instant is the same in whatever zone it was given."""
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def _row(answer: Answer, item: Item, source_name: str, position: int) -> tuple[Any, ...]:
    return (
        position,
        answer.fetch_id,
        answer.ordinal,
        content_hash(item),
        text_hash(item.body_text, item.headline, item.published),
        _number(item.version),
        item.provider or source_name,
        Jsonb([asdict(subject) for subject in item.subjects]) if item.subjects else None,
        Jsonb([asdict(link) for link in item.links]) if item.links else None,
        *[_column(value) for value in _plain_values(item)],
    )


def _column(value: object) -> object:
    """A tuple as PostgreSQL takes it; the empty ones, which are most, as the text of an empty array."""
    if isinstance(value, tuple):
        return list(value) if value else "{}"
    return value


def _number(version: str | None) -> int | None:
    return (
        int(version) if version and version.isascii() and version.isdigit() and len(version) <= 18 else None
    )
