"""Atom: types of text, addresses, versions, tombstones, and elements of agencies."""

import datetime as dt

import pytest

from newswire.model import Item, Link, Subject
from newswire.parse.formats.feeds import atom
from tests.parse import feeds
from tests.parse.feeds import document, fixture, items


def test_an_entry_with_everything() -> None:
    assert items(fixture("atom.xml"))[0] == Item(
        path="feed",
        format="atom",
        provider="hills.example",
        guid="tag:hills.example,2020:1",
        subjects=(
            Subject("transports", "Transports", "https://hills.example/desks"),
            Subject(None, "ponts"),
        ),
        headline="Les ponts rouverts & sûrs",
        authors=("Élise Roux",),
        standfirst="Trois ponts ont rouvert.",
        credit=("Bureau du Nord",),
        published=dt.datetime(2020, 11, 2, 8, tzinfo=dt.UTC),
        published_precision="second",
        published_from="published",
        first_created=dt.datetime(2020, 11, 2, 8, tzinfo=dt.UTC),
        version_created=dt.datetime(2020, 11, 2, 9, 30, 0, 250_000, tzinfo=dt.UTC),
        language="fr",
        copyright="Agence des Collines",
        body_text="Trois ponts ont rouvert lundi.\n\nPont\tHeure\nNord\t9h",
        source_url="https://hills.example/2020/1",
        links=(
            Link("rendition", url="https://hills.example/feed/1.jpg"),
            Link("related", url="https://hills.example/2020/0"),
            Link("previous-version", url="https://hills.example/2020/1?v=1"),
        ),
    )


def test_plain_text_is_not_taken_for_markup() -> None:
    item = items(fixture("atom.xml"))[1]
    assert (item.headline, item.body_text) == ("Lawine < Stufe 3", "Die Warnung gilt.\n\nSie endet heute.")
    assert (item.language, item.published_from, item.published_precision) == ("de-CH", "updated", "minute")
    assert item.authors == ("Rédaction",)  # RFC 4287, 4.2.1: the feed's if the entry has none


def test_content_that_is_no_text_is_a_rendition() -> None:
    item = items(fixture("atom.xml"))[2]
    assert item.body_text is None
    assert item.links == (Link("rendition", url="https://hills.example/feed/carte.png"),)
    assert item.published_precision == "day"


def test_a_deleted_entry_cancels_its_item() -> None:
    item = items(fixture("atom.xml"))[3]
    assert (item.guid, item.pubstatus) == ("tag:hills.example,2020:0", "canceled")
    assert item.version_created == dt.datetime(2020, 11, 2, 8, tzinfo=dt.UTC)
    assert item.ed_note == "Retirée : dates fausses."


def test_elements_of_agencies_are_read_by_name() -> None:
    [item] = items(fixture("agency.xml"))
    assert item.headline == "Fire closes the harbour of Skagen"
    assert item.slugline == "BC-NO--Harbour Fire"
    assert item.body_text == "SKAGEN (North) — A fire closed the harbour.\n\nIt was out by noon."
    assert (item.byline, item.dateline, item.place) == ("By INGA DAHL", "SKAGEN", "Skagen")
    assert (item.version, item.priority, item.ed_note) == ("2", 5, "UPDATES with end of fire.")
    assert item.pubstatus == "withheld"
    assert item.embargo_until == dt.datetime(2020, 11, 2, 12, tzinfo=dt.UTC)
    assert item.keywords == ("fire", "harbours")
    assert item.subjects == (Subject("acc", "Accidents", "North Subject"),)
    assert item.links == (Link("rendition", url="https://north.example/fire.jpg"),)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<content type="html">&lt;p>A&lt;/p>&lt;p>B</content>', "A\n\nB"),
        ('<content type="text">A &amp;lt; B</content>', "A < B"),
        ("<content>&lt;p>not declared&lt;/p>&lt;p>HTML</content>", "not declared\n\nHTML"),
        ('<content type="application/pdf">JVBERi0x</content><summary>S</summary>', "S"),
        ('<content type="text/html" mode="escaped">&lt;b>A&lt;/b> B</content>', "A B"),
        ('<content mode="base64">PHA+QTwvcD48cD5C</content>', "A\n\nB"),
    ],
)
def test_types_of_text(content: str, text: str) -> None:
    assert items(feeds.atom("<id>1</id>" + content))[0].body_text == text


