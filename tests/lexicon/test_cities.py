"""Cities by their names: countries with weighted populations, capitals, and rivals of countries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newswire.lexicon import cities
from newswire.lexicon.cities import RIVAL, capitals, named, rivals


def test_a_name_has_each_country_once_with_its_biggest_city_first() -> None:
    found = named("London")
    assert [country for country, _ in found][:2] == ["GB", "CA"]
    assert len(dict(found)) == len(found)
    assert [size for _, size in found] == sorted((size for _, size in found), reverse=True)


def test_a_capital_counts_three_times_and_another_name_a_tenth() -> None:
    rome, lille = dict(named("Rome")), dict(named("Lille"))
    assert rome["IT"] > 6_000_000, "the capital has less than three million people"
    assert dict(named("Rijsel"))["FR"] == lille["FR"] // 10


@pytest.mark.parametrize("name", ["Grenholm", "", "Qqqq Bay"])
def test_an_invented_place_is_no_city(name: str) -> None:
    assert named(name) == ()


def test_a_rival_is_a_big_city_whose_own_name_this_is() -> None:
    assert "IN" in rivals("Salem")
    assert rivals("Franca") == {"BR"}
    assert rivals("França") == frozenset(), "the spelling is that of a country"
    assert all(size >= RIVAL for country, size in named("Salem") if country in rivals("Salem"))


def test_capitals_include_those_of_territories_with_people_alone() -> None:
    assert capitals("Victoria") == {"SC"}
    assert capitals("Paris") == {"FR"}
    assert capitals("Lyon") == frozenset()


def test_the_table_is_the_same_whenever_it_is_made() -> None:
    """Sets of texts have another order in each process."""
    make = "import zlib; from newswire.lexicon import cities; print(zlib.crc32(cities._make()['lines']))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", make],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(Path(cities.__file__).parents[2]), "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
