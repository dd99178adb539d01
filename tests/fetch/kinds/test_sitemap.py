"""A sitemap source: its sitemaps and indexes, the pages that they lead to, and the pages that wait."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from newswire.contract import check_source_kind
from newswire.fetch import (
    Cursor,
    Fetched,
    FetchFailed,
    FetchRefused,
    Interval,
    NotAnswerable,
    NotModified,
)
from newswire.fetch.fetched import WAITS
from newswire.fetch.kinds.sitemap import KIND, SitemapSource, fetch
from tests.support.site import Reply

if TYPE_CHECKING:
    from fetch.conftest import Site

NOW = dt.datetime(2020, 11, 2, 10, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TODAY = Interval.day(NOW.date())
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def entry(address: str, lastmod: str = "", published: str = "", title: str = "") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    date = f"<news:publication_date>{published}</news:publication_date>" if published else ""
    about = "<news:name>Pier Post</news:name><news:language>nb</news:language>"
    about = f"<news:publication>{about}</news:publication>{date}<news:title>{title}</news:title>"
    news = f"<news:news>{about}</news:news>" if title or date else ""
    return f"<url><loc>{address}</loc>{changed}{news}</url>"


def sitemap(*entries: str) -> bytes:
    return f"<?xml version='1.0'?><urlset {SPACES}>{''.join(entries)}</urlset>".encode()


def index(**sitemaps: str) -> bytes:
    """An index: the addresses of its sitemaps, each with its ``lastmod``."""
    listed = "".join(
        f"<sitemap><loc>/{name}.xml</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</sitemap>"
        for name, lastmod in sitemaps.items()
    )
    return f"<sitemapindex {SPACES}>{listed}</sitemapindex>".encode()


def source(site: Site, **more: object) -> SitemapSource:
    table = {"name": "pier", "kind": "sitemap", "url": f"{site.url}/sitemap.xml", "timeout": 2, **more}
    return SitemapSource.model_validate(table)


class Reader:
    """A source that is fetched again and again, with the cursors of before."""

    def __init__(self, site: Site, **more: object) -> None:
        self.site, self.source = site, source(site, **more)
        self.cursors: dict[str, Cursor] = {}
        self.sentence: str | None = None

    def fetch(self, interval: Interval = TODAY, now: dt.datetime = NOW) -> list[Fetched]:
        """Return the documents that are kept, and keep all cursors."""
        self.site.requests.clear()
        arriving, kept = fetch(self.source, self.cursors, interval, now), []
        while True:
            try:
                one = next(arriving)
            except StopIteration as end:
                self.sentence = end.value
                return kept
            self.cursors = {**self.cursors, one.cursor.locator: one.cursor}
            kept += [one] if one.kept else []

    def bodies(self, **more: object) -> list[bytes]:
        return [one.document.content for one in self.fetch(**more) if not one.document.refused]

    @property
    def asked(self) -> list[str]:
        return [path for path, _ in self.site.requests if path != "/robots.txt"]


def serve(site: Site, pages: Mapping[str, bytes]) -> None:
    for path, body in pages.items():
        site.reply(path, body, Content_Type="text/html")


@pytest.fixture
def pier(site: Site) -> Reader:
    """A sitemap of two pages, without times."""
    serve(site, {"/a": b"<html>A", "/b": b"<html>B"})
    site.reply("/sitemap.xml", sitemap(entry(f"{site.url}/a"), entry("/b")))
    return Reader(site)


def test_contract(pier: Reader) -> None:
    check_source_kind(KIND, {"name": "pier", "kind": "sitemap", "url": f"{pier.site.url}/sitemap.xml"})


def test_each_page_is_a_document_with_its_own_cursor(pier: Reader) -> None:
    pier.site.reply("/a", b"<html>A", Content_Type="text/html", ETag='"7"')
    first, second = pier.fetch()
    address = f"{pier.site.url}/a"
    assert (first.document.content, first.document.path, first.document.url) == (b"<html>A", address, address)
    assert (first.document.content_type, first.document.fetched_at) == ("text/html", NOW)
    assert first.cursor == Cursor(address, etag='"7"', size=7)
    assert second.document.content == b"<html>B"
    assert pier.cursors[f"{pier.site.url}/sitemap.xml"].size == 2


def test_pages_that_were_read_are_not_asked_for_again(pier: Reader) -> None:
    pier.fetch()
    pier.site.reply("/sitemap.xml", sitemap(entry("/a"), entry("/b"), entry("/c")))
    pier.site.reply("/c", b"<html>C")
    assert pier.bodies() == [b"<html>C"]
    assert pier.asked == ["/sitemap.xml", "/c"]


def test_a_sitemap_may_be_a_plain_text(site: Site) -> None:
    serve(site, {"/a": b"<html>A", "/b": b"<html>B"})
    site.reply("/sitemap.txt", f"{site.url}/a\n{site.url}/b\n".encode(), Content_Type="text/plain")
    pier = Reader(site, url=f"{site.url}/sitemap.txt")
    assert pier.bodies() == [b"<html>A", b"<html>B"]
    site.reply("/sitemap.txt", b"Closed for repairs.")
    with pytest.raises(FetchFailed, match="it is no sitemap: it begins with 'Closed for repairs"):
        pier.fetch()


@pytest.mark.parametrize(
    ("lastmod", "again"),
    [
        ("2020-11-02T09:00:00Z", False),
        ("2020-11-02T08:59:00Z", False),
        ("2020-11-02T09:00:01Z", True),
        ("2020-11-02T10:30:00+01:30", False),
        ("soon", False),
    ],
)
def test_a_page_is_asked_for_again_if_its_lastmod_is_newer(site: Site, lastmod: str, again: bool) -> None:
    reader = Reader(site)
    site.reply("/a", b"<html>A", ETag='"1"')
    site.reply("/sitemap.xml", sitemap(entry("/a", "2020-11-02T09:00:00Z")))
    reader.fetch()
    site.reply("/sitemap.xml", sitemap(entry("/a", lastmod)))
    reader.fetch()
    assert reader.asked == ["/sitemap.xml", "/a"][: 1 + again]
    if again:
        assert site.headers_of("/a")["if-none-match"] == '"1"'


def test_the_validators_of_the_sitemap_are_sent(pier: Reader) -> None:
    body = sitemap(entry("/a"))
    pier.site.replies["/sitemap.xml"] = lambda headers: (
        Reply(status=304) if headers.get("if-none-match") == '"s"' else Reply(body, headers={"ETag": '"s"'})
    )
    assert pier.bodies() == [b"<html>A"]
    with pytest.raises(NotModified, match="pier has nothing new"):
        pier.fetch()
    assert pier.asked == ["/sitemap.xml"]


def test_a_news_sitemap_is_a_document_before_its_pages(site: Site) -> None:
    body = sitemap(entry("/a", published="2020-11-02", title="Mill burns"))
    site.reply("/sitemap.xml", body, Content_Type="application/xml")
    site.reply("/a", b"<html>A")
    assert Reader(site).bodies() == [body, b"<html>A"]


@pytest.mark.parametrize("name", ["sitemap.xml.gz", "sitemap.xml"])
def test_a_compressed_sitemap_is_read(site: Site, name: str) -> None:
    site.reply(f"/{name}", gzip.compress(sitemap(entry("/a"))), Content_Type="application/x-gzip")
    site.reply("/a", b"<html>A")
    assert Reader(site, url=f"{site.url}/{name}").bodies() == [b"<html>A"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (gzip.compress(sitemap(entry("/a")))[:-9], "damaged or cut"),
        (gzip.compress(bytes(70_000)), "larger than"),
    ],
)
def test_a_damaged_or_swollen_file_is_an_error(site: Site, body: bytes, error: str) -> None:
    site.reply("/sitemap.xml", body)
    with pytest.raises((FetchFailed, FetchRefused), match=error):
        Reader(site, max_bytes=60_000).fetch()


def test_patterns_choose_addresses(site: Site) -> None:
    serve(site, {"/news/a": b"<html>A", "/news/video/b": b"<html>B", "/sport/c": b"<html>C"})
    site.reply(
        "/sitemap.xml", sitemap(*map(entry, ("/news/a", "/news/video/b", "/sport/c", "mailto:x@y.example")))
    )
    reader = Reader(site, include=["*/news/*"], exclude=["*/video/*"])
    assert reader.bodies() == [b"<html>A"]


def test_a_pattern_that_fits_no_address_is_refused(site: Site) -> None:
    with pytest.raises(ValidationError, match="'/news/\\*' fits no whole address"):
        source(site, include=["/news/*"])


def test_pages_beyond_the_limit_wait_and_a_sentence_counts_them(site: Site) -> None:
    serve(site, {f"/{hour}": b"<html>%d" % hour for hour in range(5)})
    listed = [entry(f"/{hour}", f"2020-11-02T0{hour}:00:00Z") for hour in range(5)]
    site.reply("/sitemap.xml", sitemap(*listed), ETag='"1"')
    reader = Reader(site, max_pages=2)
    assert reader.bodies() == [b"<html>4", b"<html>3"]
    assert reader.sentence == "3 pages wait for the next run (max_pages in sources/pier.toml is 2)."
    site.reply("/sitemap.xml", status=304)
    assert reader.bodies() == [b"<html>2", b"<html>1"]
    assert reader.sentence == "1 page waits for the next run (max_pages in sources/pier.toml is 2)."
    assert reader.bodies() == [b"<html>0"]
    assert reader.sentence is None
    with pytest.raises(NotModified):
        reader.fetch()


def test_a_page_is_noted_before_the_place_of_its_sitemap_moves(pier: Reader) -> None:
    arriving = fetch(pier.source, {}, TODAY, NOW)
    arrived = [next(arriving) for _ in range(3)]
    assert [(one.cursor.locator.rpartition("/")[2], one.cursor.size, one.kept) for one in arrived] == [
        ("b", WAITS, False),
        ("a", WAITS, False),
        ("sitemap.xml", 2, False),
    ]


def test_a_page_that_fails_waits_and_the_others_come(pier: Reader) -> None:
    pier.site.hang_up("/a")
    assert pier.bodies() == [b"<html>B"]
    address = f"{pier.site.url}/a"
    assert pier.sentence is not None
    assert pier.sentence.startswith("1 page waits for the next run")
    assert f"1 page could not be read and waits. The first: {address}: " in pier.sentence
    assert pier.cursors[address].size == WAITS
    pier.site.reply("/a", b"<html>A")
    assert pier.bodies() == [b"<html>A"]


def test_a_page_that_is_gone_is_refused_once(pier: Reader) -> None:
    pier.site.reply("/a", status=410)
    gone, page = pier.fetch()
    assert gone.document.refused == f"{pier.site.url}/a answered 410."
    assert page.document.content == b"<html>B"
    assert pier.fetch() == []
    assert pier.asked == ["/sitemap.xml"]


def test_a_page_that_always_fails_comes_behind_the_others(site: Site) -> None:
    serve(site, {"/a": b"<html>A", "/b": b"<html>B"})
    site.hang_up("/bad")
    site.reply(
        "/sitemap.xml",
        sitemap(
            entry("/bad", "2020-11-02T09:00:00Z"),
            entry("/a", "2020-11-02T08:00:00Z"),
            entry("/b", "2020-11-02T07:00:00Z"),
        ),
    )
    reader = Reader(site, max_pages=1)
    assert reader.bodies() == []
    assert reader.bodies() == [b"<html>A"]
    assert reader.bodies() == [b"<html>B"]
    assert reader.bodies() == []
    assert reader.asked == ["/sitemap.xml", "/bad"]


def test_reading_stops_where_the_server_asks_to_wait(pier: Reader) -> None:
    pier.site.reply("/a", status=429, Retry_After="600")
    assert pier.fetch() == []
    assert pier.asked == ["/sitemap.xml", "/a"]
    assert (pier.sentence or "").startswith("2 pages wait for the next run")


def test_several_pages_in_succession_that_fail_are_an_error(site: Site) -> None:
    names = [f"/{number}" for number in range(5)]
    for name in names:
        site.reply(name, status=403)
    site.reply("/sitemap.xml", sitemap(*map(entry, names)))
    with pytest.raises(
        FetchRefused, match=r"Source pier: no page could be read\. One of them: http.*/0 answered 403\."
    ):
        Reader(site).fetch()
    assert [path for path, _ in site.requests] == ["/sitemap.xml", "/robots.txt", "/0", "/1", "/2"]


def test_pages_that_robots_txt_disallows_are_refused_and_not_asked_for(pier: Reader) -> None:
    pier.site.reply("/robots.txt", b"User-agent: *\nDisallow: /a")
    gone, page = pier.fetch()
    assert "robots.txt of 127.0.0.1 does not allow" in (gone.document.refused or "")
    assert page.document.content == b"<html>B"
    assert pier.asked == ["/sitemap.xml", "/b"]


def test_a_page_at_an_inner_address_is_not_asked_for(pier: Reader) -> None:
    port = pier.site.url.rpartition(":")[2]
    pier.site.reply("/sitemap.xml", sitemap(entry(f"http://localhost:{port}/a"), entry("/b")))
    assert pier.bodies() == [b"<html>B"]
    assert pier.asked == ["/sitemap.xml", "/b"]
    assert "localhost leads to an address of an inner network, which is not fetched" in (pier.sentence or "")


def test_an_index_leads_to_its_sitemaps(site: Site) -> None:
    serve(site, {"/a": b"<html>A", "/b": b"<html>B"})
    site.reply("/sitemap.xml", index(one="2020-11-02T09:00:00Z", two=""))
    site.reply("/one.xml", sitemap(entry("/a")))
    site.reply("/two.xml", gzip.compress(sitemap(entry("/b"))))
    reader = Reader(site)
    assert sorted(reader.bodies()) == [b"<html>A", b"<html>B"]
    reader.fetch()
    assert reader.asked == ["/sitemap.xml", "/two.xml"]  # one.xml states that it has not changed
    site.reply("/sitemap.xml", index(one="2020-11-02T10:00:00Z", two=""))
    site.reply("/one.xml", sitemap(entry("/a"), entry("/b"), entry("/c")))
    site.reply("/c", b"<html>C")
    assert reader.bodies() == [b"<html>C"]


def test_an_index_is_asked_for_whole_unless_all_its_sitemaps_state_their_changes(site: Site) -> None:
    site.reply("/one.xml", sitemap(entry("/a")))
    site.reply("/a", b"<html>A")
    for lastmod, kept in (("", None), ("2020-11-02", '"i"')):
        site.reply("/sitemap.xml", index(one=lastmod), ETag='"i"')
        reader = Reader(site)
        reader.fetch()
        assert reader.cursors[reader.source.url].etag == kept


def test_patterns_choose_the_sitemaps_of_an_index_and_a_limit_holds(site: Site) -> None:
    site.reply("/sitemap.xml", index(news1="2020-11-02", news2="2020-11-02", tags="2020-11-02"))
    for name in ("news1", "news2"):
        site.reply(f"/{name}.xml", sitemap(entry(f"/{name}")))
        site.reply(f"/{name}", name.encode())
    reader = Reader(site, sitemaps=["*news*"], max_sitemaps=1)
    assert reader.bodies() == [b"news1"]
    assert (
        reader.sentence
        == "1 sitemap of the index waits for the next run (max_sitemaps in sources/pier.toml is 1)."
    )
    assert reader.bodies() == [b"news2"]
    assert reader.sentence is None


def test_a_sitemap_of_an_index_that_fails_stops_no_other_one(site: Site) -> None:
    site.reply("/sitemap.xml", index(one="", two=""))
    site.reply("/two.xml", sitemap(entry("/a")))
    site.reply("/a", b"<html>A")
    reader = Reader(site)
    assert reader.bodies() == [b"<html>A"]
    assert reader.sentence is not None
    assert reader.sentence.startswith(
        "1 sitemap of the index could not be taken. The first: Source pier: 127.0.0.1 answered 404"
    )
    site.reply("/two.xml", status=404)
    with pytest.raises(FetchRefused, match="answered 404"):
        reader.fetch()


def test_an_index_of_itself_ends(site: Site) -> None:
    site.reply("/sitemap.xml", index(sitemap=""))
    with pytest.raises(FetchFailed, match="nested too deeply"):
        Reader(site).fetch()


ARCHIVE = (
    entry("/old", "2020-10-01"),
    entry("/early", "2020-10-05T23:59:59Z"),
    entry("/noon", "2020-11-01", "2020-10-06T12:00:00Z", "Noon"),
    entry("/late", "2020-10-07T00:00:00Z"),
    entry("/month", "2020-10"),
    entry("/undated"),
)


def test_the_first_run_leaves_earlier_days_to_a_backfill(site: Site) -> None:
    serve(site, {f"/{name}": name.encode() for name in ("today", "undated")})
    site.reply("/sitemap.xml", sitemap(*ARCHIVE, entry("/today", "2020-11-02")))
    reader = Reader(site)
    assert sorted(reader.bodies())[1:] == [b"today", b"undated"]
    assert reader.sentence == (
        "5 pages of earlier days wait: ./newswire backfill 2020-10-01 2020-11-01 --source pier loads them."
    )


def test_a_backfill_takes_the_pages_whose_time_lies_in_its_day(site: Site) -> None:
    serve(site, {f"/{name}": name.encode() for name in ("noon", "month")})
    site.reply("/sitemap.xml", sitemap(*ARCHIVE))
    reader = Reader(site)
    assert sorted(reader.bodies(interval=Interval.day(dt.date(2020, 10, 6)))) == [b"month", b"noon"]
    assert f"{site.url}/sitemap.xml" not in reader.cursors
    assert reader.fetch(Interval.day(dt.date(2020, 10, 6))) == []
    assert reader.asked == ["/sitemap.xml"]


def test_a_backfill_skips_the_sitemaps_that_have_not_changed_since(site: Site) -> None:
    site.reply("/sitemap.xml", index(autumn="2020-10-20", spring="2020-05-01"))
    site.reply("/autumn.xml", sitemap(entry("/noon", "2020-10-06T12:00:00Z")))
    site.reply("/noon", b"noon")
    reader = Reader(site)
    assert reader.bodies(interval=Interval.day(dt.date(2020, 10, 6))) == [b"noon"]
    assert reader.asked == ["/sitemap.xml", "/autumn.xml", "/noon"]


@pytest.mark.parametrize(
    ("entries", "reason"),
    [([entry("/a")], "states no times"), ([entry("/a", "2020-11-01")], "holds nothing as old")],
)
def test_a_past_day_that_the_sitemap_does_not_reach_cannot_be_answered(
    site: Site, entries: list[str], reason: str
) -> None:
    site.reply("/sitemap.xml", sitemap(*entries))
    with pytest.raises(NotAnswerable, match=f"Source pier: its sitemap {reason}.*from 2020-10-06 00:00"):
        Reader(site).fetch(Interval.day(dt.date(2020, 10, 6)))


def test_a_day_to_come_cannot_be_answered(site: Site) -> None:
    with pytest.raises(NotAnswerable, match="has not begun"):
        Reader(site).fetch(Interval(TODAY.end, TODAY.end + DAY))
    assert site.requests == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "The answer is empty, in the place of a sitemap"),
        (
            b"<!doctype html><title>Pier &amp; Post</title>",
            r"is a web page \('Pier & Post'\), in the place of a sitemap",
        ),
        (
            b"<html><title>In</title><form><input type=password>",
            r"is a form to log in \('In'\), in the place",
        ),
        (b"<rss version='2.0'></rss>", "it is no sitemap: it begins with \"<rss version='2.0'></rss>\""),
        (b"Not now", "it is no sitemap: it begins with 'Not now'"),
        (sitemap(entry("/a"))[:-9], "sitemap.xml is cut"),
    ],
)
def test_another_document_in_the_place_of_a_sitemap_is_an_error_of_its_own(
    site: Site, body: bytes, error: str
) -> None:
    site.reply("/sitemap.xml", body)
    with pytest.raises(FetchFailed, match=f"Source pier: .*{error}") as caught:
        Reader(site).fetch()
    assert caught.value.http_status == 200


def test_a_sitemap_that_lost_all_its_entries_is_doubted_each_time(pier: Reader) -> None:
    pier.fetch()
    pier.site.reply("/sitemap.xml", sitemap())
    for _ in range(2):
        with pytest.raises(FetchFailed, match=r"has lost all its entries; it had 2\. That is doubted"):
            pier.fetch()
