"""Which documents are web pages, and which ones other formats keep."""

from __future__ import annotations

import pytest

from newswire.model import Document
from newswire.parse.pages.recognition import is_page
from newswire.parse.registry import recognise
from tests.parse.pages.markup import STORY, item, page

PUBLIC = (
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">'
)
PAGES = {
    "declaration": f"<!DOCTYPE html><body>{STORY}</body>",
    "small letters": f"<!doctype HTML>{STORY}",
    "public declaration": f"{PUBLIC}\n<HTML><BODY>{STORY}</BODY></HTML>",
    "root": f"<html lang=en>{STORY}</html>",
    "AMP": f"<html \u26a1><head></head><body>{STORY}</body></html>",
    "AMP at once": f"<html\u26a1><head></head><body>{STORY}</body></html>",
    "mark, space, comments": f"\ufeff\n <!-- a --> <!--> <!-- {'x' * 10_000} -->\n<html>{STORY}</html>",
    "instructions": f"<?xml version='1.0'?>\n<?xml-stylesheet href='a.css'?><html>{STORY}</html>",
    "condition of a browser": f"<!--[if lt IE 9]><html><![endif]--><![if !IE]><html>{STORY}</html>",
    "head first": f"<head><title>The Weir</title></head><body>{STORY}</body>",
    "body first": f"<body class=story>{STORY}</body>",
    "meta first": f"<meta charset=utf-8><title>The Weir</title>{STORY}",
    "title first": f"<title>The Weir</title>{STORY}",
    "prefix": "<?xml version='1.0'?><h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:body/></h:html>",
    "warning of a server": f"<br />\n<b>Warning</b>: no <b>a</b> on line <b>3</b>\n<!DOCTYPE html>{STORY}",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_recognised(name: str) -> None:
    assert recognise(Document(PAGES[name].encode(), "page")).name == "html"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_wide_page_is_recognised(codec: str) -> None:
    assert recognise(Document(page(STORY).encode(codec), "page")).name == "html"


OTHERS = {
    "XML without a standard": ("<article><h1>Tunnel opens</h1><p>Trams run again.</p></article>", "xml"),
    "an element that begins alike": (
        "<htmlish><title>Tunnel opens</title><p>Trams run.</p></htmlish>",
        "xml",
    ),
    "NITF": (
        "<nitf><head><title>Tunnel</title></head><body><body.content><p>Trams.</p></body.content></body></nitf>",
        "nitf",
    ),
    "RSS": ("<rss version='2.0'><channel><item><title>Tunnel opens</title></item></channel></rss>", "rss"),
    "plain text": ("All about <html> and feeds: the tunnel opens on Monday.", "text"),
    "a fragment": ("<p>The tunnel opened on Monday.</p>", "xml"),
    "XML with a page inside": (
        "<story><title>Tunnel</title><text><![CDATA[<html><body><p>Trams.</p></body></html>]]></text></story>",
        "xml",
    ),
    "JSON": ('{"title": "Tunnel opens", "html": "<html><body><p>Trams run.</p></body></html>"}', "json"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_formats_keep_theirs(name: str) -> None:
    content, theirs = OTHERS[name]
    assert not is_page(Document(content.encode(), "story"))
    assert recognise(Document(content.encode(), "story")).name == theirs


@pytest.mark.parametrize("sent", ["text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"])
def test_a_fragment_that_was_sent_as_html_is_a_page(sent: str) -> None:
    assert item(STORY, content_type=sent).body_text
    assert not is_page(Document(STORY.encode(), "story", content_type="application/xml"))


@pytest.mark.parametrize("content", ["", "<", "<!", "<!--", "<?", "\0", "<!--" * 5_000, "<?x?>" * 20_000])
def test_no_beginning_is_an_error(content: str) -> None:
    assert not is_page(Document(content.encode(), "story"))
