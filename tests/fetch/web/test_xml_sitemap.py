"""Sitemaps as lists of addresses: the protocol, and its violations that sites get away with."""

from __future__ import annotations

import pytest

from newswire.fetch.web.stated import read_stated
from newswire.fetch.web.xml_sitemap import Entry, NoSitemap, Sitemap, read_sitemap

BASE = "https://pier.example/maps/1.xml"


def read(text: str) -> Sitemap:
    return read_sitemap(text.encode(), BASE, None)


def test_an_entry_has_its_address_and_its_times() -> None:
    found = read(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><loc> https://pier.example/a?x=1&amp;y=2 </loc><lastmod>2020-11-02</lastmod>"
        "<n:news><n:publication_date>2020-11-01</n:publication_date><n:title>A <![CDATA[& B]]></n:title>"
        "</n:news></url>"
        "</urlset>"
    )
    changed, published = read_stated("2020-11-02", None), read_stated("2020-11-01", None)
    assert found == Sitemap(False, [Entry("https://pier.example/a?x=1&y=2", changed, published, True)])


@pytest.mark.parametrize(
    "text",
    [
        "<urlset><url><loc>/a</loc></url></urlset>",
        "\ufeff\n<URLSET><Url><LOC>https://pier.example/a</LOC></Url></URLSET>",
        "<x:urlset xmlns:x='x'><x:url><x:loc><![CDATA[//pier.example/a]]></x:loc></x:url><x:url/></x:urlset>",
        "<urlset><!-- a --><url><loc>/a</loc><news:news><news:title/></news:news></url><other/></urlset>",
    ],
)
def test_a_careless_sitemap_is_read(text: str) -> None:
    assert [(one.url, one.is_news) for one in read(text).entries] == [("https://pier.example/a", False)]


def test_an_index_lists_sitemaps() -> None:
    found = read("<sitemapindex><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>")
    assert (found.is_index, found.entries[0].url) == (True, "https://pier.example/2.xml")


@pytest.mark.parametrize("text", ["<rss/>", "{}", "urlset", "<urlsets/>"])
def test_any_other_document_is_no_sitemap(text: str) -> None:
    with pytest.raises(NoSitemap, match="it is no sitemap: it begins with"):
        read(text)


def test_nothing_outside_the_document_is_read() -> None:
    hostile = (
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<urlset><url><loc>/a&x;</loc></url></urlset>"
    )
    assert [one.url for one in read(hostile).entries] == ["https://pier.example/a&x"]
