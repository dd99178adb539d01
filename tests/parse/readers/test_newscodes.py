"""IPTC's codes: qcodes and URIs, schemes, countries, versions at the end of identifiers."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.readers import newscodes

MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<s qcode='medtop:20000822'/>", ("medtop", "20000822")),
        ("<s qcode='meta:default:8975'/>", ("meta", "default:8975")),
        ("<s qcode='mt:20000822'/>", ("medtop", "20000822")),
        (f"<s uri='{MEDTOP}20000822'/>", ("medtop", "20000822")),
        ("<s uri='http://cv.norwind.example/topics#ferry'/>", ("http://cv.norwind.example/topics#", "ferry")),
        ("<s uri='ferry'/>", (None, "ferry")),
        ("<s literal='geo#1111'/>", (None, "geo#1111")),
        ("<s qcode='nocolon'/>", (None, "nocolon")),
        ("<s/>", (None, None)),
    ],
)
def test_a_concept_is_a_scheme_and_a_code(markup: str, expected: tuple[str | None, str | None]) -> None:
    catalog = etree.fromstring(f"<catalog><scheme alias='mt' uri='{MEDTOP}'/><scheme alias='x'/></catalog>")
    assert newscodes.concept(etree.fromstring(markup), newscodes.aliases([catalog])) == expected


@pytest.mark.parametrize(
    ("guid", "version", "expected"),
    [
        ("urn:newsml:a:1:b:3N", "3", "urn:newsml:a:1:b"),
        ("urn:newsml:a:1:b:3", "3", "urn:newsml:a:1:b"),
        ("urn:newsml:a:1:b:13", "3", "urn:newsml:a:1:b:13"),
        ("urn:newsml:a:1:b", None, "urn:newsml:a:1:b"),
        ("urn:newsml:www.a.example:46250506:1N", "1", "urn:newsml:www.a.example:46250506"),
        ("urn:newsml:a:20240513:1", "1", "urn:newsml:a:20240513:1"),
        ("story:1", "1", "story:1"),
        (None, "3", None),
    ],
)
def test_a_version_is_removed_from_the_end_of_an_identifier(
    guid: str | None, version: str | None, expected: str | None
) -> None:
    assert newscodes.without_version(guid, version) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("SWE", "SE"), ("se", "SE"), ("ZZZ", None), ("QQ", None), ("", None), (None, None), ("Germany", "DE")],
)
def test_a_country_is_an_alpha_2_code_or_none(code: str | None, expected: str | None) -> None:
    assert newscodes.country(code) == expected


def test_a_known_status_needs_no_warning() -> None:
    warnings: list[str] = []
    assert newscodes.pubstatus("Cancelled", warnings) == "canceled"
    assert newscodes.pubstatus("WITHHELD", warnings) == "withheld"
    assert newscodes.pubstatus(None, warnings) is None
    assert warnings == []
