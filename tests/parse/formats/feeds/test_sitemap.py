"""News sitemaps as documents."""

import datetime as dt

import pytest

from newswire.errors import Unparsable
from newswire.model import Item, Link, Subject
from newswire.parse.formats.feeds import sitemap
from tests.parse.feeds import document, fixture, items, read


def test_an_entry() -> None:
    assert items(fixture("sitemap.xml")) == [
        Item(
            path="feed",
            format="sitemap",
            provider="delta.example",
            credit=("Delta Herald",),
            guid="https://delta.example/2020/flood",
            subjects=(Subject("BVB:H2O", None, "ticker"),),
            keywords=("ape", "deltă"),
            genre="PressRelease, Blog",
            headline="Apele scad",
            published=dt.datetime(2020, 11, 2, tzinfo=dt.UTC),
            published_precision="day",
            published_from="publication_date",
            first_created=dt.datetime(2020, 11, 2, tzinfo=dt.UTC),
            version_created=dt.datetime(2020, 11, 2, 10, tzinfo=dt.UTC),
            language="ro",
            source_url="https://delta.example/2020/flood",
            links=(Link("rendition", url="https://delta.example/flood.jpg"),),
            warnings=("publication_date '2020-11-02' gives only the day, taken in UTC.",),
        )
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "<sitemapindex><sitemap><loc>https://x.example/1</loc></sitemap></sitemapindex>",
            "fetch the sitemaps",
        ),
        (
            "<urlset><url><loc>https://x.example/1</loc></url></urlset>",
            "None of the 1 addresses in the sitemap has a news element; use a news sitemap",
        ),
    ],
)
def test_lists_of_addresses_hold_no_stories(content: str, words: str) -> None:
    with pytest.raises(Unparsable, match=words) as caught:
        read(content)
    assert caught.value.reason == "no-entries"


def test_recognises() -> None:
    assert sitemap.recognises(document("<?xml version='1.0'?><x:urlset xmlns:x='y'/>"))
    assert not sitemap.recognises(document("<url/>"))
