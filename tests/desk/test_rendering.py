"""Every page escapes every value: a story with markup in every field shows it as text everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from urllib.parse import urljoin, urlsplit

import psycopg
import pytest
import requests
from bs4 import BeautifulSoup, Tag

from newswire.desk.rendering import address
from newswire.model import Item
from tests.support.desk import HOSTILE, Desk

MOST = 200
"""Pages that the walk visits at most."""


@pytest.fixture
def pages(desk: Desk, editor: requests.Session) -> Iterator[tuple[str, BeautifulSoup]]:
    """Every page of the desk that links lead to from the overview."""
    return walked(desk, editor)


def walked(desk: Desk, session: requests.Session) -> Iterator[tuple[str, BeautifulSoup]]:
    waiting, seen = [f"{desk.address}/"], {f"{desk.address}/"}
    while waiting:
        at = waiting.pop(0)
        answer = session.get(at, timeout=60)
        assert answer.status_code == 200, at
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = BeautifulSoup(answer.text, "lxml")
        yield at, page
        for link in page.select("a[href]"):
            target = urljoin(at, str(link["href"])).partition("#")[0]
            if target.startswith(desk.address) and target not in seen and len(seen) < MOST:
                seen.add(target)
                waiting.append(target)


def attributes(page: BeautifulSoup) -> Iterator[tuple[Tag, str, str]]:
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            yield tag, name, " ".join(value) if isinstance(value, list) else str(value)


def test_no_page_has_markup_of_a_story(pages: Iterator[tuple[str, BeautifulSoup]]) -> None:
    shown = 0
    for at, page in pages:
        assert [str(script.get("src")) for script in page.find_all("script")] == [
            "/newswire/static/frame.js"
        ], at
        assert page.find_all(["img", "iframe", "object", "style", "base"]) == [], at
        for tag, name, value in attributes(page):
            assert not name.startswith("on"), (at, tag)
            assert name != "style", (at, tag)
            if name in {"href", "src", "action"}:
                assert urlsplit(value.strip()).scheme in {"", "http", "https"}, (at, value)
        shown += HOSTILE in page.get_text()
    assert shown > 10


def test_the_page_of_a_story_shows_the_markup_of_each_field(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection
) -> None:
    [story_id] = (
        shelf.execute(
            "SELECT DISTINCT story_id FROM mart.story_items WHERE source_name = 'hostile'"
        ).fetchone()
        or ()
    )
    page = BeautifulSoup(visitor.get(f"{desk.address}/stories/{story_id}", timeout=60).text, "lxml")
    shown = {
        row.find("th").get_text(): row.find("td").get_text()
        for row in page.select("#fields ~ .wide tbody tr")
    }
    texts = {one.name for one in fields(Item) if "str" in str(one.type)}
    texts -= {"body_text", "headline", "standfirst", "version", "source_url", "canonical_url"}
    texts -= {"sequence", "service", "places"}  # the warehouse's views lack them
    assert {name for name in texts if HOSTILE not in shown.get(name, "")} == set()
    assert page.h1.get_text() == HOSTILE
    assert HOSTILE in page.select_one(".standfirst").get_text()
    assert HOSTILE in page.select_one(".text").get_text()
    assert "javascript:alert(2)" in page.get_text()


def test_a_search_shows_its_words_as_text(desk: Desk, visitor: requests.Session) -> None:
    answer = visitor.get(f"{desk.address}/stories", params={"words": HOSTILE, "agency": HOSTILE}, timeout=60)
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one("#words")["value"] == HOSTILE
    assert page.select_one("#agency")["value"] == HOSTILE


def test_parameters_without_a_value_are_left_out_of_an_address() -> None:
    assert address("/stories") == "/stories"
    assert address("/stories", words="a b&c", source=None, kind="", copies=False) == "/stories?words=a+b%26c"
