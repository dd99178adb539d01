"""The place, the places and the country of an item."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.model import Item
from newswire.parse.completion.location import placed
from newswire.parse.dateline.parser import Dateline, parse_dateline, read_dateline


def item(**values: Any) -> Item:
    return Item(path="a.txt", format="test", **values)


def dateline(line: str) -> Dateline:
    found = parse_dateline(f"{line} - A ferry stopped.")
    assert found is not None
    return found


def test_a_dateline_gives_the_place() -> None:
    found = placed(item(), dateline("MOSCOW/KIEV (Reuters)"))
    assert found == {
        "place": "MOSCOW/KIEV",
        "places": ("MOSCOW", "KIEV"),
        "country": "RU",
        "warnings": (),
    }
    assert placed(item(place="Moscow", places=("Moscow",), country="RU"), dateline("KIEV (Reuters)")) == {}


def test_a_place_of_the_document_gives_its_places_and_country() -> None:
    assert placed(item(place="Bergen"), None) == {"places": ("Bergen",), "country": "NO", "warnings": ()}
    assert placed(item(place="Bergen", country="DE"), None) == {"places": ("Bergen",)}
    assert placed(item(), None) == {}


def test_a_place_in_several_countries_has_none_unless_the_provider_is_at_home_in_one() -> None:
    assert placed(item(place="Chatham"), None)["country"] is None
    assert len(placed(item(place="Chatham"), None)["warnings"]) == 1
    assert placed(item(place="Chatham", provider="Reuters"), None) == {
        "places": ("Chatham",),
        "country": "GB",
        "warnings": (),
    }


@pytest.mark.parametrize(
    ("line", "provider", "country"),
    [
        ("VICTORIA, Nov 27 -", None, None),
        ("VICTORIA, Nov 27 -", "AAP", "AU"),
        ("VICTORIA, Nov 27 -", "The Canadian Press", "CA"),
        ("ORANGE, Nov 27 (AP) -", "AAP", "US"),
        ("GEORGIA, Nov 27 -", "AP", "US"),
        ("INDIA, Nov 27 -", "Tanjug", "IN"),
    ],
)
def test_the_writer_decides_between_places_of_one_name(
    line: str, provider: str | None, country: str | None
) -> None:
    found = placed(item(provider=provider), read_dateline(line))
    assert found["country"] == country
    assert bool(found["warnings"]) == (country is None)


def test_the_language_of_a_text_decides_between_a_country_and_a_city() -> None:
    """Use Columbia, which is a country in Romanian and a city in English."""
    found = [placed(item(place="Columbia"), None, None, language) for language in ("en-US", "ro", None)]
    assert [one["country"] for one in found] == ["US", None, None]
    assert [len(one["warnings"]) for one in found] == [0, 1, 1]


@pytest.mark.parametrize("printed", ["poiID12", "geo:123", "12345", "n1234", "-"])
def test_a_local_identifier_is_no_place(printed: str) -> None:
    found = placed(item(place=printed), None)
    assert found == {
        "place": None,
        "warnings": (f"The place {printed!r} is an identifier and was left out.",),
    }
    assert placed(item(place=printed), dateline("OSLO (NTB)"))["place"] == "OSLO"


@pytest.mark.parametrize(
    ("printed", "places", "country"),
    [
        ("Berlin, Germany", ("Berlin",), "DE"),
        ("Los Angeles (California)", ("Los Angeles",), "US"),
        ("Wien/Bregenz", ("Wien", "Bregenz"), "AT"),
        ("Lille, FRA", ("Lille",), "FR"),
        ("Scarborough, Ontario", ("Scarborough",), "CA"),
        ("RICHMOND, Va", ("RICHMOND",), "US"),
        ("Lucknow, UP", ("Lucknow",), "IN"),
        ("Belém, PA", ("Belém",), "BR"),
        ("Sydney Australia", ("Sydney Australia",), "AU"),
        ("浙江杭州", ("浙江杭州",), "CN"),
        ("加利福尼亚州圣何塞", ("加利福尼亚州圣何塞",), "US"),
        ("경기도 수원시", ("경기도 수원시",), "KR"),
    ],
)
def test_a_place_is_read_with_its_state_or_country(
    printed: str, places: tuple[str, ...], country: str
) -> None:
    assert placed(item(place=printed), None) == {"places": places, "country": country, "warnings": ()}


@pytest.mark.parametrize(
    ("printed", "provider", "language", "country"),
    [
        ("NT", "AAP", None, "AU"),
        ("WA", "AAP", None, "AU"),
        ("WA", "GNA", None, "GH"),
        ("Vic", "AAP", None, "AU"),
        ("Vic", "EFE", None, "ES"),
        ("Vic", None, None, None),
        ("ALBANY, WA", "AAP", None, "AU"),
        ("ALBANY, WA", "AP", None, "US"),
        ("NT", None, "en-AU", "AU"),
        ("NT", None, "en-US", None),
        ("QLD", None, None, "AU"),
    ],
)
def test_the_writer_or_the_region_of_the_language_decides_between_states(
    printed: str, provider: str | None, language: str | None, country: str | None
) -> None:
    found = placed(item(place=printed, provider=provider), None, None, language)
    assert found["country"] == country
