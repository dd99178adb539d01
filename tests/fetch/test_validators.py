"""Conditional requests: which validators are sent, and which are kept."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.fetch import Cursor
from newswire.fetch.transport.http import Answer
from newswire.fetch.validators import to_keep, to_send, without

NOW = dt.datetime(2020, 11, 2, 10, 30, tzinfo=dt.UTC)
PLACE = "https://quay.example/rss"
DATE = "Mon, 02 Nov 2020 10:00:00 GMT"


def answer(**changed: str | None) -> Answer:
    return Answer(b"<rss/>", PLACE, "text/xml", **{"etag": '"2"', "last_modified": DATE, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(("hours", "sent"), [(0, True), (167, True), (168, False), (-1, False)])
def test_validators_are_sent_for_a_week(hours: int, sent: bool) -> None:
    known = Cursor(PLACE, '"1"', DATE, asked_whole_at=NOW - dt.timedelta(hours=hours))
    assert to_send(PLACE, {PLACE: known}, NOW) == (known if sent else Cursor(PLACE, asked_whole_at=NOW))


def test_the_first_request_has_none() -> None:
    assert to_send(PLACE, {}, NOW) == Cursor(PLACE, asked_whole_at=NOW)


def test_the_validators_of_the_answer_are_kept_as_they_came() -> None:
    before = NOW - dt.timedelta(days=2)
    sent = Cursor(PLACE, '"1"', asked_whole_at=before)
    assert to_keep(sent, answer(etag='W/"a b"'), NOW) == Cursor(PLACE, 'W/"a b"', DATE, asked_whole_at=before)
    assert to_keep(sent, answer(etag=None, last_modified=None), NOW) == Cursor(PLACE, asked_whole_at=before)


def test_an_answer_to_a_request_without_validators_is_a_whole_one() -> None:
    known = Cursor(PLACE, '"1"', DATE, asked_whole_at=NOW - dt.timedelta(days=2))
    sent = without({PLACE: known})[PLACE]
    assert (sent.etag, sent.last_modified) == (None, None)
    assert to_keep(sent, answer(), NOW).asked_whole_at == NOW


@pytest.mark.parametrize(
    "value", ["Mon, 02 Nov 2020 10:30:01 GMT", "Fri, 31 Dec 2049 23:59:59 GMT", "0", "x", None]
)
def test_a_time_ahead_of_the_clock_or_none_is_no_validator(value: str | None) -> None:
    assert to_keep(Cursor(PLACE), answer(last_modified=value), NOW).last_modified is None
