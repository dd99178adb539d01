"""Copy items into the load's temporary table by COPY, with their hashes. ``statements`` decides later."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from operator import attrgetter
from struct import Struct
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import numpy as np
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
from newswire.load.pages.address_keys import FORMAT
from newswire.model import Item

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NO_CONTENT = frozenset(
    {"path", "format", "guid", "links", "warnings", "published_from", "sent", "page_note"}
)
"""Fields that describe the delivery, not the content: another value makes no other version."""

_ADDRESSES = frozenset({"source_url", "canonical_url"})
"""Fields whose scheme does not count: http and https lead to one page."""

MENTIONS = ("previous-version", "replaces", "corrects")
"""Links to other items that make one story."""

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
CREATE TEMPORARY TABLE staged ON COMMIT DELETE ROWS AS
SELECT 0 AS position, item.provider, item.guid, version.*
FROM news.versions AS version, news.items AS item
WITH NO DATA;
CREATE TEMPORARY TABLE staged_keys (position integer, keys bigint[]) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE staged_item_addresses (position integer, key bytea STORAGE PLAIN)
    ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE staged_page_addresses (position integer, key bytea STORAGE PLAIN, is_page boolean)
    ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE staged_page_notes (
    fetch_id bigint, ordinal integer, guid_hash bigint, story bigint[], lines bigint[], known bigint[]
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE fresh_addresses (
    key bytea STORAGE PLAIN, item_id bigint, provider text, is_page boolean
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE decided (
    position integer, provider text, guid text, item_id bigint, story_id bigint,
    known boolean, has_versions boolean, unchanged boolean, version_id bigint
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE chained (
    item_id bigint, story_id bigint, provider text, guid text, known boolean, issued_at timestamptz,
    is_canceled boolean, versions bigint[], first_version_id bigint, current_version_id bigint
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE fresh_keys (
    slot bigint, version_id bigint, context bigint, is_own boolean
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE near_texts (
    text bytea STORAGE PLAIN, version_id bigint, text_hash bytea STORAGE PLAIN, item_id bigint,
    is_recording boolean, is_mine boolean, is_alone boolean
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE guarded (version_id bigint, is_wall boolean) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE alike (version_id bigint, other_version_id bigint) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE merged (story_id bigint, into_story_id bigint) ON COMMIT DELETE ROWS;
"""

_PLACED = ("chained", "near_texts", "guarded", "alike", "merged")
_TABLES = (
    "staged", "staged_keys", "staged_item_addresses", "staged_page_addresses", "staged_page_notes",
    "fresh_addresses", "decided", "fresh_keys", *_PLACED,
)  # fmt: skip
_EMPTY = f"TRUNCATE {', '.join(_TABLES)}"
_EMPTY_PLACED = f"TRUNCATE {', '.join(_PLACED)}"

_SHAPE_NOW = "SELECT current_setting('newswire.load_tables', true)"

_BEGIN = """
SELECT
    current_setting('newswire.load_tables', true),
    current_setting('newswire.holds_a_load', true),
    set_config('newswire.holds_a_load', 'yes', true),
    set_config('work_mem', '64MB', true),
    set_config('enable_memoize', 'off', true),
    set_config('random_page_cost', '1.1', true)
"""

_COPY = (
    sql.SQL("COPY staged ({}) FROM STDIN")
    .format(sql.SQL(", ").join(map(sql.Identifier, _COLUMNS)))
    .as_string()
)

_COPY_KEYS = "COPY staged_keys FROM STDIN (FORMAT binary)"

_KEY = np.dtype([("size", ">i4"), ("key", ">i8")])
_KEYS_HEAD = Struct(">hiiiiiiii")
"""A row of ``staged_keys`` in the format of a binary COPY (PostgreSQL's manual, COPY, "Binary Format"): two
fields. The second is an array, which states its dimensions, whether it has nulls, its type, length and first
index."""
_BIGINT = 20
"""Number of the type of the elements (``pg_type.oid``)."""


_SHAPE = sha256(f"{_CREATE}{_COLUMNS}".encode()).hexdigest()
"""A session with tables of another release (behind a pooler) makes them anew."""


