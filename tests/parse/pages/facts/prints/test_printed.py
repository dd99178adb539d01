"""Bylines and times that the head of an article prints."""

import pytest

from newswire.parse.pages.facts.prints.printed import Printed, read_printed
from tests.parse.pages.facts.reading import page


def printed(body: str) -> Printed:
    """Return what is printed after a heading."""
    root = page(body=f"<h1>x</h1>{body}").root
    return read_printed(next(root.iter("h1")))


@pytest.mark.parametrize(
    "mark", ["byline", "article__author", "author-name", "ArticleByline", "post-author", "auteur", "autor"]
)
def test_classes_mark_bylines(mark: str) -> None:
    assert printed(f'<div class="{mark}">Ann Lee</div>').bylines == [("Ann Lee", f"div {mark}")]


@pytest.mark.parametrize("mark", ["author-image", "authority", "author-bio", "byline-social", "author-box"])
def test_other_classes_do_not(mark: str) -> None:
    assert printed(f'<div class="{mark}">Ann Lee</div>').bylines == []


def test_links_that_are_names_stand_apart() -> None:
    mark = '<p class="byline">Written by <a>Ann Lee</a> <a>Ben Roe</a> <a>Ben Roe</a> <i>editor</i></p>'
    [(text, _)] = printed(mark).bylines
    assert text == "Written by Ann Lee, Ben Roe editor"
    parts = '<p class="byline"><a><i>Ann</i> <b>Lee</b></a> <a><i>Ben</i> <b>Roe</b></a></p>'
    [(text, _)] = printed(parts).bylines
    assert text == "Ann Lee, Ben Roe"


def test_times_of_a_change_stand_apart_by_their_words_and_marks() -> None:
    found = printed(
        '<p>Published <time datetime="2026-03-04">4 March</time></p>'
        '<p>Actualizado <time datetime="2026-03-05">5</time></p>'
        '<time class="updated" datetime="2026-03-06">6</time><p>Last updated: 7 March 2026</p>'
    )
    assert [text for text, _ in found.published] == ["2026-03-04"]
    assert [text for text, _ in found.updated] == ["2026-03-05", "2026-03-06", "2026-03-07"]


def test_desks_and_agencies_stand_apart() -> None:
    assert printed('<div class="byline">By Reuters</div>').desks == [("By Reuters", "div byline")]
    assert printed('<div class="name">AFP, OSLO</div>').desks == [("AFP, OSLO", "div after the headline")]


def test_lines_and_times_are_left_out_where_they_are_not_wanted() -> None:
    root = page(body="<h1>x</h1><p>By Ann Lee</p><p>March 4, 2026</p>").root
    assert read_printed(next(root.iter("h1")), lines=False, times=False) == Printed()


def test_nothing_is_printed_without_a_headline() -> None:
    assert read_printed(None) == Printed()


@pytest.mark.parametrize(
    "line", ["7 May 2026 12:05 &nbsp; By Ann Lee", "By Ann Lee, 7 May 2026", "2026-05-07 | By Ann Lee"]
)
def test_a_byline_stands_in_one_line_with_its_day(line: str) -> None:
    assert ("By Ann Lee", "p after the headline") in printed(f"<p>{line}</p>").bylines


def test_a_list_of_terms_names_author_and_day_by_its_terms() -> None:
    found = printed("<dl><dt>Published</dt><dd>3 May 2031</dd><dt>Author</dt><dd>Ann Lee</dd></dl>")
    assert [text for text, _ in found.published] == ["2031-05-03"]
    assert found.bylines == [("Author: Ann Lee", "dd of its term")]


def test_other_terms_tell_of_the_story() -> None:
    found = printed("<dl><dt>Opened</dt><dd>3 May 2031</dd><dt>Engineer</dt><dd>Ann Lee</dd></dl>")
    assert found == Printed()


@pytest.mark.parametrize(
    "line",
    [
        "Event: 3 May 2031",
        "Valid until 3 May 2031",
        "3 May 2031 – 5 May 2031",
        "Today is 3 May 2031",
        "Opened: 3 May 2031",
        "The ferry sank on 3 May 2031.",
        "© 3 May 2031 The Harbour",
    ],
)
def test_the_days_of_other_things_are_none_of_the_page(line: str) -> None:
    found = printed(f"<p>{line}</p>")
    assert (found.published, found.updated) == ([], [])


def test_a_time_in_a_field_of_changes_is_that_of_a_change() -> None:
    found = printed('<div class="field--name-changed"><time datetime="2031-05-03">3 May</time></div>')
    assert [text for text, _ in found.updated] == ["2031-05-03"]


@pytest.mark.parametrize(
    ("bar", "names"),
    [
        ("<p>Ann Lee</p><p>3 May 2031</p>", ["Ann Lee"]),
        ("<p>3 May 2031 | Ann Lee, Oslo</p>", ["Ann Lee"]),
        ("<p>Ann Lee | Metro Desk</p><time datetime='2031-05-03'></time>", ["Ann Lee"]),
        ("<p><a href='/authors/ann-lee'>Ann Lee</a></p>", ["Ann Lee"]),
        ("<p>Ann Lee</p>", []),
        ("<p>Ann Lee / AFP</p><p>3 May 2031</p>", []),
        ("<p><i>Photo</i> <b>Ann Lee</b></p><p>3 May 2031</p>", []),
        ("<p>Photo: Ann Lee</p><p>3 May 2031</p>", []),
        ("<p>Edited by <a href='/authors/ann-lee'>Ann Lee</a></p>", []),
        ("<p><a href='/topics/ann-lee'>Ann Lee</a></p><p>3 May 2031</p>", []),
        ("<h2>Ann Lee</h2><p>3 May 2031</p>", []),
        ("<p>New York</p><p>3 May 2031</p>", []),
        ("<p>Climate Change</p><p>3 May 2031</p><p>The climate warms.</p>", []),
        ("<p>AFP, Reuters and dpa reported the loss</p><p>3 May 2031</p>", []),
    ],
)
def test_a_name_without_a_mark_counts_beside_a_day_or_as_a_link_to_its_author(
    bar: str, names: list[str]
) -> None:
    assert [text for text, _ in printed(bar).bylines] == names


def test_a_byline_glued_to_its_days_stands_alone() -> None:
    mark = "<p class=byline>By Jane RoePublished 3 May 2031Updated 4 May 2031</p>"
    assert printed(mark).bylines == [("By Jane Roe", "p byline")]
