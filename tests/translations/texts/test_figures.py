from __future__ import annotations

import pytest

from newswire.translations.texts.figures import date, figures, is_telling, possible_dates, weight


def read(text: str, language: str) -> list[str]:
    return [figure for figure, _ in figures(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1.5 million people", "en"),
        ("1,500,000 people", "en"),
        ("1,5 Millionen Menschen", "de"),
        ("1.500.000 Menschen", "de"),
        ("1,5 Mio. Menschen", "de"),
        ("около 1,5 миллиона человек", "ru"),
        ("1,5 млн человек", "ru"),
        ("1 500 000 жителів", "uk"),
        ("150万人", "ja"),
        ("150万人", "zh"),
        ("1,5 milijuna ljudi", "hr"),
        ("1,5 milljónir manna", "is"),
        ("mutane miliyan 1.5", "ha"),
        ("1,5 million de personnes", "fr"),
    ],
)
def test_a_number_with_its_scale_is_the_same_in_every_language(text: str, language: str) -> None:
    assert read(text, language) == ["15e5"]


def test_a_weekday_with_a_hyphen_is_read_in_its_language_alone() -> None:
    assert read("disse nesta segunda-feira, a segunda vez", "pt") == ["weekday 0"]
    assert read("na Sexta-Feira à noite", "pt") == ["weekday 4"]
    assert read("disse nesta segunda-feira, a segunda vez", "es") == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("1億2000万円", "ja", ["12e7"]),
        ("20万6737人", "ja", ["206737e0"]),
        ("66.3万个", "zh", ["663e3"]),
        ("7月26日、火曜日", "ja", ["month 7", "26e0", "weekday 1"]),
        ("won 3:1 and 0–2", "en", ["result 1-3", "result 0-2"]),
        ("12.03.2021", "de", ["12e0", "3e0", "2021e0"]),
        ("$4bn", "en", ["4e9"]),
        ("2,350 and 2.35", "en", ["235e1", "235e-2"]),
    ],
)
def test_composed_numbers_dates_and_results(text: str, language: str, found: list[str]) -> None:
    assert read(text, language) == found


def test_rare_figures_weigh_more_than_years_and_round_ones() -> None:
    assert weight("206737e0") > weight("235e1") > weight("14e0") > weight("1987e0") > weight("3e0")
    assert [is_telling(figure) for figure in ("14e0", "1987e0", "3e0", "month 7")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("word", "language", "day"),
    [
        ("laugardag", "is", "weekday 5"),
        ("пятницу", "ru", "weekday 4"),
        ("ятницю", "uk", "weekday 4"),
        ("srijedu", "hr", "weekday 2"),
        ("čtvrtka", "cs", "weekday 3"),
        ("alhamis", "ha", "weekday 3"),
        ("март", "ru", "month 3"),
        ("средний", "ru", None),
        ("maybe", "en", None),
    ],
)
def test_a_day_is_known_in_its_inflections(word: str, language: str, day: str | None) -> None:
    assert date(word, language) == day
    assert day is None or possible_dates({word}, language) == {word}
