"""Times in notices: hour, zone, weekday and day in any order; the rest of the line is left."""

from __future__ import annotations

import pytest

from newswire.lexicon.dates import PrintedDate
from newswire.lexicon.embargoes.release_times import read_release

DAY = PrintedDate(24, (12,), 2026)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("10:00 GMT, Thursday, December 24, 2026", "GMT"),
        ("1000 GMT Dec 24 2026 - 300 buses", "GMT"),
        ("24 Dec 2026 at 10am ET", "ET"),
        ("0x 10:00", None),
        ("24.12.2026, 10 Uhr MEZ: Brücke", "MEZ"),
        ("le 24 décembre 2026 à 10h", ""),
        ("2026-12-24T10:00:00Z", "Z"),
        ("2026年12月24日（木）午前10時", ""),
        ("2026. 12. 24.(목) 10:00", ""),
        ("24 de diciembre de 2026 a las 10:00 horas", ""),
        ("10:00 по московскому времени 24 декабря 2026 года", "по московскому времени"),
    ],
)
def test_a_time_is_read_in_any_order(text: str, zone: str | None) -> None:
    release = read_release(text)
    if zone is None:
        assert release is None
        return
    assert release
    assert (release.day, release.time, release.zone) == (DAY, (10, 0), zone)


def test_a_year_is_no_hour() -> None:
    release = read_release("24 Dec 2026 GMT")
    assert release
    assert (release.day, release.time) == (DAY, None)


@pytest.mark.parametrize(
    "text", ["10:00 QQT 24 December 2026", "midnight, 24 December 2026", "24 December 2026, Mitternacht"]
)
def test_an_unknown_zone_and_midnight_are_odd(text: str) -> None:
    release = read_release(text)
    assert release is None or release.is_odd


@pytest.mark.parametrize("text", ["", "further notice", "the speech", "2030", "steel"])
def test_other_words_are_no_time(text: str) -> None:
    assert read_release(text) is None
