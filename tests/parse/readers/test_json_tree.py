"""XML that was serialised as JSON by one program or another is the same tree again."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.errors import Unparsable
from newswire.parse.readers.json_tree import tree


@pytest.mark.parametrize(
    "value",
    [
        {"@qcode": "stat:usable", "#text": "on", "name": ["a", "b"]},
        {"_qcode": "stat:usable", "$": "on", "name": [{"$": "a"}, {"$": "b"}]},
        {"-qcode": "stat:usable", "#text": "on", "name": ["a", "b"]},
        {"$": {"qcode": "stat:usable"}, "_": "on", "name": ["a", "b"]},
        {"_attributes": {"qcode": "stat:usable"}, "_text": "on", "name": [{"_text": "a"}, {"_text": "b"}]},
        {"qcode": "stat:usable", "#text": "on", "x:name": ["a", "b"]},
    ],
)
def test_ways_to_say_the_same(value: object) -> None:
    assert etree.tostring(tree("nar:status", value)) == (
        b'<status qcode="stat:usable">on<name>a</name><name>b</name></status>'
    )


def test_languages_numbers_and_names_that_xml_cannot_have() -> None:
    element = tree("headline", {"@xml:lang": "sv", "$": 3, "two words": "x", "ready": True, "none": None})
    assert etree.tostring(element) == b'<headline xml:lang="sv">3<ready>true</ready><none/></headline>'


def test_nesting_has_an_end() -> None:
    value: object = "deep"
    for _ in range(100):
        value = {"a": value}
    with pytest.raises(Unparsable, match="too-deep"):
        tree("a", value)
