"""The values of an object under the names of our fields."""

from __future__ import annotations

from newswire.parse.generic.json import values


def test_the_best_name_comes_first_and_an_empty_one_is_passed_over() -> None:
    news = {"creator": "C", "byline": "", "author": {"name": "Anna Lind"}}
    assert values.text(news, "byline") == "Anna Lind"
    assert [*values.texts(news, "byline")] == ["Anna Lind", "C"]


def test_text_has_no_markup() -> None:
    assert values.plain_text({"ednote": "<p>Eds: check &amp; send</p>"}, "ed_note") == "Eds: check & send"
    assert values.names({"keywords": ["<b>sea</b>", "7"]}, "keywords") == ("sea",)


def test_zero_is_a_value() -> None:
    assert values.value({"urgency": 0}, "urgency") == 0
    assert values.first({"urgency": ["", 4]}, "urgency") == 4


def test_an_object_may_state_that_it_is_an_organisation() -> None:
    authors = [{"@type": "Person", "name": "Anna Lind"}, {"@type": "Organization", "name": "Norwind"}]
    assert values.organisations({"author": authors}, "byline") == {"Norwind"}
