from __future__ import annotations

import pytest

from newswire.translations.texts.places import places


@pytest.mark.parametrize(
    ("words", "text", "language"),
    [
        (["norway"], "", "en"),
        (["norwegen"], "", "de"),
        (["норвегии"], "", "ru"),
        (["norvège"], "", "fr"),
        (["noregi"], "", "is"),
        ([], "昨日、ノルウェーで", "ja"),
        ([], "在挪威", "zh"),
    ],
)
def test_a_country_is_the_same_under_each_of_its_names(words: list[str], text: str, language: str) -> None:
    assert [place for place, _ in places([(word, 0) for word in words], text, language)] == ["NO"]


def test_a_city_is_the_same_under_each_of_its_names() -> None:
    said = [("vienna", "en"), ("wien", "de"), ("вена", "ru"), ("vienne", "fr")]
    assert {place for word, language in said for place, _ in places([(word, 0)], "", language)} == {"Vienna"}


def test_a_language_without_data_has_no_places() -> None:
    assert list(places([("norway", 0)], "", "qqq")) == []
