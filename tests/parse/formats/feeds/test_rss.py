"""RSS 2.0 with its news extensions, and RSS in RDF."""

import datetime as dt

import pytest

from newswire.model import Defaults, Item, Link, Rejected, Subject
from newswire.parse.formats.feeds import rss
from tests.parse import feeds
from tests.parse.feeds import document, fixture, items, read


def test_an_item_with_everything() -> None:
    item = read(fixture("rss.xml"))[0]
    assert item == Item(
        path="feed",
        format="rss",
        provider="coast.example",
        guid="coast-4711",
        subjects=(
            Subject(None, "Shipping", "https://coast.example/topics"),
            Subject(None, "Accidents"),
            Subject(None, "ferries"),
            Subject("59.91 10.75", None, "georss:point"),
        ),
        keywords=("ferries",),
        headline="Ferry & tug collide off Port Ellery",
        authors=("Ada Quill", "Ben Osei"),
        standfirst="Forty people were taken off a ferry.",
        credit=("Island News Agency",),
        published=dt.datetime(2020, 11, 2, 1, 5, tzinfo=dt.UTC),
        published_precision="second",
        published_from="pubDate",
        first_created=dt.datetime(2020, 11, 2, 1, 5, tzinfo=dt.UTC),
        version_created=dt.datetime(2020, 11, 2, 4, 30, tzinfo=dt.UTC),
        language="en-GB",
        copyright="Coast Wire 2020",
        body_text="PORT ELLERY, Nov 2 (Coast Wire) - Forty people were taken off a ferry on Monday.\n\n"
        "Nobody was hurt, the harbour master said.\nThe tug was towed.",
        source_url="https://coast.example/2020/ferry",
        links=(
            Link("rendition", url="https://coast.example/audio/ferry.pdf"),
            Link("rendition", url="https://coast.example/ferry.jpg"),
            Link("rendition", url="https://coast.example/ferry-small.jpg"),
        ),
    )


def test_an_item_with_little() -> None:
    item = read(fixture("rss.xml"))[1]
    assert isinstance(item, Item)
    assert (item.guid, item.source_url) == ("https://coast.example/2020/dues",) * 2
    assert item.authors == ("Cara Vind",)
    assert item.body_text == "Dues go up.\n\nThey rise by 3 %."
    assert item.standfirst is None
    assert (item.published_precision, item.published) == ("day", dt.datetime(2020, 11, 2, tzinfo=dt.UTC))


def test_metadata_of_the_item_take_precedence_over_those_of_the_channel() -> None:
    item = read(fixture("rss.xml"))[2]
    assert isinstance(item, Item)
    assert (item.provider, item.language) == ("Tide Office", "nn")
    assert item.guid == item.source_url == "https://coast.example/tides?day=2&place=port"


def test_a_time_that_cannot_be_read_is_kept_as_a_warning() -> None:
    item = read(fixture("rss.xml"))[2]
    assert isinstance(item, Item)
    assert item.published is None
    assert item.warnings == ("pubDate 'sometime soon' is no time that can be read surely.",)


def test_an_item_with_nothing_is_rejected_and_stops_no_other_one() -> None:
    assert [type(one) for one in read(fixture("rss.xml"))] == [Item, Item, Item, Rejected]
    rejected = read(fixture("rss.xml"))[3]
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "no-content"


def test_rdf() -> None:
    [item] = items(fixture("rdf.xml"))
    assert (item.format, item.provider, item.guid) == ("rdf", "fjord.example", "https://fjord.example/1")
    assert (item.headline, item.body_text) == ("Brå i havna", "Ingen ble skadet.")
    assert (item.authors, item.language) == (("Dag Moe",), "no")
    assert item.published == dt.datetime(2020, 11, 2, 9, 5, tzinfo=dt.UTC)
    assert item.published_from == "date"


def test_the_provider_of_the_source_takes_precedence_over_the_title() -> None:
    [item] = items(feeds.rss("<title>A</title>"), Defaults("x", provider="Coast"))
    assert item.provider == "Coast"


@pytest.mark.parametrize("title", ["Quay Post", "Quay Post (3 new)", "Havnebladet", "港報"])
@pytest.mark.parametrize(
    "about",
    [
        "<link>https://www.quay.example/sport</link>",
        "<link>https://quay.example/</link>",
        "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='https://rss.quay.example/all'/>",
    ],
)
def test_the_provider_is_the_site_under_any_title(title: str, about: str) -> None:
    [item] = items(feeds.rss("<title>A</title>", f"<title>{title}</title>{about}"))
    assert item.provider == "quay.example"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<description>One &amp;lt; two</description>", "One < two"),
        ("<description>&lt;i>One&lt;/i>\n\ntwo</description>", "One\n\ntwo"),
        ("<description>&lt;p>One&lt;/p>\n\n&lt;p>two\n\nthree</description>", "One\n\ntwo three"),
        ("<description>Short.</description><description/>", "Short."),
        ("<itunes:summary>Heard.</itunes:summary>", "Heard."),
    ],
)
def test_bodies(inside: str, text: str) -> None:
    assert items(feeds.rss("<title>A</title>" + inside))[0].body_text == text


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("The &lt;video&gt; element", "The <video> element"),
        ("&lt;b&gt;Up&lt;/b&gt;\n and &amp;#8216;down&amp;#8217;", "Up and ‘down’"),
        ("<![CDATA[Q&A: 5 > 3]]>", "Q&A: 5 > 3"),
    ],
)
def test_headlines(title: str, headline: str) -> None:
    assert items(feeds.rss(f"<title>{title}</title>"))[0].headline == headline


