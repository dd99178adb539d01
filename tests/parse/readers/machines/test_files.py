"""The forms of logs, dumps, stack traces and tables of values; see also ``pages/test_machine_file.py``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.readers.machines.files import is_log_entry, is_table_of_values, kind_of


def test_the_kind_is_a_noun_for_people() -> None:
    assert kind_of(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n") == "an archive of web pages (WARC)"
    assert kind_of(b"<34>1 2031-02-03T08:15:00Z mx su - - - failed\n") == "a log"
    assert kind_of(b"CREATE TABLE story (id int);\n") == "a dump of a database (SQL)"
    assert kind_of(b"Error: a\n    at read (/srv/a.js:31:7)\n    at /srv/b.js:9:2\n") == "a stack trace"
    assert kind_of(b"Tunnel opens\n\nTrams run.\n") is None


def test_a_message_above_a_feed_is_not_the_file() -> None:
    trace = b"Fatal error: Uncaught Exception: no\nStack trace:\n#0 /srv/a.php(31): f()\n#1 {main}\n"
    assert kind_of(trace) == "a stack trace"
    assert kind_of(trace + b'<?xml version="1.0"?>\n<rss><channel></channel></rss>') is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1,2,3\n4,5,6\n", True),
        ("name,lat,lon\nNorth,51.4,7.2\nSouth,51.5,7.3\n", True),
        ("North\t1\t2\nSouth\t3\t4\n", True),
        ("North and South of the town\tfar\tnear\nEast of the river Grene\tnear\tfar\n", False),
        ("1,2,3\n4,5\n6\n", False),
        ("Title of it\n1\t2\t3\n4\t5\t6\n", False),
        ("3 of 4\n", False),
        ("", False),
    ],
)
def test_a_table_of_values_has_values_in_every_line(text: str, is_one: bool) -> None:
    assert is_table_of_values(text) is is_one


@pytest.mark.parametrize(
    ("record", "is_one"),
    [
        ({"level": "INFO", "ts": 1}, True),
        ({"log.level": "warn", "@timestamp": "2031-02-03"}, True),
        ({"level": 30, "time": 1}, True),
        ({"severity": "Severe", "time": 1, "headline": "Storm"}, False),
        ({"level": "info", "message": "a"}, False),
        ({"level": 3, "time": 1}, False),
    ],
)
def test_an_entry_of_a_log_has_a_level_and_a_time(record: dict[str, object], is_one: bool) -> None:
    assert is_log_entry(record) is is_one


@given(st.binary(max_size=400))
def test_any_bytes_have_a_kind_or_none(content: bytes) -> None:
    assert kind_of(content) is None or kind_of(content)
    assert is_table_of_values(content.decode("latin-1")) in {True, False}
