"""Entries of RSS, RDF and Atom: the name of an element decides its meaning in any feed."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.model import Link, Subject
from newswire.parse.formats.feeds.entry import read_entry, read_source, tombstone
from newswire.parse.formats.feeds.feed import Entry, Feed

NAMESPACES = " ".join(
    f"xmlns:{prefix}='{place}'"
    for prefix, place in {
        "a": "http://www.w3.org/2005/Atom",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "georss": "http://www.georss.org/georss",
        "n": "urn:norwind",
        "media": "http://search.yahoo.com/mrss/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "thr": "http://purl.org/syndication/thread/1.0",
    }.items()
)
FEED = Feed("rss", base="https://www.norwind.example/")


def entry(inside: str, attributes: str = "", around: str = "") -> Entry:
    channel = etree.fromstring(f"<channel {NAMESPACES} {around}><item {attributes}>{inside}</item></channel>")
    return read_entry(channel[0], FEED)


def test_rss_and_atom_may_be_mixed() -> None:
    found = entry(
        "<title>Ferry &lt;b&gt;stops&lt;/b&gt;</title><a:summary>A short trip.</a:summary>"
        "<content:encoded>&lt;p&gt;The ferry stopped.&lt;/p&gt;</content:encoded>"
        "<pubDate>Mon, 02 Nov 2020 10:05:33 GMT</pubDate><a:updated>2020-11-03</a:updated>"
        "<dc:publisher>wire@norwind.example</dc:publisher><dc:publisher>Norwind</dc:publisher>"
        "<dc:rights>Norwind 2020</dc:rights><n:slugline>ferry-stop</n:slugline>"
    )
    assert (found.title, found.summary, found.content) == (
        "Ferry stops",
        "A short trip.",
        "The ferry stopped.",
    )
    assert found.published == [("pubDate", "Mon, 02 Nov 2020 10:05:33 GMT")]
    assert found.updated == [("updated", "2020-11-03")]
    assert (found.publisher, found.copyright, found.slugline) == ("Norwind", "Norwind 2020", "ferry-stop")


def test_times_come_the_best_first() -> None:
    found = entry(
        "<a:created>1</a:created><dc:date>2</dc:date><pubDate>3</pubDate><a:published>4</a:published>"
    )
    assert [value for _, value in found.published] == ["4", "3", "2", "1"]


@pytest.mark.parametrize(
    ("inside", "attributes", "guid", "link"),
    [
        ("<guid>https://a.example/1</guid>", "", "https://a.example/1", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", "", "https://a.example/1", None),
        ("<guid>nw-1</guid>", "", "nw-1", None),
        ("<guid>https://a.example/1</guid><link>/2</link>", "", "https://a.example/1", "/2"),
        ("<a:id>tag:1</a:id><a:link href='/2'/>", "", "tag:1", "/2"),
        ("<link>/2</link>", "rdf:about='urn:1'", "urn:1", "/2"),
        ("<dc:identifier>nw-1</dc:identifier>", "", "nw-1", None),
    ],
)
def test_identity_and_address(inside: str, attributes: str, guid: str, link: str | None) -> None:
    found = entry(inside, attributes)
    assert (found.guid, found.link) == (guid, link)


def test_links_by_their_relation() -> None:
    found = entry(
        "<a:link href='/1.pdf' type='application/pdf'/><a:link href='/1.html' type='text/html'/>"
        "<a:link rel='canonical' href='/one'/><a:link rel='self' href='/feed'/>"
        "<a:link rel='http://www.iana.org/assignments/relation/related' href='/2'/>"
        "<thr:in-reply-to ref='tag:0'/>"
    )
    assert (found.link, found.canonical) == ("/1.html", "/one")
    assert found.links == [Link("related", url="/2"), Link("in-reply-to", "tag:0")]


def test_media_are_renditions_and_describe_an_entry_without_text() -> None:
    found = entry(
        "<enclosure url='/1.mp4' type='video/mp4'/><media:group><media:title>The quay</media:title>"
        "<media:description>A ferry at the quay.</media:description><media:thumbnail url='/1.jpg'/>"
        "</media:group>"
    )
    assert found.links == [Link("rendition", url="/1.mp4"), Link("rendition", url="/1.jpg")]
    assert (found.kind, found.title, found.summary) == ("video", "The quay", "A ferry at the quay.")


@pytest.mark.parametrize(
    ("inside", "authors"),
    [
        ("<author>anna@norwind.example (Anna Halvorsen)</author>", ["Anna Halvorsen"]),
        ('<author>"Anna Halvorsen" &lt;anna@norwind.example&gt;</author>', ["Anna Halvorsen"]),
        ("<a:author><a:name>Per Nord</a:name><a:email>p@a.example</a:email></a:author>", ["Per Nord"]),
        ("<author>Quay &amp;amp; Tug</author>", ["Quay & Tug"]),
        ("<author>Per Nord</author><dc:creator>Anna Halvorsen</dc:creator>", ["Per Nord", "Anna Halvorsen"]),
    ],
)
def test_authors(inside: str, authors: list[str]) -> None:
    assert entry(inside).authors == authors


def test_subjects_keywords_and_sources() -> None:
    found = entry(
        "<category domain='desk'>Sea &amp;amp; coast</category>"
        "<a:category term='F1' scheme='s' label='Ferries'/>"
        "<a:category term='Quays'/><dc:subject>Harbour</dc:subject><georss:point>59.1 10.2</georss:point>"
        "<media:keywords>ferry, quay,</media:keywords><source url='https://a.example/'>Quay News</source>"
        "<dc:source>https://b.example/</dc:source>"
    )
    assert found.subjects == [
        Subject(None, "Sea & coast", "desk"),
        Subject("F1", "Ferries", "s"),
        Subject(None, "Quays"),
        Subject(None, "Harbour"),
        Subject("59.1 10.2", None, "georss:point"),
    ]
    assert found.keywords == ["ferry", "quay", "Harbour"]
    assert found.credit == ["Quay News"]


def test_language_and_base_come_from_ancestors() -> None:
    found = entry("<title>Ferge</title>", "xml:base='news/'", "xml:lang='nb' xml:base='https://b.example/'")
    assert (found.language, found.base) == ("nb", "https://b.example/news/")
    assert (entry("<dc:language>nn</dc:language>").language, entry("").base) == ("nn", FEED.base)


def test_a_channel_gives_the_metadata_of_its_feed() -> None:
    channel = (
        "<channel><title>Norwind</title><link>https://www.norwind.example/</link><description>News</description>"
        "<language>nb</language><copyright>Norwind 2020</copyright><author>Anna Halvorsen</author></channel>"
    )
    assert read_source(etree.fromstring(channel), "rss", "https://feeds.example/1") == Feed(
        "rss",
        title="Norwind",
        subtitle="News",
        base="https://www.norwind.example/",
        language="nb",
        site="norwind.example",
        copyright="Norwind 2020",
        authors=("Anna Halvorsen",),
    )


def test_relative_addresses_of_atom_start_from_the_address_of_the_fetch() -> None:
    feed = "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://www.norwind.example/'/></feed>"
    assert (
        read_source(etree.fromstring(feed), "atom", "https://feeds.example/1").base
        == "https://feeds.example/1"
    )
    assert read_source(etree.fromstring(feed), "atom", None).base == "https://www.norwind.example/"


def test_a_tombstone_cancels_its_entry() -> None:
    found = tombstone(
        etree.fromstring(
            "<at:deleted-entry xmlns:at='http://purl.org/atompub/tombstones/1.0' ref='tag:1'"
            " when='2020-11-03T00:00:00Z'><at:comment>It was wrong.</at:comment></at:deleted-entry>"
        )
    )
    assert (found.guid, found.pubstatus, found.ed_note) == ("tag:1", "canceled", "It was wrong.")
    assert found.updated == [("when", "2020-11-03T00:00:00Z")]
