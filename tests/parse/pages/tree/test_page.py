"""Bytes to a tree that is whole, and the address of a page."""

from __future__ import annotations

import pytest

from newswire.errors import Unparsable
from newswire.parse.pages.tree.page import text_of
from tests.parse.pages.markup import page, tree


@pytest.mark.parametrize("end", ["<script>var a = 1; <p>two</p>", "<!-- note <p>two</p>", '<a href="/two'])
def test_a_page_that_ends_inside_an_element_has_a_warning(end: str) -> None:
    found = tree(f"<html><body><p>one</p>{end}")
    assert [text_of(one) for one in found.root.iter("p")] == ["one"]
    assert len(found.warnings) == 1
    assert "it was cut, or the rest of its text is missing" in found.warnings[0]
    assert "newswire-end" not in "".join(found.root.itertext())


def test_no_element_of_ours_stays_in_the_tree() -> None:
    assert tree(page("<p>one</p>")).root.find(".//wbr") is None


@pytest.mark.parametrize(
    "content", ["<!doctype html>", "<!-- nothing -->", "<html></html>", "<html><head></head>"]
)
def test_a_page_without_an_element_is_rejected(content: str) -> None:
    with pytest.raises(Unparsable) as error:
        tree(content)
    assert error.value.reason == "no-content"


CANONICAL = '<link rel="canonical" href="https://weir.example/city/1">'


def test_the_address_of_a_page_without_one_is_the_one_that_it_gives() -> None:
    assert tree(page("<p>one</p>", CANONICAL)).url == "https://weir.example/city/1"
    shared = '<meta property="og:url" content="https://www.weir.example/city/2">'
    assert (tree(page("<p>one</p>", shared)).url, tree(page("<p>one</p>", shared)).host) == (
        "https://www.weir.example/city/2",
        "weir.example",
    )
    assert tree(page("<p>one</p>", CANONICAL), "https://other.example/a").url == "https://other.example/a"


def test_a_front_page_is_no_address_of_a_story() -> None:
    head = '<link rel=canonical href="https://weir.example/"><meta property=og:url content="https://weir.example/3">'
    assert tree(page("<p>one</p>", head)).url == "https://weir.example/3"


def test_base_gives_the_beginning_of_links() -> None:
    found = tree(page("<p>one</p>", "<base href='/archive/'>"), "https://weir.example/city/1")
    assert found.address("2#top") == "https://weir.example/archive/2"
    assert found.address("javascript:void(0)") is None
    assert found.address("http://[x/") is None
    assert (
        tree(page("<p>one</p>"), "https://weir.example/city/1").address("2") == "https://weir.example/city/2"
    )
