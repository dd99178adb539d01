"""JSON Feed 1.0 and 1.1."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Item, Link, Rejected, Subject
from newswire.parse.formats.feeds import json_feed
from tests.parse.feeds import document, fixture, items, read


def test_an_item_with_everything() -> None:
    assert items(fixture("feed.json"))[0] == Item(
        path="feed",
        format="jsonfeed",
        provider="lakes.example",
        guid="12",
        kind="audio",
        subjects=(Subject(name="weather"), Subject(name="ice")),
        keywords=("weather", "ice"),
        headline="Ice & snow",
        authors=("Noor Lake",),
        standfirst="Early winter",
        published=dt.datetime(2020, 11, 2, 15, 5, tzinfo=dt.UTC),
        published_precision="second",
        published_from="date_published",
        first_created=dt.datetime(2020, 11, 2, 15, 5, tzinfo=dt.UTC),
        version_created=dt.datetime(2020, 11, 2, 16, 5, tzinfo=dt.UTC),
        language="en-CA",
        body_text="The lakes froze.\n\nUpper\nLower",
        source_url="https://lakes.example/2020/ice",
        links=(
            Link("related", url="https://weather.example/ice"),
            Link("rendition", url="https://lakes.example/ice.jpg"),
            Link("rendition", url="https://lakes.example/ice.mp3"),
        ),
    )


def test_plain_text_stays_as_it_is() -> None:
    item = items(fixture("feed.json"))[1]
    assert item.body_text == "Short & plain.\n\nSecond <paragraph>."
    assert item.authors == ("Lakes Desk",)


def test_an_empty_feed_is_a_reason_to_look() -> None:
    [rejected] = read('{"version": "https://jsonfeed.org/version/1", "title": "Lakes", "items": []}')
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "no-entries"


@pytest.mark.parametrize(
    ("content", "theirs"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1"}', True),
        ('{"items": [], "feed_url": "x"}', True),
        ('{"items": [], "version": "1.3"}', False),
        ('[{"version": "https://jsonfeed.org/version/1"}]', False),
        ('{"version": 1', False),
        ("<rss/>", False),
    ],
)
def test_recognises(content: str, theirs: bool) -> None:
    assert json_feed.recognises(document(content)) is theirs


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    (
        "id",
        "url",
        "title",
        "content_html",
        "content_text",
        "summary",
        "image",
        "date_published",
        "authors",
        "tags",
    )
)


@given(st.lists(st.dictionaries(names, values, max_size=6), min_size=1, max_size=4))
def test_whatever_an_item_holds_it_becomes_an_item_or_is_rejected(objects: list[dict[str, object]]) -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "items": objects}
    found = read(json.dumps(feed))
    assert len(found) == len(objects)
