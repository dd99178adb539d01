"""The selector of the links to stories in a page."""

from __future__ import annotations

import pytest
from lxml import html

from newswire.fetch.web.listing import links_in
from newswire.fetch.web.selectors import story_selector
from newswire.pointing.selector import Selector

URL = "https://pier.example/"
STORIES = [f"<a href='/news/a-mill-burns-{number}'>A mill burns in town {number}</a>" for number in range(4)]
MENU = "<nav><ul><li><a href='/news'>News</a><li><a href='/sport/all-the-sport'>Sport</a></ul></nav>"


def selector(body: str) -> str | None:
    return story_selector(html.document_fromstring(body), URL)


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        ("<article><h2>{}</h2></article>", "h2 a"),
        ("<div class='teaser css-1x9f7'>{}</div>", ".teaser a"),
        ("<li class='story'>{}</li>", ".story a"),
    ],
)
def test_the_elements_around_stories_are_found_and_the_menu_is_not(wrapped: str, expected: str) -> None:
    body = MENU + "".join(map(wrapped.format, STORIES))
    assert selector(body) == expected
    assert len(links_in(body.encode(), URL, Selector(expected))) == 4


def test_a_class_of_the_link_itself_is_found() -> None:
    body = MENU + "".join(story.replace("<a ", "<a class='headline-link' ") for story in STORIES)
    assert selector(body) == "a.headline-link"


@pytest.mark.parametrize(
    "body",
    [
        MENU,
        MENU + "".join(f"<p>{story}</p>" for story in STORIES[:2]),
        "".join(f"<h2>{story.replace('/news', 'https://other.example/news')}</h2>" for story in STORIES),
        "<h2><a>A headline without any link</a></h2>" * 5,
    ],
)
def test_a_page_without_stories_has_none(body: str) -> None:
    assert selector(body) is None
