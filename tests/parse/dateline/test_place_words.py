"""The words of a dateline that could name a place."""

from __future__ import annotations

import pytest
from babel import Locale

from newswire.parse.dateline.parser import parse_dateline
from newswire.parse.dateline.place_words import read_known, read_place
from tests.lexicon.test_country_names import LANGUAGES


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("OSLO, May 3", "OSLO"),
        ("Rio de Janeiro (AP)", "Rio de Janeiro"),
        ("Côte d'Ivoire -", "Côte d'Ivoire"),
        ("N'DJAMENA, Chad", "N'DJAMENA"),
        ("PORT-AU-PRINCE -", "PORT-AU-PRINCE"),
        ("ST. LOUIS (AP)", "ST. LOUIS"),
        ("N.Y. (AP)", "N.Y."),
        ("OSLO. A ferry", "OSLO"),
        ("U.S. 5TH FLEET -", "U.S. 5TH FLEET"),
        ("OSLO May 3", "OSLO"),
        ("Santo Domingo, 3 may", "Santo Domingo"),
        ("ANKARA-BHA -", "ANKARA"),
        ("OSLO Reuters -", "OSLO"),
        ("OSLO says no", "OSLO"),
        ("東京（共同）", "東京"),
    ],
)
def test_a_place_ends_where_a_date_an_agency_or_a_small_word_begins(line: str, place: str) -> None:
    token = read_place(line, 0)
    assert token is not None
    assert (token.kind, token.text) == ("P", place)


@pytest.mark.parametrize("line", ["the sea", "5 people", "(AP)", "", "x" * 50])
def test_other_words_name_no_place(line: str) -> None:
    assert read_place(line, 0) is None


def test_a_place_has_at_most_seven_words() -> None:
    token = read_place("One Two Three Four Five Six Seven Eight", 0)
    assert token is not None
    assert token.text == "One Two Three Four Five Six Seven"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Trinidad & Tobago, Nov 27", "Trinidad & Tobago"),
        ("Congo - Kinshasa (AP)", "Congo - Kinshasa"),
        ("Myanmar (Birma), 27. November", "Myanmar (Birma)"),
        ("St. Vincent und die Grenadinen (dpa)", "St. Vincent und die Grenadinen"),
        ("Nova York, 24 set", "Nova York"),
        ("Nova Délhi (Lusa)", "Nova Délhi"),
        ("Alma-Ata, 3 mei", "Alma-Ata"),
        ("Νταρ ες Σαλάμ, 3 Μαΐου", "Νταρ ες Σαλάμ"),
        ("Сантяго де Чиле, 3 май", "Сантяго де Чиле"),
        ("ボスニア・ヘルツェゴビナ（共同）", "ボスニア・ヘルツェゴビナ"),
        ("New Delhi 3 May", "New Delhi"),
    ],
)
def test_a_known_name_of_several_words_is_whole(line: str, place: str) -> None:
    token = read_known(line, 0)
    assert token is not None
    assert (token.kind, token.text) == ("P", place)


@pytest.mark.parametrize(
    "line", ["Oslo, May 3", "South Africa and others said", "an Tuirc, 3", "Bank of Nova, May 3", "", "(AP)"]
)
def test_other_words_are_no_known_name_of_several(line: str) -> None:
    assert read_known(line, 0) is None


def test_a_place_may_begin_with_the_name_of_an_agency() -> None:
    """Use Nova, which is an agency alone and begins the Portuguese names of cities."""
    found = parse_dateline("Nova Iorque, 24 set (Norwind).- O porto reabriu na segunda-feira.")
    assert found is not None
    assert (found.line, found.place, found.country) == ("Nova Iorque, 24 set (Norwind)", "Nova Iorque", "US")
    agency = parse_dateline("OSLO, 24 set (Nova) - O porto reabriu na segunda-feira.")
    assert agency is not None
    assert agency.credit == ("Agenzia Nova",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cities_of_time_zones_begin_datelines_in_all_languages(language: str) -> None:
    """Take the names of capitals and world cities as CLDR writes them, and hold that few are missed."""
    names = [zone["city"] for zone in Locale.parse(language).time_zones.values() if "city" in zone]
    known = [name for name in names if not name[0].islower()]
    read = [parse_dateline(f"{name}, Nov 27 (Norwind) - The ferry stopped on Tuesday.") for name in known]
    missed = [name for name, found in zip(known, read, strict=True) if not found or found.place != name]
    assert len(missed) <= len(known) // 20, missed
