"""Times of documents: zone, precision, and assumptions."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Defaults, Item
from newswire.parse.readers.times import Clock, is_only_a_time

CEST = dt.timezone(dt.timedelta(hours=2))
NOON = dt.datetime(2024, 5, 13, 12, 0, tzinfo=CEST)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2024-05-13T12:00:00+02:00", "second"),
        ("2024-05-13T12:00+02:00", "minute"),
        ("20240513T120000+0200", "second"),
        ("20240513T1200+0200", "minute"),
        ("2024-05-13 12:00 +0200", "minute"),
        ("2024-05-13T10:00:00.25Z", "second"),
        ("2024-05-13 10:00:00 UTC", "second"),
        ("Mon, 13 May 2024 12:00:00 +0200", "second"),
        ("13 May 2024 12:00 CEST", "minute"),
        (" 5/13/2024 12:00:00 CEST ", "second"),
        ("May 13 2024 12:00PM CEST", "minute"),
        ("May 13, 2024 at 6:00 a.m. EDT", "minute"),
        ("5/13/2024 6:00:00 AM EDT", "second"),
    ],
)
def test_a_time_is_read_with_its_precision(text: str, precision: str) -> None:
    clock = Clock(Defaults())
    given_time = clock.given(text, "sent")
    assert given_time is not None
    assert given_time.at.replace(microsecond=0) == NOON
    assert (given_time.precision, clock.warnings) == (precision, [])


def test_a_time_without_a_zone_takes_the_sources_with_a_warning() -> None:
    clock = Clock(Defaults(timezone="Europe/Stockholm"))
    assert clock.read("2024-05-13T12:00:00", "sent") == NOON
    assert clock.warnings == ["sent '2024-05-13T12:00:00' has no time zone; Europe/Stockholm was taken."]


def test_an_abbreviation_of_several_zones_gives_a_warning() -> None:
    clock = Clock(Defaults())
    assert clock.read("13 May 2024 12:00:00 IST", "sent") == NOON.replace(
        tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30))
    )
    assert clock.warnings == ["sent: IST is several zones; it was read as UTC+05:30."]


def test_a_day_alone_has_the_precision_of_a_day() -> None:
    clock = Clock(Defaults())
    given_time = clock.given("2024-05-13", "sent")
    assert given_time is not None
    assert (given_time.at, given_time.precision) == (dt.datetime(2024, 5, 13, tzinfo=dt.UTC), "day")
    assert clock.warnings == ["sent '2024-05-13' gives only the day, taken in UTC."]


@pytest.mark.parametrize("text", ["2024-05-13", "2024-05-13T12:00Z", "2024-05-13T12:00:00Z"])
def test_a_coarse_time_stands_for_the_publication_with_its_precision(text: str) -> None:
    clock = Clock(Defaults())
    item = Item(path="a", format="b", version_created=clock.read(text, "versionCreated"))
    dated = clock.dated(item)
    if text.count(":") > 1:
        assert dated == item
    else:
        assert (dated.published, dated.published_from) == (item.version_created, "version_created")
        assert dated.published_precision == ("minute" if "T" in text else "day")


def test_midnight_as_24_hours_and_leap_seconds_are_read() -> None:
    clock = Clock(Defaults())
    assert clock.read("2024-12-31T24:00:00Z", "sent") == dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    assert clock.read("2016-12-31T23:59:60Z", "sent") == dt.datetime(2016, 12, 31, 23, 59, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text", ["Next Monday", "2024", "2024-13-45", "5/6/2024", "9999-12-31", "0001-01-01T00:00:00Z"]
)
def test_a_text_that_is_no_time_gives_a_warning(text: str) -> None:
    clock = Clock(Defaults())
    assert clock.read(text, "embargoed") is None
    assert "embargoed" in clock.warnings[-1]
    assert text in clock.warnings[-1]


def test_a_long_text_is_not_searched_for_a_time() -> None:
    clock = Clock(Defaults())
    assert clock.read("7 May 2024" + " on the pier" * 1000, "sent") is None
    assert len(clock.warnings[0]) < 200


@pytest.mark.parametrize("value", [None, "", "  ", 7, ["2024-05-13"], {}])
def test_values_without_text_are_no_times_and_give_no_warning(value: object) -> None:
    clock = Clock(Defaults())
    assert clock.read(value, "sent") is None
    assert clock.warnings == []


@given(st.text(alphabet="0123456789-:TZ+. /ApMay,GMT", max_size=40))
def test_any_text_is_no_time_or_one_that_converts_to_utc(text: str) -> None:
    moment = Clock(Defaults()).read(text, "sent")
    assert moment is None or moment.astimezone(dt.UTC).utcoffset() == dt.timedelta()


@pytest.mark.parametrize(
    "line", ["20240513", "20240513T100000+0000", "13.5.2024 10:00:00 CEST", "4/4/2018", "2024-05-13 10:00Z"]
)
def test_a_line_of_only_a_time_is_recognised(line: str) -> None:
    assert is_only_a_time(line)


@pytest.mark.parametrize("line", ["", "Tarn", "TARN, May 13", "13 May", "1 place"])
def test_a_line_with_more_or_less_than_a_time_is_not_recognised(line: str) -> None:
    assert not is_only_a_time(line)
