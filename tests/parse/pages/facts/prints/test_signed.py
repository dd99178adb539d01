"""The author whom a page names at its end, in an element that is marked as the author's."""

from __future__ import annotations

import pytest

from tests.parse.pages.facts.reading import HEADLINE, facts

TEXT = f"<div class=text><p>{'The ship sailed at night, as it does each week. ' * 5}</p></div>" * 9


@pytest.mark.parametrize(
    "end",
    [
        "<p class=author><i>Ann Lee</i></p>",
        "<div class=about><a rel=author>Ann Lee</a> writes on ships.</div>",
        "<div class=box><span class=author-name>Ann Lee</span></div><p class=byline>Ann Lee</p>",
    ],
)
def test_the_one_marked_author_counts(end: str) -> None:
    assert facts(body=f"<h1>{HEADLINE}</h1>{TEXT}{end}").authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "end",
    [
        "<p class=author>Ann Lee</p><p class=author>Ben Roe</p>",
        "<div class=related><p class=author>Ann Lee</p></div>",
        "<div class=comments><p class=author>Ann Lee</p></div>",
        "<aside><p class=author>Ann Lee</p></aside>",
        "<div class=author-contact-wrapper>Twitter Facebook</div>",
        "<p>Ann Lee</p>",
    ],
)
def test_authors_of_other_things_do_not(end: str) -> None:
    assert facts(body=f"<h1>{HEADLINE}</h1>{TEXT}{end}").authors == ()
