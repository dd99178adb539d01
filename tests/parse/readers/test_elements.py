"""Queries on XML elements."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.readers import elements


@pytest.mark.parametrize("tag", ["newsItem", "{http://iptc.org/std/nar/2006-10-01/}newsItem", "nar:newsItem"])
def test_a_local_name_has_no_namespace_and_no_prefix(tag: str) -> None:
    assert elements.local(tag) == "newsItem"


@pytest.mark.parametrize(
    ("written", "number"),
    [("4", 4), (" 04 ", 4), ("4.0", 4), ("-1", -1), ("4.5", None), ("four", None), ("", None), (None, None)],
)
def test_a_number_is_whole_or_none(written: str | None, number: int | None) -> None:
    assert elements.number(written) == number


def test_children_are_grouped_by_local_name_and_texts_are_trimmed() -> None:
    item = etree.fromstring(
        "<item xmlns='u'><by> Anna\n <b>Hal</b>vorsen</by><by/><by> </by><by>Per</by></item>"
    )
    found = elements.children(item)
    assert list(found) == ["by"]
    assert elements.texts(found["by"]) == ("Anna Halvorsen", "Per")
    assert elements.text_in(found, "by") == "Anna Halvorsen"
    assert elements.first(found, "by") is found["by"][0]
    assert elements.first(found, "to") is elements.text_in(found, "to") is None
    assert elements.text(found["by"][1]) is None
    assert elements.children(None) == {}


def test_named_finds_elements_in_any_namespace_in_order() -> None:
    tree = etree.fromstring("<a><city xmlns='u'>1</city><x><city>2</city><country>3</country></x></a>")
    assert [e.text for e in elements.named(tree, "country", "city")] == ["1", "2", "3"]


def test_once_keeps_the_first_of_each() -> None:
    assert elements.once(["b", "", None, "a", "b"]) == ("b", "a")
