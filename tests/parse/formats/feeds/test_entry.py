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
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
        "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
        "cc": "http://web.resource.org/cc/",
        "dcterms": "http://purl.org/dc/terms/",
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
        ("<author>Per Nord (per@norwind.example)</author>", ["Per Nord"]),
        ("<author>Per Nord [mailto:per@norwind.example]</author>", ["Per Nord"]),
        ("<author>per@norwind.example</author>", ["per@norwind.example"]),
        ("<dc:creator>&lt;a href='/p'&gt;Per &lt;b&gt;Nord&lt;/b&gt;&lt;/a&gt;</dc:creator>", ["Per Nord"]),
        ("<author><a href='/p'>Per Nord</a> and <a href='/a'>Anna</a></author>", ["Per Nord and Anna"]),
        ("<a:author><a:uri>https://norwind.example/p</a:uri></a:author>", []),
        ("<dc:author>Per Nord</dc:author>", ["Per Nord"]),
        ("<dcterms:creator>Per Nord</dcterms:creator>", ["Per Nord"]),
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


def test_terms_have_no_tags() -> None:
    found = entry(
        "<category>&lt;b&gt;Quays&lt;/b&gt; &amp;amp; piers</category>"
        "<dc:subject>&lt;i&gt;Ferries&lt;/i&gt;</dc:subject>"
        "<source>&lt;em&gt;Quay News&lt;/em&gt;</source>"
    )
    assert [subject.name for subject in found.subjects] == ["Quays & piers", "Ferries"]
    assert (found.keywords, found.credit) == (["Ferries"], ["Quay News"])


def test_the_label_of_a_category_is_its_name() -> None:
    found = entry(
        "<media:category scheme='urn:places' label='Old town'>town/old</media:category>"
        "<media:category>town/new</media:category>"
    )
    assert found.subjects == [Subject("town/old", "Old town", "urn:places"), Subject(None, "town/new")]


def test_categories_of_a_podcast_may_lie_in_each_other() -> None:
    found = entry(
        "<itunes:category text='Sport'><itunes:category text='Sailing'/><itunes:category text='Rowing'/>"
        "</itunes:category>"
    )
    assert [subject.name for subject in found.subjects] == ["Sport", "Sailing", "Rowing"]


LONG, SHORT = "The ferry sank at noon, and all were saved by two tugs.", "A ferry sinks."


@pytest.mark.parametrize(
    "inside",
    [
        f"<description>{LONG}</description><a:summary>{SHORT}</a:summary>",
        f"<description>{SHORT}</description><a:summary>{LONG}</a:summary>",
        f"<description>{SHORT}</description><itunes:summary>{LONG}</itunes:summary>",
        f"<dc:description>{LONG}</dc:description><description>{SHORT}</description>",
        f"<description>{SHORT}</description><description>&lt;p&gt;{LONG}&lt;/p&gt;</description>",
    ],
)
def test_of_two_summaries_the_longer_is_the_text(inside: str) -> None:
    found = entry(inside)
    assert (found.content, found.summary) == (LONG, SHORT)


def test_a_summary_that_is_part_of_the_other_one_is_left_out() -> None:
    found = entry(f"<description>{LONG}</description><itunes:summary>{LONG[:30]}</itunes:summary>")
    assert (found.content, found.summary) == (LONG, None)


def test_a_subtitle_is_the_text_only_where_there_is_no_other() -> None:
    subtitle = "<itunes:subtitle>A ferry sinks.</itunes:subtitle>"
    assert entry(subtitle).summary == "A ferry sinks."
    assert entry(f"{subtitle}<description>{LONG}</description>").summary == LONG


@pytest.mark.parametrize(
    "inside",
    [
        "<a:link rel='license' href='https://licence.example/1'/>",
        "<creativeCommons:license>https://licence.example/1</creativeCommons:license>",
        "<cc:license rdf:resource='https://licence.example/1'/>",
        "<dcterms:license>https://licence.example/1</dcterms:license>",
        "<media:license href='https://licence.example/1'>One</media:license>",
    ],
)
def test_the_licence_gives_the_terms_of_usage(inside: str) -> None:
    assert entry(inside).usage_terms == "https://licence.example/1"
    assert entry(inside).link is None


def test_a_licence_of_a_channel_of_rss_holds_for_its_items() -> None:
    channel = etree.fromstring(
        f"<channel {NAMESPACES}><creativeCommons:license>https://licence.example/1</creativeCommons:license>"
        "</channel>"
    )
    assert read_source(channel, "rss", None).usage_terms == "https://licence.example/1"


def test_the_original_address_of_an_enclosure_replaces_a_proxys() -> None:
    found = entry(
        "<enclosure url='https://proxy.example/~5/a.mp3' type='audio/mpeg'/><media:content url='/b.jpg'/>"
        "<feedburner:origEnclosureLink>https://norwind.example/a.mp3</feedburner:origEnclosureLink>"
    )
    assert [link.url for link in found.links] == ["https://norwind.example/a.mp3", "/b.jpg"]


@pytest.mark.parametrize(
    ("inside", "around", "language"),
    [
        ("<title xml:lang='nn'>Ferja</title>", "", "nn"),
        ("<title xml:lang='nn'>Ferja</title>", "xml:lang='en'", "nn"),
        ("<title>Ferja</title><description xml:lang='nn'>Ho sank.</description>", "", "nn"),
        ("<title xml:lang='en'>F</title><a:content xml:lang='nn'>Ho sank.</a:content>", "", "nn"),
        ("<title xml:lang='und'>Ferja</title>", "xml:lang='nb'", "nb"),
    ],
)
def test_the_language_of_the_texts_is_that_of_the_entry(inside: str, around: str, language: str) -> None:
    assert entry(inside, around=around).language == language


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


def test_without_a_fetch_relative_addresses_start_from_the_feeds_own_address() -> None:
    link = "<link rel='self' href='https://feeds.example/news/all.atom'/><link href='/'/>"
    feed = etree.fromstring(f"<feed xmlns='http://www.w3.org/2005/Atom'>{link}</feed>")
    assert read_source(feed, "atom", None).base == "https://feeds.example/news/all.atom"
    assert read_source(feed, "atom", "https://b.example/1").base == "https://b.example/1"
    channel = etree.fromstring(
        f"<channel {NAMESPACES}><a:link rel='self' href='https://feeds.example/rss'/></channel>"
    )
    assert read_source(channel, "rss", None).base == "https://feeds.example/rss"


def test_a_tombstone_cancels_its_entry() -> None:
    found = tombstone(
        etree.fromstring(
            "<at:deleted-entry xmlns:at='http://purl.org/atompub/tombstones/1.0' ref='tag:1'"
            " when='2020-11-03T00:00:00Z'><at:comment>It was wrong.</at:comment></at:deleted-entry>"
        )
    )
    assert (found.guid, found.pubstatus, found.ed_note) == ("tag:1", "canceled", "It was wrong.")
    assert found.updated == [("when", "2020-11-03T00:00:00Z")]
