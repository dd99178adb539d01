"""CSS selectors on a tree."""

from __future__ import annotations

import pytest
from lxml import etree
from lxml.html import fromstring

from newswire.pointing.selector import Selector

PAGE = fromstring(
    "<html><body><div class='a story b'><p id=one>1</p><aside><p>2</p></aside></div>"
    "<p class=storys>3</p></body></html>"
)


@pytest.mark.parametrize(
    ("css", "texts"),
    [
        ("p", ["1", "2", "3"]),
        ("div.story > p", ["1"]),
        ("#one, aside p", ["1", "2"]),
        ("P[class^='story']", ["3"]),
        ("div:not(.b) p", []),
        ("h1", []),
    ],
)
def test_a_selector_finds_elements_in_the_order_of_the_page(css: str, texts: list[str]) -> None:
    assert [one.text for one in Selector(css).all(PAGE)] == texts
    first = Selector(css).first(PAGE)
    assert (first is not None and first.text) == (texts[0] if texts else False)


def test_a_selector_looks_inside_an_element_only() -> None:
    aside = next(PAGE.iter("aside"))
    assert [one.text for one in Selector("p").all(aside)] == ["2"]


@pytest.mark.parametrize("css", ["", "div..story", "p >", "p::text", "a[href", "p:nonsense"])
def test_any_other_text_is_refused(css: str) -> None:
    with pytest.raises(ValueError, match="this is no CSS selector"):
        Selector(css)


@pytest.mark.parametrize(
    "css", ["h1 + p", "h1 ~ p", "li:last-child", "p:nth-of-type(2)", "div:not(:first-child)"]
)
def test_a_selector_that_counts_siblings_is_refused(css: str) -> None:
    with pytest.raises(ValueError, match="take too long; name a class"):
        Selector(css)


def test_equal_texts_are_equal_selectors() -> None:
    assert Selector("p") == Selector("p") != Selector("div")
    assert isinstance(Selector("p")._find, etree.XPath)
