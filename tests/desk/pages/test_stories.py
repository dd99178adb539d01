"""The list of stories: newest first, filtered, searched, page by page."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
import requests
from bs4 import BeautifulSoup

from tests.support.desk import ARABIC, CHINESE, Desk


def titles(desk: Desk, session: requests.Session, **filters: Any) -> list[str]:
    answer = session.get(f"{desk.address}/stories", params=filters, timeout=60)
    assert answer.status_code == 200, answer.text
    return [link.get_text() for link in BeautifulSoup(answer.text, "lxml").select(".stories h2 a")]


def test_the_newest_stories_come_first_without_copies_and_kills(
    desk: Desk, visitor: requests.Session
) -> None:
    found = titles(desk, visitor, source="wire")
    assert found[0] == "CORRECTED: Pier to be rebuilt"
    assert set(found[1:]) == {ARABIC, CHINESE * 4}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"agency": "paper", "copies": "true"}, ["A new pier"]),
        ({"agency": "paper"}, []),
        ({"language": "ar"}, [ARABIC]),
        ({"kind": "picture"}, []),
        ({"since": "2024-05-08", "source": "wire"}, []),
        ({"until": "2024-05-06"}, []),
        ({"since": "2024-05-07", "until": "2024-05-07", "language": "zh"}, [CHINESE * 4]),
        ({"words": "council ferries", "source": "wire"}, ["CORRECTED: Pier to be rebuilt"]),
        ({"words": '"northern pier" -council'}, []),
        ({"words": "zeppelin"}, []),
        ({"words": "ferries", "agency": "nobody"}, []),
        (
            {"words": "ferries", "since": "2024-05-07", "until": "2024-05-07"},
            ["A new pier"],
        ),
        ({"words": "ferries", "kind": "picture"}, []),
        ({"words": "ferries", "kind": "text"}, ["A new pier"]),
        (
            {"words": "ferries pier", "copies": "true", "order": "newest"},
            ["A new pier", "CORRECTED: Pier to be rebuilt", "Pier to be rebuilt"],
        ),
        ({"words": "ferries", "run": "999999"}, []),
        ({"words": "", "source": "", "since": "", "run": "", "language": "ar"}, [ARABIC]),
    ],
)
def test_filters_leave_the_stories_that_fit(
    desk: Desk, visitor: requests.Session, filters: dict[str, str], found: list[str]
) -> None:
    assert titles(desk, visitor, **filters) == found


def test_a_run_has_the_stories_that_it_brought(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection
) -> None:
    [run_id] = shelf.execute("SELECT run_id FROM mart.runs WHERE source_name = 'paper'").fetchone() or ()
    assert titles(desk, visitor, run=run_id, copies="true") == ["A new pier"]


def test_a_search_in_a_run_finds_the_versions_that_it_brought(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection
) -> None:
    runs = dict(shelf.execute("SELECT source_name, min(run_id) FROM mart.runs GROUP BY 1").fetchall())
    assert titles(desk, visitor, words="ferries", run=runs["paper"]) == ["A new pier"]
    assert titles(desk, visitor, words="ferries", run=runs["paper"], until="2024-05-06") == []
    assert "A new pier" not in titles(desk, visitor, words="ferries", run=runs["wire"])


@pytest.mark.parametrize("words", [None, "pier or lighthouse or 阿尔伯斯港"])
def test_pages_follow_each_other_without_a_gap(
    desk: Desk, visitor: requests.Session, monkeypatch: pytest.MonkeyPatch, words: str | None
) -> None:
    whole = titles(desk, visitor, copies="true", words=words or "")
    monkeypatch.setattr("newswire.desk.pages.stories._PAGE", 2)
    found: list[str] = []
    at = f"{desk.address}/stories?copies=true&words={words or ''}"
    while at:
        page = BeautifulSoup(visitor.get(at, timeout=60).text, "lxml")
        part = [link.get_text() for link in page.select(".stories h2 a")]
        assert 0 < len(part) <= 2
        found += part
        older = page.select_one("a[rel=next]")
        at = desk.airflow + str(older["href"]) if older else ""
    assert found == whole
    assert len(found) > 2


def test_a_search_shows_its_matches_and_the_found_words(desk: Desk, visitor: requests.Session) -> None:
    answer = visitor.get(f"{desk.address}/stories", params={"words": "ferries"}, timeout=60)
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one("main > p.detail").get_text() == "1 match"
    assert {word.get_text().lower() for word in page.select(".stories b")} == {"ferries"}


def test_a_search_of_more_words_than_it_takes_is_a_sentence(desk: Desk, visitor: requests.Session) -> None:
    words = " ".join(f"p{number}" for number in range(9_000))  # a server of HTTP takes no longer address
    answer = visitor.get(f"{desk.address}/stories", params={"words": words}, timeout=60)
    assert answer.status_code == 422
    assert "A search takes at most 1,000 characters" in answer.text


def test_a_filter_that_the_search_does_not_understand_is_a_sentence(
    desk: Desk, visitor: requests.Session
) -> None:
    answer = visitor.get(f"{desk.address}/stories", params={"words": "pier", "country": "xyz"}, timeout=60)
    assert answer.status_code == 422
    assert "xyz" in answer.text.lower()


@pytest.mark.parametrize(
    ("query", "is_open"), [("", False), ("?words=pier&source=", False), ("?source=wire", True)]
)
def test_the_filters_are_open_where_one_is_set(
    desk: Desk, visitor: requests.Session, query: str, is_open: bool
) -> None:
    page = BeautifulSoup(visitor.get(f"{desk.address}/stories{query}", timeout=60).text, "lxml")
    assert page.select_one("form details").has_attr("open") == is_open
