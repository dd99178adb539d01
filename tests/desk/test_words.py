"""Numbers with units, times with UTC, and links that are links."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.desk.words import language, link, moment, number, size, span, title

NOON = dt.datetime(2024, 5, 7, 14, 5, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def test_numbers_have_commas() -> None:
    assert [number(1234567), number(0), number(None)] == ["1,234,567", "0", "–"]


def test_sizes_have_a_unit() -> None:
    assert [size(None), size(0), size(999), size(1234), size(123_456_789), size(10**16)] == [
        "–", "0 bytes", "999 bytes", "1.2 kB", "123 MB", "10000 TB",
    ]  # fmt: skip


def test_times_are_utc_and_as_precise_as_given() -> None:
    assert moment(NOON) == "2024-05-07 12:05 UTC"
    assert moment(NOON, "day") == "2024-05-07"
    assert moment(None) == "–"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (61, "1 min"),
        (7500, "2 h 5 min"),
        (7200, "2 h"),
        (180_000, "2 d 2 h"),
        (-300, "−5 min"),
    ],
)
def test_durations_have_two_units(seconds: int, text: str) -> None:
    assert span(dt.timedelta(seconds=seconds)) == text


def test_a_language_is_a_tag_or_none() -> None:
    assert [language(tag) for tag in ("en", "zh-Hant-TW", "de-AT")] == ["en", "zh-Hant-TW", "de-AT"]
    assert [language(tag) for tag in (None, "", "english!", '"><img>', "x")] == [None] * 5


@pytest.mark.parametrize(
    "url", ["http://wire.example/a", "https://wire.example", "HTTPS://wire.example/?q=1"]
)
def test_addresses_of_pages_are_links(url: str) -> None:
    assert link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//wire.example", "pier.json", "http:", "https://[",
    ],
)  # fmt: skip
def test_any_other_address_is_none(url: str | None) -> None:
    assert link(url) is None


def test_a_title_has_the_length_of_a_line_or_two() -> None:
    assert title("Pier to be rebuilt") == "Pier to be rebuilt"
    assert title(None) == title("") == "(no title)"
    long = title("Ferries sail again. " * 300)
    assert long.endswith("Ferries sail again. …")
    assert len(long) <= 242
    assert len(title("阿" * 5000)) == 242
