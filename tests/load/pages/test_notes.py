"""The notes of pages go into the warehouse with the load that brings them, and go with a replay of it."""

from __future__ import annotations

from pathlib import Path

import psycopg

from newswire.parse.pages.body.learned import key
from newswire.pipeline import replay
from tests.support.pages import FOLLOW, HOST, bring, page
from tests.support.stories import drop

NOTES = "SELECT fetch_id, ordinal, guid_hash, story, lines, known FROM news.page_notes ORDER BY 1, 2"


def test_a_page_has_the_keys_of_its_lines(warehouse: psycopg.Connection, sources: Path) -> None:
    bring(warehouse, sources, "wire", {"pier": page("pier", FOLLOW)})
    [(_, ordinal, guid_hash, _, lines, known)] = warehouse.execute(NOTES).fetchall()
    assert ordinal == 0
    assert guid_hash == key("address", f"https://www.{HOST}/pier")
    assert key(HOST, FOLLOW) in lines
    assert known == []


def test_a_replay_writes_the_same_notes_once(warehouse: psycopg.Connection, sources: Path) -> None:
    drop(sources.parent / "wire", "0.json", b'{"uri":')
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in ("pier", "mill")})
    before = warehouse.execute(NOTES).fetchall()
    assert len(before) == 2
    replay(warehouse, directory=sources)
    assert warehouse.execute(NOTES).fetchall() == before
