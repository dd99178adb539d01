"""The names of metadata are in the form in which they are looked up."""

import pytest

from newswire.parse.pages.facts import names
from tests.parse.pages.facts.reading import facts

LISTS = [value for name, value in vars(names).items() if name.isupper() and isinstance(value, tuple)]


def test_names_are_in_small_letters_and_stand_once() -> None:
    assert LISTS
    for one in LISTS:
        assert [name.lower() for name in one] == list(dict.fromkeys(one))


@pytest.mark.parametrize("name", names.PUBLISHED)
def test_each_name_of_a_time_gives_it(name: str) -> None:
    found = facts(f'<meta name="{name.upper()}" content="2026-03-04T05:06:07+01:00">')
    assert found.how["published"] == f"meta {name}"


@pytest.mark.parametrize("name", names.AUTHOR)
def test_each_name_of_an_author_gives_one(name: str) -> None:
    assert facts(f'<meta property="{name}" content="Ann Lee">').authors == ("Ann Lee",)