def test_a_shortened_beginning_of_the_text_is_no_standfirst() -> None:
    content = "<encoded>It rained all day in the hills.</encoded>"
    short = "<description>It rained all […]</description>"
    said = "<description>Rain everywhere</description>"
    for description, standfirst in ((short, None), (said, "Rain everywhere")):
        inside = content.replace("encoded", "content:encoded") + description
        assert items(feeds.rss(inside))[0].standfirst == standfirst


def test_the_files_of_an_entry_are_its_enclosures_and_recordings() -> None:
    enclosure = "<guid/><enclosure url='https://x.example/1.mp3' type='audio/mpeg' length='1'/>"
    media = "<media:content url='https://x.example/1.{}' medium='{}' xmlns:media='http://search.yahoo.com/mrss/'/>"
    kinds = [enclosure, media.format("mp4", "video"), media.format("jpg", "image")]
    titled = [f"<title>Bulletin</title>{inside}" for inside in kinds]
    guids = [
        item.guid
        for item in items(f"<rss><channel>{''.join(f'<item>{one}</item>' for one in titled)}</channel></rss>")
    ]
    assert [guid is not None for guid in guids] == [True, True, False]


def test_a_feed_without_items_is_a_reason_to_look() -> None:
    [rejected] = read("<rss version='2.0'><channel><title>Coast</title></channel></rss>")
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "no-entries"
    assert "'Coast'" in rejected.detail


def test_a_story_that_is_too_long_is_rejected_alone() -> None:
    long = f"<item><description>{'a ' * 1_100_000}</description></item>"
    found = read(f"<rss><channel>{long}<item><title>B</title></item></channel></rss>")
    assert [one.reason if isinstance(one, Rejected) else one.headline for one in found] == ["too-large", "B"]


def test_podcasts_are_audio() -> None:
    [item] = items(feeds.rss("<title>A</title><enclosure url='https://x.example/a.mp3' type='audio/mpeg'/>"))
    assert item.kind == "audio"


@pytest.mark.parametrize(
    "content",
    [
        "<rss/>",
        "\n\n<?xml version='1.0'?><!-- a --><RSS version='0.91'></RSS>",
        "<rdf:RDF xmlns:rdf='x' xmlns='http://purl.org/rss/1.0/'/>",
        "Notice: x\n<rss version='2.0'>",
    ],
)
def test_recognises(content: str) -> None:
    assert rss.recognises(document(content))
    assert rss.recognises(document(content.encode("utf-16"))) or "Notice" in content


@pytest.mark.parametrize(
    "content",
    ["", "{}", "<rdf:RDF xmlns:rdf='x'/>", "<html><rss></html>", "<feed/>", "\x89PNG\0<rdf:RDF >"],
)
def test_does_not_recognise(content: str) -> None:
    assert not rss.recognises(document(content))


def test_title_and_text_keep_every_character_as_given() -> None:
    soft = "Hafen&#173;rat stimmt\u200b f\u00adür U\u0308bergang"
    given = "Hafen\u00adrat stimmt\u200b f\u00adür U\u0308bergang"
    (item,) = items(feeds.rss(
        f"<guid>1</guid><title>{soft}</title><description><![CDATA[<p>{soft}</p>]]></description>"
    ))  # fmt: skip
    assert (item.headline, item.body_text) == (given, given)
    (item,) = items(feeds.rss(
        f"<guid>1</guid><title><![CDATA[<b>{soft}</b>]]></title><description>{soft}</description>"
    ))  # fmt: skip
    assert (item.headline, item.body_text) == (given, given)


@pytest.mark.parametrize("title", ["\u200b", "<![CDATA[<b>&#173; \u2060</b>]]>", "&#65279;"])
def test_an_invisible_title_is_no_title(title: str) -> None:
    (item,) = items(feeds.rss(f"<guid>1</guid><title>{title}</title><description>Piers.</description>"))
    assert item.headline is None


def test_a_summary_that_repeats_the_text_is_none_despite_soft_hyphens() -> None:
    whole = "The harbour council voted to rebuild the northern pier on Tuesday."
    for summary in (
        whole.replace("council", "coun\u00adcil"),
        "The har\u00adbour council voted …",
    ):
        (item,) = items(feeds.rss(
            f"<guid>1</guid><title>T</title><description>{summary}</description>"
            '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"{whole}</content:encoded>"
        ))  # fmt: skip
        assert (item.body_text, item.standfirst) == (whole, None)


def test_an_undeclared_prefix_of_a_usual_extension_has_its_meaning() -> None:
    (item,) = items(
        feeds.rss(
            "<title>T</title><media:content url='https://a.example/1.jpg'/><dc:creator>Anna</dc:creator>"
            "<itunes:subtitle>A ferry sinks.</itunes:subtitle>"
            "<creativeCommons:license>https://licence.example/1</creativeCommons:license>"
        )
    )
    assert [link.url for link in item.links] == ["https://a.example/1.jpg"]
    assert item.authors == ("Anna",)
    assert item.body_text == "A ferry sinks."
    assert item.usage_terms == "https://licence.example/1"
    assert item.warnings == ("A namespace prefix is used but not declared.",)
