"""Text in feeds: plain text, HTML, undeclared HTML, Base64, and data that are no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newswire.errors import Unparsable
from newswire.parse.formats.feeds.text import (
    MOST_CHARACTERS,
    bounded,
    string_text,
    text_of,
    title_of,
    title_text,
    unescaped,
)

ATOM = "xmlns='http://www.w3.org/2005/Atom'"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("The ferry stopped.\nNobody was hurt.", "The ferry stopped.\nNobody was hurt."),
        ("The ferry stopped.\n\n\nNobody was hurt.", "The ferry stopped.\n\nNobody was hurt."),
        ("<p>The ferry\nstopped.</p><p>Nobody was hurt.</p>", "The ferry stopped.\n\nNobody was hurt."),
        ("The <b>ferry</b> stopped.\n\nNobody was hurt.", "The ferry stopped.\n\nNobody was hurt."),
        ("<p>The ferry</p>\n\n stopped <i>again</i>", "The ferry\n\nstopped again"),
        ("Quay &amp; ferry, 5 &lt; 6", "Quay & ferry, 5 < 6"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("", ""),
    ],
)
def test_a_string_is_html_if_it_has_a_tag(written: str, text: str) -> None:
    assert string_text(written) == text


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Ferry\n stops  in Grenholm", "Ferry stops in Grenholm"),
        ("Ferry <em>stops</em> in Grenholm<br/>", "Ferry stops in Grenholm"),
        ("How the <video> element works", "How the <video> element works"),
        ("Quay &amp; ferry", "Quay & ferry"),
        (" \n", None),
    ],
)
def test_a_title_is_one_line(written: str, title: str | None) -> None:
    assert title_text(written) == title


def test_a_bare_ampersand_is_no_reference() -> None:
    assert unescaped("?a=1&copy=2&b &eacute;&#8211;&#x2013;") == "?a=1&copy=2&b é––"


@pytest.mark.parametrize(
    ("element", "title"),
    [
        ("<title>Ferry &amp;amp; quay</title>", "Ferry & quay"),
        (f"<title {ATOM}><div>Ferry <b>stops</b>\n here</div></title>", "Ferry stops here"),
        ("<title mode='base64'>RmVycnkgc3RvcHM=</title>", "Ferry stops"),
        ("<title/>", None),
    ],
)
def test_a_title_in_an_element(element: str, title: str | None) -> None:
    assert title_of(etree.fromstring(element)) == title


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>", "One.\n\nTwo."),
        (f"<content {ATOM} type='xhtml'><div><p>One.</p><p>Two.</p></div></content>", "One.\n\nTwo."),
        (f"<content {ATOM} type='text'>a &lt;b&gt; c</content>", "a <b> c"),
        (f"<content {ATOM} type='text/plain; charset=utf-8'>a &lt;b&gt; c</content>", "a <b> c"),
        (f"<content {ATOM} type='text'>&lt;p&gt;One.&lt;/p&gt;</content>", "One."),
        (f"<content {ATOM} type='html'>a &lt;b&gt;b&lt;/b&gt; c</content>", "a b c"),
        ("<content type='text'>a &lt;b&gt;b&lt;/b&gt; c</content>", "a b c"),
        (f"<content {ATOM} type='image/png'>iVBORw0KGgo=</content>", None),
        ("<content type='image/png'>A ship</content>", "A ship"),
        (f"<content {ATOM} type='application/xhtml+xml'>&lt;p&gt;One.&lt;/p&gt;</content>", "One."),
        (f"<content {ATOM} src='https://a.example/film'>A film</content>", None),
        ("<content mode='base64'>T25lLg==</content>", "One."),
        ("<content mode='base64'>T</content>", "T"),
        (f"<content {ATOM}> </content>", None),
    ],
)
def test_a_story_in_an_element(element: str, text: str | None) -> None:
    assert text_of(etree.fromstring(element)) == text


def test_only_the_body_of_nitf_is_taken() -> None:
    content = etree.fromstring(
        "<content><nitf><body><body.head><hedline><hl1>Ferry stops</hl1></hedline></body.head>"
        "<body.content><p>One.</p><p>Two.</p></body.content></body></nitf></content>"
    )
    assert text_of(content) == "One.\n\nTwo."


def test_a_text_that_is_too_long_is_rejected() -> None:
    assert len(bounded("x" * MOST_CHARACTERS)) == MOST_CHARACTERS
    with pytest.raises(Unparsable, match=r"too-large: A text of 2,000,001 characters is no story"):
        bounded("x" * (MOST_CHARACTERS + 1))
    with pytest.raises(Unparsable, match=r"too-large: .* tags of HTML"):
        bounded("<b>x" * (MOST_CHARACTERS // 8))


def test_pictures_inside_tags_do_not_count() -> None:
    picture = "A" * MOST_CHARACTERS
    assert bounded(f'<img src="data:image/png;base64,{picture}">Ferry') == '<img src="">Ferry'


@given(st.text(st.characters(exclude_characters="<&", exclude_categories=("C", "Z"))))
def test_words_without_markup_stay_as_they_are(word: str) -> None:
    assert string_text(word) == word
    assert (title_text(word) or "") == word


def test_captions_of_pictures_are_no_story() -> None:
    html = "<figure><img><figcaption>The ferry.</figcaption></figure><p>It stopped.</p>"
    assert string_text(html) == "It stopped."
    inside = "<div><p>It stopped.</p><p class='caption'>The ferry.</p></div>"
    content = etree.fromstring(f"<content {ATOM} type='xhtml'>{inside}</content>")
    assert text_of(content) == "It stopped."


def test_a_caption_alone_is_the_text() -> None:
    assert string_text("<figure><figcaption>The ferry.</figcaption></figure>") == "The ferry."
