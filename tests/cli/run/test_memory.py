"""The memory of ``ingest`` is bounded, whatever the size of a source."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from newswire.bench.run import measure, write
from newswire.model import MAX_FILE_BYTES

LARGEST = 250e6
"""Bytes of memory at most of each process of a run."""

CHANCE = random.Random(8)
WORDS = ["".join(CHANCE.choices("aeioubdfgklmnprst", k=length)) for length in range(3, 9) for _ in range(999)]


def text(size: int) -> str:
    """Return paragraphs of invented words, with about so many characters."""
    paragraphs = (
        " ".join(CHANCE.choices(WORDS, k=70)).capitalize() + f" {CHANCE.randrange(9_999)}."
        for _ in range(size // 455)
    )
    return "\n\n".join(paragraphs)


def write_long(folder: Path, documents: int) -> None:
    """Write documents of one megabyte each."""
    for number in range(documents):
        news = {
            "uri": f"long:{number}",
            "type": "text",
            "headline": text(500),
            "body_text": text(1_000_000),
            "versioncreated": "2020-11-02T10:00:00Z",
        }
        (folder / f"long-{number}.json").write_text(json.dumps(news))


def write_feed(file: Path, size: int) -> int:
    """Write a feed of so many bytes. Return the number of its entries."""
    with file.open("w") as feed:
        feed.write("<rss version='2.0'><channel><title>Quay</title>")
        entries = 0
        while feed.tell() < size:
            entries += 1
            feed.write(
                f"<item><title>{text(500)[:60]}</title><guid isPermaLink='false'>feed-{entries}</guid>"
                "<pubDate>Mon, 02 Nov 2020 10:00:00 GMT</pubDate>"
                f"<description>{text(30_000)}</description></item>"
            )
        feed.write("</channel></rss>")
    return entries


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux alone has the peak of a process")
def test_no_process_takes_more_than_its_share_for_any_source(tmp_path: Path) -> None:
    """A source with many documents in two languages, long ones, and a feed nearly as large as a file may be.

    All of the many name one city and one wire, so each may be a translation of half of the others.
    """
    write(tmp_path, 2_000)
    for file in sorted(tmp_path.glob("*.json"))[::2]:
        file.write_text(file.read_text().replace('"language": "en"', '"language": "de"'))
    write_long(tmp_path, 30)
    entries = write_feed(tmp_path / "feed.xml", MAX_FILE_BYTES * 9 // 10)
    [run] = measure(tmp_path, 1)
    [row] = run.rows
    assert (run.status, row["documents"], row["parsed"]) == (0, 2_031, 2_030 + entries)
    assert row["rejected"] == 0
    assert len(run.peaks) > 2, "it is parsed in processes of its own"
    assert max(run.peaks.values()) < LARGEST
