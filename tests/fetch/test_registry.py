"""Each kind of source is read by its own function."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from newswire.fetch import Cursor, Interval, NotAnswerable
from newswire.fetch.kinds.feed import FeedSource
from newswire.fetch.kinds.folder import FolderSource
from newswire.fetch.registry import fetch

NOW = dt.datetime.now(dt.UTC)
LONG_AGO = Interval.day(dt.date(1987, 2, 26))


def drop(folder: Path) -> None:
    """Write a file of today, also if midnight has passed since this module began."""
    (folder / "a").write_text("A")
    os.utime(folder / "a", (NOW.timestamp(), NOW.timestamp()))


def test_a_folder_is_listed_from_its_cursors_on(tmp_path: Path) -> None:
    drop(tmp_path)
    source = FolderSource(name="wire", kind="folder", path=tmp_path)
    [one] = fetch(source, {}, Interval.day(NOW.date()), NOW)
    assert one.document.content == b"A"
    assert list(fetch(source, {"a": one.cursor}, Interval.day(NOW.date()), NOW)) == []


def test_intervals_before_a_sources_first_day_are_skipped(tmp_path: Path) -> None:
    drop(tmp_path)
    first = NOW.date()
    source = FolderSource(name="wire", kind="folder", path=tmp_path, start_date=first)
    assert len(list(fetch(source, {}, Interval.day(first), NOW))) == 1
    with pytest.raises(
        NotAnswerable, match=rf"Source wire begins on {first} \(start_date in sources/wire.toml"
    ):
        fetch(source, {}, Interval.day(first - dt.timedelta(days=1)), NOW)


def test_a_feed_is_asked_for_the_present_only() -> None:
    source = FeedSource(name="wire", kind="feed", url="https://press.example/feed")
    with pytest.raises(NotAnswerable, match="Source wire is a feed"):
        list(fetch(source, {"https://press.example/feed": Cursor("x")}, LONG_AGO, NOW))
