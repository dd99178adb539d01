"""The names of months and weekdays in many languages and calendars."""

from __future__ import annotations

import pytest

from newswire.lexicon import month_names


@pytest.mark.parametrize(
    ("word", "months"),
    [
        ("November", (11,)),
        ("SEPT.", (9,)),
        ("Márz", (3,)),
        ("noviembre", (11,)),
        ("août", (8,)),
        ("ноября", (11,)),
        ("تشرين الثاني", (11,)),
        ("नवंबर", (11,)),
        ("Tuesday", ()),
        ("", ()),
    ],
)
def test_a_word_gives_its_month_in_any_language(word: str, months: tuple[int, ...]) -> None:
    assert month_names.month(word) == months


def test_a_word_can_mean_two_months() -> None:
    assert set(month_names.month("listopada")) == {10, 11}


@pytest.mark.parametrize(
    ("word", "language", "month"),
    [
        ("listopada", "pl", 11),
        ("listopada", "hr-HR", 10),
        ("listopada", "de", None),
        ("listopada", None, None),
        ("noiemb", "ro", 11),
        ("Noiemb.", None, 11),
        ("octob", None, 10),
        ("ju", "en", None),
        ("pier", "en", None),
    ],
)
def test_the_language_decides_between_months_and_a_shortened_name_counts(
    word: str, language: str | None, month: int | None
) -> None:
    assert month_names.month_in(word, language) == month


@pytest.mark.parametrize("word", ["Monday", "Mon.", "Dienstag", "четверг", "الجمعة", "sábado"])
def test_weekdays_are_recognised_in_any_language(word: str) -> None:
    assert month_names.is_weekday(word)


@pytest.mark.parametrize("word", ["May", "November", "pier", ""])
def test_another_word_is_no_weekday(word: str) -> None:
    assert not month_names.is_weekday(word)


def test_case_diacritics_full_stops_and_joiners_do_not_count() -> None:
    assert month_names.key("FÉVR.") == "fevr"
    assert month_names.key("سه\u200cشنبه") == month_names.key("سهشنبه")
    assert month_names.key("tháng_11") == "thang 11"


def test_months_of_other_calendars_have_their_numbers() -> None:
    assert month_names.solar_hijri()[month_names.key("آبان")] == 8
    assert month_names.solar_hijri()[month_names.key("عقرب")] == 8
    assert month_names.ethiopian()[month_names.key("መስከረም")] == 1
    assert month_names.bikram_sambat()[month_names.key("पुस")] == 9
    assert max(month_names.ethiopian().values()) == 13
    assert max(month_names.solar_hijri().values()) == max(month_names.bikram_sambat().values()) == 12


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("Monday", 0),
        ("mon", 0),
        ("lun.", 0),
        ("mercredi", 2),
        ("суббота", 5),
        ("Mo", 0),
        ("ma", None),
        ("on", None),
    ],
)
def test_a_weekday_has_a_number_if_it_is_one(word: str, number: int | None) -> None:
    assert month_names.weekday(word) == number
