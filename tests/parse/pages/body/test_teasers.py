"""Teasers of other stories beside or below a story are none of it."""

import pytest

from tests.parse.pages.body.reading import SENTENCE, openings, paragraphs, story

TWO = paragraphs("One", "Two")


def teasers(number: int) -> str:
    """Return teasers of other stories: a linked title and a sentence each."""
    return "".join(
        f"<div><a href=/{n}><h3>Another story, number {n}</h3></a><p>Number {n}. {SENTENCE}</p></div>"
        for n in range(number)
    )


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("beside it", f"<h1>Bridge</h1><div>{TWO}</div><div>{teasers(12)}</div>"),
        ("below it in one element", f"<main><h1>Bridge</h1>{TWO}<h2>More</h2><div>{teasers(4)}</div></main>"),
        ("in a column", f"<main><h1>Bridge</h1><div>{TWO}</div><aside>{teasers(6)}</aside></main>"),
    ],
)
def test_teasers_are_no_story(name: str, page: str) -> None:
    assert openings(story(f"<html><body>{page}</body></html>")) == ["One", "Two"], name


def test_a_link_between_paragraphs_makes_no_teaser_of_them() -> None:
    link = "<p><a href=x>Another story of the town</a></p>"
    text = link.join(paragraphs(name) for name in ("One", "Two", "Three"))
    page = f"<article><h1>Bridge</h1>{text}</article>"
    assert [text for text in openings(story(page)) if text in ("One", "Two", "Three")] == [
        "One",
        "Two",
        "Three",
    ]


def test_a_link_in_the_middle_of_a_short_story_does_not_end_it() -> None:
    promoted = "<div><div><a href=x>Another story of the town</a></div></div>"
    text = paragraphs("One", "Two") + promoted + paragraphs("Three", "Four", "Five", times=1)
    page = f"<main><h1>Bridge</h1><div>Ann Marsh</div><div><div>{text}</div></div></main>"
    assert openings(story(f"<html><body>{page}</body></html>"))[-3:] == ["Three", "Four", "Five"]
