"""The links that a selector finds in a page."""

from __future__ import annotations

import pytest

from newswire.fetch.web.listing import links_in
from newswire.pointing.selector import Selector

BASE = "https://pier.example/news/?page=1"


def links(body: str, css: str = "a") -> list[str]:
    return links_in(body.encode(), BASE, Selector(css))


def test_links_are_absolute_and_each_stands_once() -> None:
    body = (
        "<a href='/a'>A</a> <a href='b'>B</a> <a href='//x.example/c'>C</a> <a href=' /a\n'>A</a><a>none</a>"
    )
    assert links(body) == ["https://pier.example/a", "https://pier.example/news/b", "https://x.example/c"]


def test_a_selector_may_name_an_element_around_links() -> None:
    body = (
        "<nav><a href='/home'>Home</a></nav><ul class=list><li><a href='/a'>A</a><li><a href='/b'>B</a></ul>"
    )
    assert (
        links(body, ".list") == links(body, ".list a") == ["https://pier.example/a", "https://pier.example/b"]
    )


def test_the_base_of_a_page_counts() -> None:
    assert links("<head><base href='/sport/'></head><a href='a'>A</a>") == ["https://pier.example/sport/a"]


def test_places_in_the_page_itself_are_left_out() -> None:
    assert links("<a href='#top'>Up</a><a href=''>Here</a><a href='/a#b'>A</a>") == [
        "https://pier.example/a#b"
    ]


@pytest.mark.parametrize(
    "body", ["", "<!-- <a href='/a'>A</a> -->", "text", "<p>none</p>", "<a href='http://[x'>A</a>"]
)
def test_a_page_without_links_has_none(body: str) -> None:
    assert links(body) == []
