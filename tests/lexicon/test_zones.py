"""Time zones in the forms of feeds."""

import datetime as dt

import pytest

from newswire.lexicon.zones import read_zone

WINTER, SUMMER = dt.datetime.fromisoformat("2020-01-02T03:00"), dt.datetime.fromisoformat("2020-07-02T03:00")


def minutes(written: str, moment: dt.datetime = WINTER, **known: str) -> float | None:
    zone = read_zone(written, moment, **known)
    return zone.offset.utcoffset(None).total_seconds() / 60 if zone else None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("+0530", 330),
        ("-04:00", -240),
        ("+1", 60),
        ("UTC+8", 480),
        ("+0000 (UTC)", 0),
        ("Z", 0),
        ("gmt", 0),
        ("(CEST)", 120),
        ("A.E.D.T.", 660),
        ("PDT", -420),
        ("NPT", 345),
    ],
)
def test_a_certain_zone_has_no_doubt(written: str, expected: int) -> None:
    zone = read_zone(written, WINTER)
    assert zone
    assert zone.doubt is None
    assert minutes(written) == expected


@pytest.mark.parametrize("written", ["", "B", "QQT", "+25", "+01:75", "Mars/Olympus", "later"])
def test_an_unknown_zone_gives_none(written: str) -> None:
    assert read_zone(written, WINTER) is None


def test_an_iana_name_gives_the_offset_of_the_season() -> None:
    assert (minutes("Europe/Berlin", WINTER), minutes("Europe/Berlin", SUMMER)) == (60, 120)


def test_an_abbreviation_means_the_zone_of_the_source() -> None:
    assert minutes("IST", timezone="Europe/Dublin", moment=SUMMER) == 60
    assert minutes("CST", timezone="Asia/Shanghai") == 480
    assert minutes("CST") == -360


def test_an_abbreviation_means_the_zone_used_with_the_language() -> None:
    assert minutes("IST", language="he") == 120
    assert minutes("BST", language="bn-BD") == 360


def test_an_abbreviation_of_several_zones_has_a_doubt() -> None:
    zone = read_zone("BST", SUMMER)
    assert zone
    assert zone.doubt == "BST is several zones; it was read as UTC+01:00"
