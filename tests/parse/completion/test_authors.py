"""The authors of an item: people alone."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.model import Item
from newswire.parse.completion.authors import authored, makers, read_credits, writers


def item(**values: Any) -> Item:
    return Item(path="a.txt", format="test", **values)


@pytest.mark.parametrize(
    ("values", "authors"),
    [
        ({"byline": "By ANN MARSH and Piet Holm, Norwind"}, ("Ann Marsh", "Piet Holm")),
        ({"byline": "By Ann Marsh", "authors": ("Piet Holm",)}, ("Piet Holm",)),
        ({"byline": "By Ann Marsh", "authors": ("Norwind Newsdesk",)}, ("Ann Marsh",)),
        ({"authors": ("By ANN MARSH", "By ANN MARSH, AP Sports Writer")}, ("Ann Marsh",)),
        ({"authors": ("Ann Marsh in Oslo and Piet Holm in Bergen",)}, ("Ann Marsh", "Piet Holm")),
        ({"authors": ("MARSH, Ann", "Holm, Piet B.")}, ("Ann Marsh", "Piet B. Holm")),
        ({"authors": ("Associated Press", "Thomson Reuters")}, ()),
        (
            {"authors": ("Norwind Television Ltd", "The Norwind Network", "Various", "ABC", "a@example.org")},
            (),
        ),
        ({"credit": ("Jane Doe/NTB",)}, ("Jane Doe",)),
        ({"credit": ("Jane Doe/NTB",), "byline": "By Ann Marsh"}, ("Ann Marsh",)),
        ({"credit": ("Jane Doe/NTB",), "byline": "Ann Marsh", "kind": "picture"}, ("Ann Marsh", "Jane Doe")),
        ({"credit": ("JANE DOE/NTB",), "byline": "Jane Doe", "kind": "picture"}, ("Jane Doe",)),
        ({"credit": ("Jane Doe",), "kind": "picture"}, ("Jane Doe",)),
        ({"body_text": "A ferry sank.\n\n(Reporting by Ann Marsh; Editing by Piet Holm)"}, ("Ann Marsh",)),
        (
            {"body_text": "It sank. (Additional reporting by Ann Marsh in Oslo, editing by Piet Holm)"},
            ("Ann Marsh",),
        ),
    ],
)
def test_authors_are_people(values: dict[str, Any], authors: tuple[str, ...]) -> None:
    assert item(**values).changed(**authored(item(**values))).authors == authors


@pytest.mark.parametrize(
    "author", ["Anna", "toto", "Ana", "/u/some_login", "First Dog on the Moon", "Marsh, OHD"]
)
def test_a_creator_that_may_be_a_person_stays(author: str) -> None:
    assert authored(item(authors=(author,))) == {}


@pytest.mark.parametrize("author", ["コラム", "ロイター コラム", "社説", "칼럼"])
def test_a_word_for_a_column_is_no_author(author: str) -> None:
    assert authored(item(authors=(author,))) == {"authors": ()}


def test_reporters_below_the_text_are_read_if_there_is_no_byline() -> None:
    below = "A ferry sank.\n\n(Reporting by Ann Marsh; Editing by Piet Holm)"
    assert authored(item(byline="Norwind Newsdesk", body_text=below)) == {}
    assert authored(item(body_text="The reporting by a local paper was wrong.")) == {}


def test_makers_are_those_of_authors_or_byline() -> None:
    assert makers(item(byline="By Ann Marsh", credit=("Jane Doe/AP",))) == ("Ann Marsh",)
    assert makers(item()) == ()


def test_each_credit_line_is_read() -> None:
    found = list(read_credits(item(credit=("Jane Doe/AP", "NTB"))))
    assert [credit.names for credit in found] == [("AP",), ("NTB",)]


def test_agencies_in_place_of_authors() -> None:
    assert writers(item(authors=("Associated Press", "Ann Marsh"), byline="By AFP")) == ("AP", "AFP")
    assert writers(item(authors=("AP",), byline="By Ann Marsh, AFP")) == ("AP",)


def test_the_agency_beside_the_name_in_a_byline_writes() -> None:
    assert writers(item(byline="By Ann Marsh, The Canadian Press")) == ("CP",)
    assert writers(item(byline="Von Ann Marsh und Piet Roe, dpa")) == ("dpa",)
    assert writers(item(byline="Ana Petra/Harbour Herald")) == ()
    assert writers(item(byline="By Ann Marsh (Ana)")) == ()
