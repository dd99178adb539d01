"""Feeds that are not well-formed, and hostile ones: read leniently, or rejected with a reason."""

from __future__ import annotations

import datetime as dt

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.errors import Unparsable
from newswire.model import Defaults, Item, Rejected
from newswire.parse import parse_document
from tests.parse import feeds
from tests.parse.feeds import FIXTURES, document, fixture, items, read


def test_a_broken_feed_is_read_all_the_same() -> None:
    road, rain = items(fixture("broken.xml"))
    assert (road.headline, road.guid, road.provider) == ("Road closed", "bay-1", "bay.example")
    assert road.body_text == "The coast road is closed\nuntil Tuesday."
    assert road.source_url == "https://bay.example/road?a=1&b=2"
    assert road.subjects[0].name == "Traffic"
    assert (rain.headline, rain.body_text) == ("Rain & wind", "It rains.")
    assert "It was read leniently; some of it may be missing." in road.warnings[0]


def test_times_of_a_broken_feed_are_not_read_by_feedparser() -> None:
    road, rain = items(fixture("broken.xml"))
    assert road.published == dt.datetime(
        2020, 11, 2, 9, 5, tzinfo=dt.UTC
    )  # CET, which feedparser takes for UTC
    assert rain.published == dt.datetime(
        2020, 11, 2, 10, 5, tzinfo=dt.UTC
    )  # an epoch: the year 1605 to feedparser


def test_a_broken_feed_in_an_undeclared_encoding_keeps_its_letters() -> None:
    text = "Трамвай сошёл с рельсов"
    feed = f"<rss><channel><item><title>{text}</title><description>{text}</item></channel></rss>"
    (item,) = items(document(feed.encode("koi8-r")))
    assert item.headline == text
    assert any("koi8" in warning for warning in item.warnings)


def test_a_feed_too_large_for_feedparser_keeps_its_readable_entries() -> None:
    filler = "<item><title>x</title></item>" * 15_000
    found = items(f"<rss><channel><item><title>First</title></item>{filler}")
    assert found[0].headline == "First"
    assert "not well-formed" in found[0].warnings[0]


@pytest.mark.parametrize(
    "content",
    [
        b"<rss version='2.0'><channel><item><title>Road closed</title><link></item></link></channel></rss>",
        b"<?xml version='1.0' encoding='\xc9SO-8859-1'?>"
        b"<rss version='2.0'><channel><item><title>Road closed</title></item></channel></rss>",
    ],
    ids=["a link that ends after its item", "an encoding with an invalid name"],
)
def test_a_feed_that_feedparser_fails_on_is_read_all_the_same(content: bytes) -> None:
    [found] = items(content)
    assert found.headline == "Road closed"
    assert found.warnings


def test_nothing_but_rubbish_is_rejected() -> None:
    with pytest.raises(Unparsable) as caught:
        read("Warning\n<rss version='2.0'><channel><title>")
    assert caught.value.reason == "malformed-xml"


def test_feedparser_is_never_given_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    given_to: list[object] = []
    parse = feedparser.parse
    monkeypatch.setattr(feedparser, "parse", lambda *a, **k: (given_to.append(a[0]), parse(*a, **k))[1])
    items(fixture("broken.xml"))
    assert [type(one).__name__ for one in given_to] == ["BytesIO"]


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("broken", ["", "</p>"])
def test_entities_do_not_grow_and_files_are_not_read(broken: str) -> None:
    subset = f'<!DOCTYPE rss [<!ENTITY e0 "aaaaaaaaaa">{BOMB}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = items(subset + feeds.rss(f"<title>A{broken}</title><description>&e9; &f; end</description>"))
    assert len(found[0].body_text or "") < 100
    assert "root" not in (found[0].body_text or "")


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<a>" * 10_000 + "</a>" * 10_000, "too-deep"),
        ("<a>" * 10_000, "too-deep"),
        ("<title>" + "A" * 11_000_000 + "</title>", "too-large"),
        ("<description>" + "&lt;" * 2_100_000 + "</description>", "too-large"),
    ],
)
def test_hostile_feeds_are_rejected(inside: str, reason: str) -> None:
    [rejected] = parse_document(document(feeds.rss(inside)), Defaults("test"))
    assert isinstance(rejected, Rejected)
    assert rejected.reason == reason


@pytest.mark.parametrize(
    "inside",
    [
        f"<author>{'a@' * 200_000} (</author>",
        f"<pubDate>{'Mon, ' * 200_000}</pubDate>",
        f"<guid>{'g' * 200_000}</guid>",
        f"<link>{'/' * 200_000}</link>",
        f"<description>&lt;p {'a ' * 200_000}</description>",
        f"<content:encoded>{'[a ' * 100_000}</content:encoded>",
        f"<category>{'c, ' * 200_000}</category>",
    ],
)
def test_huge_values_are_accepted(inside: str) -> None:
    [item] = parse_document(document(feeds.rss("<title>A</title>" + inside)), Defaults("test"))
    assert isinstance(item, Item)


SMALL = sorted(path.name for path in FIXTURES.iterdir())


@given(st.sampled_from(SMALL), st.integers(0, 5000), st.integers(1, 255))
def test_any_byte_changed_gives_items_or_a_reason(name: str, position: int, change: int) -> None:
    content = bytearray(fixture(name).content)
    content[position % len(content)] ^= change
    _answers(bytes(content))


@given(st.sampled_from(SMALL), st.integers(0, 5000))
def test_a_feed_cut_anywhere_gives_items_or_a_reason(name: str, length: int) -> None:
    content = fixture(name).content
    _answers(content[: length % len(content)])


tags = st.sampled_from(
    ("item", "entry", "title", "link", "guid", "description", "content:encoded", "pubDate", "b")
)
soup = st.lists(
    st.one_of(
        tags.map("<{}>".format), tags.map("</{}>".format), tags.map("<{}/>".format), st.text(max_size=8)
    ),
    max_size=30,
)


@given(soup)
def test_any_soup_of_tags_gives_items_or_a_reason(pieces: list[str]) -> None:
    _answers(("<rss version='2.0'><channel>" + "".join(pieces)).encode("utf-8", "replace"))


def _answers(content: bytes) -> None:
    found = list(parse_document(document(content), Defaults("test")))
    assert found
    for one in found:
        if isinstance(one, Rejected):
            assert one.reason != "parser-error", one.detail
