"""The date of a message proves the zone of a time in its text, if both are the same moment."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.model import Item
from newswire.parse.containers.local_times import proven_zone

SENT = dt.datetime(2024, 5, 13, 9, 58, 0, tzinfo=dt.UTC)
ASSUMED = ("timestamp '5/13/2024' has no time zone; UTC was taken.",)


def item(at: str, warnings: tuple[str, ...] = ASSUMED) -> Item:
    return Item(path="form", format="json", published=dt.datetime.fromisoformat(at), warnings=warnings)


@pytest.mark.parametrize(
    ("at", "zone"),
    [
        ("2024-05-13T19:57:59Z", "Etc/GMT-10"),
        ("2024-05-13T04:58:04Z", "Etc/GMT+5"),
        ("2024-05-13T09:58:01Z", None),
        ("2024-05-13T19:55:00Z", None),
        ("2024-05-15T09:58:00Z", None),
    ],
    ids=["ahead", "behind", "the same", "another minute", "another day"],
)
def test_the_difference_is_the_offset(at: str, zone: str | None) -> None:
    assert proven_zone([item(at)], SENT) == zone


def test_half_an_hour_is_a_zone_that_has_it() -> None:
    assert proven_zone([item("2024-05-13T15:28:00Z")], SENT) == "Asia/Calcutta"


def test_a_time_with_a_zone_or_a_message_without_a_date_proves_nothing() -> None:
    assert proven_zone([item("2024-05-13T19:58:00Z", ())], SENT) is None
    assert proven_zone([item("2024-05-13T19:58:00Z")], None) is None
