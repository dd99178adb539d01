"""Elements hold the running text in them, the nearest ones most."""

from lxml import etree

from newswire.parse.pages.body.blocks import read_blocks
from newswire.parse.pages.body.element_worth import liking, sums_of


def test_text_counts_in_full_for_all_and_less_with_each_step_for_nearness() -> None:
    page = "<body><main><div class=x><p>One</p><ul><li>Two</li></ul></div><p>Three</p></main></body>"
    blocks = read_blocks(etree.fromstring(page, etree.HTMLParser()))
    sums = {place.tag: one for place, one in sums_of(blocks, [100, 10, 1]).items()}
    assert sums["main"].all == 111
    assert sums["div"].near == 110
    assert 1 < sums["main"].near < 111
    assert sums["main"].first == 0
    assert "p" not in sums


def test_names_of_a_story_are_liked() -> None:
    page = (
        "<body><div itemprop=articleBody>a</div><div class=entry-content>b</div><div class=x>c</div></body>"
    )
    stated, called, other = (
        liking(block.place) for block in read_blocks(etree.fromstring(page, etree.HTMLParser()))
    )
    assert stated > called > other == 1.0
