"""Blocks become paragraphs and lines."""

from lxml import etree

from newswire.parse.pages.body.blocks import read_blocks
from newswire.parse.pages.body.text import text_of


def test_a_blank_line_separates_paragraphs_and_a_line_feed_items_and_rows() -> None:
    page = (
        "<p>One</p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol><dl><dt>d</dt><dd>e</dd></dl>"
        "<table><tr><td>f</td><td>g</td></tr><tr><td>h</td><td>i</td></tr></table><p>Two<br>lines</p>"
    )
    text = text_of(read_blocks(etree.fromstring(page, etree.HTMLParser())))
    assert text == "One\n\na\nb\n\nc\n\nd\ne\n\nf\tg\nh\ti\n\nTwo\nlines"


def test_no_block_is_no_text() -> None:
    assert text_of([]) == ""


def test_a_dateline_in_an_element_of_its_own_begins_the_next_paragraph() -> None:
    page = "<p>Head</p><div>TARN —</div><p>Trams run.</p>"
    assert text_of(read_blocks(etree.HTML(page))) == "Head\n\nTARN — Trams run."
