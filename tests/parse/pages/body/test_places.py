"""Questions on places."""

from lxml import etree

from newswire.parse.pages.body.blocks import read_blocks
from newswire.parse.pages.body.places import article_of, chain, holds, veil_of, within

PAGE = "<article><div hidden><section><p>One</p></section></div></article><p>Two</p>"
ONE, TWO = (block.place for block in read_blocks(etree.fromstring(PAGE, etree.HTMLParser())))


def test_a_chain_leads_to_the_page() -> None:
    assert [place.tag for place in chain(ONE)] == ["p", "section", "div", "article", "body", "html"]


def test_the_nearest_article_and_the_outermost_veil_are_found() -> None:
    article = article_of(ONE)
    assert article is not None
    assert article.tag == "article"
    assert article_of(TWO) is None
    assert veil_of(ONE).tag == "div"


def test_an_element_is_within_another_one_or_not() -> None:
    article = article_of(ONE)
    assert article is not None
    assert within(ONE, article)
    assert not within(TWO, article)
    held = {article: True}
    assert [holds(held, ONE), holds(held, TWO), holds(held, article)] == [True, False, True]
