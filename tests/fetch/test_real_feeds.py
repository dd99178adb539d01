"""Real feeds, where they are there, over HTTP: all are taken, and every time that is sure is there."""

from __future__ import annotations

import datetime as dt
import gzip
import io
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import feedparser
import pytest

from newswire.fetch import Interval
from newswire.fetch.kinds.feed import FeedSource, fetch
from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document
from tests.conftest import SHARED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fetch.conftest import Site

FEEDS = SHARED / "feeds"
NO_TIME = "01 Jan 0001"
"""Values that programs write for no time."""
UNKNOWN_ZONE = "GMT+"
"""A zone of which the standard library silently makes UTC."""


if FEEDS.is_dir():

    @pytest.mark.parametrize("kind", ["atom", "json", "rdf", "rss", "sitemap"])
    def test_real_feeds_are_parsed_with_all_their_certain_times(site: Site, kind: str) -> None:
        paths = sorted(FEEDS.glob(f"{kind}__*.gz"))
        assert paths
        for path in paths:
            document = _fetched(site, path)
            found = list(parse_document(document, Defaults("real")))
            _check(path.name, document, found)


def _fetched(site: Site, path: Path) -> Document:
    """The feed as it comes both ways, plain and compressed by the server."""
    compressed = path.read_bytes()
    site.reply("/plain", gzip.decompress(compressed))
    site.reply("/gzip", compressed, Content_Encoding="gzip")
    now = dt.datetime.now(dt.UTC)
    plain, decompressed = (
        next(
            fetch(
                FeedSource(name="real", kind="feed", url=site.url + where), {}, Interval.day(now.date()), now
            )
        ).document
        for where in ("/plain", "/gzip")
    )
    assert plain.content == decompressed.content == gzip.decompress(compressed)
    return plain


def _check(name: str, document: Document, found: list[Item | Rejected]) -> None:
    assert found, name
    entries = feedparser.parse(io.BytesIO(document.content)).entries
    if not entries:
        return
    assert len(found) == len(entries), name
    for entry, one in zip(entries, found, strict=True):
        if isinstance(one, Rejected):
            assert one.reason == "no-content", (name, one)
            continue
        raw = dict.get(entry, "published") or dict.get(entry, "updated")
        if raw and (sure := _surely(raw)):
            assert one.published == sure, (name, raw)
        if entry.get("title"):
            assert one.headline, name
        if entry.get("link", "").startswith("http"):
            assert one.source_url, name


def _surely(raw: str) -> dt.datetime | None:
    """Read a time in one of the two standard forms by the standard library."""
    if NO_TIME in raw or UNKNOWN_ZONE in raw:
        return None
    for reader in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = reader(raw.strip())
        except ValueError:
            continue
        return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return None
