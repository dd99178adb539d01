"""Bytes to a tree: encodings, broken markup as browsers read it, XHTML, addresses."""

from __future__ import annotations

import pytest

from newswire.errors import Unparsable
from newswire.model import Document
from newswire.parse.pages.page import Page, read_page, text_of
from tests.parse.pages.markup import page


def tree(content: str | bytes, url: str | None = None, content_type: str | None = None) -> Page:
    data = content.encode() if isinstance(content, str) else content
    return read_page(Document(data, "page", url, content_type))


def paragraphs(content: str | bytes, content_type: str | None = None) -> list[str]:
    return [text_of(one) for one in tree(content, content_type=content_type).root.iter("p")]


WORDS = {
    "windows-1251": "Трамваи снова идут через туннель под гаванью, сообщил город",
    "windows-1256": "عاد الترام إلى النفق تحت المرفأ يوم الاثنين",
    "windows-874": "รถรางวิ่งผ่านอุโมงค์ใต้ท่าเรืออีกครั้ง",
    "gbk": "电车再次驶过港口下面的隧道，市政府星期一说",
    "big5": "電車再次駛過港口下面的隧道，市政府星期一說",
    "shift_jis": "路面電車が港の下のトンネルを再び走ると市が月曜日に発表した",
    "euc-kr": "전차가 항구 아래 터널을 다시 달린다고 시가 월요일 밝혔다",
    "iso-8859-2": "Tramwaje znów jeżdżą przez tunel pod portem, ogłosił zarząd",
}


@pytest.mark.parametrize("name", WORDS)
def test_the_encoding_of_meta_holds(name: str) -> None:
    for meta in (
        f"<meta charset={name}>",
        f'<META content="text/html; charset={name}" http-equiv=Content-Type>',
    ):
        content = (
            f"<html><head><script>var a = 1;</script>{meta}</head><body><p>{WORDS[name]}</p></body></html>"
        )
        assert paragraphs(content.encode(name.replace("windows-", "cp"))) == [WORDS[name]]


@pytest.mark.parametrize("name", WORDS)
def test_the_encoding_of_the_header_holds(name: str) -> None:
    content = f"<html><body><p>{WORDS[name]}</p></body></html>".encode(name.replace("windows-", "cp"))
    assert paragraphs(content, f"text/html; charset={name}") == [WORDS[name]]


def test_the_declaration_of_xhtml_gives_the_encoding() -> None:
    content = (
        "<?xml version='1.0' encoding='iso-8859-2'?>\n<html><body><p>Łódź tramwaje żółte</p></body></html>"
    )
    assert paragraphs(content.encode("iso-8859-2")) == ["Łódź tramwaje żółte"]


def test_a_header_of_latin_1_is_a_servers_default_and_meta_is_better() -> None:
    content = f"<html><head><meta charset=shift_jis></head><body><p>{WORDS['shift_jis']}</p>"
    assert paragraphs(content.encode("cp932"), "text/html; charset=ISO-8859-1") == [WORDS["shift_jis"]]
    short = "<html><head><meta charset=iso-8859-2></head><body><p>Żółw</p>"
    assert paragraphs(short.encode("iso-8859-2"), "text/html; charset=iso-8859-1") == ["Żółw"]


def test_utf_8_under_another_name_is_utf_8_with_a_warning() -> None:
    found = tree("<html><head><meta charset=iso-8859-1></head><body><p>Größe</p></body></html>")
    assert text_of(found.root) == "Größe"
    assert found.warnings == ["The encoding was declared as iso-8859-1 but is UTF-8."]


def test_meta_in_a_comment_declares_nothing() -> None:
    content = (
        "<html><!-- <meta charset=shift_jis> --><head><meta charset=windows-1252></head><p>Größe</p></html>"
    )
    assert paragraphs(content.encode("cp1252")) == ["Größe"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_wide_pages_are_read_with_and_without_a_mark(codec: str) -> None:
    assert paragraphs(page("<p>Größe</p>").encode(codec)) == ["Größe"]


def test_a_declaration_of_utf_16_in_ascii_is_wrong() -> None:
    content = "<html><head><meta charset=utf-16></head><body><p>Größe 1</p></body></html>"
    assert paragraphs(content, "text/html; charset=utf-16") == ["Größe 1"]


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


@pytest.mark.parametrize("end", ["<script>var a = 1; <p>two</p>", "<!-- note <p>two</p>", '<a href="/two'])
def test_a_page_that_ends_inside_an_element_has_a_warning(end: str) -> None:
    found = tree(f"<html><body><p>one</p>{end}")
    assert [text_of(one) for one in found.root.iter("p")] == ["one"]
    assert len(found.warnings) == 1
    assert "it was cut, or the rest of its text is missing" in found.warnings[0]
    assert "newswire-end" not in "".join(found.root.itertext())


def test_no_element_of_ours_stays_in_the_tree() -> None:
    assert tree(page("<p>one</p>")).root.find(".//wbr") is None


@pytest.mark.parametrize(
    "content", ["<!doctype html>", "<!-- nothing -->", "<html></html>", "<html><head></head>"]
)
def test_a_page_without_an_element_is_rejected(content: str) -> None:
    with pytest.raises(Unparsable) as error:
        tree(content)
    assert error.value.reason == "no-content"


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


CANONICAL = '<link rel="canonical" href="https://weir.example/city/1">'


def test_the_address_of_a_page_without_one_is_the_one_that_it_gives() -> None:
    assert tree(page("<p>one</p>", CANONICAL)).url == "https://weir.example/city/1"
    shared = '<meta property="og:url" content="https://www.weir.example/city/2">'
    assert (tree(page("<p>one</p>", shared)).url, tree(page("<p>one</p>", shared)).host) == (
        "https://www.weir.example/city/2",
        "weir.example",
    )
    assert tree(page("<p>one</p>", CANONICAL), "https://other.example/a").url == "https://other.example/a"


def test_a_front_page_is_no_address_of_a_story() -> None:
    head = '<link rel=canonical href="https://weir.example/"><meta property=og:url content="https://weir.example/3">'
    assert tree(page("<p>one</p>", head)).url == "https://weir.example/3"


def test_base_gives_the_beginning_of_links() -> None:
    found = tree(page("<p>one</p>", "<base href='/archive/'>"), "https://weir.example/city/1")
    assert found.address("2#top") == "https://weir.example/archive/2"
    assert found.address("javascript:void(0)") is None
    assert found.address("http://[x/") is None
    assert (
        tree(page("<p>one</p>"), "https://weir.example/city/1").address("2") == "https://weir.example/city/2"
    )
