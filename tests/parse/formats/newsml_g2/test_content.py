"""Content of NewsML-G2 items: one text of several renditions, addresses."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.model import Link
from newswire.parse.formats.newsml_g2.content import Content, content_of

STORY = "The ferry from Grenholm stopped at the quay and waited for a tug."


def content(inside: str, elsewhere: str = "") -> Content:
    return content_of([etree.fromstring(f"<contentSet>{inside}</contentSet>")], elsewhere, {}, {})


def data(words: str, attributes: str = "") -> str:
    return f"<inlineData {attributes}>{words}</inlineData>"


def test_a_text_with_its_words_and_language() -> None:
    found = content(f"<inlineXML wordcount='13' xml:lang='en'><p>{STORY}</p><p>It left.</p></inlineXML>")
    assert found == Content(f"{STORY}\n\nIt left.", 13, "en")
    assert content("<inlineXML><html lang='nb'><body><p>Ferge</p></body></html></inlineXML>").language == "nb"


def test_nitf_is_the_story() -> None:
    found = content(
        "<inlineXML><nitf><body><body.head><dateline>GRENHOLM</dateline></body.head>"
        f"<body.content><p>{STORY}</p></body.content></body></nitf></inlineXML>"
    )
    assert found.text == STORY
    assert found.story is not None
    assert found.story.nitf.tag == "nitf"


@pytest.mark.parametrize(
    ("second", "elsewhere", "appended"),
    [
        (data("Trains ran as planned."), "", True),
        (data("Trains ran as planned."), "Trains ran as planned.", False),
        (data("Trains ran as planned.", "rendition='rnd:web'"), "", False),
        (data(f"{STORY.upper()}"), "", False),
        (data(""), "", False),
    ],
    ids=["new words", "known elsewhere", "another rendition", "the same words", "nothing"],
)
def test_a_further_text_is_appended_if_it_has_words_of_its_own(
    second: str, elsewhere: str, appended: bool
) -> None:
    expected = f"{STORY}\n\nTrains ran as planned." if appended else STORY
    assert content(data(STORY, "rendition='rnd:main'") + second, elsewhere).text == expected


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        (data("One &lt; two."), "One < two."),
        (data("a &lt;x&gt;b&lt;/x&gt;", "contenttype='text/html'"), "a b"),
        (data("<p>One.</p><p>Two.</p>"), "One.\n\nTwo."),
        (data("T25l", "encoding='encd:b64'"), ""),
        (data("x", "contenttype='image/jpeg'"), ""),
        ("<other>One.</other>", ""),
    ],
)
def test_data_that_are_text(inline: str, text: str) -> None:
    assert content(inline).text == text


def test_renditions_are_links_once() -> None:
    found = content(
        "<remoteContent residref='urn:1' href='https://a.example/1.jpg'>"
        "<altLoc>https://b.example/1.jpg</altLoc></remoteContent>"
        "<remoteContent residref='urn:1' href='https://a.example/1.jpg'/><remoteContent/>"
    )
    assert found == Content(
        renditions=(
            Link("rendition", "urn:1", "https://a.example/1.jpg"),
            Link("rendition", "urn:1", "https://b.example/1.jpg"),
        )
    )


@pytest.mark.parametrize("attributes", ["contenttype='text/html'", ""])
def test_the_head_block_of_html_in_a_string_is_taken_off(attributes: str) -> None:
    page = f"<header><time>12.05</time><h1>Ferry stops</h1></header><p>{STORY}</p><p>It <b>left</b>.</p>"
    found = content(data(f"<![CDATA[{page}]]>", attributes))
    assert (found.text, found.head) == (f"{STORY}\n\nIt left.", {"headline": "Ferry stops"})


def test_a_text_without_its_headline_is_not_completed_by_a_form_that_holds_the_headline_alone() -> None:
    headed = f"<inlineXML><body><h1>Ferry stops in the harbour</h1><p>{STORY}</p></body></inlineXML>"
    assert content(headed + data("Ferry stops in the harbour")).text == STORY
