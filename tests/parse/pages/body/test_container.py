"""The story is found by its running text, its names, its headline and what the page states."""

import pytest

from tests.parse.pages.body.reading import SENTENCE, openings, paragraphs, story

TWO = paragraphs("One", "Two")
ABOUT = "<footer><p>The Paper is published by Town Media. All rights are reserved, by law.</p></footer>"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("an article", f"<article><h1>Bridge</h1>{TWO}</article>{ABOUT}"),
        (
            "text in divs",
            f"<h1>Bridge</h1><div><div>One. {SENTENCE}</div><div>Two. {SENTENCE}</div></div>",
        ),
        ("lines", f"<h1>Bridge</h1><div class=t>One. {SENTENCE}<br><br>Two. {SENTENCE}</div>"),
        (
            "a layout of tables",
            "<table><tr><td><a href=/>Home</a><br><a href=/n>News</a></td>"
            f"<td><h1>Bridge</h1>One. {SENTENCE * 2}<br><br>Two. {SENTENCE * 2}</td><td><a href=x>X</a></td>"
            "</tr><tr><td colspan=3>Copyright 2003.</td></tr></table>",
        ),
        (
            "a form around the page",
            f"<form><div><h1>Bridge</h1><div>{TWO}</div></div></form>",
        ),
        (
            "a menu that never ends",
            f"<nav><a href=/>Home</a><h1>Bridge</h1><div>{TWO}</div>",
        ),
        (
            "a page that a script shows",
            f"<body><div style='visibility:hidden'><h1>Bridge</h1><div>{TWO}</div></div>",
        ),
        (
            "a wall",
            f"<article><h1>Bridge</h1>{paragraphs('One', times=1)}"
            f"<div class=wall style='display:none'>{paragraphs('Two', times=4)}</div></article>",
        ),
        (
            "a page without scripts",
            f"<h1>Bridge</h1><noscript><div>{TWO}</div></noscript>",
        ),
        (
            "parts between advertisements",
            f"<h1>Bridge</h1><div><div class=part>{paragraphs('One')}</div><div class=ad></div>"
            f"<div class=part>{paragraphs('Two')}</div></div>",
        ),
        (
            "rows of a page builder",
            "<div class=page><h1>Bridge</h1>"
            f"<div class='row row-1'><div><div class=x>{paragraphs('One')}</div></div></div>"
            f"<div class='row row-2'><div><div class=x>{paragraphs('Two')}</div></div></div></div>",
        ),
        (
            "named parts",
            "<div><h1>Bridge</h1>"
            f"<div class=r><div class=x><div class='article-body'>{paragraphs('One')}</div></div></div>"
            f"<div class=q><div class='article-body'>{paragraphs('Two')}</div></div></div>",
        ),
        (
            "long comments",
            f"<h1>Bridge</h1><div class=post-body>{paragraphs('One', 'Two', times=1)}</div>"
            f"<div id=comments><div class=comment-body>{paragraphs('Three', times=30)}</div></div>",
        ),
        (
            "the next stories below",
            f"<main><article><h1>Bridge</h1>{TWO}</article>"
            f"<article><h1>Market</h1>{paragraphs('Three', 'Four', 'Five', times=4)}</article></main>",
        ),
        (
            "the next story below, in a div",
            f"<main><div class=story><h1>Bridge</h1>{TWO}</div>"
            f"<div class=story><h1>Market</h1>{paragraphs('Three', 'Four')}</div></main>",
        ),
    ],
)
def test_the_story_is_found_in(name: str, page: str) -> None:
    assert openings(story(f"<html><body>{page}</body></html>", headline="Bridge")) == ["One", "Two"], name


def test_a_layout_that_is_named_for_its_sidebar_is_trusted() -> None:
    page = (
        f"<html><body><div><h1>Bridge</h1></div><div class='layout with-sidebar'><div>{TWO}</div></div>"
        f"<div class=list>{paragraphs('Three', 'Four', times=1)}</div></body></html>"
    )
    assert openings(story(page)) == ["One", "Two"]


def test_a_story_of_one_sentence_beats_the_imprint() -> None:
    page = (
        f"<html><body><header><a href=/>Home</a></header><main><h1>Bridge</h1><p>{SENTENCE}</p></main>{ABOUT}"
    )
    assert story(page).text == SENTENCE.strip()
