"""Items that stand on one page have a key in common."""

from __future__ import annotations

import pytest

from newswire.load.pages.address_keys import address_keys
from newswire.model import Item

PAGE = "https://www.coast.example/news/mill-burns-7"


def item(**fields: str) -> Item:
    return Item("a", "rss", **fields)


@pytest.mark.parametrize(
    "other",
    [
        item(guid="http://coast.example/news/mill-burns-7/"),
        item(guid="7", source_url=f"{PAGE}?utm_source=feed"),
        item(guid="7", source_url="https://go.example/7", canonical_url=f"{PAGE}/amp"),
    ],
)
def test_the_addresses_of_one_page_have_one_key(other: Item) -> None:
    assert address_keys(item(guid=PAGE)) & address_keys(other)


@pytest.mark.parametrize(
    "other",
    [
        item(guid="https://www.coast.example/news/mill-burns-8"),
        item(guid="https://www.coast.example/news"),
        item(guid="tag:coast.example,2024:mill-burns-7", source_url="https://www.coast.example/"),
    ],
)
def test_other_addresses_have_others(other: Item) -> None:
    assert not address_keys(item(guid=PAGE)) & address_keys(other)


def test_an_item_without_an_address_has_no_key() -> None:
    assert address_keys(item(guid="urn:newsml:coast.example:7")) == set()
    assert address_keys(item(source_url="https://www.coast.example")) == set()


def test_a_page_has_the_address_that_was_asked_for_too() -> None:
    page = Item("https://go.example/7", "html", guid=PAGE, source_url=PAGE)
    assert address_keys(page) & address_keys(item(guid="7", source_url="https://go.example/7"))
    assert address_keys(Item("news/7.html", "html", guid=PAGE)) == address_keys(item(guid=PAGE))
