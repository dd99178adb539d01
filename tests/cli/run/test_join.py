"""``join``: two items are one story from then on, and the ruling is kept with its reason."""

from __future__ import annotations

import psycopg

from tests.cli.conftest import Command, stories


def test_two_items_become_one_story(newswire: Command, loaded: psycopg.Connection) -> None:
    done = newswire("join", "strike", "harbour-press pier-1", "--reason", "one dispute")
    assert done.status == 0, done.err
    assert done.out.startswith("Both are in story ")
    assert stories(loaded) == [["pier-1", "pier-2", "strike"]]
    assert loaded.execute("SELECT verdict, reason FROM news.rulings").fetchall() == [("join", "one dispute")]


def test_an_item_that_does_not_exist_is_an_error(newswire: Command, loaded: psycopg.Connection) -> None:
    done = newswire("join", "pier-9", "pier-1")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("There is no item 'pier-9'")
    assert len(stories(loaded)) == 2
