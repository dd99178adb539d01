"""Documents without their end: XML, JSON and calendars that stop in the middle."""

from __future__ import annotations

import pytest

from newswire.fetch.whole import is_cut

RSS = (
    '<?xml version="1.0"?>\n<!-- built by night -->\n<!DOCTYPE rss [<!ENTITY x "y">]>\n<rss version="2.0">'
    "<channel><title>Weir Post</title><item><title>Sluice opens</title>"
    "<description><![CDATA[<p>At noon.</p>]]></description></item></channel></rss>"
)
ATOM = (
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Schleuse öffnet</a:title></a:entry>'
    "</a:feed >"
)
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><item><title>閘門</title></item>"
    "</rdf:RDF>\n\n"
)
SITEMAP = "<urlset\n  xmlns='x'><url><loc>https://weir.example/1</loc></url></urlset><!-- 0.3 s -->"
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "A \\"]}\\" opens"}]}'
LIST = '[{"headline": "Écluse"}, {"headline": "Sluis"}]'
CALENDAR = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Council\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
WHOLE = {
    "rss": RSS,
    "atom": ATOM,
    "rdf": RDF,
    "sitemap": SITEMAP,
    "json": JSON,
    "list": LIST,
    "ics": CALENDAR,
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_document_is_not_cut(name: str, encoding: str) -> None:
    assert not is_cut(WHOLE[name].encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", WHOLE)
def test_a_document_is_cut_wherever_it_ends_early(name: str, encoding: str) -> None:
    document = WHOLE[name].encode(encoding)
    last = document.rindex({"json": "}", "list": "]", "ics": "END:V"}.get(name, "</").encode(encoding)[-2:])
    begun = len(document) // 4
    assert [end for end in range(begun, last, 2) if not is_cut(document[:end])] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "Sluice opens at noon",
        "<!doctype html><html><body><p>Wait",
        "<html><head>",
        "<div>Down for repair",
        '<?xml version="1.0"?><!DOCTYPE html><html><body>',
        "<rss/>",
        '<feed xmlns="http://www.w3.org/2005/Atom" />',
        '{"id": 1}\n{"id": 2}\n',
        '{"title": "A "quoted" word"}',
        '{"title": "not closed wrongly",}',
        "Notice: cache is cold\n" + RSS,
        RSS + "\n<script>count()</script>",
    ],
)
def test_other_documents_are_not_judged(text: str) -> None:
    assert not is_cut(text.encode())
