"""Days in figures: decided by weekday, language or the time of the fetch, otherwise refused."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.parse.readers.written_times import Unsure, read_written


def day(text: str, language: str | None = None, reference: dt.date | None = None) -> str:
    return read_written(text, language, reference).moment.date().isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 06/05/2024 10:00", "2024-05-06"),
        ("Wed, 06/05/2024 10:00", "2024-06-05"),
        ("06-05-2024 Monday", "2024-05-06"),
        ("lunes, 06/05/2024", "2024-05-06"),
        ("mer., 06/05/2024", "2024-06-05"),
        ("Mo, 06-05-2024", "2024-05-06"),
        ("понедельник, 06/05/2024", "2024-05-06"),
        ("Mon, 06 05 2024 10:00:00 +0200", "2024-05-06"),
        ("Tue, 24-05-14", "2024-05-14"),
    ],
)
def test_the_weekday_decides(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "05-06-2024",
            "05/06/2024",
            "05 06 2024 10:00",
            "24-05-13",
            "13-05-24",
            "05/06/24",
            "Tue, 06/05/2024",
        ),
        "on 05/06/2024",  # it begins like the Swedish Wednesday
    ],
)
@pytest.mark.parametrize("language", [None, "en-US"])
def test_figures_of_several_days_are_refused(text: str, language: str | None) -> None:
    with pytest.raises(Unsure, match="could be several days"):
        day(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("05-06-2024", "nl", "2024-06-05"),
        ("05/06/24", "pt", "2024-06-05"),
        ("13/05/24", None, "2024-05-13"),
        ("05/13/24", None, "2024-05-13"),
        ("13.05.24", None, "2024-05-13"),
        ("24.05.13", "ko", "2024-05-13"),
        ("24-05-13", "sv", "2024-05-13"),
        ("2024. 5. 13.", "hu", "2024-05-13"),
    ],
)
def test_the_language_decides(text: str, language: str | None, expected: str) -> None:
    assert day(text, language) == expected


def test_the_fetch_decides_between_a_near_and_a_far_day() -> None:
    assert day("24-05-13", reference=dt.date(2024, 5, 15)) == "2024-05-13"
    assert day("05-06-2024", reference=dt.date(2024, 6, 6)) == "2024-06-05"


def test_a_year_of_two_digits_that_only_the_language_decides_has_a_doubt() -> None:
    assert read_written("13-05-24", "nl").doubt == "has a year of two digits; it was read as 2024-05-13"


def test_another_weekday_than_that_of_the_date_has_a_doubt() -> None:
    assert read_written("Tue, 13/05/2024").doubt == "names another weekday than its date has (Monday)"
