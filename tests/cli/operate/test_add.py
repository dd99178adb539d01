"""``add``: the feed, sitemap or listing behind an address becomes a source's file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from newswire.sources import read_source
from tests.cli.conftest import Command
from tests.support.feeds_in_folders import Entry, json_feed, rss, sitemap
from tests.support.pages import page
from tests.support.site import Site, serving

FEED = rss(Entry("Mill burns", "It burned down at noon.", at=9))
ALTERNATE = "<link rel='alternate' type='application/rss+xml' href='/rss' title='Quay Post'>"
STORIES = ("mill-burns-in-lomsdal-7", "ferry-leaves-port-albers-8", "bakers-on-strike-in-town-9")


def front(head: str = "", *links: str) -> bytes:
    listed = "".join(
        f"<li class='teaser'><a href='/{link}'>{link.replace('-', ' ')}</a></li>" for link in links
    )
    menu = "<nav><a href='/news'>News</a><a href='/sport'>Sport</a></nav>"
    return f"<!doctype html><title>Quay Post</title>{head}<body>{menu}<ul>{listed}</ul>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as here:
        yield here


@pytest.fixture
def added(newswire: Command, sources: Path, no_warehouse: None) -> Command:
    def add(*arguments: object) -> object:
        return newswire("add", "--name", "quay", *arguments)

    return add


def keys(sources: Path) -> dict[str, object]:
    read_source(sources / "quay.toml")
    return tomllib.loads((sources / "quay.toml").read_text())


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("feed", FEED),
        ("feed", json_feed(Entry("Mill burns", guid="7", text="It burned."))),
        ("sitemap", sitemap(Entry("Mill", link="https://x.example/1"))),
    ],
)
def test_an_address_that_is_a_source_itself_is_taken(
    added: Command, sources: Path, site: Site, kind: str, body: bytes
) -> None:
    site.reply("/here", body)
    done = added(f"{site.url}/here")
    assert done.status == 0
    assert (keys(sources)["kind"], keys(sources)["url"]) == (kind, f"{site.url}/here")
    assert "Found: the address itself." in done.out


def test_a_feed_that_the_page_links_to_comes_first(added: Command, sources: Path, site: Site) -> None:
    site.reply("/", front(ALTERNATE, *STORIES))
    site.reply("/rss", FEED)
    site.reply("/sitemap.xml", sitemap(Entry("Mill", link=f"{site.url}/7")))
    done = added(site.url + "/")
    assert done.status == 0
    assert keys(sources) == {"name": "quay", "kind": "feed", "url": f"{site.url}/rss"}
    assert "Mill burns" in done.out
    assert "Found: a link to a feed in the page (Quay Post)." in done.out
    assert "Set full_text = true to fetch the pages." in done.out
    assert "./newswire ingest --source quay loads it now" in done.out


@pytest.mark.parametrize(
    ("robots", "found"),
    [
        ("Sitemap: {0}/map.xml\nSitemap: {0}/news.xml", "/news.xml"),
        ("User-agent: *\nsitemap:{0}/map.xml", "/map.xml"),
        ("", "/news-sitemap.xml"),
    ],
)
def test_a_sitemap_is_found_without_a_feed(
    added: Command, sources: Path, site: Site, robots: str, found: str
) -> None:
    site.reply("/", front())
    site.reply("/robots.txt", robots.format(site.url).encode())
    site.reply("/story", page("mill"))
    for path in ("/map.xml", "/news.xml", "/news-sitemap.xml"):
        site.reply(path, sitemap(Entry("Mill", link=f"{site.url}/story")))
    assert added(site.url + "/").status == 0
    assert (keys(sources)["kind"], keys(sources)["url"]) == ("sitemap", site.url + found)


def test_a_listing_is_the_last_resort(added: Command, sources: Path, site: Site) -> None:
    site.reply("/", front("", *STORIES))
    for story in STORIES:
        site.reply(f"/{story}", page(story.partition("-")[0]), Content_Type="text/html")
    done = added(site.url + "/")
    assert done.status == 0
    assert keys(sources) == {
        "name": "quay",
        "kind": "page",
        "url": f"{site.url}/",
        "links": "li a",
        "language": "en",
    }


def test_a_place_that_does_not_work_is_passed_over(added: Command, sources: Path, site: Site) -> None:
    site.reply("/", front(ALTERNATE + ALTERNATE.replace("'/rss'", "'/feed'")))
    site.reply("/rss", b"<html><form><input type=password>")
    site.reply("/feed", FEED)
    assert added(site.url + "/").status == 0
    assert keys(sources)["url"] == f"{site.url}/feed"


def test_without_any_source_no_file_is_written_and_each_try_has_its_reason(
    added: Command, sources: Path, site: Site
) -> None:
    site.reply("/", front(ALTERNATE))
    site.reply("/rss", b"<html><form><input type=password>")
    done = added(site.url + "/")
    assert (done.status, done.out) == (1, "")
    assert f"- {site.url}/rss, a link to a feed in the page (Quay Post): the answer is no whole" in done.err
    assert "is a form to log in, in the place of a feed" in done.err
    assert "/sitemap.xml, /sitemap_index.xml, /sitemap.txt: there is no sitemap at these usual" in done.err
    assert not (sources / "quay.toml").exists()


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"", 200, "The answer is empty"),
        (b"<html><input type=password>", 200, "a form to log in"),
        (b"", 404, "answered 404"),
    ],
)
def test_an_address_that_cannot_be_read_is_an_error(
    added: Command, sources: Path, site: Site, body: bytes, status: int, reason: str
) -> None:
    site.reply("/", body, status=status)
    done = added(site.url + "/")
    assert done.status == 1
    assert reason in done.err
    assert not (sources / "quay.toml").exists()


@pytest.mark.parametrize("address", ["not a url", "ftp://quay.example/", "/data/wire", "", "https://x:y/"])
def test_what_is_no_web_address_is_refused_with_the_way_for_other_kinds(
    added: Command, sources: Path, address: str
) -> None:
    done = added(address)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"{address!r} is no web address; https://www.quay.example/ is one.")


@pytest.mark.parametrize("name", ["Quay Post", "../quay", "_quay"])
def test_a_wrong_name_is_refused_before_anything_is_asked(
    newswire: Command, sources: Path, site: Site, no_warehouse: None, name: str
) -> None:
    done = newswire("add", f"{site.url}/", "--name", name)
    assert done.status == 1
    assert "is no name of a source" in done.err
    assert site.requests == []


def test_the_feed_of_the_home_page_is_found_behind_the_address_of_a_story(
    added: Command, sources: Path, site: Site
) -> None:
    site.reply("/2031/mill", page("mill"))
    site.reply("/", front(ALTERNATE))
    site.reply("/rss", FEED)
    done = added(f"{site.url}/2031/mill")
    assert done.status == 0
    assert keys(sources)["url"] == f"{site.url}/rss"
    assert "Found: a link to a feed in the home page (Quay Post)." in done.out


def test_a_listing_with_a_link_to_its_next_page_is_read_on(added: Command, sources: Path, site: Site) -> None:
    site.reply("/", front("<link rel=Next href=/2>", *STORIES))
    site.reply("/2", front("<link rel=next href=/3>", STORIES[0]))
    for story in STORIES:
        site.reply(f"/{story}", page(story.partition("-")[0]), Content_Type="text/html")
    assert added(site.url + "/").status == 0
    assert keys(sources)["next"] == "[rel~=next i]"
    assert "/3" not in [path for path, _ in site.requests], "a trial asks for two pages of a listing"


def test_a_source_that_exists_is_not_overwritten(added: Command, sources: Path, site: Site) -> None:
    (sources / "quay.toml").write_text("mine")
    done = added(site.url + "/")
    assert (done.status, (sources / "quay.toml").read_text()) == (1, "mine")
    assert "There is a source quay already" in done.err
    assert site.requests == []


def test_an_address_with_a_secret_is_refused(newswire: Command, sources: Path, site: Site) -> None:
    done = newswire("add", f"{site.url}/rss?token=t0ps3cret")
    assert done.status == 1
    assert "t0ps3cret" not in done.err
    assert site.requests == []


def test_a_page_does_not_lead_into_the_inner_network(added: Command, sources: Path, site: Site) -> None:
    port = site.url.rpartition(":")[2]
    site.reply("/", front(ALTERNATE.replace("'/rss'", f"'http://localhost:{port}/rss'")))
    site.reply("/rss", FEED)
    assert added(site.url + "/").status == 1
    assert "/rss" not in [path for path, _ in site.requests]


def test_the_name_is_that_of_the_site(
    newswire: Command, sources: Path, site: Site, no_warehouse: None
) -> None:
    site.reply("/rss", FEED)
    assert newswire("add", f"{site.url}/rss").status == 0
    assert read_source(sources / "127.0.0.1.toml").kind == "feed"
