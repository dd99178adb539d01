"""Time zones: the rules of the locked package decide, not those of the machine."""

import copy
import datetime as dt
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from newswire.lexicon.timezones import timezone, timezone_names
from tests.conftest import ROOT


def offset(name: str, moment: str) -> float:
    """Return the hours east of UTC at a local time."""
    there = dt.datetime.fromisoformat(moment).replace(tzinfo=timezone(name)).utcoffset()
    assert there is not None
    return there / dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("name", "moment", "hours"),
    [
        ("America/Vancouver", "2026-01-15T12:00", -8),
        ("America/Vancouver", "2026-12-15T12:00", -7),
        ("America/Edmonton", "2026-12-15T12:00", -6),
        ("America/Winnipeg", "2026-12-15T12:00", -5),
        ("America/Havana", "2026-12-15T12:00", -4),
        ("Africa/Casablanca", "2026-12-15T12:00", 0),
        ("America/Asuncion", "2025-07-15T12:00", -3),
        ("Europe/Berlin", "2026-07-15T12:00", 2),
    ],
)
def test_clocks_follow_the_rules_of_their_year(name: str, moment: str, hours: float) -> None:
    assert offset(name, moment) == hours


ASKS_EVERYWHERE = """
import datetime as dt, json
from newswire.model import Defaults, Document
from newswire.parse.formats.text import time_lines
from newswire.parse.document import parse_document
from newswire.parse.readers.times import Clock
from newswire.lexicon.zones import read_zone
from newswire.fetch.kinds.folder import FolderSource

there = Defaults("wire", "Coast Press", "en", "America/Vancouver")
clock = Clock(there)
noon = dt.datetime(2026, 12, 15, 12)
feed = (
    b"<rss version='2.0'><channel><title>Coast</title><item><guid>1</guid><title>Ferries sail</title>"
    b"<pubDate>Tue, 15 Dec 2026 12:00:00</pubDate></item></channel></rss>"
)
dated = b"VICTORIA, December 15, 2026 (Coast Press) - The ferries sailed again at noon, the harbour said.\\n"
leading = b"date 2026-12-15 The ferries of Tarnow sailed again at noon, the harbour said on Tuesday.\\n"

def published(content, path):
    (item,) = parse_document(Document(content, path), there)
    return item.published.utcoffset().total_seconds() / 3600

def hours(moment):
    return moment.utcoffset().total_seconds() / 3600

FolderSource(kind="folder", name="wire", path="/", timezone="America/Vancouver")
print(json.dumps({
    "times": hours(clock.read("2026-12-15T12:00:00", "sent")),
    "zones, by name": hours(noon.replace(tzinfo=read_zone("America/Vancouver", noon).offset)),
    "zones, by letters": hours(noon.replace(tzinfo=read_zone("PST", noon, None, there.timezone).offset)),
    "time_lines": hours(time_lines.issued(["Issued on Tuesday 15 December 2026."], clock).at),
    "feed_times": published(feed, "feed.xml"),
    "complete": published(dated, "dated.txt"),
    "text": published(leading, "leading.txt"),
}))
"""


def test_a_machine_with_other_rules_reads_the_same_times(tmp_path: Path) -> None:
    wrong = tmp_path / "America" / "Vancouver"
    wrong.parent.mkdir()
    wrong.write_bytes(fixed_zone("TOK", 9))
    done = subprocess.run(
        [sys.executable, "-c", ASKS_EVERYWHERE],
        env={**os.environ, "PYTHONTZPATH": str(tmp_path), "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout).items()) == {
        (place, -7)
        for place in (
            *["times", "zones, by name", "zones, by letters", "time_lines"],
            *["feed_times", "complete", "text"],
        )
    }


def fixed_zone(abbreviation: str, hours: int) -> bytes:
    """Build the file of a zone without changes (TZif version 1, RFC 8536)."""
    kind = (hours * 3600).to_bytes(4, "big", signed=True) + b"\0\0"
    name = abbreviation.encode() + b"\0"
    counts = (0, 0, 0, 0, 1, len(name))
    return b"TZif\0" + bytes(15) + b"".join(count.to_bytes(4, "big") for count in counts) + kind + name


def test_names_come_from_the_database_and_not_from_the_machine() -> None:
    assert {"UTC", "Europe/Berlin", "America/Argentina/Ushuaia"} <= timezone_names()
    assert "localtime" not in timezone_names()


@pytest.mark.parametrize("name", ["", "localtime", "europe/berlin", "Europe", "../zones", "/etc/localtime"])
def test_another_name_is_no_zone(name: str) -> None:
    with pytest.raises(ZoneInfoNotFoundError, match="called"):
        timezone(name)


def test_every_zone_can_be_read() -> None:
    for name in timezone_names():
        assert timezone(name).key == name


def test_a_pickled_or_copied_zone_is_the_same_object() -> None:
    berlin = timezone("Europe/Berlin")
    assert timezone("Europe/Berlin") is berlin
    assert pickle.loads(pickle.dumps(berlin)) is berlin  # noqa: S301 - its own bytes
    noon = dt.datetime(2026, 7, 15, 12, tzinfo=berlin)
    assert copy.deepcopy(noon).tzinfo is berlin
    assert str(berlin) == "Europe/Berlin"
