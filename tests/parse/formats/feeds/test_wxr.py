"""Exports of WordPress."""

import datetime as dt

from newswire.model import Item, Link, Rejected, Subject
from newswire.parse.formats.feeds import rss, wxr
from tests.parse.feeds import document, fixture, read


def test_a_post() -> None:
    item = read(fixture("wxr.xml"))[0]
    assert isinstance(item, Item)
    assert (item.format, item.guid, item.provider) == ("wxr", "https://moor.example/?p=8", "moor.example")
    assert item.body_text == (  # without the caption of its picture
        "A fire burns on the moor [sic].\nWind is weak.\n\nThe brigade asks for pumps."
    )
    assert item.standfirst == "The fire needs rain."
    assert item.authors == ("Eve Peat",)
    assert item.keywords == ("peat & turf",)
    assert item.subjects == (Subject(None, "Fires", "category"), Subject(None, "peat & turf", "post_tag"))
    assert (item.published, item.published_from) == (
        dt.datetime(2020, 11, 2, 10, tzinfo=dt.UTC),
        "post_date_gmt",
    )
    assert item.version_created == dt.datetime(2020, 11, 2, 11, 30, tzinfo=dt.UTC)
    assert item.links == (Link("rendition", url="https://moor.example/fire.jpg"),)


def test_statuses_decide_the_visibility_of_posts() -> None:
    found = [item for item in read(fixture("wxr.xml")) if isinstance(item, Item)]
    assert [(item.headline, item.kind, item.pubstatus) for item in found] == [
        ("Peat fire burns on", "text", "usable"),
        ("fire.jpg", "picture", "usable"),
        ("Not ready", "text", "withheld"),
        ("For members", "text", "withheld"),
        ("Withdrawn", "text", "canceled"),
    ]


def test_a_time_of_zeros_is_no_time() -> None:
    draft = read(fixture("wxr.xml"))[2]
    assert isinstance(draft, Item)
    assert draft.published is None
    assert draft.warnings[-1].startswith("pubDate 'Mon, 30 Nov -0001")


def test_the_machinery_of_the_site_is_no_story() -> None:
    rejected = read(fixture("wxr.xml"))[-1]
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.detail) == (
        "no-story",
        "'Menu' is a nav_menu_item of WordPress, part of the site and no story.",
    )


def test_a_wordpress_export_is_recognised_before_plain_rss() -> None:
    assert wxr.recognises(fixture("wxr.xml"))
    assert not wxr.recognises(fixture("rss.xml"))
    assert rss.recognises(fixture("wxr.xml"))
    assert not wxr.recognises(document("<feed xmlns:wp='http://wordpress.org/export/1.2/'/>"))


def test_a_caption_in_a_shortcode_is_no_story() -> None:
    written = '[caption id="a7"]&lt;img src="a"/&gt; The moor.[/caption]\n\nIt burns.\n\n[caption]Not closed.'
    (item,) = read(
        "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><item><title>T</title><content:encoded>{written}</content:encoded></item></channel></rss>"
    )
    assert isinstance(item, Item)
    assert item.body_text == "It burns.\n\nNot closed."


def test_a_shortcode_with_an_underscore_is_no_story() -> None:
    (item,) = read(
        "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        "<channel><item><title>T</title><content:encoded>It burns [sic].\n\n[contact_form]\n\nStill."
        "</content:encoded></item></channel></rss>"
    )
    assert isinstance(item, Item)
    assert item.body_text == "It burns [sic].\n\nStill."
