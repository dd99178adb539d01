"""Items of JSON by the mapping of a source: the paths that it states count, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from newswire.contract import check_format
from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document
from newswire.parse.generic.json.mapped import FORMAT

STORY = {
    "ref": 7,
    "content": {
        "lines": ["Mill burns down", "No title"],
        "html": "<p>A mill burned.</p><p>Nobody was hurt.</p>",
    },
    "title": "An advertisement",
    "when": "2020-11-02T09:00:00Z",
    "people": [{"n": "Ann Berg"}, {"n": "Bo Dahl"}],
    "tags": [{"t": "fire"}, {"t": "Lomsdal"}],
    "link": "https://coast.example/7",
}
FIELDS = {
    "guid": ("ref",),
    "headline": ("none", "content.lines.0"),
    "body": ("content.html",),
    "published": ("when",),
    "byline": ("people.*.n",),
    "keywords": ("tags.*.t",),
    "url": ("link",),
}


def read(value: object, fields: dict[str, tuple[str, ...]] = FIELDS) -> list[Item | Rejected]:
    defaults = Defaults("coast", provider="Coast Daily", language="en", fields=tuple(fields.items()))
    return list(parse_document(Document(json.dumps(value).encode(), "api#7"), defaults))


def test_contract() -> None:
    document = Document(json.dumps(STORY).encode(), "api#7")
    check_format(FORMAT, document, Defaults("coast", fields=tuple(FIELDS.items())))


def test_the_fields_stand_at_their_paths() -> None:
    [item] = read(STORY)
    assert isinstance(item, Item)
    assert (item.format, item.guid, item.headline) == ("api-item", "7", "Mill burns down")
    assert item.body_text == "A mill burned.\n\nNobody was hurt."
    assert item.published == dt.datetime(2020, 11, 2, 9, tzinfo=dt.UTC)
    assert (item.authors, item.keywords) == (("Ann Berg", "Bo Dahl"), ("fire", "Lomsdal"))
    assert (item.canonical_url, item.provider, item.language) == (
        "https://coast.example/7",
        "Coast Daily",
        "en",
    )
    assert item.warnings == ()


def test_other_names_of_the_object_are_not_read() -> None:
    [item] = read(STORY, {"body": ("content.html",)})
    assert isinstance(item, Item)
    assert (item.headline, item.published, item.keywords) == (None, None, ())


def test_an_object_without_headline_and_text_is_rejected_with_its_paths() -> None:
    [rejected] = read({"title": "Mill burns down"})
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.path) == ("no-news", "api#7")
    assert "neither a headline nor a text at none, content.lines.0, content.html" in rejected.detail


def test_the_first_path_with_a_value_counts() -> None:
    for empty in ("", None, []):
        story: dict[str, Any] = {**STORY, "none": empty}
        [item] = read(story)
        assert isinstance(item, Item)
        assert item.headline == "Mill burns down"
    [item] = read({**STORY, "none": "Fire"})
    assert isinstance(item, Item)
    assert item.headline == "Fire"


def test_a_document_that_is_no_json_is_rejected() -> None:
    defaults = Defaults("coast", fields=tuple(FIELDS.items()))
    [rejected] = parse_document(Document(b"{", "api#7"), defaults)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "malformed-json"
