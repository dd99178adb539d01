"""Places and their countries."""

import pytest

from newswire.lexicon import places
from newswire.lexicon.places import Located


@pytest.mark.parametrize(
    ("place", "qualifiers", "country"),
    [
        ("KIEV", (), "UA"),
        ("Kyjiw", (), "UA"),
        ("كييف", ("أوكرانيا",), "UA"),
        ("CHATHAM", ("Mass.",), "US"),
        ("CHATHAM", ("Ont.",), "CA"),
        ("TBILISI", ("Georgia",), "GE"),
        ("ATLANTA", ("Georgia",), "US"),
        ("PERTH", ("WA",), "AU"),
        ("DORTMUND", ("Alemania",), "DE"),
        ("Waghäusel", (), "DE"),
        ("MUENCHEN", (), "DE"),
        ("LONDON", (), "GB"),
        ("LONDON", ("Ontario",), "CA"),
        ("SINGAPORE", (), "SG"),
        ("МОСКВА", (), "RU"),
        ("東京", (), "JP"),
        ("北京", (), "CN"),
        ("서울", (), "KR"),
        ("नई दिल्ली", (), "IN"),
        ("Αθήνα", (), "GR"),
        ("GAZA CITY", (), "PS"),
        ("VATICAN CITY", (), "VA"),
        ("SCOTLAND", (), "GB"),
        ("ডাকার", (), "SN"),
        ("ಕೈರೋ", (), "EG"),
        ("ബാങ്കോക്ക്", (), "TH"),
    ],
)
def test_a_place_gives_its_country(place: str, qualifiers: tuple[str, ...], country: str) -> None:
    assert places.locate(place, qualifiers) == Located(country)


@pytest.mark.parametrize(("home", "country"), [("PK", "PK"), ("IN", "IN"), ("FR", "IN")])
def test_an_agency_names_its_own_cities_without_their_country(home: str, country: str) -> None:
    assert places.locate("Hyderabad", (), home).country == country


@pytest.mark.parametrize("home", ["US", "CA"])
def test_agencies_in_any_country_mean_the_metropolis(home: str) -> None:
    assert places.locate("PARIS", (), home) == Located("FR")


def test_an_uncertain_place_gives_no_country() -> None:
    assert places.locate("Valencia") == Located(None, ("VE", "ES"))
    assert places.locate("Georgia") == Located(None, ("GE", "US"))
    assert places.locate("Nowhereville") == Located()
    assert places.locate("") == Located()


def test_two_letters_are_a_postal_code_only_in_capitals() -> None:
    assert places.regions("IN") == {"US"}
    assert places.regions("In") == frozenset()
    assert places.regions("La.") == {"US"}
    assert places.regions("La") == frozenset()


def test_two_letters_of_an_exact_abbreviation_need_no_capitals() -> None:
    assert places.regions("Qc") == {"CA"}
    assert places.regions("qc") == frozenset()


def test_a_region_that_is_also_a_city_is_not_only_a_region() -> None:
    assert places.is_only_region("FRANCE")
    assert places.is_only_region("OHIO")
    assert not places.is_only_region("LUXEMBOURG")
    assert not places.is_only_region("NEW YORK")


@pytest.mark.parametrize("word", ["Angela Merkel", "Trump", "May", "IBM", "The"])
def test_another_word_is_no_city(word: str) -> None:
    assert not places.is_city(word)


def test_a_postal_code_can_be_one_of_the_writers_country() -> None:
    """Use MT, the code of Montana and of Mato Grosso."""
    assert places.locate("Cuiabá", ("MT",), "BR") == Located("BR")
    assert places.locate("Billings", ("MT",), "BR") == Located("US")
    assert places.locate("Nova Tarn", ("MT",), "BR") == Located("BR")
    assert places.locate("Nova Tarn", ("MT",)) == Located("US")
    assert places.locate("Billings", ("MT",), "US") == Located("US")


@pytest.mark.parametrize("place", ["Казань", "حلب", "लखनऊ", "Θεσσαλονίκη", "విజయవాడ"])
def test_a_city_is_as_big_in_another_script(place: str) -> None:
    assert places.size(place) > 250_000


@pytest.mark.parametrize(
    ("name", "country"),
    [("Germany", "DE"), ("Deutschland", "DE"), ("Korea", "KR"), ("日本", "JP"), ("Tarn", None), ("", None)],
)
def test_a_country_is_found_by_its_name(name: str, country: str | None) -> None:
    assert places.country_named(name) == country


def test_a_code_that_two_countries_use_is_a_state_of_the_country_with_the_city() -> None:
    assert places.locate("Manaus", ("AM",)).country == "BR"
    assert places.locate("Florianópolis", ("SC",)).country == "BR"
    assert places.locate("Columbia", ("SC",)).country == "US"
    assert places.is_state_of("UP", "Lucknow")
    assert not places.is_state_of("UP", "Oslo")
    assert not places.is_state_of("Up", "Lucknow")


def test_a_full_name_of_a_state_is_no_abbreviation() -> None:
    assert places.is_state("Ontario")
    assert not places.is_state("Ont")
    assert not places.is_state("Oslo")


@pytest.mark.parametrize("place", ["浙江杭州", "广东省深圳市", "北海道札幌市"])
def test_a_state_before_a_city_belongs_to_a_known_place(place: str) -> None:
    assert places.is_known(place)
    assert not places.is_known(place[:2] + "的天气")
