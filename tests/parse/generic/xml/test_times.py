"""Times in an agency's own XML."""

from __future__ import annotations

import pytest

from newswire.model import Defaults
from newswire.parse.generic.xml.times import read_time
from newswire.parse.readers.times import Clock


@pytest.mark.parametrize(
    ("written", "instant", "precision"),
    [
        ("13.05.2024 12:00", "2024-05-13T12:00:00+02:00", "minute"),
        ("13.5.2024", "2024-05-13T00:00:00+02:00", "day"),
        ("Mon, 13 May 2024 12:00:07 +0100", "2024-05-13T12:00:07+01:00", "second"),
        ("2024-05-13T12:00:07Z", "2024-05-13T12:00:07+00:00", "second"),
    ],
)
def test_a_time_without_a_zone_is_in_the_zone_of_its_source(
    written: str, instant: str, precision: str
) -> None:
    given = read_time(written, "published", Clock(Defaults(timezone="Europe/Oslo")))
    assert given is not None
    assert (given.at.isoformat(), given.precision) == (instant, precision)


@pytest.mark.parametrize("written", [None, "", "0001-01-01T00:00:00", "none"])
def test_an_absent_time_gives_no_warning(written: str | None) -> None:
    clock = Clock(Defaults())
    assert (read_time(written, "expires", clock), clock.warnings) == (None, [])


def test_a_day_that_does_not_exist_gives_a_warning() -> None:
    clock = Clock(Defaults())
    assert read_time("31.02.2024", "expires", clock) is None
    assert clock.warnings == ["expires '31.02.2024' is no time that can be read."]
