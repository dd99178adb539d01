"""People and organisations of a NewsML 1 item."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.formats.newsml_1.parties import authors_in, formal_names, is_person, parties, provider_of
from newswire.parse.readers.elements import Groups


def said(inside: str) -> Groups:
    groups: Groups = {}
    for element in etree.fromstring(f"<AdministrativeMetadata>{inside}</AdministrativeMetadata>"):
        groups.setdefault(element.tag.lower(), []).append(element)
    return groups


def party(holder: str, name: str, topic: str = "") -> str:
    return f"<{holder}><Party FormalName='{name}' Topic='{topic}'/></{holder}>"


def test_authors_are_creators_and_contributors_who_write() -> None:
    groups = said(
        party("Creator", "Anna Halvorsen", "AUTHOR")
        + party("Creator", "Per Nord", "EDITOR")
        + party("Creator", "Petra Lind", "PHOTOGRAPHER")
        + party("Contributor", "Jan Berg", "Reporter")
        + party("Contributor", "Eva Dahl")
    )
    assert authors_in(groups, is_text=True) == ("Anna Halvorsen", "Jan Berg")
    assert "Petra Lind" in authors_in(groups, is_text=False)


@pytest.mark.parametrize("name", ["DWM", "COR 360", "Correspondent A", "Norwind - Tarn Media", "", "(TIP) X"])
def test_initials_codes_and_posts_are_no_people(name: str) -> None:
    assert not is_person(name)


def test_provider_and_parties() -> None:
    groups = said(party("Provider", "Norwind") + party("Source", "Tarn News"))
    assert parties(groups, "provider", "source") == ("Norwind", "Tarn News")
    assert provider_of({}, groups, {}) == "Norwind"
    identifier = etree.Element("ProviderId")
    identifier.text = "norwind.example:PH"
    assert provider_of({"ProviderId": [identifier]}, groups, {}) == "norwind.example"
    assert formal_names([]) == ()
