"""Pages that a script draws are read from their data; a printed text is never replaced."""

from __future__ import annotations

import json

from newswire.model import Document
from newswire.parse.pages.body.body import Body, read_body
from newswire.parse.pages.embedded import with_embedded_text
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import Page, read_page
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, THIRD, page, text

HTML = f'<p class="a">{FIRST}</p>$$AD$$<p>{SECOND}</p><p>{THIRD}</p>'
WHOLE = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def drawn(script: str, facts: Facts | None = None, printed: str = "") -> Body:
    found = read_page(Document(page(f"<div id=root></div><script>{script}</script>").encode(), "page"))
    facts = facts or Facts(headline=HEADLINE)

    def read(other: Page) -> Body:
        return read_body(other, facts, None)

    return with_embedded_text(found, facts, Body(printed), read)


def escaped(text: str) -> str:
    return json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003e")


def test_the_longest_html_in_the_data_of_a_script_is_read() -> None:
    script = f'window.__STATE__ = {{"teaser": {escaped("<p>One.</p><p>Two.</p>")}, "body": {escaped(HTML)}}};'
    body = drawn(script)
    assert body.text == WHOLE
    assert body.how["body_text"] == "the data of a script"
    assert body.warnings == ["No element of the page holds the text; it was taken from the data of a script."]


def test_data_inside_a_string_of_data_are_read() -> None:
    script = f"self.push([1, {escaped(json.dumps({'id': '1', 'body': HTML}, separators=(',', ':')))}])"
    assert drawn(script).text == WHOLE


def test_article_body_stands_in_for_a_text_that_no_element_holds() -> None:
    body = drawn("", Facts(headline=HEADLINE, article_body=WHOLE))
    assert body.text == WHOLE
    assert body.how["body_text"] == "JSON-LD articleBody"
    assert drawn("", Facts(article_body="Trams run.")).text == ""


def test_the_data_of_a_script_have_the_paragraphs_of_article_body() -> None:
    script = f'a = {{"body": {escaped(HTML)}}}'
    assert drawn(script, Facts(article_body=WHOLE.replace("\n\n", " "))).text == WHOLE
    other = "Another story stands in the data of this page, on ships and on the weather at sea."
    assert drawn(script, Facts(article_body=other)).text == other


def test_a_printed_text_is_never_replaced() -> None:
    assert (
        drawn(f'a = {{"body": {escaped(HTML)}}}', Facts(article_body=WHOLE), "Trams run.").text
        == "Trams run."
    )


def test_a_script_without_paragraphs_gives_no_text() -> None:
    assert drawn(f'a = {{"body": {json.dumps("Trams run. " * 60)}}}').text == ""
    assert drawn('a = "' + "\\" * 100_000).text == ""
    assert drawn('a = {"body": "' + "x" * 300 + '\\u12 p></p></p>"}').text == ""


def test_the_paragraphs_of_article_body_stay_apart() -> None:
    stated = {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "articleBody": f"{FIRST}\n\n{SECOND}<br>{THIRD}",
    }
    head = f'<title>{HEADLINE}</title><script type="application/ld+json">{json.dumps(stated)}</script>'
    assert text(page("<div id=root></div>", head)) == WHOLE
