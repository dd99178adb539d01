"""Forms of times in feeds and documents: sure ones are read, others refused with their raw text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Defaults, Precision
from newswire.parse.readers.times import OF_FEEDS, Clock

FETCHED_AT = dt.datetime(2020, 11, 12, 8, tzinfo=dt.UTC)


def clock(language: str | None = None, timezone: str | None = None) -> Clock:
    return Clock(Defaults(timezone=timezone), [], language, FETCHED_AT, OF_FEEDS)


def read(raw: str, language: str | None = None, timezone: str | None = None) -> tuple[str, str] | None:
    given = clock(language, timezone).given(raw, "pubDate")
    return (given.at.isoformat(), given.precision) if given else None


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("Mon, 02 Nov 2020 10:05:33 +0100", "2020-11-02T10:05:33+01:00"),
        ("Mon, 2 Nov 20 10:05:33 GMT", "2020-11-02T10:05:33+00:00"),
        ("Mon,2 Nov 2020 4:5:3 GMT+9", "2020-11-02T04:05:03+09:00"),
        ("02 November 2020 10:05:33 Z", "2020-11-02T10:05:33+00:00"),
        ("Mon, 02-Nov-2020 10:05:33 UTC", "2020-11-02T10:05:33+00:00"),
        ("Mon 02 Nov 2020 10:05:33 EST", "2020-11-02T10:05:33-05:00"),
        ("Mon, 02 Nov 2020 10:05:33 KST", "2020-11-02T10:05:33+09:00"),
        ("Mon, 02 Nov 2020 10:05:33 CET", "2020-11-02T10:05:33+01:00"),
        ("Mon, 02 Nov 2020 10:05:33 GMT+0100 (CET)", "2020-11-02T10:05:33+01:00"),
        ("Mon Nov 2 2020 10:05:33 GMT+0100", "2020-11-02T10:05:33+01:00"),
        ("Mon Nov 02 10:05:33 CET 2020", "2020-11-02T10:05:33+01:00"),
        ("Sun, 01 Nov 2020 24:00:00 GMT", "2020-11-02T00:00:00+00:00"),
        ("Sun, 6 Nov 94 08:49:37 GMT", "1994-11-06T08:49:37+00:00"),
        ("2020-11-02T10:05:33Z", "2020-11-02T10:05:33+00:00"),
        ("2020-11-02T10:05:33.123456789-0500", "2020-11-02T10:05:33.123456-05:00"),
        ("2020-11-02 10:05:33 +01:00", "2020-11-02T10:05:33+01:00"),
        ("2020-11-02T10:05:33+01:00[Europe/Berlin]", "2020-11-02T10:05:33+01:00"),
        ("2020-11-02T10:05:33 Europe/Berlin", "2020-11-02T10:05:33+01:00"),
        ("20201102T100533Z", "2020-11-02T10:05:33+00:00"),
        ("1604311533", "2020-11-02T10:05:33+00:00"),
        ("1604311533120", "2020-11-02T10:05:33.120000+00:00"),
        ("mer, 11 nov 2020 10:05:33 +0100", "2020-11-11T10:05:33+01:00"),
        ("gio, 29 ott 2020 10:05:33 +0100", "2020-10-29T10:05:33+01:00"),
        ("Пн, 02 ноя 2020 10:05:33 +0300", "2020-11-02T10:05:33+03:00"),
        ("lun., 02 févr. 2020 10:05:33 +0100", "2020-02-02T10:05:33+01:00"),
    ],
)
def test_standard_and_other_forms_are_read_to_the_second(raw: str, at: str) -> None:
    assert read(raw) == (at, "second")
    assert not clock().warnings


@pytest.mark.parametrize(
    ("raw", "at", "precision"),
    [
        ("Mon, 02 Nov 2020 10:05 GMT", "2020-11-02T10:05:00+00:00", "minute"),
        ("2020-11-02T10:05+01:00", "2020-11-02T10:05:00+01:00", "minute"),
        ("Nov 2, 2020 at 3:15 PM EST", "2020-11-02T15:15:00-05:00", "minute"),
        ("2020-11-02 12:00 AM UTC", "2020-11-02T00:00:00+00:00", "minute"),
        ("2020-11-02", "2020-11-02T00:00:00+00:00", "day"),
        ("2020-11-02+01:00", "2020-11-02T00:00:00+01:00", "day"),
        ("2020-11-02 오후 3:05", "2020-11-02T15:05:00+00:00", "minute"),
        ("2 de noviembre de 2020", "2020-11-02T00:00:00+00:00", "day"),
        ("2020년 11월 2일 오후 3:05 +0900", "2020-11-02T15:05:00+09:00", "minute"),
        ("2020年11月2日 10時5分 JST", "2020-11-02T10:05:00+09:00", "minute"),
        ("٢ نوفمبر ٢٠٢٠", "2020-11-02T00:00:00+00:00", "day"),
        ("2. November 2020, 10.05 Uhr MEZ", "2020-11-02T10:05:00+01:00", "minute"),
    ],
)
def test_a_coarse_time_keeps_its_precision(raw: str, at: str, precision: Precision) -> None:
    assert read(raw) == (at, precision)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("yesterday", "is no time that can be read surely"),
        ("12 hours ago", "is no time that can be read surely"),
        ("2020-11", "gives no day"),
        ("2020-02-30T10:00:00Z", "is no time that can be read surely"),
        ("Mon, 02 Nov 2020 10:05:33 XYZT", "has a time zone that is not known ('XYZT')"),
        ("Mon, 02 Nov 2020 10:05:33 A", "has a time zone that is not known ('A')"),
        ("Mon, 02 Nov 2020 10:05:33 +9900", "has a time zone that is not known ('+9900')"),
        ("03/04/2020 10:00 GMT", "could be several days"),
        ("2 listopada 2020 10:00 CET", "could be several days"),
        ("0001-01-01T00:00:00Z", "is a value that programs write for no time"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "is a value that programs write for no time"),
        ("Sun, 07 Jul 3013 15:06:01 +0000", "is too far away to be true"),
        ("9" * 200, "is too long for a time"),
        ("13:00 PM 2 November 2020", "has an hour that its half of the day does not have"),
    ],
)
def test_an_unsure_time_is_refused_and_the_warning_keeps_its_raw_text(raw: str, reason: str) -> None:
    here = clock()
    assert here.given(raw, "pubDate") is None
    assert here.warnings == [f"pubDate {raw[:120]!r} {reason}."]


@pytest.mark.parametrize("raw", ["Thu, 12 Nov 2020 08:10:01 GMT", "2020-11-13", "2099-01-01T00:00:00Z"])
def test_the_time_of_the_fetch_does_not_decide_whether_a_time_is_read(raw: str) -> None:
    before = clock()
    later = Clock(before.defaults, [], None, before.fetched_at.replace(year=2100), OF_FEEDS)  # type: ignore[union-attr]
    assert before.given(raw, "pubDate") == later.given(raw, "pubDate") is not None
    assert before.warnings == later.warnings


@pytest.mark.parametrize(
    ("raw", "language", "at"),
    [
        ("2 listopada 2020 10:05:00 +0100", "pl", "2020-11-02T10:05:00+01:00"),
        ("2 listopada 2020 10:05:00 +0100", "hr", "2020-10-02T10:05:00+01:00"),
        ("03/04/2020 10:05:00 +0200", "fr", "2020-04-03T10:05:00+02:00"),
        ("Mon, 02 Nov 2020 10:05:00 IST", "he", "2020-11-02T10:05:00+02:00"),
        ("Mon Nov 02 10:05:00 CST 2020", "zh-CN", "2020-11-02T10:05:00+08:00"),
    ],
)
def test_the_language_decides_the_day_and_the_name_of_the_month(raw: str, language: str, at: str) -> None:
    assert read(raw, language) == (at, "second")


def test_a_time_without_a_zone_takes_that_of_the_source() -> None:
    here = clock(timezone="Asia/Seoul")
    given = here.given("2020-11-02 10:05:33", "pubDate")
    assert given
    assert given.at.isoformat() == "2020-11-02T10:05:33+09:00"
    assert here.warnings == ["pubDate '2020-11-02 10:05:33' has no time zone; taken in Asia/Seoul."]


def test_a_wrong_weekday_gives_a_warning() -> None:
    here = clock()
    assert here.given("Wed, 02 Nov 2020 10:05:33 GMT", "pubDate")
    assert here.warnings == [
        "pubDate 'Wed, 02 Nov 2020 10:05:33 GMT' names another weekday than its date has (Monday)."
    ]


def test_a_doubtful_zone_gives_a_warning() -> None:
    here = clock()
    given = here.given("Mon, 02 Nov 2020 10:05:33 IST", "pubDate")
    assert given
    assert given.at.isoformat() == "2020-11-02T10:05:33+05:30"
    assert "IST is several zones" in here.warnings[0]


seconds = st.integers(315_532_800, 1_601_510_400)  # 1980 to October 2020
zones = st.integers(-12 * 4, 14 * 4).map(lambda quarters: dt.timezone(dt.timedelta(minutes=15 * quarters)))


@given(seconds, zones)
def test_the_standard_forms_are_read_exactly(second: int, zone: dt.timezone) -> None:
    at = dt.datetime.fromtimestamp(second, zone)
    assert read(at.strftime("%a, %d %b %Y %H:%M:%S %z")) == (at.isoformat(), "second")
    assert read(at.isoformat()) == (at.isoformat(), "second")
    assert read(str(second)) == (at.astimezone(dt.UTC).isoformat(), "second")


@given(st.text(max_size=60) | st.text("0123456789:-+/ .TZAPMonNv,日月年", max_size=40))
def test_any_text_is_read_or_refused(raw: str) -> None:
    here = clock()
    given = here.given(raw, "pubDate")
    assert given is None or (given.at.tzinfo and given.at <= FETCHED_AT + dt.timedelta(hours=14))
    assert given or here.warnings or not raw.split()


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("2020-11-02 10:05:33 +0100 CET", "2020-11-02T10:05:33+01:00"),
        ("2020-11-02 10:05:33.25 +0530 +0530 m=+0.25", "2020-11-02T10:05:33.250000+05:30"),
        ("Mon, 02 Nov 2020 10:05:33 EST-0500", "2020-11-02T10:05:33-05:00"),
        ("Mon Nov  2 10:05:33 2020 EST", "2020-11-02T10:05:33-05:00"),
        ("Mon Nov  2 10:05:33 2020 -0500", "2020-11-02T10:05:33-05:00"),
        ("Mon Nov 2 2020 10:05:33 PM EST", "2020-11-02T22:05:33-05:00"),
        ("10:05:33 AM, Nov 2, 2020 EST", "2020-11-02T10:05:33-05:00"),
        ("10:05:33 EST, November 2, 2020", "2020-11-02T10:05:33-05:00"),
        ("10:05:33 CET 2 November 2020", "2020-11-02T10:05:33+01:00"),
        ("10:05:33 2.11.2020 CET", "2020-11-02T10:05:33+01:00"),
        ("Mon, 02 Nov 2020 10:05:33 a.m. PT", "2020-11-02T10:05:33-08:00"),
        ("Nov 2, 2020 10:05:33 (Eastern Time)", "2020-11-02T10:05:33-05:00"),
        ("2 ноября 2020 г., 10:05:33 (мск)", "2020-11-02T10:05:33+03:00"),
        ("Mon, 02 Nov 2020 10.05.33 +0100", "2020-11-02T10:05:33+01:00"),
        ("Mon, 02 11 2020 10:05:33 +0100", "2020-11-02T10:05:33+01:00"),
    ],
)
def test_a_zone_is_read_wherever_it_stands(raw: str, at: str) -> None:
    assert read(raw) == (at, "second")
    assert not clock().warnings


@pytest.mark.parametrize(
    "raw", ["Mon Nov 2 10:05:33 2020 QQT", "10:05 QQT, Nov 2, 2020", "2.11.2020 10:05 QQT"]
)
def test_an_unknown_zone_is_never_passed_over(raw: str) -> None:
    here = clock()
    assert here.given(raw, "pubDate") is None
    assert here.warnings == [f"pubDate {raw!r} has a time zone that is not known ('QQT')."]


def test_an_offset_counts_against_a_name_with_a_warning() -> None:
    here = clock()
    given = here.given("2020-11-02T10:05:33-05:00Z", "pubDate")
    assert given
    assert given.at.isoformat() == "2020-11-02T10:05:33-05:00"
    assert here.warnings == ["pubDate: Z contradicts -05:00, which was taken."]


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("2. listopada 2020. 10:05 CET", "hr", "2020-10-02"),
        ("2. listopada 2020. 10:05 CET", None, "2020-10-02"),
        ("2. studenoga 2020. u 10:05 CET", "hr", "2020-11-02"),
        ("2. novembra 2020. ob 10.05 CET", "sl", "2020-11-02"),
        ("2. 11. 2020. 10:05 CET", "sk", "2020-11-02"),
        ("2. listopadu 2020. 10:05 CET", "cs", "2020-11-02"),
        ("2. новембар 2020. у 10:05 CET", "sr", "2020-11-02"),
        ("02.11.2020. u 10:05, CET", "bs", "2020-11-02"),
        ("2020. november 2. 10:05 CET", "hu", "2020-11-02"),
        ("2020. 11. 02. 10:05 CET", "hu", "2020-11-02"),
        ("2. november 2020. 10:05 CET", "et", "2020-11-02"),
        ("Nob. 2, 2020 10:05 CET", "fil", "2020-11-02"),
        ("2 Nob. 2020 10:05 CET", None, "2020-11-02"),
        ("2 nov 20 10:05 CET", "fr", "2020-11-02"),
        ("2. November 20, 10:05 Uhr CET", "de", "2020-11-02"),
        ("2 de noviembre de 20, 10:05 CET", "es", "2020-11-02"),
        ("02/11/20 10:05 CET", "it", "2020-11-02"),
        ("2.11.20 klo 10.05 CET", "fi", "2020-11-02"),
        ("2. november 2020 kl. 10.05 CET", "da", "2020-11-02"),
        ("2 พฤศจิกายน 2563 10:05 CET", "th", "2020-11-02"),
    ],
)
def test_days_of_other_languages_are_read(raw: str, language: str | None, day: str) -> None:
    assert read(raw, language) == (f"{day}T10:05:00+01:00", "minute")
