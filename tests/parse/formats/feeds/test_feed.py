"""A feed and its entries as items."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.errors import Unparsable
from newswire.model import Defaults, Item, Link, Reason, Rejected
from newswire.parse.formats.feeds import feed as module
from newswire.parse.formats.feeds.feed import Addresses, Entry, Feed, each, items, joined, language_tag
from tests.parse.feeds import document

FEED = Feed("rss", title="Norwind", base="https://www.norwind.example/news/")


def read(*entries: Entry, feed: Feed = FEED, defaults: Defaults | None = None) -> list[Item]:
    found = list(items(feed, entries, document(""), defaults or Defaults()))
    assert all(isinstance(item, Item) for item in found)
    return [item for item in found if isinstance(item, Item)]


def test_an_entry_is_an_item() -> None:
    (item,) = read(
        Entry(
            guid="tag:1",
            link="1.html",
            title="Ferry stops",
            content="The ferry stopped.",
            summary="A short trip.",
            published=[("pubDate", "soon"), ("date", "2020-11-02T10:05:33Z")],
            links=[Link("rendition", url="/1.jpg"), Link("rendition", url="/1.jpg")],
        )
    )
    assert (item.guid, item.headline, item.provider) == ("tag:1", "Ferry stops", "norwind.example")
    assert (item.body_text, item.standfirst) == ("The ferry stopped.", "A short trip.")
    assert item.source_url == "https://www.norwind.example/news/1.html"
    assert item.links == (Link("rendition", url="https://www.norwind.example/1.jpg"),)
    assert item.published == item.first_created == dt.datetime(2020, 11, 2, 10, 5, 33, tzinfo=dt.UTC)
    assert (item.published_from, item.published_precision) == ("date", "second")
    assert item.warnings == ("pubDate 'soon' is no time that can be read surely.",)


def test_a_feed_fills_the_fields_that_its_entry_lacks() -> None:
    feed = Feed("rss", title="World News", language="en_us", authors=("Anna Halvorsen",), copyright="Norwind")
    first, second = read(
        Entry(guid="1"),
        Entry(guid="2", language="nb", category="s", authors=["Per Nord"], copyright="Quay"),
        feed=feed,
    )
    assert (first.language, first.authors, first.copyright) == ("en-US", ("Anna Halvorsen",), "Norwind")
    assert (second.language, second.authors, second.copyright) == ("nb", ("Per Nord",), "Quay")
    assert (first.category, second.category) == ("i", "s")
    assert first.warnings == ("The category 'i' was taken from the feed's title 'World News'.",)


@pytest.mark.parametrize(
    ("entry", "defaults", "feed", "provider"),
    [
        (Entry(guid="1", publisher="Quay"), Defaults(provider="Norwind"), Feed("rss", "T"), "Quay"),
        (Entry(guid="1"), Defaults(provider="Norwind"), Feed("rss", "T", publisher="P"), "Norwind"),
        (Entry(guid="1"), None, Feed("rss", "T", publisher="P"), "P"),
        (Entry(guid="1"), None, Feed("rss", "T", publisher="P", site="quay.example"), "quay.example"),
        (Entry(guid="1"), None, Feed("rss", "T", site="afp.com"), "AFP"),
        (Entry(link="https://www.quay.example/1"), None, Feed("rss", "T"), "quay.example"),
        (Entry(guid="1"), None, Feed("rss", "T"), None),
    ],
)
def test_the_provider(entry: Entry, defaults: Defaults | None, feed: Feed, provider: str | None) -> None:
    assert read(entry, feed=feed, defaults=defaults)[0].provider == provider


@pytest.mark.parametrize(
    "title",
    [
        "Ferry stops - Norwind",
        "Ferry stops -- Norwind",
        "Ferry stops | NORWIND",
        "Ferry stops — norwind.example",
        "Ferry stops – Quay Post",
    ],
)
def test_the_name_of_the_site_at_the_end_of_a_title_is_no_part_of_it(title: str) -> None:
    feed = Feed("rss", title="Norwind", site="norwind.example")
    assert read(Entry(guid="1", title=title, credit=["Quay Post"]), feed=feed)[0].headline == "Ferry stops"


@pytest.mark.parametrize("title", ["Ferry stops - Grenholm", "Ferry - Norwind", "Ferry stops-Norwind"])
def test_other_words_behind_a_dash_stay_in_a_title(title: str) -> None:
    assert read(Entry(guid="1", title=title))[0].headline == title


@pytest.mark.parametrize(
    ("content", "summary", "expected"),
    [
        ("The ferry stopped in Grenholm.", None, ("The ferry stopped in Grenholm.", None)),
        (None, "The ferry stopped.", ("The ferry stopped.", None)),
        ("The ferry stopped in Grenholm.", "The ferry [...]", ("The ferry stopped in Grenholm.", None)),
        ("The ferry stopped.", "The ferry stopped. It waits.", ("The ferry stopped. It waits.", None)),
        ("The ferry stopped.", "A short trip", ("The ferry stopped.", "A short trip")),
    ],
)
def test_body_and_standfirst(
    content: str | None, summary: str | None, expected: tuple[str, str | None]
) -> None:
    (item,) = read(Entry(guid="1", content=content, summary=summary))
    assert (item.body_text, item.standfirst) == expected


def test_an_identifier_does_not_depend_on_the_other_entries() -> None:
    one, other = Entry(guid="news", link="1.html"), Entry(guid="news", link="2.html")
    assert [item.guid for item in read(one, other)] == [item.guid for item in (*read(one), *read(other))]


NOON, ONE = [("pubDate", "2020-11-02T12:00:00Z")], [("pubDate", "2020-11-02T13:00:00Z")]


@pytest.mark.parametrize(
    "other",
    [
        Entry(kind="audio", title="Bulletin", link="/on-air", files=["/b2.mp3"], published=NOON),
        Entry(kind="audio", title="Bulletin", link="/on-air", files=["/b1.mp3"], published=ONE),
        Entry(kind="video", title="Bulletin", files=["/b1.mp3"], published=ONE),
    ],
)
def test_a_recording_without_a_guid_is_its_file_and_its_time(other: Entry) -> None:
    one = Entry(kind="audio", title="Bulletin", link="/on-air", files=["/b1.mp3"], published=NOON)
    again = Entry(kind="audio", title="Noon bulletin", files=["/b1.mp3?utm_source=app"], published=NOON)
    first, second, third = (item.guid for item in read(one, other, again))
    assert first != second
    assert first == third, "a better title and a campaign are no other recording"


def test_a_text_without_a_guid_is_its_page_whatever_files_it_has() -> None:
    one, other = (Entry(title="Tide", link="/tide", files=[file]) for file in ("/1.jpg", "/2.jpg"))
    assert {item.guid for item in read(one, other)} == {"https://www.norwind.example/tide"}


def test_a_text_without_guid_and_page_is_its_text_its_file_and_its_time() -> None:
    entries = [
        Entry(title=title, files=[file], published=at)
        for title in ("Tide", "Ebb")
        for file in ("/1.jpg", "/2.jpg")
        for at in (NOON, ONE)
    ]
    assert len({item.guid for item in read(*entries)}) == 8


def test_an_update_before_the_publication_is_a_warning() -> None:
    (item,) = read(Entry(guid="1", published=[("issued", "2020-11-02")], updated=[("updated", "2020-10-01")]))
    assert "updated 2020-10-01 is before issued 2020-11-02." in item.warnings
    assert item.published_from == "issued"


def test_an_entry_with_nothing_is_rejected_and_a_feed_without_entries_too() -> None:
    (empty,) = items(FEED, [Entry(summary="")], document(""), Defaults())
    (none,) = items(FEED, [], document(""), Defaults())
    assert isinstance(empty, Rejected)
    assert isinstance(none, Rejected)
    assert (empty.reason, none.reason) == ("no-content", "no-entries")
    assert none.detail.startswith("The feed 'Norwind' is there but has no entries.")


def test_a_feed_with_too_many_entries_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    assert len(read(*[Entry(guid=str(number)) for number in range(3)])) == 3
    with pytest.raises(Unparsable, match="too-large: A feed of more than 3 entries"):
        read(*[Entry(guid=str(number)) for number in range(4)])


def test_an_entry_that_cannot_be_taken_does_not_stop_the_others() -> None:
    def read_one(number: int) -> Entry:
        if number == 2:
            raise Unparsable(Reason.TOO_LARGE, "It is long.")
        return Entry(guid=str(number))

    first, second, third = each([1, 2, 3], read_one, "feed.xml")
    assert second == Rejected("feed.xml", Reason.TOO_LARGE, "It is long.")
    assert (first, third) == (Entry(guid="1"), Entry(guid="3"))


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en-us", "en-US"),
        (" en_US ", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("NB", "nb"),
        ("und", None),
        ("Norwegian", None),
        ("", None),
        (None, None),
    ],
)
def test_language_tags(written: str | None, tag: str | None) -> None:
    assert language_tag(written) == tag


@pytest.mark.parametrize(
    ("base", "written", "address", "warning"),
    [
        ("https://a.example/x/", "1.html", "https://a.example/x/1.html", None),
        (None, " https://a.example/a b\n", "https://a.example/a%20b", None),
        (None, "1.html", None, "is relative to nothing known and was left out."),
        (None, "ftp://a.example/1", None, "is no web address and was left out."),
        (None, "http://[a/", None, "is no web address and was left out."),
        (None, "tag:a.example,2020:1", None, None),
        ("https://a.example/", "", None, None),
    ],
)
def test_addresses(base: str | None, written: str, address: str | None, warning: str | None) -> None:
    warnings: list[str] = []
    assert Addresses(base, warnings).absolute(written) == address
    assert warnings == ([f"The address {written!r} {warning}"] if warning else [])


def test_a_link_with_neither_address_nor_guid_is_omitted() -> None:
    links = Addresses(None, []).links([Link("related", "1", "mailto:a@a.example"), Link("via", url=" ")])
    assert links == (Link("related", "1"),)


@pytest.mark.parametrize(
    ("base", "address", "expected"),
    [
        ("https://a.example/x/", " 1\n", "https://a.example/x/1"),
        ("https://a.example/x/", None, "https://a.example/x/"),
        (None, "1", "1"),
        (None, None, None),
        ("https://a.example/", "http://[a/", "https://a.example/"),
    ],
)
def test_an_address_is_resolved_against_its_base(
    base: str | None, address: str | None, expected: str | None
) -> None:
    assert joined(base, address) == expected


@given(st.text("http:/[]?#.a1 ", max_size=30))
def test_any_text_is_an_address_or_is_omitted(written: str) -> None:
    address = Addresses(joined("https://a.example/", written), []).absolute(written)
    assert address is None or address.startswith(("http://", "https://"))


@pytest.mark.parametrize("year", [2031, 2101, 2999, 9999])
def test_an_embargo_and_an_expiry_may_lie_in_any_year_and_a_publication_may_not(year: int) -> None:
    far = f"{year}-01-01T00:00:00Z"
    (item,) = read(Entry(guid="1", published=[("a", far)], embargo=[("b", far)], expires=[("c", far)]))
    assert item.embargo_until == item.expires == dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    assert (item.published is None) == (year > 2100)
