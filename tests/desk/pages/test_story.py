"""The page of a story: versions, differences, copies and the time line."""

from __future__ import annotations

import psycopg
import pytest
import requests
from bs4 import BeautifulSoup

from tests.support.desk import BRIDGE, Desk


@pytest.fixture
def story(shelf: psycopg.Connection) -> int:
    """The story of the pier: two versions of the wire's item, and a copy of the paper's."""
    [number] = (
        shelf.execute("SELECT story_id FROM mart.story_items WHERE guid = 'urn:paper:pier'").fetchone() or ()
    )
    return int(number)


def page(desk: Desk, session: requests.Session, story: int, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(session.get(f"{desk.address}/stories/{story}{query}", timeout=60).text, "lxml")


def test_a_story_shows_the_current_version_of_its_original(
    desk: Desk, visitor: requests.Session, story: int
) -> None:
    shown = page(desk, visitor, story)
    assert shown.h1.get_text() == "CORRECTED: Pier to be rebuilt"
    assert "4.4 million" in shown.select_one(".text").get_text()


def test_it_lists_versions_and_copies_and_marks_the_changed_words(
    desk: Desk, visitor: requests.Session, story: int
) -> None:
    shown = page(desk, visitor, story)
    rows = [row.get_text(" ").split() for row in shown.select("form tbody tr")]
    assert len(rows) == 3
    assert "copy" in rows[2]
    [old] = [one.get_text() for one in shown.select(".sides del")]
    assert old == "4.2"
    assert shown.select_one(".sides ins").get_text() == "4.4"
    assert "The council meets again in June." in [one.get_text() for one in shown.select(".sides ins")]


def test_any_two_versions_are_compared(
    desk: Desk, visitor: requests.Session, story: int, shelf: psycopg.Connection
) -> None:
    versions = [number for (number,) in shelf.execute(
        "SELECT version_id FROM mart.story_items WHERE story_id = %s ORDER BY issued_at", (story,)
    )]  # fmt: skip
    shown = page(desk, visitor, story, f"?old={versions[0]}&new={versions[2]}")
    assert "The texts are equal." in shown.get_text()
    assert ["provider", "wire", "paper"] in [row.get_text("|").split("|") for row in shown.select("tr")]


def test_the_time_line_has_each_carrier_with_its_delay(
    desk: Desk, visitor: requests.Session, story: int
) -> None:
    lines = [
        " ".join(line.get_text(" ").split()) for line in page(desk, visitor, story).select(".timeline li")
    ]
    assert lines == ["wire 2024-05-07 12:00 UTC", "paper copy 2024-05-07 13:35 UTC (+1 h 35 min)"]


def test_a_story_of_one_version_offers_no_comparison(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection
) -> None:
    [alone] = (
        shelf.execute(
            "SELECT story_id FROM mart.stories WHERE versions = 1 AND base_language = 'ar'"
        ).fetchone()
        or ()
    )
    shown = page(desk, visitor, alone)
    assert shown.select("form tbody tr")
    assert not shown.select("form input[type=radio]")
    assert "1 version" in [link.get_text() for link in shown.select("article .links a")]


def test_an_earlier_version_is_shown_as_one(
    desk: Desk, visitor: requests.Session, story: int, shelf: psycopg.Connection
) -> None:
    [first] = (
        shelf.execute(
            "SELECT version_id FROM mart.story_items WHERE story_id = %s AND relation = 'original'", (story,)
        ).fetchone()
        or ()
    )
    shown = page(desk, visitor, story, f"?version={first}")
    assert shown.h1.get_text() == "Pier to be rebuilt"
    assert "earlier version" in shown.select_one("article").get_text()


def test_a_killed_story_shows_the_kill_and_no_text(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection
) -> None:
    [killed] = shelf.execute("SELECT story_id FROM mart.kills").fetchone() or ()
    text = page(desk, visitor, killed).get_text()
    assert "is killed by wire" in text
    assert "Readers must not see its text." in text
    assert BRIDGE[:30] not in text
