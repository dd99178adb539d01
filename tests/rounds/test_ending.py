"""The end of a round: its stories can be found, and a line that pages repeat is left out."""

from __future__ import annotations

from pathlib import Path

import psycopg

from newswire.rounds.ending import end_round
from tests.support.stories import drop, ninjs, run


def test_loaded_stories_can_be_found_and_join_their_translations(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier", body="The council of Port Albers rebuilds the northern pier."))
    run(warehouse, sources, "wire")
    assert end_round(warehouse, sources).pages == 0
    found = warehouse.execute("SELECT matches FROM mart.search('pier')").fetchall()
    assert found == [(1,)]
    compared = warehouse.execute("SELECT count(*) FROM news.translation_keys").fetchone()
    assert compared == (1,)
