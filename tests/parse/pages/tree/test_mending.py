"""Broken markup and XHTML are read as browsers read them, and no word of them is lost."""

from __future__ import annotations

import pytest

from newswire.parse.pages.tree.page import text_of
from tests.parse.pages.markup import page, paragraphs, tree

BROKEN = {
    "text after the end of body": ("<p>one</p></body><p>two</p>", "one two"),
    "text after the end of html": ("<p>one</p></body></html><p>two</p>", "one two"),
    "two pages in one": (
        "<p>one</p></body></html><html><head></head><body><p>two</p></body></html>",
        "one two",
    ),
    "nested paragraphs": ("<p>one<p>two</p> three</p>", "one two three"),
    "nested links": ("<a href=1>one <a href=2>two</a> three</a>", "one two three"),
    "paragraph in span": ("<span>one <p>two</p> three</span>", "one two three"),
    "attributes without quotes": ("<p class=a data-x=y/z title=it's>one</p>", "one"),
    "an attribute twice": ("<p class=a class=b>one</p>", "one"),
    "NUL": ("<p>on\0e</p>", "one"),
    "a control character": ("<p>on\x01e\x7f</p>", "one"),
    "conditional comment": ("<!--[if IE]><p>old</p><![endif]--><![if !IE]><p>one</p><![endif]>", "one"),
    "CDATA": ("<p>one <![CDATA[two]]> three</p>", "one two three"),
    "comments that end at once": ("<!--><p>one</p><!---><p>two</p><!-- x --!><p>three</p>", "one two three"),
    "end tag of a break": ("one</br>two", "one two"),
    "end tags of paragraphs alone": ("<div>one</p>two</p>three</p></div>", "one two three"),
    "bold across paragraphs": ("<b><p>one</b> two</p><p>three", "one two three"),
    "table without cells": ("<table>one<tr><td>two<p>three</table>", "one two three"),
    "script with an end tag in a string": ("<script>a = '</b' + 'ody>'</script><p>one</p>", "one"),
    "a sign of less": ("<p>1 < 2 and a <3 b</p>", "1 < 2 and a <3 b"),
    "undefined entities": ("<p>one &amp two &nosuch; &#150; &copy</p>", "one & two &nosuch; – ©"),
    "plaintext": ("<p>one<plaintext>two", "onetwo"),
    "right-to-left marks": ("<p dir=rtl>\u200fعاد الترام\u200f</p>", "\u200fعاد الترام\u200f"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_markup_keeps_its_words(name: str) -> None:
    markup, words = BROKEN[name]
    found = tree(page(markup, head="<title></title>"))
    for script in found.root.iter("script", "title"):
        script.text = ""
    assert " ".join(" ".join(found.root.itertext()).split()) == words or text_of(found.root) == words
    assert found.warnings == []


def test_an_end_of_body_in_the_middle_closes_no_element() -> None:
    found = tree(page("<div id=story><p>one</p></body><p>two</p></div>"))
    (story,) = found.root.xpath("//div[@id='story']/p[2]")
    assert text_of(story) == "two"


def test_an_end_tag_of_a_paragraph_alone_is_the_end_of_a_paragraph() -> None:
    found = tree(page("<div>one</p>two</p></div>"))
    assert [one.tag for one in found.root.find(".//div")] == ["br", "br"]


def test_a_title_without_an_end_does_not_swallow_the_page() -> None:
    found = tree(
        "<html><head><title>Tunnel opens<meta name=author content=Ada></head><body><p>one</p></body></html>"
    )
    assert found.root.findtext(".//title") == "Tunnel opens"
    assert [one.get("content") for one in found.root.iter("meta")] == ["Ada"]
    assert [text_of(one) for one in found.root.iter("p")] == ["one"]


XHTML = """<?xml version="1.0"?>
<h:html xmlns:h="http://www.w3.org/1999/xhtml" xml:lang="de"><h:head><h:title>Tunnel</h:title>
<h:script src="a.js"/></h:head><h:body><h:div id="ad"/><h:p>one<h:br/>two</h:p><h:a name="x"/>
<h:p>three</h:p></h:body></h:html>"""


def test_xhtml_with_a_prefix_and_empty_tags_is_read_as_html() -> None:
    found = tree(XHTML)
    assert found.root.findtext(".//title") == "Tunnel"
    assert [text_of(one) for one in found.root.iter("p")] == ["onetwo", "three"]
    assert found.warnings == []
    assert [len(one) for one in found.root.iter("div", "a")] == [0, 0]


def test_an_empty_script_of_xhtml_does_not_swallow_the_page() -> None:
    content = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Tunnel</title><script src="a.js" /></head>'
        "<body><p>one</p></body></html>"
    )
    assert paragraphs(content) == ["one"]
