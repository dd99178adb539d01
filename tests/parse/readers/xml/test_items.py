"""The items of one document in XML."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Document, Item, Reason, Rejected
from newswire.parse.readers.xml.items import MAX_ITEMS, MAX_NESTED, each_item

DOCUMENT = Document(b"", "wire.xml")


def read(element: etree._Element) -> Item:
    if element.text == "bad":
        raise Unparsable(Reason.NO_CONTENT, "It is bad.")
    return Item(path="wire.xml", format="test", headline=element.text)


def test_a_bad_item_is_rejected_alone() -> None:
    elements = etree.fromstring("<l><i>one</i><i>bad</i><i>three</i></l>")
    first, second, third = each_item(elements, read, DOCUMENT)
    assert isinstance(first, Item)
    assert second == Rejected("wire.xml", Reason.NO_CONTENT, "It is bad.")
    assert isinstance(third, Item)
    assert (first.headline, third.headline) == ("one", "three")


def test_too_many_items_end_a_document_after_those_that_were_read() -> None:
    found = each_item((etree.Element("i") for _ in range(MAX_ITEMS + 1)), read, DOCUMENT)
    assert sum(1 for _, _ in zip(range(MAX_ITEMS), found, strict=False)) == MAX_ITEMS
    with pytest.raises(Unparsable) as caught:
        next(found)
    assert caught.value.reason == Reason.TOO_MANY_ITEMS


def test_an_item_inside_too_many_others_is_refused() -> None:
    depth = MAX_NESTED + 2
    root = etree.fromstring("<i>" * depth + "</i>" * depth)
    answers = [*each_item(root.iter(), read, DOCUMENT)]
    assert [type(answer) for answer in answers] == [Item] * (MAX_NESTED + 1) + [Rejected]
