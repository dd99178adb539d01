"""Feeds to read in tests: this project's own, and any that a test writes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.document import answers
from newswire.parse.registry import recognise

FIXTURES = Path(__file__).parents[1] / "fixtures" / "feeds"
FETCHED_AT = dt.datetime(2020, 11, 3, tzinfo=dt.UTC)


def document(
    content: bytes | str, url: str | None = None, fetched_at: dt.datetime | None = FETCHED_AT
) -> Document:
    """A document as the fetch of a feed brings it."""
    written = content.encode() if isinstance(content, str) else content
    return Document(written, path="feed", url=url, fetched_at=fetched_at)


def fixture(name: str) -> Document:
    """One of the fixtures, fetched from a place of its own."""
    return document((FIXTURES / name).read_bytes(), url=f"https://feeds.example/{name}")


def read(content: Document | str, defaults: Defaults | None = None) -> list[Item | Rejected]:
    """What a feed's own format says, before anything is derived from it."""
    feed = content if isinstance(content, Document) else document(content)
    return list(answers(recognise(feed), feed, defaults or Defaults("test")))


def items(content: Document | str, defaults: Defaults | None = None) -> list[Item]:
    """The same, where nothing is rejected."""
    found = read(content, defaults)
    assert not [one for one in found if isinstance(one, Rejected)]
    return [one for one in found if isinstance(one, Item)]


def rss(inside: str, about: str = "<title>T</title>") -> str:
    """An RSS feed around one item's elements."""
    return f'<rss version="2.0"><channel>{about}<item>{inside}</item></channel></rss>'


def atom(inside: str, attributes: str = "") -> str:
    """An Atom feed around one entry's elements."""
    start = f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>T</title>'
    return f"{start}<entry>{inside}</entry></feed>"
