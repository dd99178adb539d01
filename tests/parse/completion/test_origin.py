"""Where an item comes from: the outlets of its credit and its places."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.model import Defaults, Item
from newswire.parse.completion.derived import Derived
from newswire.parse.completion.origin import credited, placed
from newswire.parse.dateline.parser import Dateline, parse_dateline, read_dateline


def item(**values: Any) -> Item:
    return Item(path="a.txt", format="test", **values)


def dateline(line: str) -> Dateline:
    found = parse_dateline(f"{line} - A ferry stopped.")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("values", "line", "fields"),
    [
        ({}, "OSLO (Tarn Daily/AP)", {"credit": ("Tarn Daily", "AP"), "provider": "AP"}),
        ({"provider": "NTB"}, "OSLO (AP)", {"credit": ("AP",)}),
        ({"credit": ("ASSOCIATED PRESS",)}, "OSLO (NTB)", {"credit": ("AP",), "provider": "AP"}),
        ({"credit": ("AP",), "provider": "AP"}, "OSLO (NTB)", {}),
        ({}, "OSLO", {"provider": None}),
    ],
    ids=["dateline", "provider", "canonical", "all known", "nobody"],
)
def test_the_last_of_the_credit_is_the_provider(values: dict[str, Any], line: str, fields: Derived) -> None:
    assert credited(item(**values), dateline(line), Defaults()) == fields


def test_the_provider_of_the_source_comes_before_the_writer() -> None:
    assert (
        credited(item(), dateline("OSLO (AP)"), Defaults(provider="Tarn Daily"))["provider"] == "Tarn Daily"
    )


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


def test_an_agency_that_stands_for_an_author_is_the_credit_but_no_provider() -> None:
    assert credited(item(authors=("Associated Press",)), None, Defaults()) == {
        "credit": ("AP",),
        "provider": None,
    }
    assert credited(item(byline="By The Associated Press"), None, Defaults())["credit"] == ("AP",)
    assert credited(item(authors=("Reuters",), credit=("AP",)), None, Defaults()) == {"provider": "AP"}


def test_a_company_with_and_without_its_legal_form_is_one() -> None:
    found = credited(item(credit=("Norwind Media, LLC", "Norwind Media", "AP")), None, Defaults())
    assert found["credit"] == ("Norwind Media, LLC", "AP")
