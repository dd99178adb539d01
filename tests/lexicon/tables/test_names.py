"""Values by names, found in bytes."""

from __future__ import annotations

import pytest

from newswire.lexicon.tables import names
from newswire.lexicon.tables.names import Names, Packing


def table(*entries: tuple[str, str]) -> Names:
    packing = Packing()
    for name, value in entries:
        packing.add(name, value)
    return Names({name: memoryview(part) for name, part in packing.parts().items()})


@pytest.fixture(params=[1, 1 << 14], ids=["one group", "many groups"])
def known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Names:
    monkeypatch.setattr(names, "_GROUPS", request.param)
    return table(
        ("grenholm", "NO500"),
        ("gren", "DK40"),
        ("grenholm", "SE900"),
        ("東京", "JP1"),
        ("", "none"),
        ("stad", "a\tb"),
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("grenholm", ["NO500", "SE900"]),
        ("gren", ["DK40"]),
        ("東京", ["JP1"]),
        ("stad", ["a\tb"]),
        ("", ["none"]),
    ],
)
def test_a_name_has_its_values_in_the_order_of_their_entries(
    known: Names, name: str, values: list[str]
) -> None:
    assert known.find(name) == values


@pytest.mark.parametrize(
    "name", ["holm", "Gren", "NO500", "gren\tDK40\ngrenholm", "a", "東", "\ud800", "none"]
)
def test_a_part_of_a_line_is_no_name(known: Names, name: str) -> None:
    assert known.find(name) == []


def test_an_empty_table_has_no_names() -> None:
    assert table().find("grenholm") == []


def test_the_names_of_all_entries_are_listed(known: Names) -> None:
    assert sorted(known) == ["", "gren", "grenholm", "grenholm", "stad", "東京"]
    assert list(table()) == []
