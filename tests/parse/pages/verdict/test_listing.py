"""Pages of links to stories are listings; a story among links is a story."""

from __future__ import annotations

import pytest

from newswire.parse.pages.verdict.listing import read_shape
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, TEASERS, THIRD, page, rejected, text, tree


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>City</h1>{TEASERS}",
        f"<h1><a href=/>The Weir</a></h1>{TEASERS}<footer><p>{THIRD}</p><p>{SECOND}</p></footer>",
        f"<h2>Latest</h2>{TEASERS.replace('h3', 'h2')}<p>{SECOND}</p>",
    ],
)
def test_a_page_of_links_to_stories_is_a_listing(markup: str) -> None:
    found = rejected(page(markup, "<title>City | The Weir</title>"), "https://weir.example/city/")
    assert found.reason == "listing"
    assert "14 headings are links" in found.detail


def test_a_front_page_and_a_search_need_fewer_links() -> None:
    six = "".join(TEASERS.split("</div>")[number] + "</div>" for number in range(6))
    assert rejected(page(f"{six}<p>{SECOND}</p>"), "https://weir.example/").reason == "listing"
    searched = page(f"<h1>Search results</h1>{six}<p>{SECOND}</p>")
    assert rejected(searched, "https://weir.example/search?q=tunnel").reason == "listing"


def test_the_shape_of_a_page_counts_links_letters_and_the_headline() -> None:
    shape = read_shape(
        tree(page(f"<h1>{HEADLINE}</h1><p>{FIRST}</p><nav><p>{THIRD * 9}</p></nav>{TEASERS}")).root
    )
    assert (shape.teasers, shape.prose, shape.headline) == (14, len(FIRST), len(HEADLINE))
    assert read_shape(tree(page("<p>x</p>")).root).is_listing(front=True, stated=False) is False


def test_a_long_heading_makes_a_story_of_a_flash_among_links() -> None:
    assert text(page(f"<h1>{HEADLINE}</h1><p>The tunnel is open, the city said.</p>{TEASERS}"))
    assert rejected(page(f"<h1>City and harbour</h1>{TEASERS}")).reason == "listing"


LINKS = "".join(
    f"<article><h3><a href=/city/{number}>Number {number} of the stories of the city</a></h3></article>"
    for number in range(14)
)
"""Headings that are links, and no paragraph."""


@pytest.mark.parametrize(
    "markup",
    [
        f"<main>{LINKS}</main>",
        f"<h1>City</h1>{LINKS}",
        f"<h1>The latest news of the city and its harbour</h1>{LINKS}",
        f"<header><form><input name=user><input type=password></form></header>{LINKS}",
        f"<header><a href=/offer>Subscribe to read</a></header><h1>City</h1>{LINKS}",
        f"<ul>{LINKS.replace('article', 'li')}</ul>",
    ],
)
def test_headings_that_are_links_are_a_listing_without_any_text(markup: str) -> None:
    found = rejected(page(markup, "<title>City | The Weir</title>"), "https://weir.example/city/")
    assert (found.reason, "14 headings are links" in found.detail) == ("listing", True)


def test_a_front_page_without_any_text_needs_fewer_links() -> None:
    six = "</article>".join(LINKS.split("</article>")[:6])
    assert rejected(page(six), "https://weir.example/").reason == "listing"
    assert rejected(page(six), "https://weir.example/city/").reason == "no-text"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (f"<h1>{HEADLINE}</h1><video src=a.mp4></video>{LINKS}", "no-text"),
        (f"<h1>Tram tunnel opens</h1><div class=paywall>Subscribe to continue</div>{LINKS}", "wall"),
    ],
)
def test_links_below_a_video_or_a_wall_make_no_listing(markup: str, reason: str) -> None:
    assert rejected(page(markup)).reason == reason
