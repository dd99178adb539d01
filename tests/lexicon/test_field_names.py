"""The names of fields: one table for all carriers, and the additions of JSON and feeds."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from newswire.lexicon import field_names
from newswire.lexicon.field_names import FIRST_IN_JSON, IN_FEEDS, IN_JSON, KNOWN_AS, plain

TABLES = tomllib.loads(Path(field_names.__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("carrier", TABLES)
def test_each_name_is_written_in_its_plain_form(carrier: str) -> None:
    for field, names in TABLES[carrier].items():
        assert [plain(name) for name in names] == names, field
        assert len(set(names)) == len(names), field


def test_json_has_its_own_names_before_those_of_all_carriers() -> None:
    assert IN_JSON["embargo_until"] == ("embargoed", "embargountil", "embargo", "embargotime", "embargodate")
    assert IN_JSON["headline"][: len(FIRST_IN_JSON["headline"])] == FIRST_IN_JSON["headline"]
    assert set(KNOWN_AS["headline"]) < set(IN_JSON["headline"])
    assert IN_JSON["version"] == KNOWN_AS["version"]
    assert IN_JSON["picture"] == FIRST_IN_JSON["picture"]


def test_json_lacks_the_names_that_mean_something_else_there() -> None:
    for field, names in TABLES["not_json"].items():
        assert set(names) <= set(KNOWN_AS[field])
        assert not set(names) & set(IN_JSON[field])


def test_an_element_of_a_feed_means_one_field() -> None:
    elements = [name for names in IN_FEEDS.values() for name in names]
    assert len(set(elements)) == len(elements)
    assert not {"title", "source", "description", "date"} & set(elements)


def test_a_name_is_compared_without_its_punctuation() -> None:
    assert plain("Updated-Date_Time") == "updateddatetime"
    assert plain("Überschrift:") == "überschrift"
