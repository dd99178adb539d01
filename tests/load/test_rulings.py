"""Decisions of people about stories override computed ones."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from newswire.load.rulings import RulingError, join, split
from newswire.pipeline import replay
from tests.support.stories import drop, ninjs, run


def test_a_replay_keeps_the_joins_and_splits_of_people(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    drop(wire, "2.json", ninjs("pier-2", minute=4, firstcreated="2024-05-07T12:04:00+00:00"))
    drop(
        wire, "3.json", ninjs("strike", body="Dockers of Port Albers went on strike over their pay at noon.")
    )
    run(warehouse, sources, "wire")
    split(warehouse, "pier-2", reason="another pier")
    join(warehouse, "strike", "harbour-press pier-2")
    stories = "SELECT array_agg(guid ORDER BY guid) FROM mart.story_items GROUP BY story_id ORDER BY 1"
    decided = [(["pier-1"],), (["pier-2", "strike"],)]
    assert warehouse.execute(stories).fetchall() == decided
    replay(warehouse, directory=sources)
    assert warehouse.execute(stories).fetchall() == decided
    with pytest.raises(RulingError, match="There is no item 'pier-9'"):
        join(warehouse, "pier-9", "pier-1")


def test_a_split_of_a_single_item_or_an_ambiguous_guid_is_an_error(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    drop(wire, "1.json", ninjs("7"))
    run(warehouse, sources, "wire")
    with pytest.raises(RulingError, match="alone in its story"):
        split(warehouse, "7")
    drop(paper, "1.json", ninjs("7", body="Wholly other words of the coast daily, on the price of herring."))
    run(warehouse, sources, "paper")
    with pytest.raises(RulingError, match="Several providers have an item '7'"):
        split(warehouse, "7")


def test_a_split_of_two_leaves_the_third(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    for number in (1, 2, 3):
        drop(wire, f"{number}.json", ninjs(f"pier-{number}", minute=number))
    run(warehouse, sources, "wire")
    split(warehouse, "pier-3", from_guid="pier-1")
    stories = warehouse.execute("SELECT count(DISTINCT story_id) FROM mart.story_items").fetchone()
    assert stories == (1,)  # the second one still carries the text of both
    split(warehouse, "pier-3")
    stories = warehouse.execute("SELECT count(DISTINCT story_id) FROM mart.story_items").fetchone()
    assert stories == (2,)


def test_the_provider_before_a_guid_may_have_several_words(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("7", provider="Albers Harbour Press"))
    drop(
        wire, "2.json", ninjs("7", provider="Coast Daily", body="Herring was dear on Tuesday, at 31 crowns.")
    )
    run(warehouse, sources, "wire")
    assert join(warehouse, "Albers Harbour Press 7", "Coast Daily 7") == 1
