"""Chains and stories of existing items: dissolved, decided again, and deleted with their last version."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import scalar_row

from newswire.load.settling import dissolve, settle
from tests.support.stories import BODY, contents, drop, ninjs, run


@pytest.fixture
def loaded(warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path) -> psycopg.Connection:
    """A story in two versions with a copy by the paper, and another story by the paper alone."""
    drop(wire, "1.json", ninjs("pier"))
    drop(wire, "2.json", ninjs("pier", version="2", body=f"{BODY} Work begins in May.", minute=5))
    run(warehouse, sources, "wire")
    drop(paper, "1.json", ninjs("copy", minute=30, firstcreated="2024-05-07T12:30:00+00:00"))
    drop(paper, "2.json", ninjs("market", body="Herring was dear in Port Albers on Tuesday, at 31 crowns."))
    run(warehouse, sources, "paper")
    return warehouse


def items(warehouse: psycopg.Connection) -> list[int]:
    with warehouse.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute("SELECT item_id FROM news.items ORDER BY item_id").fetchall()


def stories(warehouse: psycopg.Connection) -> dict[str, int]:
    """Return the story of each item by its guid."""
    return dict(warehouse.execute("SELECT guid, story_id FROM news.items").fetchall())


def delete(warehouse: psycopg.Connection, guid: str, versions: Sequence[str]) -> None:
    """Delete versions of an item, as a replay does."""
    warehouse.execute(
        "DELETE FROM news.versions USING news.items"
        " WHERE items.item_id = versions.item_id AND guid = %s AND version = ANY(%s)",
        (guid, list(versions)),
    )


def test_each_dissolved_item_has_a_story_and_the_original_keeps_its_own(loaded: psycopg.Connection) -> None:
    before = stories(loaded)
    assert before["copy"] == before["pier"]
    dissolve(loaded, items(loaded))
    after = stories(loaded)
    assert len(set(after.values())) == 3
    assert (after["pier"], after["market"]) == (before["pier"], before["market"])


def test_dissolved_items_settle_in_the_stories_they_came_from(loaded: psycopg.Connection) -> None:
    before, numbers = contents(loaded), stories(loaded)
    with loaded.transaction():
        dissolve(loaded, items(loaded))
        settle(loaded, items(loaded))
    assert contents(loaded) == before
    assert stories(loaded) == numbers


def test_an_item_without_a_version_is_deleted_with_its_story(loaded: psycopg.Connection) -> None:
    market = stories(loaded)["market"]
    with loaded.transaction():
        delete(loaded, "market", ["1"])
        settle(loaded, items(loaded))
    assert set(stories(loaded)) == {"pier", "copy"}
    assert loaded.execute("SELECT FROM news.stories WHERE story_id = %s", (market,)).fetchall() == []


def test_a_chain_ends_with_the_latest_version_that_is_left(loaded: psycopg.Connection) -> None:
    with loaded.transaction():
        delete(loaded, "pier", ["2"])
        settle(loaded, items(loaded))
    current = loaded.execute(
        "SELECT version FROM news.items JOIN news.versions ON version_id = current_version_id"
        " WHERE guid = 'pier'"
    ).fetchall()
    assert current == [("1",)]
    assert loaded.execute("SELECT count(*) FROM news.revisions").fetchone() == (0,)


def test_revisions_follow_the_chain(loaded: psycopg.Connection) -> None:
    before = loaded.execute("SELECT * FROM news.revisions").fetchall()
    assert len(before) == 1
    loaded.execute("DELETE FROM news.revisions")
    with loaded.transaction():
        settle(loaded, items(loaded))
    assert loaded.execute("SELECT * FROM news.revisions").fetchall() == before


def test_items_can_settle_twice_in_one_transaction(loaded: psycopg.Connection) -> None:
    before = contents(loaded)
    with loaded.transaction():
        settle(loaded, items(loaded))
        settle(loaded, items(loaded))
    assert contents(loaded) == before
