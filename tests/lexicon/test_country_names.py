"""The names of countries in all languages that have a calendar, and the places that share such a name."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from babel import Locale, localedata

from newswire.lexicon import country_names, month_names, places
from newswire.lexicon.places import Located

CALENDAR = Path(month_names.__file__).with_name("calendar.toml")
LANGUAGES = [
    *tomllib.loads(CALENDAR.read_text("utf-8"))["months"],
    *("zh", "zh_Hant", "ja", "ko", "sr_Latn", "uz_Cyrl"),
]

SHARED = {
    *("GE", "georgia"),  # a state of the United States
    *("CD", "CG", "congo", "kongo"),
    *(
        "salvador",
        "granada",
        "guadalupe",
        "columbia",
        "norfolk",
        "man",
        "santa luzia",
        "san martin",
    ),  # cities
    *("عمان", "аман"),  # Oman and Amman
}
"""Keys of the names that a big city, a state or another country bears, too."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_countrys_own_name_means_the_country(language: str) -> None:
    """Take each name of CLDR as it is and in capitals. Only a name that is shared may be in doubt."""
    for code, name in Locale.parse(language).territories.items():
        if code not in country_names.codes():
            continue
        for printed in (name, name.upper()):
            located = places.locate(printed)
            if country_names.key(name) in SHARED and located.country is None:
                assert code in located.doubtful, printed
            else:
                assert located == Located(code), printed


@pytest.mark.parametrize(
    ("place", "country"),
    [
        *(("INDIA", "IN"), ("Ireland", "IE"), ("JAMAICA", "JM"), ("Lebanon", "LB")),
        *(("França", "FR"), ("FRANÇA", "FR"), ("Włochy", "IT"), ("Nederland", "NL"), ("لبنان", "LB")),
        *(("日本", "JP"), ("中国", "CN"), ("韩国", "KR"), ("美國", "US"), ("タイ", "TH"), ("Áo", "AT")),
        *(("KIBRIS", "CY"), ("Kıbrıs", "CY"), ("HIRVATISTAN", "HR")),
        *(("LUXEMBOURG", "LU"), ("SINGAPORE", "SG"), ("PANAMA", "PA"), ("GUATEMALA", "GT"), ("MEXICO", "MX")),
    ],
)
def test_a_country_counts_before_a_town_of_its_name(place: str, country: str) -> None:
    assert places.locate(place) == Located(country)
    assert places.locate(place, (), "US") == Located(country), "an agency's home has towns of such names"


@pytest.mark.parametrize(
    ("place", "candidates"),
    [
        ("VICTORIA", {"CA", "AU", "SC"}),
        ("STANLEY", {"GB", "FK"}),
        ("ORANGE", {"US", "AU", "FR"}),
        ("HAMILTON", {"CA", "NZ", "BM"}),
        ("SALEM", {"IN", "US"}),
        ("ONTARIO", {"CA", "US"}),
        ("GEORGIA", {"GE", "US"}),
        ("SALVADOR", {"BR", "SV"}),
        ("عمان", {"JO", "OM"}),
    ],
)
def test_a_name_of_several_places_gives_no_country_unless_the_agency_decides(
    place: str, candidates: set[str]
) -> None:
    located = places.locate(place)
    assert located.country is None
    assert set(located.doubtful) >= candidates
    for home in candidates:
        assert places.locate(place, (), home) == Located(home)


@pytest.mark.parametrize(
    ("place", "language", "country"),
    [
        ("Norfolk", "en-GB", "US"),
        ("Columbia", "en", "US"),
        ("Columbia", "ro", None),
        ("Salvador", "pt", "BR"),
    ],
)
def test_a_name_is_a_countrys_only_in_languages_that_call_it_so(
    place: str, language: str, country: str | None
) -> None:
    assert places.locate(place, (), None, language).country == country


@pytest.mark.parametrize(
    "place", ["PARIS", "LONDON", "SYDNEY", "BOSTON", "KINGSTON", "PLYMOUTH", "SANTIAGO", "PERTH"]
)
def test_a_city_that_is_clearly_the_biggest_stays_in_no_doubt(place: str) -> None:
    assert places.locate(place).country


def test_babel_keeps_no_data_of_a_language_whose_names_were_read() -> None:
    assert country_names._read("fr").territories["NO"] == "Norvège"
    assert "fr" not in localedata._cache


def test_the_names_of_one_script_are_no_names_of_another() -> None:
    assert country_names.countries("Norvège").keys() == {"NO"}
    assert country_names.countries("ノルウェー") == {"NO": frozenset({"ja"})}
    assert country_names.countries("") == country_names.countries("?") == {}
    assert country_names.zone_city("Осло") == country_names.ZoneCity("NO", "Oslo", frozenset({"осло"}))
    assert country_names.zone_city("Grenholm") is None
