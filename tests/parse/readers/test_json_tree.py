"""Trees from XML that any program has serialised as JSON."""

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
def test_all_ways_to_serialise_an_element_give_the_same_tree(value: object) -> None:
    assert etree.tostring(tree("nar:status", value)) == (
        b'<status qcode="stat:usable">on<name>a</name><name>b</name></status>'
    )


def test_languages_and_numbers_are_kept_and_names_impossible_in_xml_left_out() -> None:
    element = tree("headline", {"@xml:lang": "sv", "$": 3, "two words": "x", "ready": True, "none": None})
    assert etree.tostring(element) == b'<headline xml:lang="sv">3<ready>true</ready><none/></headline>'


def test_nesting_beyond_the_limit_is_refused() -> None:
    value: object = "deep"
    for _ in range(100):
        value = {"a": value}
    with pytest.raises(Unparsable, match="too-deep"):
        tree("a", value)
