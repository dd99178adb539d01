"""The head of an article is what stands around its headline, and nothing of other stories."""

from newswire.parse.pages.facts.metadata import text_of
from newswire.parse.pages.facts.prints.head import around
from tests.parse.pages.facts.reading import page


def near(body: str) -> list[str | None]:
    """Return the texts of the elements around the heading of a page that have no element in them."""
    [heading] = page(body=body).root.iter("h1")
    return [text_of(element, 100) for element, _ in around(heading) if not len(element)]


def test_elements_after_the_headline_come_before_those_above_it() -> None:
    assert near("<main><div><i>above</i><h1>x</h1><b>by</b></div><p>text</p></main>") == [
        "by",
        "text",
        "above",
    ]


def test_menus_teasers_and_comments_are_left_out() -> None:
    assert near(
        "<h1>x</h1><nav>a</nav><div class='teaser-list'>b</div><section id='comments'>c</section><p>d</p>"
    ) == ["d"]


def test_a_mark_that_denies_a_sidebar_keeps_the_element() -> None:
    assert near("<h1>x</h1><div class='post no-comments'>a</div>") == ["a"]


def test_it_ends_where_the_story_has_begun() -> None:
    story = f"<p>{'word ' * 100}</p>" * 5
    assert "late" not in near(f"<h1>x</h1>{story}<p>late</p>")


def test_the_head_of_the_site_is_not_the_head_of_the_article() -> None:
    assert near("<div>today</div><article><h1>x</h1></article>") == []


def test_the_day_of_today_above_the_page_is_not_in_the_head() -> None:
    for mark in ("class=topbar", "class=site-header", "id=header", "class='current-date'"):
        assert near(f"<div {mark}><b>3 May 2031</b></div><div><h1>x</h1></div>") == []


def test_a_bar_below_the_headline_is_in_the_head_whatever_its_mark() -> None:
    assert near("<h1>x</h1><div class='top-bar header'><b>3 May 2031</b></div>") == ["3 May 2031"]
