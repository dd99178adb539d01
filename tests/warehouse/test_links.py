"""Links between rows: nothing is written that names a row which is not there, and no named row is deleted."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.support.stories import BODY, drop, ninjs, run


@pytest.fixture
def loaded(warehouse: psycopg.Connection, sources: Path, wire: Path) -> psycopg.Connection:
    """An item of two versions, and an item of one."""
    drop(wire, "1.json", ninjs("pier"))
    drop(wire, "2.json", ninjs("pier", version="2", body=f"{BODY} Work begins in May.", minute=5))
    drop(wire, "3.json", ninjs("market", body="Herring was dear in Port Albers on Tuesday, at 31 crowns."))
    run(warehouse, sources, "wire")
    return warehouse


ITEM = """
INSERT INTO news.items (provider, guid, story_id, is_canceled, first_version_id, current_version_id)
SELECT 'harbour-press', 'new', story_id, false, {first}, {current}
FROM news.items WHERE guid = 'market'
"""
FETCH = """
INSERT INTO raw.fetches (run_id, document_id, locator, fetched_at, as_of)
SELECT {run}, {document}, 'new', fetched_at, as_of FROM raw.fetches LIMIT 1
"""

BROKEN = {
    "a first version of another item": ITEM.format(first="first_version_id", current="first_version_id"),
    "a first version that is not there": ITEM.format(first="-1", current="-1"),
    "a changed item": "UPDATE news.items SET current_version_id = -1 WHERE guid = 'pier'",
    "a changed item with another's version": (
        "UPDATE news.items SET first_version_id = other.first_version_id"
        " FROM news.items AS other WHERE items.guid = 'pier' AND other.guid = 'market'"
    ),
    "a deleted current version": (
        "DELETE FROM news.versions WHERE version_id IN (SELECT current_version_id FROM news.items)"
    ),
    "a moved version": (
        "UPDATE news.versions SET item_id = (SELECT item_id FROM news.items WHERE guid = 'market')"
        " WHERE item_id = (SELECT item_id FROM news.items WHERE guid = 'pier')"
    ),
    "a story without its original": (
        "INSERT INTO news.stories (original_item_id, holds_canceled) VALUES (-1, false)"
    ),
    "a changed story": "UPDATE news.stories SET original_item_id = -1",
    "an original that leaves its story": (
        "UPDATE news.items SET story_id = (SELECT min(story_id) FROM news.stories)"
    ),
    "a fetch of no document": FETCH.format(run="run_id", document="-1"),
    "a fetch of no run": FETCH.format(run="-1", document="document_id"),
    "a changed fetch of no document": "UPDATE raw.fetches SET document_id = -1",
    "a changed fetch of no run": "UPDATE raw.fetches SET run_id = -1",
    "a changed version of no fetch": "UPDATE news.versions SET fetch_id = -1 WHERE version = '2'",
    "a cursor to no document": (
        "INSERT INTO raw.cursors (source_name, locator, document_id, refused)"
        " VALUES ('wire', 'new', -1, false)"
    ),
    "a changed cursor": "UPDATE raw.cursors SET unusable_document_id = -1",
    "a deleted fetch": "DELETE FROM raw.fetches",
    "a deleted document": "DELETE FROM raw.documents",
    "a deleted run": "DELETE FROM ledger.runs",
}


@pytest.mark.parametrize("statement", BROKEN.values(), ids=BROKEN)
def test_a_link_that_leads_nowhere_is_refused(loaded: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation), loaded.transaction():
        assert loaded.execute(statement).rowcount > 0


def test_a_version_of_no_fetch_is_refused(loaded: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation, match="Fetch -1, which a version names"):
        loaded.execute(
            "INSERT INTO news.versions SELECT (jsonb_populate_record(one, jsonb_build_object("
            "'version_id', -1, 'fetch_id', -1, 'content_hash', sha256('new')))).*"
            " FROM news.versions AS one LIMIT 1"
        )


def test_rows_that_nothing_names_can_go(loaded: psycopg.Connection) -> None:
    """Links may be broken within a transaction that mends them."""
    with loaded.transaction():
        loaded.execute("DELETE FROM news.versions WHERE version = '2'")
        loaded.execute("UPDATE news.items SET current_version_id = first_version_id WHERE guid = 'pier'")
    assert loaded.execute("SELECT count(*) FROM news.versions").fetchone() == (2,)
