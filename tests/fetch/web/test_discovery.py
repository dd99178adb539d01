"""The places behind an address that may be sources, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newswire.fetch import FetchError
from newswire.fetch.web.discovery import discover

if TYPE_CHECKING:
    from fetch.conftest import Site


def places(site: Site, path: str = "/") -> list[tuple[object, str]]:
    return [
        (one.settings["kind"], one.url.removeprefix(site.url)) for one in discover(site.url + path, "pier")
    ]


def test_feeds_come_before_sitemaps_and_news_sitemaps_before_others(site: Site) -> None:
    site.reply(
        "/",
        b"<html><head><link rel='alternate' type='application/atom+xml; charset=utf-8' href='atom'>"
        b"<link rel='Alternate home' type='application/feed+json' href='/feed.json'>"
        b"<link rel=alternate hreflang=de type='text/html' href='/de'></head>",
    )
    site.reply("/robots.txt", b"Disallow:\nSITEMAP : /all.xml\nSitemap: /news.xml # of two days")
    assert places(site) == [
        ("feed", "/atom"),
        ("feed", "/feed.json"),
        ("sitemap", "/news.xml"),
        ("sitemap", "/all.xml"),
        ("sitemap", "/news-sitemap.xml"),
        ("sitemap", "/sitemap-news.xml"),
        ("sitemap", "/sitemap.xml"),
        ("sitemap", "/sitemap_index.xml"),
        ("sitemap", "/sitemap.txt"),
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<?xml version='1.0'?>\n<rss version='2.0'/>", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b"<?xml version='1.0'?><urlset/>", "sitemap"),
        (b"<sitemapindex xmlns='x'/>", "sitemap"),
        (b"\x1f\x8b\x08", "sitemap"),
        (b"https://pier.example/a\nhttps://pier.example/b\n", "sitemap"),
    ],
)
def test_a_document_that_is_a_source_stands_alone(site: Site, body: bytes, kind: str) -> None:
    site.reply("/", body)
    assert places(site) == [(kind, "/")]


@pytest.mark.parametrize("body", [b"", b"<html><title>In</title><input type='password'>"])
def test_an_empty_answer_and_a_form_to_log_in_are_errors(site: Site, body: bytes) -> None:
    site.reply("/", body)
    with pytest.raises(FetchError, match="in the place of a page of news"):
        places(site)


def test_a_web_page_for_robots_txt_has_no_sitemaps(site: Site) -> None:
    site.reply("/", b"<html>")
    site.reply("/robots.txt", b"<html>\nSitemap: /all.xml")
    assert ("sitemap", "/all.xml") not in places(site)
