"""Lines of plain text with the time of its issue or transmission."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.model import Defaults
from newswire.parse.formats.text.time_lines import issued, without_issue_line, without_time_line
from newswire.parse.readers.times import Clock


@pytest.mark.parametrize(
    ("line", "at", "precision"),
    [
        ("Issued at 9:27 am CEST on Thursday 5 July 2018.", "2018-07-05T09:27:00+02:00", "minute"),
        ("At 1859UTC 15 July 2018", "2018-07-15T18:59:00+00:00", "minute"),
        ("Published: 13 May 2024", "2024-05-13T00:00:00+00:00", "day"),
        ("Last updated 2024-05-13 12:05 GMT", "2024-05-13T12:05:00+00:00", "minute"),
        ("Released on May 13, 2024 at 12:30 p.m. UTC", "2024-05-13T12:30:00+00:00", "minute"),
    ],
)
def test_a_line_of_issue_gives_its_time(line: str, at: str, precision: str) -> None:
    given = issued(["Gale warning", "", line], Clock(Defaults()))
    assert given is not None
    assert (given.at, given.precision) == (dt.datetime.fromisoformat(at), precision)


@pytest.mark.parametrize(
    "line",
    ["", "Issued on Thursday", "At the age of 12", "The date was 13 May 2024", "Issued 31 February 2024"],
)
def test_lines_without_a_day_of_issue_give_no_time(line: str) -> None:
    assert issued([line], Clock(Defaults())) is None


def test_a_time_without_a_zone_takes_that_of_the_source_with_a_warning() -> None:
    clock = Clock(Defaults(timezone="Europe/Oslo"))
    given = issued(["Issued at 9:27 am on 5 July 2018"], clock)
    assert given is not None
    assert given.at.isoformat() == "2018-07-05T09:27:00+02:00"
    assert "no time zone" in clock.warnings[0]


@pytest.mark.parametrize(
    "head",
    [["Bureau of Meteorology", "New South Wales", "", "Gale warning"], ["Gale warning for Sydney"], ["AAP"]],
    ids=["a state", "a city in the headline", "an agency"],
)
def test_the_country_in_the_first_lines_decides_between_zones_of_one_name(head: list[str]) -> None:
    clock = Clock(Defaults())
    given = issued([*head, "", "Issued at 9:27 am EST on Thursday 5 July 2018."], clock)
    assert given is not None
    assert given.at.isoformat() == "2018-07-05T09:27:00+10:00"
    assert clock.warnings == []


def test_a_zone_of_several_without_a_country_is_in_doubt() -> None:
    clock = Clock(Defaults())
    given = issued(["Gale warning", "", "Issued at 9:27 am EST on Thursday 5 July 2018."], clock)
    assert given is not None
    assert given.at.isoformat() == "2018-07-05T09:27:00-05:00"
    assert clock.warnings == ["issued: EST is several zones; it was read as UTC-05:00."]


def test_a_line_of_issue_alone_at_the_beginning_is_no_text() -> None:
    line = "Issued at 9:27 am CEST on Thursday 5 July 2018."
    assert without_issue_line([line, "", "It is lifted."]) == ["", "It is lifted."]
    assert without_issue_line([line, "by the office."]) == [line, "by the office."]
    assert without_issue_line(["It is lifted."]) == ["It is lifted."]


def test_the_trailer_of_anpa_is_the_time_and_no_text() -> None:
    given, lines = without_time_line(["Text.", "AP-NY-05-13-24 1158EDT<", ""], Clock(Defaults()), None)
    assert given is not None
    assert (given.at.isoformat(), lines) == ("2024-05-13T11:58:00-04:00", ["Text."])


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("AFP - 12:42 13/05/2024", "2024-05-13T12:42:00+00:00"),
        ("LUSA 13-05-2024 09:31", "2024-05-13T09:31:00+00:00"),
        ("أ ف ب - 12:42 13/05/2024", "2024-05-13T12:42:00+00:00"),
        ("12:42 13.05.2024", "2024-05-13T12:42:00+00:00"),
        ("APA0123    2024-05-13/12:42", "2024-05-13T12:42:00+00:00"),
        ("13.05.2024 15:42:00 TSI", "2024-05-13T12:42:00+00:00"),
        ("2024-05-13 12:42:00.000 GMT", "2024-05-13T12:42:00+00:00"),
        ("May 13, 2024 08:42 ET (12:42 GMT)", "2024-05-13T12:42:00+00:00"),
    ],
)
def test_an_agency_may_stand_before_the_time(line: str, at: str) -> None:
    given, lines = without_time_line([line, "Fernbay floods", "", "Text."], Clock(Defaults()), None)
    assert given is not None
    assert given.at == dt.datetime.fromisoformat(at)
    assert lines == ["", "Fernbay floods", "", "Text."]


def test_another_word_before_the_time_makes_it_text() -> None:
    lines = ["Meeting - 12:42 13/05/2024", "Text."]
    assert without_time_line(lines, Clock(Defaults()), None) == (None, lines)
