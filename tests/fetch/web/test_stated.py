"""Times of sitemaps: W3C dates of any precision, and the forms that sites write in their place."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.fetch.web.stated import Stated, read_stated


def at(*when: int) -> dt.datetime:
    return dt.datetime(*when, tzinfo=dt.UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2020", at(2020, 1, 1), at(2021, 1, 1)),
        ("2020-11", at(2020, 11, 1), at(2020, 12, 1)),
        ("2020-12", at(2020, 12, 1), at(2021, 1, 1)),
        ("2020-11-02", at(2020, 11, 2), at(2020, 11, 3)),
        ("2020-11-02T10:30Z", at(2020, 11, 2, 10, 30), at(2020, 11, 2, 10, 31)),
        ("2020-11-02T10:30:15Z", at(2020, 11, 2, 10, 30, 15), at(2020, 11, 2, 10, 30, 16)),
        ("2020-11-02T10:30:15.250+02:00", at(2020, 11, 2, 8, 30, 15), at(2020, 11, 2, 8, 30, 16)),
        (" 2020-11-02 10:30:15 -0330 ", at(2020, 11, 2, 14, 0, 15), at(2020, 11, 2, 14, 0, 16)),
        ("2020-11-02T10:30:15", at(2020, 11, 2, 10, 30, 15), at(2020, 11, 2, 10, 30, 16)),
        ("Mon, 02 Nov 2020 10:30:15 GMT", at(2020, 11, 2, 10, 30, 15), at(2020, 11, 2, 10, 30, 16)),
        ("Mon, 02 Nov 2020 10:30:15 -0000", at(2020, 11, 2, 10, 30, 15), at(2020, 11, 2, 10, 30, 16)),
    ],
)
def test_a_time_has_the_precision_that_is_stated(written: str, start: dt.datetime, end: dt.datetime) -> None:
    assert read_stated(written, None) == Stated(start, end)


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("2020-11-02", at(2020, 11, 1, 15)),
        ("2020-11-02T10:30:00", at(2020, 11, 2, 1, 30)),
        ("2020-11-02T10:30:00Z", at(2020, 11, 2, 10, 30)),
    ],
)
def test_a_time_without_a_zone_is_in_that_of_the_source(written: str, start: dt.datetime) -> None:
    stated = read_stated(written, "Asia/Seoul")
    assert stated
    assert stated.start == start


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "today",
        "2020-13-01",
        "2020-11-02T25:00:00Z",
        "0000",
        "9999-12-31T23:59:59-23:00",
        "2020-11-02T10:30:00+99:00",
    ],
)
def test_any_other_text_is_no_time(written: str | None) -> None:
    assert read_stated(written, None) is None


def test_a_time_lies_in_each_interval_that_it_may_mean() -> None:
    month = read_stated("2020-11", None)
    assert month
    assert month.lies_in(at(2020, 11, 30), at(2020, 12, 1))
    assert month.lies_in(at(2020, 10, 31), at(2020, 11, 1, 0, 0, 1))
    assert not month.lies_in(at(2020, 12, 1), at(2020, 12, 2))
    assert not month.lies_in(at(2020, 10, 31), at(2020, 11, 1))


def test_its_start_is_a_number_too() -> None:
    stated = read_stated("1970-01-01T00:00:02Z", None)
    assert stated
    assert stated.ns == 2_000_000_000