def begin(connection: psycopg.Connection) -> None:
    """Make the temporary tables of a load, or empty those that an earlier load of the transaction has filled.

    For the rest of the transaction sort keys in memory, and memoize no lookups, since no key repeats. Pages
    that an index leads to cost little more than others: no table of a hundred rows is read for each row.
    """
    row = connection.execute(_BEGIN).fetchone()
    assert row is not None  # noqa: S101 - a SELECT without a FROM has a row
    shape, is_filled = row[:2]
    if shape != _SHAPE:
        _make(connection)
    elif is_filled == "yes":
        connection.execute(_EMPTY)


def make_tables(connection: psycopg.Connection) -> None:
    """Make the temporary tables of a load unless the session has them.

    They stay with the session, and each commit empties them: tables for each run would cost more than a small
    run, and no plan of its statements could be kept.
    """
    row = connection.execute(_SHAPE_NOW).fetchone()
    if row is None or row[0] != _SHAPE:
        _make(connection)


def _make(connection: psycopg.Connection) -> None:
    connection.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{name}' for name in _TABLES)}")
    connection.execute(_CREATE)
    connection.execute("SELECT set_config('newswire.load_tables', %s, false)", (_SHAPE,))


def empty_placed(connection: psycopg.Connection) -> None:
    """Empty the temporary tables from ``chained`` on, for another chain in the same transaction."""
    connection.execute(_EMPTY_PLACED)


@dataclass(slots=True)
class Staged:
    """The rows in ``staged``: their number, and which steps of the load they need."""

    items: int = 0
    has_addresses: bool = False
    """Whether ``staged_item_addresses`` has rows."""
    has_pages: bool = False
    has_mentions: bool = False
    has_canceled: bool = False


def copy_in(
    connection: psycopg.Connection, answers: Iterable[Answer], source_name: str, staged: Staged
) -> None:
    """Copy the items among the answers and the keys of their texts and addresses. Add them to ``staged``.

    They are numbered from the number of rows before them on.
    """
    items = [(answer, answer.found) for answer in answers if isinstance(answer.found, Item)]
    if not items:
        return
    first = staged.items
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        # Each row is computed here, while the server reads the ones before it.
        for place, (answer, item) in enumerate(items, first):
            copy.write_row(_row(answer, item, source_name, place))
    addresses = []
    for place, (_, item) in enumerate(items, first):
        links = (item.source_url, item.canonical_url)
        stated = renamed.keys(item.provider or source_name, item.guid, links)
        addresses += [(place, key) for key in sorted(stated)]
        staged.has_pages |= item.format == FORMAT
        staged.has_mentions |= any(link.rel in MENTIONS for link in item.links)
        staged.has_canceled |= item.pubstatus == "canceled"
    compared = [item.body_text or "" if is_compared(item) else "" for _, item in items]
    with connection.cursor() as cursor, cursor.copy(_COPY_KEYS) as copy:
        copy.write(_key_rows(keys(compared), first))
    if addresses:
        staged.has_addresses = True
        with connection.cursor() as cursor, cursor.copy("COPY staged_item_addresses FROM STDIN") as copy:
            for address in addresses:
                copy.write_row(address)
    staged.items += len(items)


def _key_rows(found: Sequence[NDArray[np.int32]], first: int) -> bytes:
    """Return the keys of texts, numbered from ``first`` on, as the file of a binary COPY."""
    keys = np.concatenate(found)
    elements = np.empty(len(keys), _KEY)
    elements["size"] = 8
    elements["key"] = keys[:, 0].astype(np.int64) << 16 | keys[:, 1] & 0xFFFF
    packed, at = elements.tobytes(), 0
    rows = [b"PGCOPY\n\xff\r\n\0", bytes(8)]
    for position, some in enumerate(found, first):
        if size := len(some) * _KEY.itemsize:
            rows.append(_KEYS_HEAD.pack(2, 4, position, 20 + size, 1, 0, _BIGINT, len(some), 1))
            rows.append(packed[at : at + size])
            at += size
    return b"".join([*rows, b"\xff\xff"])


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
    """Return a tuple of texts as PostgreSQL writes it, which takes a fifth of the time of a list."""
    if isinstance(value, tuple):
        return f"{{{','.join(map(_element, value))}}}" if value else "{}"
    return value


def _element(text: str) -> str:
    """Return an element of an array, quoted (PostgreSQL's manual, "Array Input and Output Syntax")."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _number(version: str | None) -> int | None:
    return (
        int(version) if version and version.isascii() and version.isdigit() and len(version) <= 18 else None
    )
