"""Time zones in the forms of feeds."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from newswire.lexicon import zones
from newswire.lexicon.zones import match_zone, read_zone

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


def test_an_abbreviation_means_the_zone_of_the_country() -> None:
    assert (minutes("EST"), minutes("EST", country="AU"), minutes("EDT", country="AU")) == (-300, 600, 660)
    assert minutes("EST", language="en-AU") == minutes("EST", country="AU", language="en-US") == 600
    assert minutes("EST", timezone="Australia/Brisbane") == 600
    assert (minutes("IST", country="IE"), minutes("WST", country="AU")) == (60, 480)


def test_an_abbreviation_means_the_zone_used_with_the_language() -> None:
    assert minutes("IST", language="he") == 120
    assert minutes("BST", language="bn-BD") == 360


def test_an_abbreviation_of_several_zones_has_a_doubt() -> None:
    zone = read_zone("BST", SUMMER)
    assert zone
    assert zone.doubt == "BST is several zones; it was read as UTC+01:00"


@pytest.mark.parametrize(
    ("written", "winter", "summer"),
    [
        ("ET", -300, -240),
        ("C.T.", -360, -300),
        ("(MT)", -420, -360),
        ("PT", -480, -420),
        ("AT", -240, -180),
        ("Eastern Time", -300, -240),
        ("UK time", 0, 60),
        ("heure de Paris", 60, 120),
        ("по московскому времени", 180, 180),
        ("日本時間", 540, 540),
        ("MEST", 120, 120),
        ("MET", 60, 60),
        ("+0200 CEST", 120, 120),
        ("CEST+02:00", 120, 120),
        ("+0530 IST", 330, 330),
    ],
)
def test_a_region_or_an_offset_with_a_name_is_certain(written: str, winter: int, summer: int) -> None:
    assert (minutes(written, WINTER), minutes(written, SUMMER)) == (winter, summer)
    zone = read_zone(written, SUMMER)
    assert zone
    assert zone.doubt is None


def test_an_offset_counts_against_the_name_with_it() -> None:
    zone = read_zone("EDT-0500", SUMMER)
    assert zone
    assert (minutes("EDT-0500"), zone.doubt) == (-300, "EDT contradicts -0500, which was taken")


@pytest.mark.parametrize(
    ("text", "end"),
    [("GMT, Monday", 3), ("+0200 CEST 2024", 10), ("(ET) on", 4), ("E.S.T. on", 6), ("Europe/Berlin.", 13)],
)
def test_a_printed_zone_is_found(text: str, end: int) -> None:
    assert match_zone(text) == end


@pytest.mark.parametrize("text", ["est une", "Monday", "GMTA", "art", "QQT"])
def test_words_are_no_printed_zones(text: str) -> None:
    assert match_zone(text) is None


def test_an_abbreviation_stands_at_one_offset() -> None:
    table = tomllib.loads(Path(zones.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    names = " ".join(table["offsets"].values()).split()
    assert sorted(names) == sorted(set(names))
