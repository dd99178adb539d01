"""``split``: an item is a story of its own from then on, and the ruling is kept with its reason."""

from __future__ import annotations

import psycopg

from tests.cli.conftest import Command, stories


def test_an_item_becomes_a_story_of_its_own(newswire: Command, loaded: psycopg.Connection) -> None:
    assert stories(loaded) == [["pier-1", "pier-2"], ["strike"]]
    done = newswire("split", "pier-2", "--reason", "another pier")
    assert done.status == 0, done.err
    assert done.out.startswith("pier-2 is in story ")
    assert stories(loaded) == [["pier-1"], ["pier-2"], ["strike"]]
    assert loaded.execute("SELECT verdict, reason FROM news.rulings").fetchall() == [
        ("split", "another pier")
    ]


def test_from_names_the_one_item_it_is_taken_from(newswire: Command, loaded: psycopg.Connection) -> None:
    assert newswire("split", "pier-2", "--from", "pier-1").status == 0
    assert stories(loaded) == [["pier-1"], ["pier-2"], ["strike"]]


def test_an_item_that_is_alone_is_an_error(newswire: Command, loaded: psycopg.Connection) -> None:
    done = newswire("split", "strike")
    assert (done.status, done.out) == (1, "")
    assert "alone in its story" in done.err
