"""Items in the staged table: the hash of a version's content, and the value of every column."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, fields, replace
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from psycopg.rows import dict_row

from newswire.load import staging
from newswire.load.answers import Answer
from newswire.load.staging import content_hash
from newswire.model import Item, Link, PageNote, Rejected, Subject
from newswire.parse.completion.storable import storable
from tests.support.items import ITEMS

NOON = dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC)
ITEM = Item("a.xml", "nitf", provider="harbour-press", guid="pier-1", version="2", published=NOON)

OTHER: dict[str, Any] = {
    "str": "other",
    "int": 5,
    "dt.datetime": NOON + dt.timedelta(microseconds=1),
    "tuple[str, ...]": ("other",),
    "tuple[Subject, ...]": (Subject("1"),),
    "tuple[Link, ...]": (Link("related"),),
    "Precision": "minute",
    "Pubstatus": "withheld",
    "bool": True,
    "PageNote": PageNote("gazette.example"),
}
HOW_IT_CAME = {"path", "format", "guid", "links", "warnings", "published_from", "sent", "page_note"}


@pytest.mark.parametrize("name", [field.name for field in fields(Item)])
def test_another_value_is_another_version_unless_it_describes_the_delivery(name: str) -> None:
    [field] = [field for field in fields(Item) if field.name == name]
    changed = replace(ITEM, **{name: OTHER[str(field.type).removesuffix(" | None")]})
    assert (content_hash(changed) == content_hash(ITEM)) is (name in HOW_IT_CAME)


def test_equal_content_in_another_notation_is_the_same_version() -> None:
    elsewhere = NOON.astimezone(dt.timezone(dt.timedelta(hours=9)))
    assert content_hash(replace(ITEM, published=elsewhere)) == content_hash(ITEM)
    assert content_hash(replace(ITEM, headline="")) == content_hash(ITEM), "nothing is nothing"


def test_values_do_not_flow_into_each_other() -> None:
    assert content_hash(replace(ITEM, headline="a", slugline="b")) != content_hash(
        replace(ITEM, headline="b", slugline="a")
    )
    assert content_hash(replace(ITEM, keywords=("a", "b"))) != content_hash(replace(ITEM, keywords=("a b",)))


@pytest.mark.parametrize(
    ("version", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("1.0", None),
        ("²", None),
        (None, None),
    ],
)
def test_a_version_orders_as_a_number_where_it_is_one(
    warehouse_once: psycopg.Connection, version: str | None, number: int | None
) -> None:
    [row] = staged(warehouse_once, [replace(ITEM, version=version)])
    assert (row["version"], row["version_number"]) == (version, number)


def test_items_are_numbered_in_their_order_and_rejections_are_not(warehouse_once: psycopg.Connection) -> None:
    answers = [
        Answer(1, 0, ITEM),
        Answer(1, 1, Rejected("a", "empty", "")),
        Answer(2, 0, replace(ITEM, provider=None)),
    ]
    with warehouse_once.transaction(force_rollback=True):
        staging.begin(warehouse_once)
        before = staging.Staged(items=5)
        staging.copy_in(warehouse_once, answers, "wire", before)
        assert before.items == 7
        rows = warehouse_once.execute(
            "SELECT position, fetch_id, ordinal, provider FROM staged ORDER BY position"
        ).fetchall()
    assert rows == [(5, 1, 0, "harbour-press"), (6, 2, 0, "wire")], "a source stands in for its provider"


@given(ITEMS.map(storable))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_column_has_the_value_of_the_item(warehouse_once: psycopg.Connection, item: Item) -> None:
    [row] = staged(warehouse_once, [item])
    said = asdict(item)
    said["provider"] = item.provider or "wire"
    del said["page_note"]
    for name, value in said.items():
        kept = row[name]
        if name in {"subjects", "links"}:
            kept = tuple(kept or ())
        assert (list(kept) if isinstance(kept, (list, tuple)) else kept) == (
            list(value) if isinstance(value, tuple) else value
        ), name
    assert row["content_hash"] == content_hash(item)


def staged(connection: psycopg.Connection, items: list[Item]) -> list[dict[str, Any]]:
    """The rows that items become."""
    with connection.transaction(force_rollback=True):
        staging.begin(connection)
        staging.copy_in(
            connection, [Answer(1, n, item) for n, item in enumerate(items)], "wire", staging.Staged()
        )
        cursor = connection.cursor(row_factory=dict_row)
        return cursor.execute("SELECT * FROM staged ORDER BY position").fetchall()


@pytest.fixture(scope="module")
def warehouse_once(database: Any, migrated: str) -> Any:
    """One connection for all tests here, which roll back their changes."""
    with psycopg.connect(database.url("newswire", migrated), autocommit=True) as connection:
        yield connection
