"""The beginnings of names of places: no name is missed, and a sentence is none."""

from __future__ import annotations

from itertools import chain

import pytest

from newswire.lexicon import cities, country_names, places
from newswire.parse.dateline.beginnings import begins_with_name


@pytest.mark.parametrize(
    "text",
    [
        "Trinidad & Tobago, May 7",
        "RIO DE JANEIRO (Reuters) - Ferries",
        "Saint-Denis, May 7",
        "São Paulo – O porto",
        "St. Petersburg, Fla. (AP)",
        "НИЖНИЙ НОВГОРОД, 7 мая",
        "サン・ホセ（共同）",
    ],
)
def test_a_text_that_begins_with_a_name_is_found(text: str) -> None:
    assert begins_with_name(text)


@pytest.mark.parametrize(
    "text",
    ["Shares rose in Rio de Janeiro", "The harbour council voted", "Grenholm", "", "\n", "7 May", "\ud800 "],
)
def test_a_sentence_begins_with_no_name(text: str) -> None:
    assert not begins_with_name(text)


def test_each_name_of_several_words_is_found_before_other_words() -> None:
    known = chain(cities.names_of_cities(), country_names.names_of_places(), places.names_of_cities())
    several = [
        name for name in known if name == name.strip() and name.replace(" ", "").isalpha() and " " in name
    ]
    assert len(several) > 50_000
    assert [name for name in several if not begins_with_name(f"{name}, rain fell")] == []