def test_relative_addresses_start_from_the_base_or_else_from_the_feed() -> None:
    entry = '<id>1</id><link href="a"/>'
    assert (
        items(document(feeds.atom(entry), url="https://x.example/f/"))[0].source_url
        == "https://x.example/f/a"
    )
    based = feeds.atom(entry, 'xml:base="https://y.example/g/"')
    assert items(document(based, url="https://x.example/f/"))[0].source_url == "https://y.example/g/a"
    site = feeds.atom(entry).replace("<entry>", '<link href="https://z.example/"/><entry>')
    assert items(document(site, url="https://x.example/f/"))[0].source_url == "https://x.example/f/a"
    nested = feeds.atom(entry, 'xml:base="https://y.example/g/"').replace("<entry>", '<entry xml:base="h/">')
    assert items(document(nested, url="https://x.example/f/"))[0].source_url == "https://y.example/g/h/a"
    [item] = items(feeds.atom(entry))
    assert item.source_url is None
    assert item.warnings == ("The address 'a' is relative to nothing known and was left out.",)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "http://[::1", "ftp://x.example/"]
)
def test_only_web_addresses_are_links(address: str) -> None:
    [item] = items(feeds.atom(f'<id>1</id><link href="{address}"/>'))
    assert item.source_url is None
    assert "is no web address" in item.warnings[0]


def test_atom_0_3() -> None:
    [item] = items(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><tagline>t</tagline><entry>'
        "<id>1</id><title>A</title><issued>2004-05-06T07:08:09Z</issued><modified>2004-05-07T07:08:09Z</modified>"
        "</entry></feed>"
    )
    assert (item.published, item.version_created) == (
        dt.datetime(2004, 5, 6, 7, 8, 9, tzinfo=dt.UTC),
        dt.datetime(2004, 5, 7, 7, 8, 9, tzinfo=dt.UTC),
    )


def test_a_feed_with_the_name_of_a_desk_gives_the_category() -> None:
    feed = feeds.atom("<id>1</id>").replace(
        "<title>T</title>", "<title>X</title><subtitle>Sports News</subtitle>"
    )
    [item] = items(feed)
    assert item.category == "s"
    assert item.warnings == ("The category 's' was taken from the feed's subtitle 'Sports News'.",)


@pytest.mark.parametrize(
    ("content", "theirs"),
    [
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", True),
        ("<a:entry xmlns:a='http://www.w3.org/2005/Atom'/>", True),
        ("<feed><entry/></feed>", True),
        ("PHP!\n<feed xmlns='http://www.w3.org/2005/Atom'><entry>", True),
        ("<feed><animal/></feed>", False),
        ("<rss/>", False),
        ("feed", False),
    ],
)
def test_recognises(content: str, theirs: bool) -> None:
    assert atom.recognises(document(content)) is theirs


@pytest.mark.parametrize(
    "title",
    [
        "A &lt;center&gt;ferry&lt;/center&gt; &lt;ins&gt;sinks&lt;/ins&gt;",
        "&lt;article&gt;A ferry sinks&lt;/article&gt;&lt;style&gt;b {}&lt;/style&gt;",
        "A ferry&amp;nbsp;sinks&lt;svg&gt;x&lt;/svg&gt;",
    ],
)
def test_all_tags_of_a_title_that_is_declared_html_are_tags(title: str) -> None:
    (item,) = items(feeds.atom(f'<id>1</id><title type="html">{title}</title>'))
    assert item.headline == "A ferry sinks"


def test_an_entry_alone_may_give_its_own_address() -> None:
    (item,) = items(
        '<entry xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>T</title>'
        '<link rel="self" href="https://a.example/x/1.atom"/><link href="2.html"/></entry>'
    )
    assert item.source_url == "https://a.example/x/2.html"
